"""A large instance, whose wishes are met neighbourhood by neighbourhood. What later levels are worth is
stated, and nothing is proved of them."""

from random import Random

from scheduler.formats.allocation_file import Event
from scheduler.timetable.allocation.admission import Admission
from scheduler.timetable.allocation.bounds import Bound, most_wishes
from scheduler.timetable.allocation.goals import PLACED, WISHES, Joint
from scheduler.timetable.allocation.measures import measure
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.neighbourhoods import freed, left_open
from scheduler.timetable.allocation.problem import Open, Plan, Problem
from scheduler.timetable.allocation.reading import read
from scheduler.timetable.allocation.runs import Run

ROUNDS = 60
"""How often a large instance is opened somewhere; the clock may end it before."""
STALE = 15
"""Rounds without any gain after which there is little to expect."""
WORK_PER_ROUND = 4.0
CHOICES = 12
"""Slots from which each event may choose where all are looked at at once, and the work that may cost."""
WORK_OF_SKETCH = 60.0


def improved(run: Run, problem: Problem, admission: Admission) -> Plan:
    """The plan of the admission, better in wishes; the levels are told to the run."""
    rng, plan, since = Random(run.effort.seed), admission.plan, run.seconds
    bound = most_wishes(problem, admission.admitted, measure(problem, plan)[WISHES])
    run.tell(WISHES, measure(problem, plan)[WISHES], bound.points)
    plan = _sketched(run, problem, admission, plan, bound)
    most = min(bound.points, most_wishes(problem, admission.admitted, measure(problem, plan)[WISHES]).points)
    best, stale = 0, 0
    for _ in range(ROUNDS):
        reached = measure(problem, plan)[WISHES]
        run.tell(WISHES, reached, most)
        best, stale = max(best, reached), 0 if reached > best else stale + 1
        if reached == most or stale > STALE:
            break
        if run.is_over:
            run.is_repeatable = False
            break
        plan = _opened(run, problem, admission, plan, freed(problem, plan, rng))
    bounds = {PLACED: len(admission.admitted), WISHES: most}
    for name, value in measure(problem, plan).items():
        limit = bounds.get(name, 0)
        run.add(name, value, limit, value == limit, since if name == WISHES else run.seconds)
    return plan


def _sketched(run: Run, problem: Problem, admission: Admission, plan: Plan, bound: Bound) -> Plan:
    """All events at once, each with the few slots that are worth most to it at the prices of the bound, and
    the one that it has."""
    open_ = {}
    for event in admission.admitted:
        slots = set(bound.choices(problem, event, CHOICES))
        slots |= {plan[event.id].slot} if event.id in plan else set()
        open_[event.id] = {slot: rooms for slot, rooms in problem.open[event.id].items() if slot in slots}
    return _better(run, problem, admission.admitted, plan, open_, WORK_OF_SKETCH)


def _opened(run: Run, problem: Problem, admission: Admission, plan: Plan, ids: set[str]) -> Plan:
    """The plan with these events placed anew among themselves, if that is better."""
    standing = {id_: cell for id_, cell in plan.items() if id_ not in ids}
    events = [event for event in admission.admitted if event.id in ids]
    open_ = left_open(problem, standing, ids)
    return standing | _better(run, problem, events, _only(plan, ids), open_, WORK_PER_ROUND)


def _only(plan: Plan, ids: set[str]) -> Plan:
    return {id_: cell for id_, cell in plan.items() if id_ in ids}


def _better(run: Run, problem: Problem, events: list[Event], plan: Plan, open_: Open, work: float) -> Plan:
    """The best plan of these events with what is open to them, or the one that is."""
    model = Model(problem, events, all_placed=all(event.id in plan for event in events), open_=open_)
    goal = Joint([model.placed, model.preference], len(events))
    found = read(model, run.solve(model.program, goal.goal, model.hints(plan), work))
    return plan if found is None else goal.better(problem, plan, found)
