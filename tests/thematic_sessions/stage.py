"""A meeting with a session, a panel and people, for tests of thematic sessions. Times in UTC."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from scheduler.kernel.codes import new_code, new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import EntryKind, MeetingKind
from scheduler.meetings.actions import sit
from scheduler.meetings.models import Meeting
from scheduler.organisations.actions import name_person
from scheduler.organisations.models import Person
from scheduler.thematic_sessions.models import Panel, Seat, ThematicSession
from scheduler.thematic_sessions.seat_rules import Line
from scheduler.thematic_sessions.seating import panel_of, plan_seats
from scheduler.timetable.actions import Where, place, public_plan

_numbers = itertools.count(1)
DAY = date(2027, 9, 21)
STARTS, ENDS = datetime(2027, 9, 21, 8, tzinfo=UTC), datetime(2027, 9, 21, 11, tzinfo=UTC)
"""10:00 to 13:00 in Vienna."""
Result = TypeVar("Result")


def do(act: Callable[..., Result], *more: Any, **named: Any) -> Result:
    """An action as one decision."""
    with decision("tests") as this:
        return act(this, *more, **named)


def meeting(code: str = "TD2027") -> Meeting:
    with bookkeeping("tests"):
        made = Meeting(
            code=code,
            title="Thematic discussions",
            kind=MeetingKind.INTERSESSIONAL_MEETING,
            starts=DAY,
            ends=date(2027, 9, 22),
            time_zone="Europe/Vienna",
        )
        session.add(made)
        sit(made, made.starts, made.ends)
    return made


def a_session(
    of: Meeting | None = None, title: str = "A session", where: Where | None = None
) -> ThematicSession:
    """In the public plan from 10:00 to 13:00 in Vienna."""
    of = of or meeting()
    with bookkeeping("tests") as this:
        made = ThematicSession(
            meeting_id=of.id, kind=EntryKind.THEMATIC_SESSION, code=new_code(()), uid=new_uid(), title=title
        )
        session.add(made)
        session.flush()
        place(public_plan(this, of), {made: where or Where(DAY, starts_at=STARTS, ends_at=ENDS)})
    return made


def person(name: str | None = None) -> Person:
    """Somebody with an address and no account."""
    number = next(_numbers)
    with bookkeeping("tests"):
        made = name_person(name or f"Person {number}")
        made.email = f"person{number}@body.example"
        session.flush()
    return made


def panel(*plan: Line, of: ThematicSession | None = None) -> Panel:
    of = of or a_session()
    with decision("tests") as this:
        made = panel_of(this, of)
        plan_seats(this, made, plan)
    return made


def seat(of: Panel, place_: int = 0) -> Seat:
    return of.seats[place_]
