"""The verbs of the timetable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.timetable import queries
from scheduler.timetable.models import Placement, Plan

PUBLIC = "Public timetable"


@dataclass(frozen=True)
class Where:
    """A day of the venue, times in UTC as far as they are known, and a room."""

    day: date
    until: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room: Room | None = None


def make_plan(this: Decision, meeting: Meeting, name: str = PUBLIC, *, public: bool = False) -> Plan:
    """A new plan without placements."""
    plan = Plan(meeting_id=meeting.id, name=name, public=public, made_at=this.at)
    session.add(plan)
    session.flush()
    return plan


def public_plan(this: Decision, meeting: Meeting) -> Plan:
    """The meeting's public plan, made when there is none."""
    return queries.public_plan(meeting) or make_plan(this, meeting, public=True)


def place(plan: Plan, wanted: Mapping[Entry, Where | None]) -> None:
    """Put entries where they are wanted, or nowhere; cancelled ones keep their place but not their room's hours.

    All rooms that change hands are freed first, so that two entries can swap theirs in one step.
    """
    standing = queries.placements(plan)
    for entry in wanted:
        if placement := standing.get(entry.id):
            placement.live = False
    session.flush()
    for entry, where in wanted.items():
        _put(plan, entry, where, standing.get(entry.id))
    session.flush()


def _put(plan: Plan, entry: Entry, where: Where | None, placement: Placement | None) -> None:
    if where is None:
        if placement:
            session.delete(placement)
        return
    if placement is None:
        placement = Placement(meeting_id=plan.meeting_id, plan_id=plan.id, entry_id=entry.id)
        session.add(placement)
    placement.day, placement.until = where.day, where.until
    placement.starts_at, placement.ends_at = where.starts_at, where.ends_at
    placement.room_id = where.room.id if where.room else None
    placement.live = not entry.cancelled
