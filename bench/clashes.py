"""How long a clash pass takes over ever more placed entries, and a single move (`dev.py bench clashes`).

A made-up meeting of so many entries in 10 rooms, 4 slots a day, with organisers, co-sponsors, speakers and
themes as in a real one; the more entries, the more days. The time for each entry stays the same where the
pass is linear.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from scheduler.timetable.clashes.ground import (
    Actor,
    Closure,
    Ground,
    Item,
    Room,
    Settings,
    Slot,
    Spot,
    Tie,
    Wishes,
)
from scheduler.timetable.clashes.index import Index
from scheduler.timetable.clashes.passing import clashes_in
from scheduler.timetable.clashes.terms import Link

SIZES = (150, 1_500, 15_000)
ROOMS, SLOTS, RUNS, MOVES = 10, 4, 5, 300
FIRST = date(2027, 3, 8)
LENGTH = timedelta(minutes=50)
THEMES = ("Prevention", "Treatment", "Crops", "Trafficking", "Human rights", "Medicines", "Youth", "Data")


def meeting(entries: int, seed: int = 1) -> tuple[Ground, dict[int, Item], dict[int, Spot]]:
    """A timetable that is nine tenths full."""
    rng = Random(f"{seed} {entries}")
    days = -(-entries * 10 // 9 // (ROOMS * SLOTS))
    slots = tuple(_slot(day, place) for day in range(days) for place in range(SLOTS))
    cells = [(slot, room) for slot in slots for room in range(1, ROOMS + 1)]
    items = {number: _item(rng, number, entries, slots) for number in range(1, entries + 1)}
    spots = {
        number: Spot(slot.day, slot.starts_at, slot.ends_at, room)
        for number, (slot, room) in zip(items, rng.sample(cells, entries), strict=True)
    }
    pairs = [rng.sample(range(1, entries + 1), 2) for _ in range(entries // 15)]
    ties = tuple(Tie(rng.choice(list(Link)), one, other) for one, other in pairs)
    closures = tuple(
        Closure(rng.randint(1, ROOMS), slot.day, slot.starts_at, slot.ends_at)
        for slot in rng.sample(slots, len(slots) // 20)
    )
    rooms = {number: Room(number, f"M{number}", 40 * number) for number in range(1, ROOMS + 1)}
    last = FIRST + timedelta(days=days - 1)
    settings = Settings(set_up=timedelta(minutes=10), teams=2)
    return Ground(FIRST, last, "Europe/Vienna", rooms, slots, closures, ties, settings), items, spots


def _slot(day: int, place: int) -> Slot:
    on = FIRST + timedelta(days=day)
    starts_at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC) + place * timedelta(minutes=55)
    return Slot(day * SLOTS + place, on, starts_at, starts_at + LENGTH)


def _item(rng: Random, number: int, entries: int, slots: tuple[Slot, ...]) -> Item:
    bodies = [Actor(one, f"Organisation {one}") for one in rng.sample(range(entries), 4)]
    people = [Actor(one, f"Person {one}", is_person=True) for one in rng.sample(range(entries * 3), 3)]
    return Item(
        number,
        f"E{number}",
        f"Event number {number}",
        organisations=tuple(bodies[:2]),
        supporters=tuple(bodies[2:]),
        people=tuple(people),
        theme=rng.choice(THEMES),
        attendance=rng.randint(10, 150),
        interpreted=rng.random() < 0.05,
        wishes=Wishes(excluded=frozenset({rng.choice(slots).number})),
    )


def main() -> None:
    print(
        f"{'entries':>8} {'clashes':>8} {'pass, s':>9} {'µs an entry':>12} {'a move, ms':>11} {'slowest':>8}"
    )
    for entries in SIZES:
        ground, items, spots = meeting(entries)
        times = [_timed(lambda: clashes_in(ground, items, spots)) for _ in range(RUNS)]  # noqa: B023
        found = clashes_in(ground, items, spots)
        seconds = statistics.median(times)
        moves = _moves(Index(ground, items, spots), entries)
        print(
            f"{entries:>8} {len(found):>8} {seconds:>9.4f} {seconds / entries * 1e6:>12.1f} "
            f"{statistics.median(moves) * 1e3:>11.3f} {max(moves) * 1e3:>8.2f}"
        )


def _moves(index: Index, entries: int) -> list[float]:
    """Entries that swap their spots, as asked while one is in hand."""
    rng = Random(2)
    times = []
    for _ in range(MOVES):
        one, other = rng.sample(range(1, entries + 1), 2)
        swap = {one: index.spots[other], other: index.spots[one]}
        times.append(_timed(lambda: index.clashes_of(swap)))  # noqa: B023
    return times


def _timed(act: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
