"""Putting somebody forward, or oneself: what is written is shown once more before it goes out."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scheduler.calls.actions import use_late_link
from scheduler.calls.rules import Phase
from scheduler.kernel import clock
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Told
from scheduler.kernel.words import Sentence
from scheduler.meetings.queries import existing_meeting
from scheduler.nominations import languages, queries
from scheduler.nominations.answering import is_vacant
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import nominee, put_forward
from scheduler.nominations.permissions import APPLY
from scheduler.nominations.rules import Words, faults_of_words, phase, refusal
from scheduler.nominations.ways import ways
from scheduler.organisations.queries import person
from scheduler.web.access import guarded
from scheduler.web.account.nominations.door import at, door
from scheduler.web.languages import gettext, say
from scheduler.web.links.late_nomination import late_link
from scheduler.web.putting_forward.forms import OwnForm
from scheduler.web.putting_forward.preview import preview
from scheduler.web.visitors import present


def call_of(meeting: str, call: str) -> SpeakerCall:
    """Raises NotFound."""
    return queries.call(existing_meeting(meeting), call)


@door.route("/new/<meeting>/<call>/", methods=("GET", "POST"))
@guarded(APPLY, call_of)
def new(call: SpeakerCall) -> ResponseReturnValue:
    """The form, the same once more to look over, and out it goes."""
    form = OwnForm(call, ways(call, present().organisations))
    if request.method != "POST" or request.form.get("do") == "change":
        return _page(call, form)
    if not _is_fine(call, form):
        return _page(call, form), 422
    if request.form.get("do") != "send":
        return _page(call, form, is_preview=True)
    try:
        with decision(present().actor) as this:
            one = _put_forward(this, call, form)
    except Told as refused:
        form.form_errors.append(say(refused.sentence))
        return _page(call, form), 422
    flash(gettext("It is put forward."))
    return redirect(at(one), 303)


def _is_fine(call: SpeakerCall, form: OwnForm) -> bool:
    if not form.validate():
        return False
    faults = faults_of_words(form.words, call.required)
    form.tell(faults)
    return not faults


def _put_forward(this: Decision, call: SpeakerCall, form: OwnForm) -> Nomination:
    me, way = present(), form.chosen
    name, email = form.name.data, form.email.data
    whom = nominee(this, call.meeting, name, email) if form.wants_name else person(me.person or 0)
    link = late_link(call)
    is_late = link is not None and phase(call.opens_at, call.closes_at, this.at) is Phase.OVER
    one = put_forward(this, me, call, way.channel, way.organisation, whom, form.words, has_late_link=is_late)
    if link is not None and is_late:
        use_late_link(this, link)
    return one


def _page(call: SpeakerCall, form: OwnForm, *, is_preview: bool = False) -> str:
    return render_template(
        "account/nominations/preview.html" if is_preview else "account/nominations/new.html",
        call=call,
        zone=call.meeting.time_zone,
        form=form,
        shut=_shut(call, form),
        told=preview(call, form.words) if is_preview else (),
        note=_note(call, form.words) if is_preview else None,
    )


def _note(call: SpeakerCall, said: Words) -> Sentence | None:
    return languages.note_of(said.language, call.languages, said.sessions)


def _shut(call: SpeakerCall, form: OwnForm) -> Sentence | None:
    """Why nothing is taken now. A place that became free can be filled after the close."""
    why = refusal(phase(call.opens_at, call.closes_at, clock.now()), call.late)
    invited = late_link(call) is not None or any(is_vacant(call, way.channel) for way in form.ways.values())
    return None if invited and phase(call.opens_at, call.closes_at, clock.now()) is Phase.OVER else why
