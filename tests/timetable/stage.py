"""A meeting with rooms, slots and side events, for tests of plans. Times in UTC; Vienna is one hour ahead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from scheduler.kernel.codes import new_code, new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import EntryKind, MeetingKind
from scheduler.meetings.actions import add_room, set_rooms, set_slots, sit, venue
from scheduler.meetings.models import Meeting, Room
from scheduler.side_events.models import SideEvent
from scheduler.timetable.actions import Where, public_plan
from scheduler.timetable.models import Plan
from scheduler.timetable.queries import placements
from scheduler.timetable.spots import Spot

MONDAY, TUESDAY, WEDNESDAY = (date(2027, 3, day) for day in (8, 9, 10))
HOURS = (8, 9, 12)
LENGTH = timedelta(minutes=50)
Result = TypeVar("Result")


@dataclass(frozen=True)
class Stage:
    meeting: Meeting
    plan: Plan
    """The public one."""
    rooms: list[Room]
    events: list[SideEvent]

    def at(self, day: date, hour: int = 8, room: int = 0) -> Where:
        return at(day, hour, self.rooms[room])


def at(day: date, hour: int, room: Room | None) -> Where:
    starts = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Where(day, starts_at=starts, ends_at=starts + LENGTH, room=room)


def do(act: Callable[..., Result], *more: Any, by: str = "tests", **named: Any) -> Result:
    """An action as one decision."""
    with decision(by) as this:
        return act(this, *more, **named)


def stage(events: int = 4, rooms: int = 2, code: str = "T70") -> Stage:
    """Three days of three slots, and side events that stand nowhere."""
    with bookkeeping("tests") as this:
        place = venue(f"Centre of {code}")
        meeting = Meeting(
            code=code,
            title="A session",
            kind=MeetingKind.REGULAR_SESSION,
            starts=MONDAY,
            ends=WEDNESDAY,
            time_zone="Europe/Vienna",
            venue_id=place.id,
        )
        session.add(meeting)
        sit(meeting, meeting.starts, meeting.ends)
        spans = [at(day, hour, None) for day in (MONDAY, TUESDAY, WEDNESDAY) for hour in HOURS]
        set_slots(meeting, [(w.day, w.starts_at, w.ends_at) for w in spans if w.starts_at and w.ends_at])
        made = [add_room(place, f"M{number + 1}") for number in range(rooms)]
        set_rooms(meeting, made)
        found = [event(meeting, f"Event {number + 1}") for number in range(events)]
        plan = public_plan(this, meeting)
    return Stage(meeting, plan, made, found)


def event(meeting: Meeting, title: str) -> SideEvent:
    """A side event that stands nowhere."""
    made = SideEvent(
        meeting_id=meeting.id, kind=EntryKind.SIDE_EVENT, code=new_code(()), uid=new_uid(), title=title
    )
    session.add(made)
    session.flush()
    return made


def standing(plan: Plan) -> dict[int, tuple[Spot, bool]]:
    """All that a plan says, and whether each keeps its room from others."""
    session.expire_all()
    return {number: (one.spot, one.live) for number, one in placements(plan).items()}
