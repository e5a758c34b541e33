"""Asking for a proposal, and stopping one."""

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.actions import hold
from scheduler.meetings.models import Meeting
from scheduler.timetable import queries as timetable
from scheduler.timetable.allocation.levels import Policy
from scheduler.timetable.proposals import queries
from scheduler.timetable.proposals.models import AllocationRule, AllocationRun
from scheduler.timetable.proposals.options import Options, fault_of
from scheduler.timetable.terms import RunState

WENT_AWAY = Sentence("The worker went away before the proposal was made. You can ask again.")
BEFORE = Sentence("It was stopped before it began.")


def ask(this: Decision, meeting: Meeting, options: Options) -> AllocationRun:
    """A run that a worker takes up. One at a time: the worker has other things to do. Raises Refused, and
    NotFound for a plan that is none of the meeting's."""
    if fault := fault_of(options):
        raise Refused(fault)
    if options.start:
        timetable.plan(meeting, options.start)
    hold(meeting.id)
    for other in queries.runs(meeting):
        if queries.is_lost(other, this.at):
            _end(this, other, WENT_AWAY)
        elif other.state in queries.OPEN:
            raise Refused(Sentence("A proposal is being made already. Wait for it, or stop it."))
    made = AllocationRun(
        meeting_id=meeting.id,
        asked_by=this.actor,
        asked_at=this.at,
        policy=options.policy.value,
        seed=options.seed,
        options=options.stored,
        state=RunState.WAITING,
        progress=[],
    )
    session.add(made)
    session.flush()
    record(this, "ask for a proposal", _thing(meeting), policy=made.policy, seed=made.seed)
    return made


def stop(this: Decision, meeting: Meeting, run: AllocationRun) -> None:
    """The run ends soon and keeps the best that it found. Raises Refused."""
    one = locked(run.id)
    if queries.is_lost(one, this.at):
        _end(this, one, WENT_AWAY)
    elif one.state is RunState.WAITING:
        _end(this, one, BEFORE)
    elif one.state is RunState.RUNNING:
        one.state = RunState.STOPPING
    else:
        raise Refused(Sentence("This run is not going on any more."))
    record(this, "stop a proposal", _thing(meeting), policy=one.policy, seed=one.seed)


def say_rule(this: Decision, meeting: Meeting, policy: Policy | None) -> None:
    """Say in public by which rule the meeting gives places; None: say nothing of it. Raises Refused where it
    says so already."""
    hold(meeting.id)
    now = session.get(AllocationRule, meeting.id)
    before = now.policy if now else None
    if before == policy:
        raise Refused(Sentence("That is what the meeting says already. Nothing was done."))
    if policy is None:
        session.delete(now)
    elif now:
        now.policy = policy.value
    else:
        session.add(AllocationRule(meeting_id=meeting.id, policy=policy.value))
    session.flush()
    record(this, "say the rule of places", _thing(meeting), before=before, after=policy and policy.value)


def give_up_lost(this: Decision, number: int) -> None:
    """Mark a run whose worker went away. Nothing else was touched by it."""
    one = locked(number)
    if queries.is_lost(one, this.at):
        _end(this, one, WENT_AWAY)


def locked(number: int) -> AllocationRun:
    """A run as it is now; nobody else changes it until the decision ends."""
    found = select(AllocationRun).where(AllocationRun.id == number)
    return session.scalars(found.with_for_update().execution_options(populate_existing=True)).one()


def _end(this: Decision, one: AllocationRun, why: Sentence) -> None:
    one.state, one.ended_at, one.said = RunState.STOPPED, this.at, str(why)


def _thing(meeting: Meeting) -> str:
    return f"meeting {meeting.code}"
