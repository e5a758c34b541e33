"""Calls for speakers and their terms."""

from collections import defaultdict

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.meetings import queries as meetings
from scheduler.meetings.models import Meeting
from scheduler.nominations import queries
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.calling import set_call
from scheduler.nominations.permissions import SET_CALLS
from scheduler.web.access import guarded
from scheduler.web.desk.speakers.call_forms import SpeakerTermsForm
from scheduler.web.desk.speakers.door import back, call_of, door, meeting_of
from scheduler.web.languages import gettext, say
from scheduler.web.putting_forward.words import CONTRIBUTIONS, PARTS
from scheduler.web.visitors import present


@door.get("/")
@guarded(SET_CALLS)
def calls() -> str:
    """Every meeting with its calls for speakers."""
    known: dict[str, list[SpeakerCall]] = defaultdict(list)
    for call in queries.all_calls():
        known[call.meeting.code].append(call)
    return render_template("desk/speakers/all.html", codes=list(meetings.codes().values()), calls=known)


@door.route("/<code>/new/", methods=("GET", "POST"))
@guarded(SET_CALLS, meeting_of)
def new(meeting: Meeting) -> ResponseReturnValue:
    """The terms of a new call."""
    return _set(meeting, None)


@door.route("/<code>/calls/<call>/", methods=("GET", "POST"))
@guarded(SET_CALLS, call_of)
def call(one: SpeakerCall) -> ResponseReturnValue:
    """One call, and new terms for it. The history tells what was changed."""
    return _set(one.meeting, one)


def _set(meeting: Meeting, one: SpeakerCall | None) -> ResponseReturnValue:
    form = SpeakerTermsForm(meeting, one)
    if request.method == "POST" and form.validate() and (terms := form.terms()):
        try:
            with decision(present().actor) as this:
                code = set_call(this, meeting, terms, one.code if one else None).code
        except Told as refused:
            form.form_errors.append(say(refused.sentence))
        else:
            return back(gettext("The terms are stored."), "call", code=meeting.code, call=code)
    page = render_template(
        "desk/speakers/call.html",
        meeting=meeting,
        call=one,
        form=form,
        zone=meeting.time_zone,
        parts_of=PARTS,
        kinds=CONTRIBUTIONS,
    )
    return page, 422 if request.method == "POST" else 200
