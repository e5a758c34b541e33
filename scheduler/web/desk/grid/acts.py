"""What the secretariat does on the grid. Each form bears the revision of the plan that was seen: where
somebody else changed what it is about, it is refused with what changed, and can be sent again."""

from collections.abc import Callable
from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Refused, Told
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting, Room, Slot
from scheduler.meetings.queries import existing_meeting
from scheduler.timetable import moving, queries, undoing
from scheduler.timetable.actions import Where
from scheduler.timetable.glance import Glance, glance
from scheduler.timetable.models import Plan, PlanStep
from scheduler.timetable.moving import Stale
from scheduler.timetable.permissions import EDIT_PLAN
from scheduler.timetable.wording import words_of
from scheduler.web.access import guarded
from scheduler.web.desk.grid.asked import asked
from scheduler.web.desk.grid.door import door
from scheduler.web.desk.grid.looking import EVENTS
from scheduler.web.desk.grid.page import Fault, page
from scheduler.web.desk.grid.telling import told
from scheduler.web.languages import say
from scheduler.web.visitors import present

LONGEST = 1_000
UNSEEN = -1
"""The revision of who does not say what they have seen: never that of a plan."""
Doing = Callable[[Decision, Meeting, Plan], PlanStep]
NOT_AGAIN = frozenset({"csrf_token", "seen"})
NO_EVENT = Sentence("Choose an event of this meeting.")
NO_SLOT = Sentence("Choose one of the meeting's slots.")
NO_ROOM = Sentence("Choose one of the meeting's rooms.")
NO_DAY = Sentence("Choose a day of the meeting.")


@door.post("/<code>/<int:number>/")
@guarded(EDIT_PLAN, glance)
def act(seen: Glance) -> ResponseReturnValue:
    """One of the acts below. What is refused is told on the page as it is now."""
    do, says = ACTS.get(_what(), (None, ""))
    if do is None:
        raise NotFound(Sentence("This cannot be done on the grid."))
    try:
        with decision(present().actor) as this:
            meeting = existing_meeting(seen.code)
            step = do(this, meeting, queries.plan(meeting, seen.number))
            said = say(Sentence(says, step=told(step, words_of(meeting))))
    except Told as refused:
        return page(glance(seen.code, seen.number), fault=_fault(refused)), 409
    if request.args.get("part"):
        return page(glance(seen.code, seen.number), said)
    flash(said)
    here = url_for("desk_grid.grid", code=seen.code, number=seen.number, **asked(request.args).kept)  # type: ignore[arg-type]
    event = request.form.get("event")
    return redirect(f"{here}#card-{event}" if event else here, 303)


def _what() -> str:
    """Which of the acts: a button in a cell says only where, or with whom to change places."""
    sent = request.form
    return "swap" if "swap" in sent else "move" if "to" in sent else sent.get("do", "")


def _fault(refused: Told) -> Fault:
    sent = request.form.to_dict()
    again = {name: value for name, value in sent.items() if name not in NOT_AGAIN}
    return Fault(say(refused.sentence), again if isinstance(refused, Stale) else {}, sent)


def _move(this: Decision, meeting: Meeting, plan: Plan) -> PlanStep:
    """To a cell, or to the slot and the room of a form."""
    cell = request.form.get("to")
    slot, room = cell.split("-", 1) if cell and "-" in cell else (_sent("slot"), _sent("room"))
    at = _slot(meeting, slot)
    where = Where(at.day, None, at.starts_at, at.ends_at, _room(meeting, room))
    return _put(this, meeting, plan, where)


def _out(this: Decision, meeting: Meeting, plan: Plan) -> PlanStep:
    return _put(this, meeting, plan, None)


def _put(this: Decision, meeting: Meeting, plan: Plan, where: Where | None) -> PlanStep:
    why, chair = clean_line(_sent("why"))[:LONGEST], bool(_sent("chair"))
    wanted = {_event(meeting, "event"): where}
    return moving.move(this, plan, wanted, seen=_seen(), why=why, chair=chair)


def _swap(this: Decision, meeting: Meeting, plan: Plan) -> PlanStep:
    one, other = _event(meeting, "event"), _event(meeting, "swap")
    return moving.swap(this, plan, one, other, seen=_seen())


def _move_room(this: Decision, meeting: Meeting, plan: Plan) -> PlanStep:
    room, into = _room(meeting, _sent("from")), _room(meeting, _sent("into"))
    day = _day(meeting, "on") if _sent("on") else None
    return moving.move_room(this, plan, room, into, seen=_seen(), day=day)


def _move_day(this: Decision, meeting: Meeting, plan: Plan) -> PlanStep:
    return moving.move_day(this, plan, _day(meeting, "from"), _day(meeting, "into"), seen=_seen())


def _pin(this: Decision, meeting: Meeting, plan: Plan) -> PlanStep:
    return moving.pin(this, plan, [_event(meeting, "event")], seen=_seen())


def _unpin(this: Decision, meeting: Meeting, plan: Plan) -> PlanStep:
    return moving.unpin(this, plan, [_event(meeting, "event")], seen=_seen())


def _explain(this: Decision, meeting: Meeting, plan: Plan) -> PlanStep:
    why, chair = clean_line(_sent("why"))[:LONGEST], bool(_sent("chair"))
    return moving.explain(this, plan, _event(meeting, "event"), why, seen=_seen(), chair=chair)


def _undo(this: Decision, _meeting: Meeting, plan: Plan) -> PlanStep:
    return undoing.undo(this, plan, seen=_seen())


def _redo(this: Decision, _meeting: Meeting, plan: Plan) -> PlanStep:
    return undoing.redo(this, plan, seen=_seen())


DONE = "%(step)s"
ACTS: dict[str, tuple[Doing, str]] = {
    "move": (_move, DONE),
    "out": (_out, DONE),
    "swap": (_swap, DONE),
    "room": (_move_room, DONE),
    "day": (_move_day, DONE),
    "pin": (_pin, DONE),
    "unpin": (_unpin, DONE),
    "explain": (_explain, DONE),
    "undo": (_undo, Sentence("Taken back: %(step)s").text),
    "redo": (_redo, Sentence("Done again: %(step)s").text),
}
"""What can be done, and in which words it is told."""


def _sent(name: str) -> str:
    return request.form.get(name, "")


def _seen() -> int:
    return request.form.get("seen", UNSEEN, type=int)


def _event(meeting: Meeting, name: str) -> Entry:
    wanted = _sent(name)
    found = next((one for one in queries.entries(meeting.id).values() if one.code == wanted), None)
    if found is None or found.kind not in EVENTS:
        raise Refused(NO_EVENT)
    return found


def _slot(meeting: Meeting, number: str) -> Slot:
    found = next((slot for slot in meeting.slots if str(slot.id) == number), None)
    if found is None:
        raise Refused(NO_SLOT)
    return found


def _room(meeting: Meeting, number: str) -> Room:
    found = next((room for room in meeting.rooms if str(room.id) == number), None)
    if found is None:
        raise Refused(NO_ROOM)
    return found


def _day(meeting: Meeting, name: str) -> date:
    found = next((day.date for day in meeting.days if day.date.isoformat() == _sent(name)), None)
    if found is None:
        raise Refused(NO_DAY)
    return found
