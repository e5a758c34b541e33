"""Rooms by slots, for each day. Pure; times in UTC."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.timetable.clashes.ground import Closure, Room, Slot
from scheduler.timetable.spots import Spot
from scheduler.web.desk.grid.cards import Card, Stop


@dataclass
class Cell:
    """A room in a slot. `cards` stand here; `rest` are those that began in another row and last into this
    one; `stops` and `closed` leave no place."""

    slot: Slot | None
    room: Room
    cards: list[Card] = field(default_factory=list)
    rest: list[Card] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    closed: list[Closure] = field(default_factory=list)

    @property
    def key(self) -> str:
        """As forms send it; empty where nothing can be put."""
        return key(self.slot, self.room) if self.slot else ""


def key(slot: Slot, room: Room) -> str:
    return f"{slot.number}-{room.number}"


@dataclass
class Row:
    """A slot of the meeting, or hours in which something stands all the same (`slot` is None)."""

    slot: Slot | None
    starts_at: datetime
    ends_at: datetime
    cells: list[Cell]


@dataclass
class Sheet:
    """A day. `loose`: what stands on it without a time, in no room of the grid, or for days; `beside`: what
    sits in rooms that have no column."""

    day: date
    rows: list[Row]
    loose: list[Card] = field(default_factory=list)
    beside: list[Stop] = field(default_factory=list)


def sheets(
    slots: Iterable[Slot],
    rooms: Sequence[Room],
    cards: Collection[Card],
    stops: Collection[Stop],
    closures: Collection[Closure],
) -> list[Sheet]:
    """One for each day that has slots or on which an event stands."""
    by_day: dict[date, list[Slot]] = {}
    for slot in slots:
        by_day.setdefault(slot.day, []).append(slot)
    days = by_day.keys() | {card.spot.day for card in cards if card.spot}
    return [_sheet(day, by_day.get(day, []), rooms, cards, stops, closures) for day in sorted(days)]


def touches(spot: Spot, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether something lasts into a span. What has no hours does not."""
    if spot.starts_at is None or spot.ends_at is None:
        return False
    return spot.starts_at < ends_at and starts_at < spot.ends_at


def covered(spot: Spot, slots: Collection[Slot]) -> list[Slot]:
    """The slots of which something takes a part: its own, if it has one to the minute, as slots may overlap;
    else all that it touches."""
    own = [slot for slot in slots if (slot.starts_at, slot.ends_at) == (spot.starts_at, spot.ends_at)]
    return own or [slot for slot in slots if touches(spot, slot.starts_at, slot.ends_at)]


def row_of(spot: Spot, slots: Iterable[Slot]) -> Slot | None:
    """The slot in whose row something stands: the one with its hours, else one that begins with it, else the
    first in which it begins."""
    within = [slot for slot in slots if spot.starts_at and slot.starts_at <= spot.starts_at < slot.ends_at]
    return min(within, key=lambda slot: _distance(spot, slot), default=None)


def _distance(spot: Spot, slot: Slot) -> tuple[object, ...]:
    begins, ends = slot.starts_at == spot.starts_at, slot.ends_at == spot.ends_at
    return not (begins and ends), not begins, slot.starts_at, slot.ends_at


def _sheet(
    day: date,
    slots: Sequence[Slot],
    rooms: Sequence[Room],
    cards: Iterable[Card],
    stops: Collection[Stop],
    closures: Collection[Closure],
) -> Sheet:
    rows = [Row(slot, slot.starts_at, slot.ends_at, [Cell(slot, room) for room in rooms]) for slot in slots]
    columns = {room.number for room in rooms}
    here = [card for card in cards if card.spot and card.spot.day == day]
    standing = [card for card in here if _takes_a_cell(card, columns)]
    for card in standing:
        _seat(card, slots, rows, rooms)
    on_it = [stop for stop in stops if stop.spot.day == day]
    for row in rows:
        _fill(row, standing, on_it, closures)
    return Sheet(
        day,
        sorted(rows, key=lambda row: (row.starts_at, row.ends_at)),
        loose=[card for card in here if card not in standing],
        beside=[stop for stop in on_it if stop.spot.room not in columns],
    )


def _takes_a_cell(card: Card, columns: Container[int]) -> bool:
    """Exhibitions leave their room to others."""
    spot = card.spot
    return bool(spot and spot.starts_at and spot.room in columns) and not card.item.stays_for_days


def _seat(card: Card, slots: Iterable[Slot], rows: list[Row], rooms: Iterable[Room]) -> None:
    spot = card.spot
    assert spot
    assert spot.starts_at
    slot = row_of(spot, slots)
    hours = (spot.starts_at, spot.ends_at or spot.starts_at)
    same = (one for one in rows if (one.slot == slot if slot else (one.starts_at, one.ends_at) == hours))
    row = next(same, None)
    if row is None:
        row = Row(None, *hours, [Cell(None, room) for room in rooms])
        rows.append(row)
    next(cell for cell in row.cells if cell.room.number == spot.room).cards.append(card)


def _fill(row: Row, cards: Iterable[Card], stops: Iterable[Stop], closures: Iterable[Closure]) -> None:
    """What leaves no place in the cells of a row."""
    here = {cell.room.number: cell for cell in row.cells}
    for card in cards:
        assert card.spot
        cell = here[card.spot.room or 0]
        if card not in cell.cards and touches(card.spot, row.starts_at, row.ends_at):
            cell.rest.append(card)
    for stop in stops:
        if stop.spot.room in here and touches(stop.spot, row.starts_at, row.ends_at):
            here[stop.spot.room].stops.append(stop)
    for one in closures:
        if one.room in here and one.starts_at < row.ends_at and row.starts_at < one.ends_at:
            here[one.room].closed.append(one)
