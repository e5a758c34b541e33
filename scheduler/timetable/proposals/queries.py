"""Reading runs."""

from datetime import datetime, timedelta

from sqlalchemy import select

from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable.proposals.models import AllocationRule, AllocationRun
from scheduler.timetable.terms import RunState

A_MINUTE = timedelta(minutes=1)
AT_WORK = (RunState.RUNNING, RunState.STOPPING)
OPEN = (RunState.WAITING, *AT_WORK)


def run(meeting: Meeting, number: int) -> AllocationRun:
    """A run of this meeting. Raises NotFound."""
    found = session.get(AllocationRun, number) if 0 < number <= LARGEST else None
    if found is None or found.meeting_id != meeting.id:
        raise NotFound(Sentence("This meeting has no such run."))
    return found


def runs(meeting: Meeting) -> list[AllocationRun]:
    """The newest first."""
    found = select(AllocationRun).where(AllocationRun.meeting_id == meeting.id)
    return list(session.scalars(found.order_by(AllocationRun.id.desc())))


def of_plan(plan_id: int) -> AllocationRun | None:
    """The run that a draft came of."""
    return session.scalars(select(AllocationRun).where(AllocationRun.plan_id == plan_id)).first()


def curve(meeting: Meeting) -> AllocationRun | None:
    """The newest run that told what giving up wishes would bring."""
    return next((one for one in runs(meeting) if one.options.get("trade_off") and one.progress), None)


def waiting() -> list[int]:
    """Numbers of runs that nobody is at, the oldest first."""
    found = select(AllocationRun.id).where(AllocationRun.state == RunState.WAITING)
    return list(session.scalars(found.order_by(AllocationRun.id)))


def lost(now: datetime) -> list[int]:
    """Numbers of runs whose worker went away."""
    found = select(AllocationRun).where(AllocationRun.state.in_(AT_WORK)).order_by(AllocationRun.id)
    return [one.id for one in session.scalars(found) if is_lost(one, now)]


def is_lost(one: AllocationRun, now: datetime) -> bool:
    """Whether its worker said nothing for a minute."""
    return one.state in AT_WORK and one.beat_at is not None and one.beat_at < now - A_MINUTE


def public_rule(meeting: Meeting) -> str | None:
    """By which rule a meeting says that it gives places, in the words of allocation files."""
    found = session.get(AllocationRule, meeting.id)
    return found.policy if found else None
