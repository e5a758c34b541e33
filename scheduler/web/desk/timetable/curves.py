"""The picture of what giving up wishes brings: pairs of one theme at the same time, by percent. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 360, 180
LEFT, RIGHT, TOP, BOTTOM = 20, 20, 28, 28
"""Margins; numbers stand in them."""


@dataclass(frozen=True)
class Dot:
    """A point of the curve, and where it is drawn. `share`: of the points for wishes of the first point, in
    percent."""

    percent: int
    wishes: int
    theme_pairs: int
    bound: int
    proven: bool
    share: float
    x: float
    y: float


@dataclass(frozen=True)
class Drawn:
    """`line`: the points of an SVG's polyline."""

    dots: Sequence[Dot]
    line: str


def drawn(points: Sequence[Mapping[str, Any]]) -> Drawn | None:
    """None where there is nothing to draw yet."""
    if not points:
        return None
    widest, most = points[-1]["percent"], max(one["theme_pairs"] for one in points)
    dots = [_dot(one, points[0]["wishes"], widest, most) for one in points]
    return Drawn(dots, " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots))


def _dot(one: Mapping[str, Any], wishes: int, widest: int, most: int) -> Dot:
    """Upright from 0, so that heights compare as numbers do."""
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return Dot(
        **one,
        share=100 * one["wishes"] / wishes if wishes else 100.0,
        x=LEFT + (one["percent"] / widest * across if widest else 0),
        y=TOP + up - (one["theme_pairs"] / most * up if most else 0),
    )
