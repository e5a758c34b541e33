"""When things are, and how hours are written. Pure."""

from datetime import datetime
from typing import NamedTuple

from scheduler.kernel.localtime import to_local
from scheduler.kernel.text import shorten
from scheduler.timetable.clashes.ground import Ground, Item, Slot, Spot


class Placed(NamedTuple):
    """An item where it stands."""

    item: Item
    spot: Spot

    @property
    def title(self) -> str:
        return shorten(self.item.title)


class Span(NamedTuple):
    """From when to when, in UTC."""

    starts_at: datetime
    ends_at: datetime


def span(spot: Spot) -> Span | None:
    """The hours that it takes; None where they are not known, and for what lasts several days."""
    if spot.until is not None or spot.starts_at is None or spot.ends_at is None:
        return None
    return Span(spot.starts_at, spot.ends_at)


def common(first: Spot, second: Spot) -> Spot | None:
    """The hours in which both are, and their room if it is the same; None if there are none."""
    one, other = span(first), span(second)
    if one is None or other is None:
        return None
    starts_at, ends_at = max(one.starts_at, other.starts_at), min(one.ends_at, other.ends_at)
    if starts_at >= ends_at:
        return None
    return Spot(first.day, starts_at, ends_at, first.room if first.room == second.room else None)


def meets(spot: Spot, other: Slot | Span) -> bool:
    """Whether it takes any of these hours."""
    hours = span(spot)
    return hours is not None and hours.starts_at < other.ends_at and other.starts_at < hours.ends_at


def written(ground: Ground, starts_at: datetime, ends_at: datetime) -> str:
    """Hours as the venue's clocks show them."""
    return f"{to_local(starts_at, ground.zone):%H:%M}\u2013{to_local(ends_at, ground.zone):%H:%M}"
