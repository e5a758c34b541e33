"""How a run went on: few enough steps to keep and to draw. Pure."""

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import Any

from scheduler.timetable.allocation.runs import Step
from scheduler.timetable.allocation.trading import Point

MOST = 40
"""Steps of each level that are kept."""


@dataclass
class Log:
    """Takes steps from the thread that runs, and gives them to the one that writes."""

    steps: list[Step] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, step: Step) -> None:
        with self.lock:
            self.steps = thinned([*self.steps, step])

    @property
    def stored(self) -> list[dict[str, Any]]:
        """As JSON values; seconds to a tenth."""
        with self.lock:
            return [{**asdict(step), "seconds": round(step.seconds, 1)} for step in self.steps]


@dataclass
class Curve:
    """The same of a run that asks what giving up wishes would bring: points instead of steps."""

    points: list[Point] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, point: Point) -> None:
        with self.lock:
            self.points.append(point)

    @property
    def stored(self) -> list[dict[str, Any]]:
        """As JSON values; the plans are left out."""
        with self.lock:
            return [
                {
                    "percent": one.percent,
                    "wishes": one.wishes,
                    "theme_pairs": one.theme_pairs,
                    "bound": one.bound,
                    "proven": one.is_proven,
                }
                for one in self.points
            ]


def thinned(steps: Sequence[Step]) -> list[Step]:
    """Without those that say nothing new, and of a long level only every other one, its first and last among
    them."""
    found: list[Step] = []
    for _, group in groupby(steps, key=lambda step: step.level):
        level: list[Step] = []
        for step in group:
            if not level or (step.value, step.bound) != (level[-1].value, level[-1].bound):
                level.append(step)
        found += level if len(level) <= MOST else [*level[:-1:2], level[-1]]
    return found
