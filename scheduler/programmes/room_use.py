"""When the rooms of a programme file are used, and where two entries want one at the same time. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.formats.programme_model import Entry, ProgrammeFile, SideEvent
from scheduler.kernel.terms import SideEventKind
from scheduler.kernel.text import fold
from scheduler.organisations.likeness import Named, main_names
from scheduler.timetable.rules import assumed_end


@dataclass(frozen=True)
class Use:
    """An entry in a room, on the venue's clocks. `number` counts the entries of the file."""

    number: int
    place: str
    entry: Entry
    room: str
    """By the folded name that stands for all its names."""
    start: dt.datetime
    end: dt.datetime
    """As published, else assumed."""

    @property
    def end_is_known(self) -> bool:
        return self.entry.end is not None


def uses(programme: ProgrammeFile, known: Iterable[Named] = ()) -> Iterator[Use]:
    """Every use of a room by what is not cancelled and has a start.

    Rooms go by all names that the file gives them, and by those of known rooms.
    """
    names = main_names(known, (Named(room.name, room.aliases) for room in programme.rooms))
    slots: dict[dt.datetime, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    for slot in programme.slots:
        start = dt.datetime.combine(slot.date, slot.start)
        slots[start].append((start, dt.datetime.combine(slot.date, slot.end)))
    for number, (place, entry) in enumerate(programme.entries()):
        if entry.room and entry.date and entry.start and _takes_a_room(entry):
            start = dt.datetime.combine(entry.date, entry.start)
            known_end = dt.datetime.combine(entry.date, entry.end) if entry.end else None
            room = names.get(fold(entry.room), fold(entry.room))
            yield Use(number, place, entry, room, start, known_end or assumed_end(start, slots[start]))


def overlaps(uses: Iterable[Use]) -> Iterator[tuple[Use, Use]]:
    """Pairs of uses of one room at one time, the first in the file first.

    Each use that overlaps others is named, though not with every one of them.
    """
    by_room: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        if use.start < use.end:
            by_room[use.room].append(use)
    for together in by_room.values():
        running, *later = sorted(together, key=lambda use: (use.start, use.number))
        for use in later:
            if use.start < running.end:
                yield (running, use) if running.number < use.number else (use, running)
            running = max(running, use, key=lambda one: one.end)


def _takes_a_room(entry: Entry) -> bool:
    """Not what is cancelled. What lasts several days, or shows without an end, is in nobody's way."""
    if isinstance(entry, SideEvent):
        is_open = entry.kind is SideEventKind.EXHIBITION and entry.end is None
        return entry.status is None and entry.until is None and not is_open
    return entry.status is None
