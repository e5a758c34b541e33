"""The verbs of the timetable."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash
from scheduler.kernel.text import shorten
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.timetable import queries, rules
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
    """Put entries where they are wanted, or nowhere; cancelled ones keep their place but not their
    room's hours.

    All rooms that change hands are freed first, so that two entries can swap theirs in one step. Raises
    Clash where a room would be given twice at one time.
    """
    standing: dict[int, Placement | None] = {**queries.placements(plan)}
    moving = {entry: where for entry, where in wanted.items() if not _stands(entry, where, standing)}
    for entry in moving:
        if placement := standing.get(entry.id):
            placement.live = False
    session.flush()
    for entry, where in moving.items():
        standing[entry.id] = _put(plan, entry, where, standing.get(entry.id))
    for first, second in rules.given_twice(_uses(standing.values())):
        told = {"first": shorten(first.by), "second": shorten(second.by)}
        raise Clash(Sentence("“%(first)s” and “%(second)s” would be in one room at one time.", **told))
    try:
        session.flush()
    except IntegrityError as error:
        if "room_given_once" not in str(error):
            raise
        raise Clash(Sentence("Somebody else has just taken one of these rooms. Look again.")) from None


def _stands(entry: Entry, where: Where | None, standing: Mapping[int, Placement | None]) -> bool:
    """Whether an entry is where it is wanted already."""
    placement = standing.get(entry.id)
    if placement is None or where is None:
        return placement is None and where is None
    there = Where(placement.day, placement.until, placement.starts_at, placement.ends_at, placement.room)
    return there == where and placement.live is not entry.cancelled


def _uses(placements: Iterable[Placement | None]) -> Iterator[rules.Use]:
    """As the database counts them, see `Placement`."""
    for item in placements:
        if item and item.live and item.until is None and item.room and item.starts_at and item.ends_at:
            yield rules.Use(item.room.id, item.starts_at, item.ends_at, item.entry.title)


def _put(plan: Plan, entry: Entry, where: Where | None, placement: Placement | None) -> Placement | None:
    if where is None:
        if placement:
            session.delete(placement)
        return None
    if placement is None:
        placement = Placement(meeting_id=plan.meeting_id, plan_id=plan.id, entry=entry)
    placement.day, placement.until = where.day, where.until
    placement.starts_at, placement.ends_at = where.starts_at, where.ends_at
    placement.room = where.room
    placement.live = not entry.cancelled
    session.add(placement)
    return placement
