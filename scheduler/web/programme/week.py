"""A meeting at a glance: days are columns, times of beginning are rows, what is there is counted. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from scheduler.web.programme.counted import by_section
from scheduler.web.programme.day import Sheet


@dataclass(frozen=True)
class Count:
    """How many entries of each section begin at a time on a day, and that time's anchor on the day's page."""

    day: date
    anchor: str
    sections: list[tuple[str, int]]


@dataclass(frozen=True)
class Week:
    """`rows`: for each time of beginning (None: not published, or several days) a count for each day."""

    days: tuple[date, ...]
    rows: tuple[tuple[time | None, tuple[Count | None, ...]], ...]


def week(sheets: Sequence[Sheet]) -> Week:
    cells: dict[tuple[time | None, date], Count] = {}
    for sheet in sheets:
        for hour in sheet.hours:
            cells[hour.at.time(), sheet.day] = Count(sheet.day, hour.anchor, by_section(hour.entries))
        if rest := (*sheet.lasting, *sheet.untimed):
            cells[None, sheet.day] = Count(sheet.day, sheet.anchor, by_section(rest))
    days = tuple(sheet.day for sheet in sheets)
    starts = sorted({at for at, _ in cells if at is not None})
    every = [*starts, *([None] if any(at is None for at, _ in cells) else [])]
    return Week(days, tuple((at, tuple(cells.get((at, day)) for day in days)) for at in every))
