"""Which events take part: in the published order, each that can be placed together with all before it."""

from dataclasses import dataclass

from scheduler.formats.allocation_file import Event
from scheduler.timetable.allocation import greedy, neighbourhoods
from scheduler.timetable.allocation.goals import Joint
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.narrowing import is_large
from scheduler.timetable.allocation.problem import Plan, Problem
from scheduler.timetable.allocation.reading import read
from scheduler.timetable.allocation.runs import Run


@dataclass(frozen=True)
class Admission:
    """Which events take part, in their order, which do not, and a plan that shows that the first can. Those
    of the rest that could not be proved to be left out are `unproven`."""

    admitted: list[Event]
    refused: list[Event]
    unproven: list[Event]
    plan: Plan


def everybody(problem: Problem, known: Plan | None = None) -> Admission:
    """Without admission: all compete. `known`: a plan to begin with."""
    return Admission(problem.order, [], [], greedy.plan(problem) if known is None else known)


def admit(run: Run, problem: Problem, known: Plan | None = None) -> Admission:
    """Take the events in their order; each is admitted if it can be placed together with all admitted before
    it. A plan that holds them all proves that it can; that none does is proved by the solver."""
    since = run.seconds
    plan, most = _most_placed(run, problem, greedy.plan(problem) if known is None else known)
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
        run.tell("admission", len(admitted), len(problem.order) - len(refused))
    admitted_ids = {event.id for event in admitted}
    kept = {id_: cell for id_, cell in plan.items() if id_ in admitted_ids}
    run.add("admission", len(admitted), len(admitted) + len(unproven), not unproven, since)
    return Admission(admitted, refused, unproven, kept)


def _most_placed(run: Run, problem: Problem, plan: Plan) -> tuple[Plan, int]:
    """A proven bound on how many events can be placed at all. With it a plan that holds all events, if there
    is one, or else the known one. In a large program wishes are weighed too: they narrow it."""
    if len(plan) == len(problem.order):
        return plan, len(plan)
    model = Model(problem, problem.order, all_placed=False)
    goals = [model.placed, model.preference] if is_large(model.program) else [model.placed]
    joint = Joint(goals, len(problem.order))
    answer = run.solve(model.program, joint.goal, model.hints(plan))
    found = read(model, answer) or {}
    most = len(problem.order) if answer.values is None else joint.apart(answer.bound)[0]
    return (found if len(found) == len(problem.order) else plan), most


def _together(run: Run, problem: Problem, events: list[Event], plan: Plan) -> Plan | None:
    """A plan that holds all these events, of which the last is new; None if there is proved to be none; the
    old one if it is not known. In a large instance only those are moved that are in the new one's way."""
    standing: Plan = {}
    if neighbourhoods.is_large(problem):
        moved = neighbourhoods.in_the_way(problem, plan, events[-1])
        standing = {event.id: plan[event.id] for event in events if event.id not in moved}
        events = [event for event in events if event.id in moved]
    ids = [event.id for event in events]
    open_ = neighbourhoods.left_open(problem, standing, ids) if standing else None
    model = Model(problem, events, all_placed=True, open_=open_)
    answer = run.solve(model.program, None, model.hints(plan))
    if answer.values is None:
        return None if answer.is_proven and not standing else plan
    return standing | (read(model, answer) or plan)
