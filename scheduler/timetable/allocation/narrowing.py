"""Large programs, solved by way of what they are without whole numbers.

That is solved in about a second, and tells two things: a bound on the goal, and for each variable that is 0
there what would be lost if it were not. First only the variables by which nothing is lost are looked at;
often they reach the bound. Where they do not, only those variables stay out by which more would be lost than
is missing. No better answer needs them, so that whatever is proved of the others is proved of the whole.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

from scheduler.timetable.allocation import solver
from scheduler.timetable.allocation.program import Goal, Program
from scheduler.timetable.allocation.solver import Answer, Effort, Stop, Tell

LARGE = 20_000
"""Variables that are not 0 in any case, from which on it is worth it."""


def is_large(program: Program) -> bool:
    return sum(map(bool, program.most)) > LARGE


def solve(
    program: Program,
    goal: Goal,
    hints: Mapping[int, int],
    effort: Effort,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> Answer:
    """The best values for a goal. `hints`: an answer that is possible, as far as variables matter that may
    stay out; the others are all looked at. The seconds of the effort are for all of it."""
    ends, stop = time.monotonic() + effort.seconds, stop or Stop()

    def left() -> Effort:
        return replace(effort, seconds=ends - time.monotonic())

    relaxed = solver.relaxed(program, goal, effort)
    if relaxed is None:
        return solver.solve(program, goal, hints, left(), tell, stop)

    def told(value: int, _bound: int) -> None:
        if tell:
            tell(value, relaxed.bound)

    out = [one for one in relaxed.costly() if hints.get(one) == 0]
    first = solver.solve(program.without(out), goal, hints, left(), told, stop)
    is_best = first.values is not None and first.value == relaxed.bound
    if first.values is None or is_best or stop.is_asked:
        return replace(first, bound=relaxed.bound, is_proven=is_best)
    out = relaxed.hopeless(first.value + goal.sign)
    rest = solver.solve(program.without(out), goal, dict(enumerate(first.values)), left(), told, stop)
    return _better(goal, first, rest, relaxed.bound)


def _better(goal: Goal, first: Answer, rest: Answer, bound: int) -> Answer:
    """The better of two answers. What is proved of the second is proved of all answers better than the
    first."""
    is_better = rest.values is not None and goal.sign * (rest.value - first.value) > 0
    best = rest if is_better else first
    if rest.values is not None:
        bound = goal.sign * min(goal.sign * bound, goal.sign * rest.bound)
    if rest.is_proven or goal.sign * (best.value - bound) >= 0:
        bound = best.value
    return replace(best, bound=bound, is_proven=bound == best.value, by_clock=first.by_clock or rest.by_clock)
