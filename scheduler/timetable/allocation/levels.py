"""An allocation, level by level: each is made as good as can be and then kept, so that later ones only break
ties."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from scheduler.formats.allocation_file import Event
from scheduler.timetable.allocation import solver
from scheduler.timetable.allocation.admission import Admission, admit, everybody
from scheduler.timetable.allocation.goals import NARROWING, PLACED, THEMES, WISHES, WISHES_KEPT, Joint
from scheduler.timetable.allocation.measures import measure
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.problem import MOST_POINTS, Plan, Problem, require_possible
from scheduler.timetable.allocation.program import Goal
from scheduler.timetable.allocation.proofs import Proof, proofs
from scheduler.timetable.allocation.reading import read
from scheduler.timetable.allocation.runs import Level, Run, Watch, nobody
from scheduler.timetable.allocation.solver import Effort, Stop


class Policy(StrEnum):
    """How places are given where not all wishes can be met."""

    PUBLISHED_RULE = "published-rule"
    """Events are admitted in the published order; then the plan that is best for all of them."""
    WISHES_IN_ORDER = "wishes-in-order"
    """So too; then each in turn gets its best place that costs no earlier one a point."""
    MOST_EVENTS = "most-events"
    """As many events as can be; then the plan that is best for all of them."""


@dataclass(frozen=True)
class Found:
    """A plan, with what every level reached, which events were admitted, and why others were left out.
    `is_repeatable`: the same input gives the same plan, which a run that the clock or somebody ended does
    not promise."""

    plan: Plan
    levels: list[Level]
    admission: Admission
    is_repeatable: bool
    is_stopped: bool = False
    proofs: dict[str, Proof] = field(default_factory=dict)


def allocate(
    problem: Problem,
    policy: Policy = Policy.PUBLISHED_RULE,
    effort: Effort = Effort(),  # noqa: B008 - it never changes
    watch: Watch = nobody,
    stop: Stop | None = None,
    give_up: int = 0,
) -> Found:
    """The best plan under a policy. `stop`: ends it from outside, and the best plan so far is kept.
    `give_up`: at most so many percent of wishes, for fewer events of one theme at the same time; it changes
    nothing where wishes are met in order. Raises Impossible for pins that
    break rules."""
    require_possible(problem)
    run = Run(effort, watch, stop or Stop())
    admission = take_part(run, problem, policy)
    plan = best(run, model_of(problem, policy, admission), policy, admission.plan, give_up)
    shown = proofs(run, problem, admission, plan)
    return Found(plan, run.levels, admission, run.is_repeatable, run.stop.is_asked, shown)


def take_part(run: Run, problem: Problem, policy: Policy, known: Plan | None = None) -> Admission:
    """Who takes part under a policy. `known`: a plan to begin with."""
    if policy is Policy.MOST_EVENTS:
        return everybody(problem, known)
    return admit(run, problem, known)


def model_of(problem: Problem, policy: Policy, admission: Admission) -> Model:
    """Those who take part, and the ways to place them."""
    return Model(problem, admission.admitted, all_placed=policy is not Policy.MOST_EVENTS)


def best(run: Run, model: Model, policy: Policy, plan: Plan, give_up: int = 0) -> Plan:
    """The best plan, level by level, from one that is possible. The model keeps what each level reached."""
    if policy is Policy.WISHES_IN_ORDER and not model.problem.is_again:
        plan, give_up = _wishes_in_order(run, model, plan), 0
    for names in _goals(model, policy, give_up):
        if names == [PLACED] and model.all_placed:
            run.add(PLACED, len(plan), len(plan), is_proven=True, since=run.seconds)
        else:
            plan = reach(run, model, names, plan, give_up)
    return plan


def _goals(model: Model, policy: Policy, give_up: int) -> Iterator[list[str]]:
    """The levels in their order; two in one list are reached in one run, the first before the second."""
    if model.problem.is_again:
        yield from ([PLACED], ["slot_moves"], ["room_moves"], [WISHES])
    elif policy is Policy.MOST_EVENTS:
        yield [PLACED, WISHES]
    else:
        yield from ([PLACED], [WISHES])
    yield [THEMES]
    if give_up:
        yield [WISHES_KEPT]
    yield from (["room_waste"], ["unfair"])


def reach(run: Run, model: Model, names: list[str], plan: Plan, give_up: int = 0) -> Plan:
    """One level, or two in one run; what is reached is kept by a row of its own, wishes less what may be
    given up of them."""
    since = run.seconds
    joint = Joint([_goal(model, name) for name in names], len(model.events))

    def tell(value: int, bound: int) -> None:
        for name, one, most in zip(names, joint.apart(value), joint.apart(bound), strict=True):
            run.tell(name, one, most)

    answer = run.solve(model.program, joint.goal, model.hints(plan), tell=tell)
    found = joint.better(model.problem, plan, read(model, answer) or plan)
    worth = measure(model.problem, found)
    values = [worth[goal.name] for goal in joint.goals]
    bounds = joint.bounds(answer, values, [_plain_bound(model, goal) for goal in joint.goals])
    for name, value, bound in zip(names, values, bounds, strict=True):
        run.add(name, value, bound, value == bound, since)
        hold(run, model, name, value, give_up if name == WISHES else 0)
    return found


def hold(run: Run, model: Model, name: str, value: int, give_up: int = 0) -> None:
    """No later level may lose what this one reached, but for so many percent."""
    goal, floor = _goal(model, name), value - value * give_up // 100
    if goal.sign > 0:
        model.program.at_least(goal.terms, floor - goal.plus)
    else:
        model.program.at_most(goal.terms, floor - goal.plus)
    if goal.name in NARROWING and not run.is_over:
        relaxed = solver.relaxed(model.program, goal, run.left)
        model.program.forbid(relaxed.hopeless(floor) if relaxed else ())


def _goal(model: Model, name: str) -> Goal:
    found: Goal = getattr(model, WISHES if name == WISHES_KEPT else name)
    return found


def _plain_bound(model: Model, goal: Goal) -> int:
    """What no plan can beat, without looking for it."""
    if goal.name == PLACED:
        return len(model.events)
    if goal.name == WISHES:
        return sum(model.problem.best_points(event) for event in model.events)
    return min(0, goal.plus + sum(min(0, factor) for factor in goal.terms.values()))


AT_ONCE = 5
"""Events whose wishes are met in one run: the points of each outweigh all that later ones could have."""


def _wishes_in_order(run: Run, model: Model, plan: Plan) -> Plan:
    """Each event in turn gets the best points that it can have without lowering an earlier one's."""
    since, is_proven = run.seconds, True
    problem = model.problem
    for first in range(0, len(model.events), AT_ONCE):
        block = model.events[first : first + AT_ONCE]
        if any(problem.points(event, plan[event.id].slot) < problem.best_points(event) for event in block):
            answer = run.solve(model.program, _one_after_another(model, block), model.hints(plan))
            found = read(model, answer) or plan
            plan = (
                found if answer.is_proven else max(plan, found, key=lambda one: _points(problem, one, block))
            )
            is_proven &= answer.is_proven
        for event in block:
            now = problem.points(event, plan[event.id].slot)
            ways = model.at[event.id].items()
            model.program.forbid(one for slot, one in ways if problem.points(event, slot) < now)
        run.tell("wishes", measure(problem, plan)[WISHES], _plain_bound(model, model.preference))
    reached = measure(problem, plan)[WISHES]
    bound = reached if is_proven else _plain_bound(model, model.preference)
    run.add("wishes", reached, bound, is_proven, since)
    return plan


def _points(problem: Problem, plan: Plan, block: list[Event]) -> list[int]:
    return [problem.points(event, plan[event.id].slot) for event in block]


def _one_after_another(model: Model, block: list[Event]) -> Goal:
    terms: dict[int, int] = {}
    for number, event in enumerate(reversed(block)):
        weight = (MOST_POINTS + 1) ** number
        for slot, one in model.at[event.id].items():
            terms[one] = weight * model.problem.points(event, slot)
    return Goal("wishes", terms)
