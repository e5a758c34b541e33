"""A small meeting for the rules of clashes: three days in March, two rooms, four slots a day."""

from datetime import UTC, date, datetime, timedelta

from scheduler.kernel.terms import Equipment
from scheduler.timetable.clashes.ground import Actor, Ground, Item, Room, Slot, Spot

FIRST = date(2027, 3, 8)
DAYS = [FIRST + timedelta(days=number) for number in range(3)]
HOURS = ((9, 0), (12, 15), (13, 10), (14, 10))
"""When slots begin, in UTC; each lasts 50 minutes."""
LARGE, SMALL, NEW = 1, 2, 3
ROOMS = {
    LARGE: Room(LARGE, "M1", 200, frozenset({Equipment.HYBRID, Equipment.INTERPRETATION})),
    SMALL: Room(SMALL, "M2", 40, frozenset()),
    NEW: Room(NEW, "M3", None, frozenset({Equipment.HYBRID})),
}


def at(hour: int, minute: int = 0, day: date = FIRST) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


SLOTS = tuple(
    Slot(10 * (number + 1) + place, day, start := at(*hours, day), start + timedelta(minutes=50))
    for number, day in enumerate(DAYS)
    for place, hours in enumerate(HOURS, 1)
)
"""11 to 14 on the first day, 21 to 24 on the second, 31 to 34 on the third."""
GROUND = Ground(DAYS[0], DAYS[-1], "Europe/Vienna", ROOMS, SLOTS)
HARBOUR, PELLAMAR = Actor(1, "Harbour Initiative"), Actor(2, "Pellamar")
ADA, BEN = Actor(1, "Ada Lind", is_person=True), Actor(2, "Ben Okoro", is_person=True)


def item(number: int, **known: object) -> Item:
    return Item(number, f"E{number}", f"Event {number}", **known)  # type: ignore[arg-type]


def in_slot(number: int, room: int | None = LARGE) -> Spot:
    slot = GROUND.slot[number]
    return Spot(slot.day, slot.starts_at, slot.ends_at, room)


def span(start: datetime, minutes: int, room: int | None = LARGE) -> Spot:
    return Spot(start.date(), start, start + timedelta(minutes=minutes), room)
