"""Taking steps of a plan back, and doing them again. Always the newest one, whoever made it: so each step
back leads to exactly what was there before."""

from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry
from scheduler.timetable import queries
from scheduler.timetable.journal import begin, carry_out
from scheduler.timetable.models import Plan, PlanStep
from scheduler.timetable.moving import Stale, require_unchanged
from scheduler.timetable.spots import Change, Spot, read
from scheduler.timetable.terms import StepKind, StepState


def undo(this: Decision, plan: Plan, *, seen: int) -> PlanStep:
    """Take back the newest step that holds; returns that step. `seen`: the revision that whoever acts has
    looked at. Raises Stale where there were others since, Refused where there is none."""
    begin(plan)
    require_unchanged(plan, seen)
    step = queries.to_undo(plan)
    if step is None:
        raise Refused(Sentence("There is no step to undo."))
    _require_known(step, seen)
    back = [read(change).back for change in step.changes]
    step.state = StepState.UNDONE
    carry_out(this, "undo in the timetable", plan, StepKind.UNDO, _wanted(plan, back), of=step)
    return step


def redo(this: Decision, plan: Plan, *, seen: int) -> PlanStep:
    """Do the step again that was taken back last; returns that step. Raises Stale, Refused."""
    begin(plan)
    require_unchanged(plan, seen)
    step = queries.to_redo(plan)
    if step is None:
        raise Refused(Sentence("There is no step to do again."))
    _require_known(step, seen)
    again = [read(change) for change in step.changes]
    step.state = StepState.DONE
    carry_out(this, "redo in the timetable", plan, StepKind.REDO, _wanted(plan, again), of=step)
    return step


def _require_known(step: PlanStep, seen: int) -> None:
    """Others may have done something and taken it back meanwhile: it is another step that comes next."""
    if step.number > seen:
        raise Stale(Sentence("Somebody else worked on this plan meanwhile. Nothing was done; look again."))


def _wanted(plan: Plan, changes: list[Change]) -> dict[Entry, Spot | None]:
    entries = queries.entries(plan.meeting_id)
    return {entries[change.entry]: change.after for change in changes}
