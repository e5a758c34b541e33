"""A run in progress: what it may cost, who is told how it goes, and how it is ended from outside."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from scheduler.timetable.allocation import narrowing, solver
from scheduler.timetable.allocation.program import Goal, Program
from scheduler.timetable.allocation.solver import Answer, Effort, Stop


@dataclass(frozen=True)
class Step:
    """How a run stands: the level it is at, the best value so far, the bound that is proven on it, and the
    seconds since the run began."""

    level: str
    value: int
    bound: int
    seconds: float


Watch = Callable[[Step], None]
"""Is told of every step. It is called by the thread that runs, often, and should not take long."""


def nobody(step: Step) -> None:
    """Watches nothing."""


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
    """Once it is stopped, or its seconds are over, it solves nothing more: what was found is kept."""

    effort: Effort
    watch: Watch = nobody
    stop: Stop = field(default_factory=Stop)
    started: float = field(default_factory=time.monotonic)
    levels: list[Level] = field(default_factory=list)
    is_repeatable: bool = True

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> Effort:
        return replace(self.effort, seconds=self.effort.seconds - self.seconds)

    @property
    def is_over(self) -> bool:
        return self.stop.is_asked or self.left.seconds <= 0

    def tell(self, name: str, value: int, bound: int) -> None:
        self.watch(Step(name, value, bound, self.seconds))

    def add(self, name: str, value: int, bound: int, is_proven: bool, since: float) -> None:
        """A level is done: `since` is what `seconds` was when it began."""
        self.levels.append(Level(name, value, bound, is_proven, self.seconds - since))
        self.tell(name, value, bound)

    def solve(
        self,
        program: Program,
        goal: Goal | None,
        hints: Mapping[int, int],
        work: float | None = None,
        tell: Callable[[int, int], None] | None = None,
    ) -> Answer:
        """The best for a goal, or anything where there is none. `work`: less than the run would allow."""
        if self.is_over:
            self.is_repeatable = False
            return Answer(None, by_clock=True)
        effort = self.left if work is None else replace(self.left, work=work)
        if goal and goal.terms and narrowing.is_large(program):
            answer = narrowing.solve(program, goal, hints, effort, tell, self.stop)
        else:
            answer = solver.solve(program, goal, hints, effort, tell, self.stop)
        self.is_repeatable &= not answer.by_clock and not self.stop.is_asked
        return answer
