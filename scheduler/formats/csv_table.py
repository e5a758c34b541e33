"""A programme as a table: one list of columns for CSV (RFC 4180) and for workbooks."""

import csv
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from io import StringIO
from typing import NamedTuple, TypeAlias

from scheduler.formats import describe
from scheduler.formats.entry import CalendarEntry, MeetingFace, Span, Stamps, Standing
from scheduler.kernel.localtime import to_local
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence

MIMETYPE = "text/csv; charset=utf-8"
Cell: TypeAlias = str | int | date | time | datetime | None
Row: TypeAlias = tuple[Cell, ...]

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Also the wide forms of the four signs, which some spreadsheets read alike (OWASP, CSV injection)."""


class _Line(NamedTuple):
    """An entry to be shown. `span` is None for what has no date now, though feeds still tell its last."""

    entry: CalendarEntry
    stamps: Stamps
    span: Span | None
    time_zone: str
    page: str

    def clock(self, moment: datetime | None) -> time | None:
        return to_local(moment, self.time_zone).time() if moment else None


_COLUMNS: tuple[tuple[Sentence, Callable[[_Line], Cell]], ...] = (
    (Sentence("Code"), lambda line: line.entry.code),
    (Sentence("Kind"), lambda line: str(describe.kind_name(line.entry.kind))),
    (Sentence("Status"), lambda line: str(describe.standing_name(line.entry.standing))),
    (Sentence("Date"), lambda line: line.span.day if line.span else None),
    (Sentence("Last day"), lambda line: line.span.until if line.span else None),
    (Sentence("Start"), lambda line: line.clock(line.span.starts_at) if line.span else None),
    (Sentence("End"), lambda line: line.clock(line.span.ends_at) if line.span else None),
    (Sentence("Room"), lambda line: line.span.room.name if line.span and line.span.room else None),
    (Sentence("Title"), lambda line: line.entry.title),
    (Sentence("Organisers"), lambda line: _joined(body.name for body in line.entry.organisers)),
    (Sentence("Co-sponsors"), lambda line: _joined(body.name for body in line.entry.cosponsors)),
    (Sentence("Theme"), lambda line: line.entry.theme),
    (
        Sentence("Format"),
        lambda line: str(describe.format_name(line.entry.format)) if line.entry.format else None,
    ),
    (
        Sentence("Languages"),
        lambda line: _joined(str(describe.language_name(code)) for code in line.entry.languages),
    ),
    (Sentence("Chair"), lambda line: line.entry.chair),
    (Sentence("Panellists"), lambda line: _joined(map(describe.person_line, line.entry.panellists))),
    (Sentence("Links"), lambda line: _joined(map(describe.link_line, line.entry.links))),
    (Sentence("Page"), lambda line: line.page),
    (Sentence("UID"), lambda line: line.stamps.uid),
    (Sentence("Sequence"), lambda line: line.stamps.sequence),
    (Sentence("Changed (UTC)"), lambda line: line.stamps.changed_at.astimezone(UTC)),
)


def table(
    entries: Iterable[tuple[CalendarEntry, Stamps]],
    meeting: MeetingFace,
    address_of: Callable[[CalendarEntry], str],
) -> list[Row]:
    """Make the row of headings, then one for each entry: dates and times of the venue, None for the unknown.

    `address_of` gives an entry's page, absolute.
    """
    lines = (
        _Line(entry, stamps, _span(entry), meeting.time_zone, address_of(entry)) for entry, stamps in entries
    )
    headings = tuple(str(heading) for heading, _ in _COLUMNS)
    return [headings, *(tuple(_cell(value(line)) for _, value in _COLUMNS) for line in lines)]


def over_meetings(tables: Iterable[tuple[str, list[Row]]]) -> list[Row]:
    """One table of several, each of a meeting by its code, with the meeting in the first column."""
    rows: list[Row] = []
    for code, (headings, *lines) in tables:
        rows = rows or [(str(Sentence("Meeting")), *headings)]
        rows.extend((code, *line) for line in lines)
    return rows


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """Write rows as CSV in UTF-8, with the byte order mark that Excel needs to know it."""
    written = StringIO(newline="")
    csv.writer(written).writerows([_field(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> Cell:
    return clean(value) or None if isinstance(value, str) else value


def _span(entry: CalendarEntry) -> Span | None:
    return None if entry.standing is Standing.UNPLACED else entry.span


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(filter(None, parts))


def _field(cell: Cell) -> str:
    """Write a cell; an apostrophe keeps a spreadsheet from running a text as a formula."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else str(cell)
