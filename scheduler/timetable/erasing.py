"""Erasing a person from timetables: the name goes out of what was said of places and links; these stay."""

from collections.abc import Collection

from sqlalchemy import or_, select

from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.meetings.models import Entry
from scheduler.timetable.clash_models import EntryLink
from scheduler.timetable.models import Placement, Plan, PlanStep


def things_of(entries: Collection[int]) -> set[str]:
    """The plans in which these entries stood at any time, and links between them and others, as the history
    names them."""
    plans = {step.plan_id for step in _steps(entries)}
    return {f"plan {number}" for number in plans} | {link.thing for link in _links(entries)}


def erase(traces: Traces, entries: Collection[int]) -> None:
    """Take the person out of the reasons why these entries, which are theirs, stand where they do."""
    placed = select(Placement).where(Placement.entry_id.in_(entries), Placement.reason.is_not(None))
    for placement in session.scalars(placed):
        placement.reason = traces.strike_all(placement.reason)
    for step in _steps(entries):
        step.why, step.changes = traces.strike_all(step.why), traces.strike_all(step.changes)
    for link in _links(entries):
        link.reason = traces.strike(link.reason)
    session.flush()


def _steps(entries: Collection[int]) -> list[PlanStep]:
    """Those that changed the place of one of these entries."""
    meetings = select(Entry.meeting_id).where(Entry.id.in_(entries))
    found = (
        select(PlanStep)
        .join(Plan, Plan.id == PlanStep.plan_id)
        .where(Plan.meeting_id.in_(meetings))
        .order_by(PlanStep.id)
    )
    return [
        step for step in session.scalars(found) if any(change["entry"] in entries for change in step.changes)
    ]


def _links(entries: Collection[int]) -> list[EntryLink]:
    theirs = or_(EntryLink.first_id.in_(entries), EntryLink.second_id.in_(entries))
    return list(session.scalars(select(EntryLink).where(theirs).order_by(EntryLink.id)))
