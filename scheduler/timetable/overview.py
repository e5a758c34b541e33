"""The plans of a meeting side by side: how many entries have a place in each, and what clashes."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.timetable import queries
from scheduler.timetable.blocking import as_rules_see
from scheduler.timetable.clashes.ground import Spot
from scheduler.timetable.clashes.passing import clashes_in
from scheduler.timetable.clashes.terms import Level
from scheduler.timetable.entries import slots_of
from scheduler.timetable.facts import ground_of
from scheduler.timetable.item_facts import items_of
from scheduler.timetable.models import Placement, Plan
from scheduler.timetable.queries import Counts


@dataclass(frozen=True)
class Outlined:
    """A plan with its numbers."""

    plan: Plan
    counts: Counts
    clashes: Mapping[Level, int]


@dataclass(frozen=True)
class MeetingPlans:
    """A meeting that has a timetable, or entries to put into one. `drafts`: that are worked on."""

    code: str
    title: str
    drafts: int


def meetings() -> list[MeetingPlans]:
    """All of them, the newest first. One query."""
    drafts = func.count(Plan.id).filter(~Plan.public, Plan.thrown_at.is_(None), Plan.adopted_at.is_(None))
    found = (
        select(Meeting.code, Meeting.title, drafts)
        .outerjoin(Plan, Plan.meeting_id == Meeting.id)
        .group_by(Meeting.id, Meeting.code, Meeting.title, Meeting.starts)
        .order_by(Meeting.starts.desc(), Meeting.code)
    )
    return [MeetingPlans(*row) for row in session.execute(found)]


def outline(meeting: Meeting) -> list[Outlined]:
    """Every plan of a meeting, also those thrown away, in a constant number of queries."""
    plans, counts = queries.plans(meeting), queries.counts(meeting)
    ground, items = ground_of(meeting, queries.public_plan(meeting)), items_of(meeting)
    spots = _spots(meeting)
    found = []
    for plan in plans:
        here = {number: spot for number, spot in spots[plan.id].items() if number in items}
        levels = Counter(clash.level for clash in clashes_in(ground, items, here))
        clashes: dict[Level, int] = {level: levels[level] for level in Level if level is not Level.OFF}
        found.append(Outlined(plan, counts[plan.id], clashes))
    return found


def _spots(meeting: Meeting) -> dict[int, dict[int, Spot]]:
    """What stands where in all plans, as clash rules see it."""
    kinds = {number: entry.kind for number, entry in queries.entries(meeting.id).items()}
    slots = slots_of(meeting)
    found: dict[int, dict[int, Spot]] = defaultdict(dict)
    rows = session.scalars(
        select(Placement).join(Plan, Plan.id == Placement.plan_id).where(Plan.meeting_id == meeting.id)
    )
    for one in rows:
        found[one.plan_id][one.entry_id] = as_rules_see(one.spot, kinds[one.entry_id], slots)
    return found
