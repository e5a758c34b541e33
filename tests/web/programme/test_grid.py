"""A day as a table of rooms by time."""

from scheduler.formats.entry import CalendarEntry
from scheduler.kernel.terms import Format
from scheduler.web.programme.day import sheets
from scheduler.web.programme.grid import Cell, Grid, Where, grid
from tests.web.builders import WEDNESDAY, ZONE, entry, published, room, span


def table(*entries: CalendarEntry) -> Grid:
    (sheet,) = sheets(map(published, entries), None, ZONE)
    return grid(sheet)


def heads(table: Grid) -> list[str]:
    return [column.room.name if column.room else column.where.name for column in table.columns]


def drawn(table: Grid) -> list[tuple[str, list[str]]]:
    """Each row: its time, and in each column the titles with the number of rows; `"`: as above."""
    return [
        (f"{row.hour.at:%H:%M}" if row.hour else "-", [_drawn(cell) for cell in row.cells])
        for row in table.rows
    ]


def _drawn(cell: Cell | None) -> str:
    if cell is None:
        return '"'
    names = "+".join(one.entry.title for one in cell.entries)
    return f"{names} x{cell.rows}" if cell.rows > 1 else names


def test_rooms_are_columns_in_natural_order_then_online_then_unknown() -> None:
    found = table(
        entry("a", span("09:00", "09:50", room=room("M10"))),
        entry("b", span("09:00", "09:50", room=room("M2"))),
        entry("c", span("09:00", "09:50")),
        entry("d", span("09:00", "09:50"), format=Format.ONLINE),
        entry("e", span("13:10", "14:00"), format=Format.HYBRID),
    )
    assert heads(found) == ["M2", "M10", "ONLINE", "UNKNOWN"]
    assert drawn(found) == [("09:00", ["b", "a", "d", "c"]), ("13:10", ["", "", "", "e"])]
    assert [column.where for column in found.columns] == [Where.ROOM, Where.ROOM, Where.ONLINE, Where.UNKNOWN]


def test_a_cell_reaches_over_the_rows_that_begin_before_its_end() -> None:
    found = table(
        entry("long", span("10:00", "13:00", room=room("M1"))),
        entry("a", span("10:30", "11:00", room=room("M2"))),
        entry("b", span("12:00", "12:30", room=room("M2"))),
        entry("c", span("13:00", "14:00", room=room("M2"))),
    )
    assert drawn(found) == [
        ("10:00", ["long x3", ""]),
        ("10:30", ['"', "a"]),
        ("12:00", ['"', "b"]),
        ("13:00", ["", "c"]),
    ]


def test_a_cell_stops_where_the_next_of_its_room_begins() -> None:
    found = table(
        entry("first", span("10:00", "13:00")),
        entry("second", span("11:00", "11:30")),
        entry("other", span("10:30", "11:00", room=room("M1"))),
    )
    assert drawn(found) == [("10:00", ["", "first x2"]), ("10:30", ["other", '"']), ("11:00", ["", "second"])]


def test_entries_of_one_room_and_time_share_a_cell() -> None:
    found = table(
        entry("a", span("10:00")),
        entry("b", span("10:00", "12:00")),
        entry("c", span("11:00", room=room("M1"))),
    )
    assert drawn(found) == [("10:00", ["", "a+b x2"]), ("11:00", ["c", '"'])]


def test_what_has_no_time_is_the_last_row_and_covered_by_nothing() -> None:
    found = table(entry("long", span("10:00", "20:00", room=room("M1"))), entry("x", span(room=room("M1"))))
    assert drawn(found) == [("10:00", ["long"]), ("-", ["x"])]


def test_what_lasts_several_days_has_no_column() -> None:
    assert heads(table(entry("show", span(until=WEDNESDAY, room=room("Foyer"))))) == []


def test_every_row_of_the_table_is_full() -> None:
    entries = [
        entry(f"e{n}", span(f"{9 + n % 5:02}:00", f"{10 + n % 7 + n % 5:02}:00", room=room(f"M{n % 3}")))
        for n in range(20)
    ]
    found = table(*entries)
    covered = [[False] * len(found.columns) for _ in found.rows]
    for number, row in enumerate(found.rows):
        for column, cell in enumerate(row.cells):
            assert (cell is None) is covered[number][column]
            for below in range(number + 1, number + (cell.rows if cell else 1)):
                covered[below][column] = True
    assert sum(len(cell.entries) for row in found.rows for cell in row.cells if cell) == 20
