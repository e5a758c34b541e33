"""What the clerk does with a list of speakers. Each act bears the revision of the list that was seen: where
somebody else was first, it is told what changed, and what was typed stands there still."""

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Refused, Told
from scheduler.kernel.terms import Constituency
from scheduler.kernel.text import clean_line, fold
from scheduler.kernel.words import Sentence
from scheduler.organisations.actions import add_person
from scheduler.organisations.models import Organisation, Person
from scheduler.organisations.queries import by_name, kept
from scheduler.thematic_sessions import floor
from scheduler.thematic_sessions.floor_models import FloorList
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.permissions import RUN_FLOOR
from scheduler.thematic_sessions.queries import session_by_number
from scheduler.web.access import guarded
from scheduler.web.desk.floor.door import back, door, floor_of
from scheduler.web.desk.floor.forms import AskForm
from scheduler.web.desk.floor.one import Fault, page
from scheduler.web.languages import gettext, say
from scheduler.web.visitors import present

LONGEST = 500
TURNS = {
    "give": (floor.give, later("They have the floor.")),
    "end": (floor.end, later("They have spoken.")),
    "put-back": (floor.put_back, later("They wait again.")),
    "pass-over": (floor.pass_over, later("They wait at the end of the list.")),
    "no-time": (floor.no_time, later("It is noted that no time was left for them.")),
    "take-off": (floor.take_off, later("They are off the list.")),
}
"""What is done to one request by one button."""
UNSEEN = -1
"""The revision of who does not say what they have seen: never that of a list."""


def turn_of(number: int, step: str) -> tuple[FloorList, str]:
    return floor_of(number), step


@door.post("/<int:number>/open")
@guarded(RUN_FLOOR, session_by_number)
def open_list(item: ThematicSession) -> ResponseReturnValue:
    return _do(item, "open", lambda this: floor.open_list(this, item), gettext("The list is open."))


@door.post("/<int:number>/ask")
@guarded(RUN_FLOOR, floor_of)
def ask(one: FloorList) -> ResponseReturnValue:
    """Somebody asks for the floor: they wait at the end of the list."""
    form = AskForm()
    if not form.is_sent:
        return page(one.session, form=form), 422
    said = gettext("%(name)s is on the list.", name=form.represents.data)
    return _do(
        one.session, "ask", lambda this: floor.ask(this, one, _seen(), _asking(this, one, form)), said, form
    )


@door.post("/<int:number>/turns/<any('give','end','put-back','pass-over','no-time','take-off'):step>")
@guarded(RUN_FLOOR, turn_of)
def turn(what: tuple[FloorList, str]) -> ResponseReturnValue:
    """One request goes on by one step."""
    one, step = what
    act, said = TURNS[step]
    return _do(one.session, step, lambda this: act(this, one, _seen(), _number("request")), str(said))


@door.post("/<int:number>/order")
@guarded(RUN_FLOOR, floor_of)
def order(one: FloorList) -> ResponseReturnValue:
    """One who waits changes places with another (`how` is "swap"), or goes before another; before nobody,
    they are the last."""

    def act(this: Decision) -> None:
        number, other = _number("request"), request.form.get("other", type=int)
        if request.form.get("how") == "swap":
            floor.swap(this, one, _seen(), number, _number("other"))
        else:
            floor.move(this, one, _seen(), number, other)

    return _do(one.session, "order", act, gettext("The list is in its new order."))


@door.post("/<int:number>/minutes")
@guarded(RUN_FLOOR, floor_of)
def grant(one: FloorList) -> ResponseReturnValue:
    """A time of its own for one request; the usual one, if none is given."""

    def act(this: Decision) -> None:
        written = clean_line(request.form.get("minutes", ""))
        minutes = int(written) if written.isascii() and written.isdecimal() and len(written) < 4 else 0
        floor.grant(this, one, _seen(), _number("request"), minutes if written else None)

    return _do(one.session, "minutes", act, gettext("The speaking time is set."))


@door.post("/<int:number>/lots")
@guarded(RUN_FLOOR, floor_of)
def lots(one: FloorList) -> ResponseReturnValue:
    """Lots among those who are ticked; among all who wait, if nobody is. A seed is given to draw again what
    was drawn elsewhere."""
    among = set(request.form.getlist("among", type=int)) or None
    seed = clean_line(request.form.get("seed", ""))[:LONGEST] or None
    said = gettext("Lots are drawn.")
    return _do(one.session, "lots", lambda this: floor.draw_lots(this, one, _seen(), among, seed), said)


@door.post("/<int:number>/close")
@guarded(RUN_FLOOR, floor_of)
def close(one: FloorList) -> ResponseReturnValue:
    said = gettext("The list is closed. The next release publishes who spoke.")
    return _do(one.session, "close", lambda this: floor.close(this, one, _seen()), said)


@door.post("/<int:number>/reopen")
@guarded(RUN_FLOOR, floor_of)
def reopen(one: FloorList) -> ResponseReturnValue:
    why = clean_line(request.form.get("why", ""))[:LONGEST]
    said = gettext("The list is open again.")
    return _do(one.session, "reopen", lambda this: floor.reopen(this, one, _seen(), why), said)


def _do(
    item: ThematicSession,
    name: str,
    act: Callable[[Decision], object],
    said: str,
    form: AskForm | None = None,
) -> ResponseReturnValue:
    """A decision on the list. What is refused is told on the page as it is now."""
    number = item.id
    try:
        with decision(present().actor) as this:
            act(this)
    except Told as refused:
        fault = Fault(name, say(refused.sentence), request.form.to_dict())
        return page(session_by_number(number), fault, form), 409
    return back(number, said)


def _seen() -> int:
    return request.form.get("revision", UNSEEN, type=int)


def _number(name: str) -> int:
    found = request.form.get(name, type=int)
    if found is None:
        raise Refused(Sentence("Choose a speaker of the list."))
    return found


def _asking(this: Decision, one: FloorList, form: AskForm) -> floor.Asking:
    represents = form.represents.data
    known = next((kept(found.id) for found in by_name([represents]).values()), None)
    return floor.Asking(
        constituency=Constituency(form.constituency.data),
        represents=known.name if known else represents,
        person=_speaker(this, one, represents, form.name.data),
        organisation=known,
        regional_group=form.regional_group.data or _group(known),
        for_group=form.for_group.data,
    )


def _group(known: Organisation | None) -> str | None:
    return known.regional_group if known else None


def _speaker(this: Decision, one: FloorList, represents: str, name: str | None) -> Person | None:
    """Who is on the list by this name for the same body already; else a new person."""
    if not name:
        return None
    same = (
        each.person
        for each in one.requests
        if each.person
        and fold(each.person.name or "") == fold(name)
        and fold(each.represents or "") == fold(represents)
    )
    return next(same, None) or add_person(this, name, None)
