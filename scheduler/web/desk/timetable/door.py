"""The door of the desk's pages of timetables, and what finds the things behind it."""

from dataclasses import dataclass

from flask import request

from scheduler.meetings import queries
from scheduler.meetings.models import Meeting
from scheduler.timetable import queries as timetable
from scheduler.timetable.models import Plan
from scheduler.web.private import private_door

door = private_door("desk_timetable", __name__, "/desk/timetable")
UNSEEN = -1
"""The revision of who does not say what they have seen: never that of a plan."""


@dataclass(frozen=True)
class Planned:
    """A plan of a meeting."""

    meeting: Meeting
    plan: Plan


@dataclass(frozen=True)
class Pair:
    """Two plans of a meeting, to be compared."""

    meeting: Meeting
    plan: Plan
    other: Plan


def meeting_of(code: str) -> Meeting:
    return queries.existing_meeting(code)


def planned(code: str, number: int) -> Planned:
    meeting = meeting_of(code)
    return Planned(meeting, timetable.plan(meeting, number))


def pair(code: str, number: int, other: int) -> Pair:
    one = planned(code, number)
    return Pair(one.meeting, one.plan, timetable.plan(one.meeting, other))


def seen(name: str = "seen") -> int:
    """The revision of a plan that whoever sent a form has looked at."""
    return request.form.get(name, UNSEEN, type=int)
