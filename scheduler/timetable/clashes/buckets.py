"""Who can clash with whom at all: those that share a room, a person, an organisation or a theme on one day.
A whole meeting and a single move are looked at by the same buckets, so that both find the same. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from scheduler.kernel.text import fold
from scheduler.timetable.clashes.ground import Item, Spot
from scheduler.timetable.clashes.hours import Placed, span
from scheduler.timetable.clashes.of_two import has_a_theme


class Sharing(Enum):
    """What two entries can share."""

    ROOM = auto()
    ACTOR = auto()
    THEME = auto()
    INTERPRETERS = auto()


class Key(NamedTuple):
    """A bucket: what is shared, and on which day."""

    what: Sharing
    which: Hashable
    day: date


def keys(one: Placed) -> Iterator[Key]:
    """The buckets that an entry lies in where it stands. What has no hours shares nothing."""
    item, spot = one
    if span(spot) is None:
        return
    if spot.room is not None:
        yield Key(Sharing.ROOM, spot.room, spot.day)
    if item.interpreted:
        yield Key(Sharing.INTERPRETERS, None, spot.day)
    if item.stays_for_days:
        return
    for actor in dict.fromkeys((*item.organisations, *item.supporters, *item.people)):
        yield Key(Sharing.ACTOR, actor, spot.day)
    if has_a_theme(item) and item.theme:
        yield Key(Sharing.THEME, fold(item.theme), spot.day)


class Buckets:
    """All entries where they stand, by what they share."""

    def __init__(self, items: Mapping[int, Item], spots: Mapping[int, Spot]) -> None:
        self.items = items
        self.spots: dict[int, Spot] = {}
        self.of: dict[Key, dict[int, Placed]] = defaultdict(dict)
        for number, spot in spots.items():
            self.put(number, spot)

    def put(self, number: int, spot: Spot | None) -> Spot | None:
        """Put an entry elsewhere, or nowhere; gives back where it was."""
        was = self.spots.pop(number, None)
        if was is not None:
            for key in keys(Placed(self.items[number], was)):
                del self.of[key][number]
        if spot is not None:
            self.spots[number] = spot
            one = Placed(self.items[number], spot)
            for key in keys(one):
                self.of[key][number] = one
        return was

    def placed(self, number: int) -> Placed | None:
        spot = self.spots.get(number)
        return Placed(self.items[number], spot) if spot is not None else None
