"""Reading plans."""

from sqlalchemy import func, select

from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable.models import Placement, Plan


def public_plan(meeting: Meeting) -> Plan | None:
    """The plan that a release publishes."""
    return session.scalars(select(Plan).where(Plan.meeting_id == meeting.id, Plan.public)).one_or_none()


def plan(meeting: Meeting, number: int) -> Plan:
    """A plan of this meeting. Raises NotFound."""
    found = session.get(Plan, number) if 0 < number <= LARGEST else None
    if found is None or found.meeting_id != meeting.id:
        raise NotFound(Sentence("This meeting has no such plan. Somebody may have thrown it away."))
    return found


def has_drafts(meeting: Meeting) -> bool:
    """Whether someone works on another timetable of this meeting."""
    drafts = select(func.count()).where(Plan.meeting_id == meeting.id, ~Plan.public)
    return bool(session.scalar(drafts))


def placements(plan: Plan | None) -> dict[int, Placement]:
    """What stands where in a plan, by entry id."""
    if plan is None:
        return {}
    found = session.scalars(select(Placement).where(Placement.plan_id == plan.id))
    return {placement.entry_id: placement for placement in found}
