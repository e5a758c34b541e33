"""An allocation, level by level: each is made as good as can be and then kept, so that later ones only break
ties."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from random import Random

from scheduler.formats.allocation_file import Cell, Event
from scheduler.timetable.allocation import greedy, solver
from scheduler.timetable.allocation.matching import deal
from scheduler.timetable.allocation.measures import measure
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.neighbourhoods import freed, in_the_way, is_large, left_open
from scheduler.timetable.allocation.problem import MOST_POINTS, Plan, Problem, require_possible
from scheduler.timetable.allocation.program import Goal, added
from scheduler.timetable.allocation.solver import Answer, Effort


class Policy(StrEnum):
    """How places are given where not all wishes can be met."""

    PUBLISHED_RULE = "published-rule"
    """Events are admitted in the published order; then the plan that is best for all of them."""
    WISHES_IN_ORDER = "wishes-in-order"
    """So too; then each in turn gets its best place that costs no earlier one a point."""
    MOST_EVENTS = "most-events"
    """As many events as can be; then the plan that is best for all of them."""


@dataclass(frozen=True)
class Level:
    """What a level reached, the bound that was proven on it, and whether that is the same."""

    name: str
    value: int
    bound: int
    is_proven: bool
    seconds: float = field(default=0.0, compare=False)


@dataclass
class Run:
    """A run in progress: what it may cost, and who is told how it goes. A watcher that answers False stops
    it, and the best that was found is kept."""

    effort: Effort
    watch: Callable[[str, int, int], bool]
    started: float = field(default_factory=time.monotonic)
    levels: list[Level] = field(default_factory=list)
    is_repeatable: bool = True
    is_stopped: bool = False

    @property
    def left(self) -> Effort:
        return replace(self.effort, seconds=self.effort.seconds - (time.monotonic() - self.started))

    def tell(self, name: str, value: int, bound: int) -> bool:
        if not self.watch(name, value, bound):
            self.is_stopped = True
        return not self.is_stopped

    def solve(self, model: Model, goal: Goal, plan: Plan) -> Answer:
        """The best for a goal; the watcher hears of it as it goes."""

        def watch(value: int, bound: int) -> bool:
            return self.tell(goal.name, value, bound)

        answer = solver.solve(model.program, goal, model.hints(plan), self.left, watch)
        self.is_repeatable &= not answer.by_clock and not self.is_stopped
        return answer


@dataclass(frozen=True)
class Admission:
    """Which events take part, in their order, which do not, and a plan that shows that the first can. Those
    of the rest that could not be proved to be left out are `unproven`."""

    admitted: list[Event]
    refused: list[Event]
    unproven: list[Event]
    plan: Plan


@dataclass(frozen=True)
class Found:
    """A plan, with what every level reached and which events were admitted."""

    plan: Plan
    levels: list[Level]
    admission: Admission
    is_repeatable: bool


def allocate(
    problem: Problem,
    policy: Policy = Policy.PUBLISHED_RULE,
    effort: Effort = Effort(),  # noqa: B008 - it never changes
    watch: Callable[[str, int, int], bool] = lambda name, value, bound: True,
) -> Found:
    """The best plan under a policy. Raises Impossible for pins that break rules."""
    require_possible(problem)
    run = Run(effort, watch)
    admission = admit(run, problem) if policy is not Policy.MOST_EVENTS else everybody(problem)
    if is_large(problem):
        return _piece_by_piece(run, problem, admission)
    plan = admission.plan
    model = Model(problem, admission.admitted, all_placed=policy is not Policy.MOST_EVENTS)
    if policy is Policy.WISHES_IN_ORDER and not problem.is_again:
        plan = _wishes_in_order(run, model, plan)
    for names in _goals(model, policy):
        if names == [PLACED] and model.all_placed:
            run.levels.append(Level(PLACED, len(plan), len(plan), is_proven=True))
        else:
            plan = _reach(run, model, names, plan)
    return Found(plan, run.levels, admission, run.is_repeatable)


# --- admission ---


def everybody(problem: Problem) -> Admission:
    """Without admission: all compete."""
    return Admission(problem.order, [], [], greedy.plan(problem))


def admit(run: Run, problem: Problem) -> Admission:
    """Take the events in their order; each is admitted if it can be placed together with all admitted before
    it. A plan that holds them all proves that it can; that none does is proved by the solver."""
    started = time.monotonic()
    plan = greedy.plan(problem)
    most = _most_placed(run, problem, plan)
    admitted: list[Event] = []
    refused: list[Event] = []
    unproven: list[Event] = []
    for number, event in enumerate(problem.order):
        if event.id in plan:
            admitted.append(event)
            continue
        is_hopeless = len(admitted) == most or not problem.open[event.id]
        found = None if is_hopeless else _together(run, problem, [*admitted, event], plan)
        if found is not None and event.id in found:
            admitted.append(event)
            plan = greedy.extended(problem, found, problem.order[number + 1 :])
        else:
            refused.append(event)
            unproven += [event] if found is not None else []
    admitted_ids = {event.id for event in admitted}
    kept = {id_: cell for id_, cell in plan.items() if id_ in admitted_ids}
    seconds = time.monotonic() - started
    bound = len(admitted) + len(unproven)
    run.levels.append(Level("admission", len(admitted), bound, not unproven, seconds))
    return Admission(admitted, refused, unproven, kept)


def _most_placed(run: Run, problem: Problem, plan: Plan) -> int:
    """A proven bound on how many events can be placed at all; a plain one for a large instance."""
    if len(plan) == len(problem.order) or is_large(problem):
        return len(problem.order)
    model = Model(problem, problem.order, all_placed=False)
    return run.solve(model, model.placed, plan).bound or len(problem.order)


def _together(run: Run, problem: Problem, events: list[Event], plan: Plan) -> Plan | None:
    """A plan that holds all these events, of which the last is new; None if there is proved to be none; the
    old one if it is not known. In a large instance only those are moved that are in the new one's way."""
    standing: Plan = {}
    if is_large(problem):
        ids = in_the_way(problem, plan, events[-1])
        standing = {event.id: plan[event.id] for event in events if event.id not in ids}
        events = [event for event in events if event.id in ids]
    open_ = left_open(problem, standing, [event.id for event in events]) if standing else None
    model = Model(problem, events, all_placed=True, open_=open_)
    answer = solver.solve(model.program, None, model.hints(plan), run.left)
    run.is_repeatable &= not answer.by_clock
    if answer.values is None:
        return None if answer.is_proven and not standing else plan
    return standing | (read(model, answer) or plan)


# --- levels ---

PLACED, WISHES = "placed", "preference"


def _goals(model: Model, policy: Policy) -> Iterator[list[str]]:
    """The levels in their order; two in one list are reached in one run, the first before the second."""
    if model.problem.is_again:
        yield from ([PLACED], ["slot_moves"], ["room_moves"], [WISHES])
    elif policy is Policy.MOST_EVENTS:
        yield [PLACED, WISHES]
    else:
        yield from ([PLACED], [WISHES])
    yield from (["theme_pairs"], ["room_waste"], ["unfair"])


def _reach(run: Run, model: Model, names: list[str], plan: Plan) -> Plan:
    """One level, or two in one run; what is reached is kept by a row of its own."""
    started = time.monotonic()
    goals: list[Goal] = [getattr(model, name) for name in names]
    answer = run.solve(model, _in_one(goals, len(model.events)), plan)
    found = read(model, answer) or plan
    worth = measure(model.problem, found)
    for goal in goals:
        value = worth[goal.name]
        bound = value if answer.is_proven else _bound(goal, value, answer, alone=len(goals) == 1)
        seconds = time.monotonic() - started
        run.levels.append(Level(goal.name, value, bound, answer.is_proven, seconds))
        _keep(model, goal, value)
        if answer.is_proven and goal.name in NARROWING:
            model.program.forbid(solver.hopeless(model.program, goal, value, run.left))
    return found


NARROWING = (WISHES, "slot_moves")
"""Levels after which most places of most events are out of the question."""


def _in_one(goals: list[Goal], events: int) -> Goal:
    """Two goals as one: the first outweighs all that the second could bring."""
    if len(goals) == 1:
        return goals[0]
    first, second = goals
    heavy = {one: factor * (MOST_POINTS * events + 1) for one, factor in first.terms.items()}
    return Goal(f"{first.name} and {second.name}", added(heavy, second.terms))


def _bound(goal: Goal, value: int, answer: Answer, *, alone: bool) -> int:
    """What is proven where the value itself is not. Of two goals in one, only trivial bounds are known."""
    if alone and answer.values is not None:
        return answer.bound
    if goal.sign < 0:
        return min(value, 0)
    return sum(goal.terms.values())


def _keep(model: Model, goal: Goal, value: int) -> None:
    """No later level may lose what this one reached."""
    if goal.sign > 0:
        model.program.at_least(goal.terms, value - goal.plus)
    else:
        model.program.at_most(goal.terms, value - goal.plus)


AT_ONCE = 5
"""Events whose wishes are met in one run: the points of each outweigh all that later ones could have."""


def _wishes_in_order(run: Run, model: Model, plan: Plan) -> Plan:
    """Each event in turn gets the best points that it can have without lowering an earlier one's."""
    started, is_proven = time.monotonic(), True
    problem = model.problem
    for first in range(0, len(model.events), AT_ONCE):
        block = model.events[first : first + AT_ONCE]
        if any(problem.points(event, plan[event.id].slot) < problem.best_points(event) for event in block):
            answer = run.solve(model, _one_after_another(model, block), plan)
            plan = read(model, answer) or plan
            is_proven &= answer.is_proven
        for event in block:
            now = problem.points(event, plan[event.id].slot)
            ways = model.at[event.id].items()
            model.program.forbid(one for slot, one in ways if problem.points(event, slot) < now)
    reached = measure(problem, plan)[WISHES]
    run.levels.append(Level("wishes", reached, reached, is_proven, time.monotonic() - started))
    return plan


def _one_after_another(model: Model, block: list[Event]) -> Goal:
    terms: dict[int, int] = {}
    for number, event in enumerate(reversed(block)):
        weight = (MOST_POINTS + 1) ** number
        for slot, one in model.at[event.id].items():
            terms[one] = weight * model.problem.points(event, slot)
    return Goal("wishes", terms)


ROUNDS = 60
"""How often a large instance is opened somewhere; the clock may end it before."""
WORK_PER_ROUND = 4.0


def _piece_by_piece(run: Run, problem: Problem, admission: Admission) -> Found:
    """For a large instance: wishes are met neighbourhood by neighbourhood. What later levels are worth is
    stated, and nothing is proved of them."""
    rng, plan, started = Random(run.effort.seed), admission.plan, time.monotonic()
    most = sum(problem.best_points(event) for event in admission.admitted)
    for _ in range(ROUNDS):
        if run.left.seconds <= 0 or not run.tell(WISHES, measure(problem, plan)[WISHES], most):
            run.is_repeatable = False
            break
        plan = _opened(run, problem, admission, plan, freed(problem, plan, rng))
    worth, seconds = measure(problem, plan), time.monotonic() - started
    bounds = {PLACED: len(admission.admitted), WISHES: most}
    for name, value in worth.items():
        bound = bounds.get(name, 0)
        run.levels.append(Level(name, value, bound, value == bound, seconds if name == WISHES else 0.0))
    return Found(plan, run.levels, admission, run.is_repeatable)


def _opened(run: Run, problem: Problem, admission: Admission, plan: Plan, ids: set[str]) -> Plan:
    """The plan with these events placed anew among themselves."""
    standing = {id_: cell for id_, cell in plan.items() if id_ not in ids}
    events = [event for event in admission.admitted if event.id in ids]
    open_ = left_open(problem, standing, ids)
    model = Model(problem, events, all_placed=all(event.id in plan for event in events), open_=open_)
    goal = _in_one([model.placed, model.preference], len(events))
    effort = replace(run.left, work=WORK_PER_ROUND)
    answer = solver.solve(model.program, goal, model.hints(plan), effort)
    run.is_repeatable &= not answer.by_clock
    found = read(model, answer)
    return plan if found is None else standing | found


def read(model: Model, answer: Answer) -> Plan | None:
    """The plan that an answer gives, with a room for each event; None where there is no answer."""
    if answer.values is None:
        return None
    values = answer.values
    plan: Plan = {}
    for slot in model.problem.slot:
        wanted = {
            event.id: _rooms(model, event, slot, values)
            for event in model.events
            if slot in model.at[event.id] and values[model.at[event.id][slot]]
        }
        unused = {room for (at, room), one in model.used.items() if at == slot and not values[one]}
        dealt = deal(wanted, [room for room in model.problem.rooms_by_size if room not in unused])
        if dealt is None:
            raise AssertionError(f"rooms of {slot} do not suffice for {sorted(wanted)}")
        plan |= {id_: Cell(slot=slot, room=dealt[id_]) for id_ in wanted}
    return plan


def _rooms(model: Model, event: Event, slot: str, values: list[int]) -> frozenset[str]:
    """The rooms that an event may be dealt: its published one, if it stays."""
    if event.id in model.stay and values[model.stay[event.id]]:
        cell = model.problem.previous[event.id]
        if cell.slot == slot:
            return frozenset((cell.room,))
    return model.rooms(event.id, slot)
