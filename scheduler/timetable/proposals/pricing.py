"""What it would cost to put one event of a proposal somewhere else, as far as that is quickly computed."""

from collections.abc import Iterator, Sequence

from scheduler.formats.allocation_file import Allocation
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable.allocation import plan_file, prices, solver
from scheduler.timetable.allocation.problem import Plan as Cells
from scheduler.timetable.allocation.problem import Problem
from scheduler.timetable.allocation.solver import Effort
from scheduler.timetable.models import Plan
from scheduler.timetable.proposals import queries
from scheduler.timetable.proposals.asked import instance
from scheduler.timetable.proposals.options import Options, read
from scheduler.timetable.proposals.reasons import names_of, worded
from scheduler.timetable.proposals.solving import asking_of, cells_of

LARGEST = 3_200
"""Pairs of an event and a slot up to which a page waits for the answer."""
SECONDS = 10.0
NO_PROPOSAL = Sentence("No proposal stands behind this plan, so that nothing can be compared.")
NOT_INSTALLED = Sentence("OR-Tools is not installed here, so that no price can be computed.")
CHANGED = Sentence(
    "Applications, rooms or rules were changed since this was proposed. Make a new proposal, then ask again."
)
UNKNOWN = Sentence("The proposal knows no such event or slot. Load the page again.")
TOO_LARGE = Sentence(
    "This meeting is too large to compute it while you wait. Download its allocation file below and run: "
    "scheduler allocate FILE -o PLAN --price “%(event)s:%(slot)s”"
)


def price_of(meeting: Meeting, plan: Plan, event: str, slot: str) -> Sequence[Sentence | str]:
    """In sentences with names: what each level would lose, and who would move; or why nobody can say."""
    run = queries.of_plan(plan.id)
    if run is None or plan.report is None or "assignments" not in plan.report:
        return [NO_PROPOSAL]
    if not solver.is_installed():
        return [NOT_INSTALLED]
    options = read(run.options)
    asking = asking_of(meeting, options)
    asked = instance(asking, options)
    if plan_file.digest(asked) != plan.instance_digest:
        return [CHANGED]
    problem = Problem(asked)
    if event not in problem.event or slot not in problem.slot:
        return [UNKNOWN]
    if len(problem.event) * len(problem.slot) > LARGEST:
        return [Sentence(TOO_LARGE.text, event=event, slot=slot)]
    names = names_of(asking)
    return [worded(str(one), names) for one in _told(problem, cells_of(plan.report), event, slot, options)]


def asked_of(meeting: Meeting, plan: Plan) -> Allocation:
    """The allocation file of a plan: what was asked for a proposal, as things stand now; of another plan,
    what would be asked from it. It names nobody."""
    run = queries.of_plan(plan.id)
    options = read(run.options) if run else Options(start=plan.id)
    return instance(asking_of(meeting, options), options)


def _told(problem: Problem, cells: Cells, event: str, slot: str, options: Options) -> Iterator[Sentence]:
    effort = Effort(work=SECONDS, seconds=SECONDS, seed=options.seed)
    found = prices.price(problem, cells, event, slot, options.policy, effort, give_up=options.give_up)
    yield from prices.told(found)
