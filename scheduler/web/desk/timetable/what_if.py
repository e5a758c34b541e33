"""What if: a room falls away, a slot is cancelled, an event is withdrawn, late ones came. The repair becomes
a draft."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable.allocation.levels import Policy
from scheduler.timetable.entry_queries import named
from scheduler.timetable.instances import instance_of
from scheduler.timetable.permissions import EDIT_PLAN
from scheduler.timetable.proposals import asking
from scheduler.timetable.proposals import queries as run_queries
from scheduler.timetable.proposals.options import Options
from scheduler.timetable.proposals.reasons import names_of
from scheduler.timetable.queries import public_plan
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.timetable.door import door, meeting_of
from scheduler.web.languages import gettext

NOTHING_YET = Sentence("This meeting has no public timetable yet, so that nothing can be repaired.")


@door.get("/<code>/what-if/")
@guarded(EDIT_PLAN, meeting_of)
def what_if(meeting: Meeting) -> str:
    return _page(meeting)


@door.post("/<code>/what-if/")
@guarded(EDIT_PLAN, meeting_of)
def repair(meeting: Meeting) -> ResponseReturnValue:
    """A run waits for the worker; as few as can be move."""
    return do(
        lambda this: _ask(this, meeting),
        lambda: url_for("desk_timetable.run", code=meeting.code, run=run_queries.runs(meeting)[0].id),
        gettext("The repair is being made. You can leave this page; it goes on."),
        lambda why: _page(meeting, why),
    )


def _ask(this: Decision, meeting: Meeting) -> None:
    public = public_plan(meeting)
    if public is None:
        raise Refused(NOTHING_YET)
    days = [day.date.isoformat() for day in meeting.days]
    room = request.form.get("room", type=int)
    rooms = {room.id for room in meeting.rooms}
    chosen = [day for day in request.form.getlist("day") if day in days]
    slots = {slot.id for slot in meeting.slots}
    options = Options(
        policy=Policy(run_queries.public_rule(meeting) or Policy.PUBLISHED_RULE),
        start=public.id,
        again=True,
        rooms={str(room): chosen} if room in rooms else {},
        slots=tuple(number for number in request.form.getlist("slot", type=int) if number in slots),
        withdrawn=_codes(meeting, request.form.get("withdrawn", "")),
    )
    asking.ask(this, meeting, options)


def _codes(meeting: Meeting, written: str) -> tuple[str, ...]:
    """Raises Refused for what is no code of an event."""
    known = {one.code for one in named(meeting) if not one.cancelled}
    codes = tuple(dict.fromkeys(clean_line(written).upper().replace(",", " ").split()))
    for code in codes:
        if code not in known:
            raise Refused(Sentence("No event of this meeting has the code %(code)s. Look it up.", code=code))
    return codes


def _page(meeting: Meeting, fault: str = "") -> str:
    form: Any = request.form
    return render_template(
        "desk/timetable/what-if.html",
        meeting=meeting,
        fault=fault,
        slots=_slots(meeting),
        typed={name: form.getlist(name) for name in ("room", "day", "slot", "withdrawn")},
    )


def _slots(meeting: Meeting) -> Sequence[tuple[int, str]]:
    """Numbers of those into which events are put, with their hours."""
    asked = instance_of(meeting, public_plan(meeting))
    names = names_of(asked)
    return [(slot.number, names[f"slot {slot.number}"]) for slot in asked.slots]
