"""Erasing a person from timetables: the name goes out of what was said of places and links; these stay."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, or_, select

from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.meetings.models import Entry
from scheduler.timetable.clash_models import EntryLink
from scheduler.timetable.draft_programmes.models import DraftPlace
from scheduler.timetable.models import Placement, Plan, PlanStep
from scheduler.timetable.spots import Facts


def things_of(entries: Collection[int]) -> set[str]:
    """The plans in which these entries stood at any time, and links between them and others, as the history
    names them."""
    plans = {step.plan_id for step in _steps(entries)}
    return {f"plan {number}" for number in plans} | {link.thing for link in _links(entries)}


def erase(traces: Traces, entries: Collection[int]) -> None:
    """Take the person out of the reasons why these entries, which are theirs, stand where they do; also where
    others were moved for the same reason, so that steps go on to say what stands in the plan."""
    struck = {text: traces.strike(text) for text in _reasons(entries)}
    beside = select(Entry.id).where(Entry.meeting_id.in_(_meetings(entries)))
    placed = select(Placement).where(Placement.reason.in_(struck), Placement.entry_id.in_(beside))
    shown = select(DraftPlace).where(DraftPlace.reason.in_(struck), DraftPlace.entry_id.in_(beside))
    for place in (*session.scalars(placed), *session.scalars(shown)):
        place.reason = struck[place.reason or ""]
    for step in _steps_of_meetings(entries):
        step.why = struck.get(step.why, step.why) if step.why else None
        step.changes = [_struck(change, struck) for change in step.changes]
    for link in _links(entries):
        link.reason = traces.strike(link.reason)
    session.flush()


def _reasons(entries: Collection[int]) -> set[str]:
    """What was said of the places of these entries, now and before."""
    placed = select(Placement.reason).where(Placement.entry_id.in_(entries))
    steps = _steps(entries)
    spots = (spot for step in steps for change in step.changes for spot in _spots(change))
    found = (*session.scalars(placed), *(step.why for step in steps), *(spot.get("reason") for spot in spots))
    return {text for text in found if text}


def _spots(change: Facts) -> list[Facts]:
    return [change[side] for side in ("before", "after") if change[side]]


def _struck(change: Facts, struck: Mapping[str, str]) -> Facts:
    """The change with these reasons in the place of others."""
    sides = {side: change[side] and _reasoned(change[side], struck) for side in ("before", "after")}
    return {**change, **sides}


def _reasoned(spot: Facts, struck: Mapping[str, str]) -> Facts:
    reason: str = spot.get("reason", "")
    return {**spot, "reason": struck[reason]} if reason in struck else spot


def _steps(entries: Collection[int]) -> list[PlanStep]:
    """Those that changed the place of one of these entries."""
    return [
        step
        for step in _steps_of_meetings(entries)
        if any(change["entry"] in entries for change in step.changes)
    ]


def _steps_of_meetings(entries: Collection[int]) -> Sequence[PlanStep]:
    """All steps of the plans of the meetings to which these entries belong."""
    plans = select(Plan.id).where(Plan.meeting_id.in_(_meetings(entries)))
    return session.scalars(select(PlanStep).where(PlanStep.plan_id.in_(plans)).order_by(PlanStep.id)).all()


def _meetings(entries: Collection[int]) -> Select[int]:
    return select(Entry.meeting_id).where(Entry.id.in_(entries))


def _links(entries: Collection[int]) -> list[EntryLink]:
    theirs = or_(EntryLink.first_id.in_(entries), EntryLink.second_id.in_(entries))
    return list(session.scalars(select(EntryLink).where(theirs).order_by(EntryLink.id)))
