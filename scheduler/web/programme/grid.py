"""A day as a table: rooms are columns, times of beginning rows; empty hours take no space. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from scheduler.formats.entry import Place
from scheduler.kernel.terms import Format
from scheduler.releases.programme import Published
from scheduler.web.programme.day import Hour, Sheet
from scheduler.web.programme.order import natural


class Where(IntEnum):
    """What a column is, in the order of columns."""

    ROOM = 0
    ONLINE = 1
    UNKNOWN = 2


@dataclass(frozen=True)
class Column:
    where: Where
    room: Place | None = None


@dataclass(frozen=True)
class Cell:
    """What stands in a column from a row on, and over how many rows it reaches."""

    entries: tuple[Published, ...]
    rows: int


@dataclass(frozen=True)
class Row:
    """What begins at one time; None: no time is published. A cell is None where one above reaches over it."""

    hour: Hour | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Grid:
    sheet: Sheet
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def grid(sheet: Sheet) -> Grid:
    """The table of a day. What lasts several days has no row: it is listed above the table."""
    timed = [one for hour in sheet.hours for one in hour.entries]
    columns = sorted({_column(one) for one in (*timed, *sheet.untimed)}, key=_order)
    by_column = [_cells(sheet.hours, column) for column in columns]
    rows = [Row(hour, tuple(cells[n] for cells in by_column)) for n, hour in enumerate(sheet.hours)]
    if sheet.untimed:
        rows.append(Row(None, tuple(Cell(_standing_in(column, sheet.untimed), 1) for column in columns)))
    return Grid(sheet, tuple(columns), tuple(rows))


def _column(one: Published) -> Column:
    room = one.entry.span.room if one.entry.span else None
    if room is not None:
        return Column(Where.ROOM, room)
    return Column(Where.ONLINE if one.entry.format is Format.ONLINE else Where.UNKNOWN)


def _order(column: Column) -> tuple[object, ...]:
    return (
        column.where,
        natural(column.room.name) if column.room else [],
        column.room.slug if column.room else "",
    )


def _standing_in(column: Column, entries: Sequence[Published]) -> tuple[Published, ...]:
    return tuple(one for one in entries if _column(one) == column)


def _cells(hours: Sequence[Hour], column: Column) -> list[Cell | None]:
    """A column from top to bottom. A cell ends where its entries do, or where the next ones begin."""
    stand = [_standing_in(column, hour.entries) for hour in hours]
    cells: list[Cell | None] = []
    while (first := len(cells)) < len(hours):
        spans = [one.entry.span for one in stand[first] if one.entry.span]
        until = max((span.ends_at for span in spans if span.ends_at), default=None)
        after = first + 1
        while until and after < len(hours) and hours[after].at < until and not stand[after]:
            after += 1
        cells += [Cell(stand[first], after - first), *[None] * (after - first - 1)]
    return cells
