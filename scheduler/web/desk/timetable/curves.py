"""The picture of what giving up wishes brings: pairs of one theme at the same time, by percent. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 360, 180
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 16, 36
"""Margins; the numbers beside the axes stand in them."""


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
    """`line`: the points of an SVG's polyline; `most` and `least`: the numbers beside the upright axis."""

    dots: Sequence[Dot]
    line: str
    most: int
    least: int


def drawn(points: Sequence[Mapping[str, Any]]) -> Drawn | None:
    """None where there is nothing to draw yet."""
    if not points:
        return None
    pairs = [one["theme_pairs"] for one in points]
    dots = [_dot(one, points[0]["wishes"], points[-1]["percent"], min(pairs), max(pairs)) for one in points]
    return Drawn(dots, " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots), max(pairs), min(pairs))


def _dot(one: Mapping[str, Any], all_wishes: int, widest: int, least: int, most: int) -> Dot:
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return Dot(
        **one,
        share=100 * one["wishes"] / all_wishes if all_wishes else 100.0,
        x=LEFT + (one["percent"] / widest * across if widest else 0),
        y=TOP + ((most - one["theme_pairs"]) / (most - least) * up if most > least else up / 2),
    )
