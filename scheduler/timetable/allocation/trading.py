"""What fewer events of one theme at the same time cost in wishes, and what they bring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scheduler.timetable.allocation.goals import PLACED, THEMES, WISHES, WISHES_KEPT
from scheduler.timetable.allocation.levels import Policy, hold, model_of, reach, take_part
from scheduler.timetable.allocation.measures import measure
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.problem import Plan, Problem, require_possible
from scheduler.timetable.allocation.runs import Run, Watch, nobody
from scheduler.timetable.allocation.solver import Effort, Stop

PERCENTS = (0, 1, 2, 5, 10)


@dataclass(frozen=True)
class Point:
    """What can be had for giving up so many percent of wishes: the fewest pairs of events of one theme at the
    same time, with the bound that is proven on it, and the most wishes that go with these."""

    percent: int
    wishes: int
    theme_pairs: int
    bound: int
    is_proven: bool
    plan: Plan


def nowhere(point: Point) -> None:
    """Nobody waits for it."""


def trade_off(
    problem: Problem,
    policy: Policy = Policy.PUBLISHED_RULE,
    percents: Sequence[int] = PERCENTS,
    effort: Effort = Effort(),  # noqa: B008 - it never changes
    watch: Watch = nobody,
    stop: Stop | None = None,
    tell: Callable[[Point], None] = nowhere,
) -> list[Point]:
    """The curve, one point for each of the percents, or as far as it came; `tell` is called with each. Empty
    where there is nothing to trade: wishes that are met in order are fixed. Raises Impossible for pins that
    break rules."""
    require_possible(problem)
    if policy is Policy.WISHES_IN_ORDER:
        return []
    run = Run(effort, watch, stop or Stop())
    admission = take_part(run, problem, policy)
    before = [PLACED, "slot_moves", "room_moves"] if problem.is_again else [PLACED]
    model, best = model_of(problem, policy, admission), admission.plan
    for name in (*before, WISHES):
        best = reach(run, model, [name], best)
    reached, is_proven = measure(problem, best), all(level.is_proven for level in run.levels)
    points: list[Point] = []
    for percent in sorted(percents):
        if points and run.is_over:
            break
        model = model_of(problem, policy, admission)
        for name in (*before, WISHES):
            hold(run, model, name, reached[name], percent if name == WISHES else 0)
        points.append(_point(run, model, percent, points[-1].plan if points else best, is_proven))
        tell(points[-1])
    return points


def _point(run: Run, model: Model, percent: int, plan: Plan, is_proven: bool) -> Point:
    """With wishes held at what may be left of them. `is_proven`: the levels before."""
    run.levels.clear()
    for name in (THEMES, WISHES_KEPT):
        plan = reach(run, model, [name], plan)
    worth, themes = measure(model.problem, plan), run.levels[0]
    is_proven &= all(level.is_proven for level in run.levels)
    return Point(percent, worth[WISHES], worth[THEMES], themes.bound, is_proven, plan)
