"""Where one event would fit, and what each place would cost. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Clash, Room, Slot
from scheduler.timetable.clashes.terms import Level
from scheduler.web.desk.grid.cards import GRAVITY, Card, gravest
from scheduler.web.desk.grid.table import key


@dataclass(frozen=True)
class Fit:
    """A cell for the event that is in hand. `met`: which wish it meets (see `cards.met`); `clashes`: those
    that it would bring; `swap`: whose place it is, for the two to change places; `is_here`: it stands there
    already; `why`: a pin holds it."""

    slot: Slot
    room: Room
    met: int
    clashes: tuple[Clash, ...] = ()
    swap: Card | None = None
    is_here: bool = False
    why: Sentence | None = None

    @property
    def key(self) -> str:
        return key(self.slot, self.room)

    @property
    def level(self) -> Level:
        return Level.BLOCKS_PLACING if self.why else gravest(self.clashes)

    @property
    def state(self) -> str:
        """The word by which scripts and the style sheet know it."""
        if self.is_here:
            return "here"
        return _STATES[self.level] if self.swap is None or self.level is Level.BLOCKS_PLACING else "swap"

    @property
    def is_free(self) -> bool:
        """Whether it can be put there as things stand, without moving another one."""
        return self.state in ("free", "warns", "release")

    @property
    def reasons(self) -> list[Clash]:
        """Why it cannot be put there, or what it would cost; the gravest first."""
        only = self.level is Level.BLOCKS_PLACING
        return [clash for clash in self.clashes if not only or clash.level is self.level]


_STATES = {
    Level.BLOCKS_PLACING: "no",
    Level.BLOCKS_RELEASE: "release",
    Level.WARNS: "warns",
    Level.OFF: "free",
}


def best(fits: Iterable[Fit], attendance: int | None = None) -> list[list[Fit]]:
    """The best free places, slot by slot: by wish, those that block the release last; of equal ones those
    with fewer clashes, then the earliest, then the room that is no larger than needed. `MOST_SLOTS` slots,
    and `MOST_ROOMS` rooms in each."""
    by_slot: dict[int, list[Fit]] = {}
    for one in sorted((one for one in fits if one.is_free), key=lambda one: _order(one, attendance or 0)):
        by_slot.setdefault(one.slot.number, []).append(one)
    return [found[:MOST_ROOMS] for found in by_slot.values()][:MOST_SLOTS]


MOST_SLOTS, MOST_ROOMS = 6, 3


def _order(one: Fit, attendance: int) -> tuple[object, ...]:
    wasted = (one.room.capacity or 0) - attendance
    return (
        GRAVITY[one.level] >= GRAVITY[Level.BLOCKS_RELEASE],
        one.met,
        len(one.clashes),
        one.slot.starts_at,
        wasted < 0,
        abs(wasted),
        one.room.name,
    )
