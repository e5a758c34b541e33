"""A small picture of each level of a run: how value and bound came near each other. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

WIDTH, HEIGHT, EDGE = 240, 64, 4


@dataclass(frozen=True)
class Picture:
    """A level: the last value and bound, the seconds at which it ended, and two lines as points of an SVG."""

    level: str
    value: int
    bound: int
    seconds: float
    values: str
    bounds: str

    @property
    def is_proven(self) -> bool:
        return self.value == self.bound


def pictures(steps: Iterable[Mapping[str, Any]]) -> list[Picture]:
    """One for each level, in their order."""
    return [_picture(name, list(of_level)) for name, of_level in groupby(steps, key=lambda one: one["level"])]


def _picture(name: str, steps: Sequence[Mapping[str, Any]]) -> Picture:
    numbers = [one[kind] for one in steps for kind in ("value", "bound")]
    low, high = min(numbers), max(numbers)
    began, last = steps[0]["seconds"], steps[-1]

    def line(kind: str) -> str:
        """Level between two steps, so that it holds where nothing better was found."""
        points: list[str] = []
        before = None
        for one in steps:
            x = EDGE + _part(one["seconds"] - began, last["seconds"] - began) * (WIDTH - 2 * EDGE)
            y = HEIGHT - EDGE - _part(one[kind] - low, high - low) * (HEIGHT - 2 * EDGE)
            points += [f"{x:.1f},{before:.1f}"] if before is not None else []
            points.append(f"{x:.1f},{y:.1f}")
            before = y
        end = f"{WIDTH - EDGE:.1f},{before:.1f}"
        return " ".join(points if points[-1] == end else [*points, end])

    return Picture(name, last["value"], last["bound"], last["seconds"], line("value"), line("bound"))


def _part(of: float, whole: float) -> float:
    return of / whole if whole else 0.5
