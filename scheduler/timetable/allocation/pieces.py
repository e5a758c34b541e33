"""A large instance, whose wishes are met neighbourhood by neighbourhood. What later levels are worth is
stated, and nothing is proved of them."""

from random import Random

from scheduler.timetable.allocation.admission import Admission
from scheduler.timetable.allocation.goals import PLACED, WISHES, Joint
from scheduler.timetable.allocation.measures import measure
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.neighbourhoods import freed, left_open
from scheduler.timetable.allocation.problem import Plan, Problem
from scheduler.timetable.allocation.reading import read
from scheduler.timetable.allocation.runs import Run

ROUNDS = 60
"""How often a large instance is opened somewhere; the clock may end it before."""
WORK_PER_ROUND = 4.0


def improved(run: Run, problem: Problem, admission: Admission) -> Plan:
    """The plan of the admission, better in wishes; the levels are told to the run."""
    rng, plan, since = Random(run.effort.seed), admission.plan, run.seconds
    most = sum(problem.best_points(event) for event in admission.admitted)
    for _ in range(ROUNDS):
        run.tell(WISHES, measure(problem, plan)[WISHES], most)
        if run.is_over:
            run.is_repeatable = False
            break
        plan = _opened(run, problem, admission, plan, freed(problem, plan, rng))
    bounds = {PLACED: len(admission.admitted), WISHES: most}
    for name, value in measure(problem, plan).items():
        bound = bounds.get(name, 0)
        run.add(name, value, bound, value == bound, since if name == WISHES else run.seconds)
    return plan


def _opened(run: Run, problem: Problem, admission: Admission, plan: Plan, ids: set[str]) -> Plan:
    """The plan with these events placed anew among themselves, if that is better."""
    standing = {id_: cell for id_, cell in plan.items() if id_ not in ids}
    events = [event for event in admission.admitted if event.id in ids]
    open_ = left_open(problem, standing, ids)
    model = Model(problem, events, all_placed=all(event.id in plan for event in events), open_=open_)
    goal = Joint([model.placed, model.preference], len(events))
    found = read(model, run.solve(model.program, goal.goal, model.hints(plan), WORK_PER_ROUND))
    return plan if found is None else goal.better(problem, plan, standing | found)
