"""Calls at the desk: their terms, late entries, and the list of receipts after the close."""

from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.accounts.own_page import people_at
from scheduler.applications import figures, permissions
from scheduler.applications.permissions import SET_CALLS
from scheduler.applications.submitting import publish
from scheduler.calls import actions, queries
from scheduler.calls.models import Call
from scheduler.calls.rules import Late, Phase, phase
from scheduler.kernel import clock
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Refused, Told
from scheduler.kernel.terms import SideEventKind
from scheduler.kernel.text import clean_line, fold
from scheduler.kernel.words import Sentence
from scheduler.links import queries as links
from scheduler.links.actions import revoke
from scheduler.links.models import Link
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.rules import unusable
from scheduler.meetings import queries as meetings
from scheduler.meetings.models import Meeting
from scheduler.nominations.called import called
from scheduler.organisations.actions import add_person
from scheduler.organisations.models import Person
from scheduler.web.access import guarded
from scheduler.web.desk.applications import words
from scheduler.web.desk.call_forms import USUAL, LateForm, TermsForm, shown
from scheduler.web.languages import gettext, say
from scheduler.web.private import private_door
from scheduler.web.visitors import present

door = private_door("desk_calls", __name__, "/desk/calls")
PHASES = {
    Phase.BEFORE: (later("Not open yet"), ""),
    Phase.OPEN: (later("Open"), "good"),
    Phase.OVER: (later("Closed"), ""),
}


@dataclass(frozen=True)
class Asked:
    """A meeting's call for one kind of event; `call` is None as long as it is not set up."""

    meeting: Meeting
    kind: SideEventKind
    call: Call | None


@dataclass(frozen=True)
class LateEntry:
    """A call, and a link that lets somebody in late."""

    call: Call
    link: Link


def asked_of(code: str, kind: str) -> Asked:
    if kind not in set(SideEventKind):
        raise NotFound(Sentence("There is no such call."))
    meeting = meetings.existing_meeting(clean_line(code))
    return Asked(meeting, SideEventKind(kind), queries.of_kind(meeting, SideEventKind(kind)))


def call_of(number: int) -> Call:
    return queries.call(number)


def late_entry_of(number: int, link: int) -> LateEntry:
    call, found = queries.call(number), links.by_number(link)
    if (found.purpose, found.thing) != (actions.LATE_ENTRY, call.thing):
        raise NotFound(Sentence("There is no such link."))
    return LateEntry(call, found)


@door.get("/")
@guarded(SET_CALLS)
def calls() -> str:
    """Every meeting with its calls, and those that can be set up."""
    known: dict[str, dict[SideEventKind, Call]] = {code: {} for code in meetings.codes().values()}
    for call in queries.all_calls():
        known[call.meeting.code][call.kind] = call
    return render_template(
        "desk/calls/all.html",
        meetings=known,
        numbers=figures.how_many(),
        phase_of=_phase,
        words=words,
        acts=permissions,
    )


@door.route("/new/<code>/<kind>/", methods=("GET", "POST"))
@guarded(SET_CALLS, asked_of)
def new(asked: Asked) -> ResponseReturnValue:
    """The terms of a call that is not set up yet."""
    if asked.call:
        return redirect(url_for("desk_calls.call", number=asked.call.id), 303)
    return _set(asked, TermsForm(data=USUAL))


@door.route("/<int:number>/", methods=("GET", "POST"))
@guarded(SET_CALLS, call_of)
def call(one: Call) -> ResponseReturnValue:
    """One call, and new terms for it. The history tells what was changed."""
    return _set(_asked(one), TermsForm(data=shown(one)))


@door.post("/<int:number>/late")
@guarded(SET_CALLS, call_of)
def let_in(one: Call) -> ResponseReturnValue:
    """A personal link for one late entry. Its address is shown this once: nobody can read it later."""
    form = LateForm()
    if not form.is_sent:
        return _page(_asked(one), late=form), 422
    if why := unusable(form.email.data):
        form.email.errors = [say(why)]
        return _page(_asked(one), late=form), 422
    with decision(present().actor) as this:
        person = _person(this, form.name.data, form.email.data)
        _, token = actions.let_in_late(this, one, person, form.lasts)
    address = current_app.config["BASE_URL"] + LINK_PATH.format(token=token)
    return _page(_asked(one), address=address, address_for=form.name.data)


@door.post("/<int:number>/late/<int:link>/revoke")
@guarded(SET_CALLS, late_entry_of)
def revoke_late(entry: LateEntry) -> ResponseReturnValue:
    with decision(present().actor) as this:
        if why := links.ended(entry.link):
            raise Refused(why)
        revoke(this, entry.link)
    return _back(entry.call.id, gettext("The link no longer works."))


@door.post("/<int:number>/publish")
@guarded(SET_CALLS, call_of)
def publish_receipts(one: Call) -> ResponseReturnValue:
    with decision(present().actor) as this:
        publish(this, one)
    return _back(one.id, gettext("The list of receipts is public now."))


def _asked(one: Call) -> Asked:
    return Asked(one.meeting, one.kind, one)


def _set(asked: Asked, form: TermsForm) -> ResponseReturnValue:
    """The page of a call; when new terms were sent, they are stored."""
    if request.method != "POST":
        return _page(asked, form)
    terms = form.terms(asked.kind, asked.meeting.time_zone) if form.validate() else None
    if terms is None:
        return _page(asked, form), 422
    try:
        with decision(present().actor) as this:
            number = actions.set_terms(this, asked.meeting, terms).id
            if not this.records:
                this.abandon()
    except Told as refused:
        form.form_errors.append(say(refused.sentence))
        return _page(asked, form), 422
    return _back(number, gettext("The terms are stored."))


def _page(
    asked: Asked,
    form: TermsForm | None = None,
    late: LateForm | None = None,
    address: str | None = None,
    address_for: str | None = None,
) -> str:
    """One call with its terms, and, when it is set up, with what goes on in it."""
    one, zone = asked.call, asked.meeting.time_zone
    applications = figures.received(one) if one else []
    entries = [link for link in links.alive(one.thing) if link.purpose == actions.LATE_ENTRY] if one else []
    return render_template(
        "desk/calls/one.html",
        asked=asked,
        call=one,
        zone=zone,
        form=form or TermsForm(data=shown(one) if one else USUAL),
        late=late or LateForm(),
        address=address,
        address_for=address_for,
        phase=_phase(one) if one else None,
        is_over=one is not None and phase(one.terms, clock.now()) is Phase.OVER,
        by_link=one is not None and one.late is Late.LINK,
        total=len(applications),
        by_state=figures.by_state(applications),
        by_kind=figures.by_kind(applications),
        entries=entries,
        called=called(f"person {link.person_id}" for link in entries),
        words=words,
        acts=permissions,
    )


def _phase(one: Call) -> tuple[str, str]:
    """In words, and how it is marked."""
    return PHASES[phase(one.terms, clock.now())]


def _person(this: Decision, name: str, email: str) -> Person:
    same = [one for one in people_at(email) if one.name and fold(one.name) == fold(name)]
    return same[0] if same else add_person(this, name, email)


def _back(number: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("desk_calls.call", number=number), 303)
