"""What one move changes, found without looking at the whole meeting. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scheduler.timetable.clashes import finding
from scheduler.timetable.clashes.buckets import Buckets, Key, Sharing, keys
from scheduler.timetable.clashes.ground import Clash, Ground, Item, Spot
from scheduler.timetable.clashes.hours import Placed
from scheduler.timetable.clashes.passing import all_of, listed
from scheduler.timetable.clashes.terms import Level

Moves = Mapping[int, Spot | None]
"""Where entries go, by their numbers; None: nowhere. Two of them are a swap."""


@dataclass(frozen=True)
class Difference:
    """The clashes that moves would bring, and those that they would end."""

    new: tuple[Clash, ...]
    ended: tuple[Clash, ...]

    @property
    def blocking(self) -> tuple[Clash, ...]:
        """Why the moves cannot be made: what is new and blocks placing. What was so before is no reason."""
        return tuple(clash for clash in self.new if clash.level is Level.BLOCKS_PLACING)


class Index:
    """A timetable that is being moved about, with its clashes."""

    def __init__(self, ground: Ground, items: Mapping[int, Item], spots: Mapping[int, Spot]) -> None:
        self.ground = ground
        self._buckets = Buckets(items, spots)
        self._all = set(all_of(ground, self._buckets))

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """All that stand now, the gravest first; what `clashes_in` finds."""
        return listed(self._all)

    @property
    def spots(self) -> Mapping[int, Spot]:
        return self._buckets.spots

    def clashes_of(self, moves: Moves) -> Difference:
        """What these moves, made together, would change. Nothing is moved."""
        crowds = self._crowds(moves)
        before = self._around(moves, crowds)
        was = self._put(moves)
        after = self._around(moves, crowds)
        self._put(was)
        return Difference(listed(after - before), listed(before - after))

    def move(self, moves: Moves) -> Difference:
        """Make the moves."""
        found = self.clashes_of(moves)
        self._put(moves)
        self._all = (self._all - set(found.ended)) | set(found.new)
        return found

    def _put(self, moves: Moves) -> Moves:
        return {number: self._buckets.put(number, spot) for number, spot in moves.items()}

    def _crowds(self, moves: Moves) -> set[Key]:
        """The days of which everything has to be looked at, since entries leave them or come to them."""
        found = set()
        for number, there in moves.items():
            for spot in (self.spots.get(number), there):
                if spot is not None:
                    found |= set(keys(Placed(self._buckets.items[number], spot)))
        return {key for key in found if key.what is Sharing.INTERPRETERS}

    def _around(self, moves: Moves, crowds: Iterable[Key]) -> set[Clash]:
        """The clashes, as things stand, in which any of these entries has a part."""
        found = {clash for key in crowds for clash in finding.of_day(self.ground, key, self._buckets)}
        for number in moves:
            found.update(self._of(number))
        return found

    def _of(self, number: int) -> Iterator[Clash]:
        one = self._buckets.placed(number)
        if one is None:
            return
        yield from finding.of_one(self.ground, one)
        for key in keys(one):
            for other in self._buckets.of[key].values():
                if other.item.number != number:
                    yield from finding.of_two(self.ground, key, one, other)
        for tie in self.ground.ties_of.get(number, ()):
            yield from finding.of_tie(self.ground, tie, self._buckets)
