"""Reading plans."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable.models import Placement, Plan, PlanStep
from scheduler.timetable.terms import StepState

NO_PLAN = Sentence("This meeting has no such plan.")


@dataclass(frozen=True)
class Counts:
    """Of what takes place: how many entries have a place in a plan, and how many have none."""

    placed: int
    unplaced: int


def public_plan(meeting: Meeting) -> Plan | None:
    """The plan that a release publishes."""
    return session.scalars(select(Plan).where(Plan.meeting_id == meeting.id, Plan.public)).one_or_none()


def plans(meeting: Meeting) -> list[Plan]:
    """The public one first, then drafts, the newest first; those thrown away among them."""
    found = select(Plan).where(Plan.meeting_id == meeting.id).order_by(Plan.public.desc(), Plan.id.desc())
    return list(session.scalars(found))


def plan(meeting: Meeting, number: int) -> Plan:
    """A plan of this meeting, also one that was thrown away. Raises NotFound."""
    found = session.get(Plan, number) if 0 < number <= LARGEST else None
    if found is None or found.meeting_id != meeting.id:
        raise NotFound(NO_PLAN)
    return found


def plan_of(number: int) -> Plan:
    """Any plan that is known to be there."""
    return session.get_one(Plan, number)


def has_drafts(meeting: Meeting) -> bool:
    """Whether someone works on another timetable of this meeting."""
    drafts = select(func.count()).where(
        Plan.meeting_id == meeting.id, ~Plan.public, Plan.thrown_at.is_(None), Plan.adopted_at.is_(None)
    )
    return bool(session.scalar(drafts))


def placements(plan: Plan | None, *, anew: bool = False) -> dict[int, Placement]:
    """What stands where in a plan, by entry id. `anew`: as it is in the database now."""
    if plan is None:
        return {}
    asked = select(Placement).where(Placement.plan_id == plan.id)
    found = session.scalars(asked.execution_options(populate_existing=anew))
    return {placement.entry_id: placement for placement in found}


def entries(meeting_id: int) -> dict[int, Entry]:
    """All entries of a meeting by number, as bare as `Entry` is, in one query."""
    found = session.scalars(select(Entry).where(Entry.meeting_id == meeting_id).order_by(Entry.id))
    return {entry.id: entry for entry in found}


def counts(meeting: Meeting) -> dict[int, Counts]:
    """How many entries have a place in each plan of a meeting, by the plan's number, in two queries."""
    takes_place = select(func.count()).where(Entry.meeting_id == meeting.id, ~Entry.cancelled)
    every = session.scalar(takes_place) or 0
    placed = (
        select(Plan.id, func.count(Placement.id).filter(~Entry.cancelled))
        .outerjoin(Placement, Placement.plan_id == Plan.id)
        .outerjoin(Entry, Entry.id == Placement.entry_id)
        .where(Plan.meeting_id == meeting.id)
        .group_by(Plan.id)
    )
    return {number: Counts(many, every - many) for number, many in session.execute(placed)}


def steps(plan: Plan, offset: int = 0, limit: int = LARGEST) -> Sequence[PlanStep]:
    """The journal, the newest step first."""
    found = select(PlanStep).where(PlanStep.plan_id == plan.id).order_by(PlanStep.number.desc())
    return session.scalars(found.offset(offset).limit(limit)).all()


def how_many_steps(plan: Plan) -> int:
    return session.scalar(select(func.count()).where(PlanStep.plan_id == plan.id)) or 0


def steps_since(plan: Plan, revision: int) -> Sequence[PlanStep]:
    """What was done after the plan had this revision, oldest first."""
    found = select(PlanStep).where(PlanStep.plan_id == plan.id, PlanStep.number > revision)
    return session.scalars(found.order_by(PlanStep.number)).all()


def to_undo(plan: Plan) -> PlanStep | None:
    """The newest step that holds."""
    return _first(plan, StepState.DONE, newest=True)


def to_redo(plan: Plan) -> PlanStep | None:
    """The step that was taken back last, and can be done again."""
    return _first(plan, StepState.UNDONE, newest=False)


def _first(plan: Plan, state: StepState, *, newest: bool) -> PlanStep | None:
    order = PlanStep.number.desc() if newest else PlanStep.number
    found = select(PlanStep).where(PlanStep.plan_id == plan.id, PlanStep.state == state)
    return session.scalars(found.order_by(order).limit(1)).one_or_none()
