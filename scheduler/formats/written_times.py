"""Times as web forms and spreadsheets write them. Pure.

Whether 3/4/2027 is in March or in April is told by the other times of the same column (`order_of`), or by a
person: never guessed. A written time is as exact as it is written: to the day, the minute or the second.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from scheduler.kernel.errors import Refused, Told
from scheduler.kernel.localtime import to_utc, zone
from scheduler.kernel.text import quoted
from scheduler.kernel.words import Sentence


class Order(StrEnum):
    """What stands first in a date with strokes."""

    DAY = "day"
    MONTH = "month"


YEARS = range(2000, 2100)
FARTHEST = timedelta(hours=14)
"""That clocks are from UTC."""


@dataclass(frozen=True)
class Span:
    """From when to when (UTC) something happened, as exactly as it was written down; `day` is the venue's.
    `to_the_day`: no hour was written."""

    day: date
    starts: datetime
    ends: datetime
    to_the_day: bool = False


_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_DOTS = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})")
_STROKES = re.compile(r"(?P<one>\d{1,2})[/-](?P<two>\d{1,2})[/-](?P<year>\d{4}|\d{2})")
_TIME = re.compile(
    r"(?:T|\s|,\s)\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\s*(?P<word>Z|UTC|GMT)?\s*(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?"
)
_UNREADABLE = Sentence("%(text)s is no time that can be read. Write one such as 2027-01-15 13:05:09.")
NOT_TOLD = Sentence(
    "%(text)s can be read in two ways. Say whether the day or the month stands first in these dates."
)


def order_of(texts: Iterable[str]) -> Order | None:
    """What stands first in the dates of a column, as far as they tell: a number above 12 is a day. None where
    they do not, or contradict each other."""
    found = {
        Order.DAY if int(written["one"]) > 12 else Order.MONTH
        for written in filter(None, map(_STROKES.match, texts))
        if (int(written["one"]) > 12) != (int(written["two"]) > 12)
    }
    return found.pop() if len(found) == 1 else None


def read(text: str, zone_name: str, order: Order | None, venue: str) -> Span:
    """When that was. `zone_name`: whose clocks wrote it, where it does not say so itself; `venue`: the zone
    of the day. Raises Told where it cannot be read, or clocks did not show it."""
    day, rest = _day(text.strip(), order, text)
    written = _TIME.match(rest)
    if written is None:
        if rest.strip():
            raise _unreadable(text)
        return _whole_day(day, zone_name)
    at, unit = _time(written, text)
    offset = _OFFSET.fullmatch(rest[written.end() :])
    if offset is None:
        raise _unreadable(text)
    shift = _shift(offset)
    if shift is not None and abs(shift) > FARTHEST:
        raise _unreadable(text)
    starts = to_utc(day, at, zone_name) if shift is None else datetime.combine(day, at, UTC) - shift
    return Span(starts.astimezone(zone(venue)).date(), starts, starts + unit)


def _day(text: str, order: Order | None, whole: str) -> tuple[date, str]:
    """The date, and what stands after it. Raises Refused."""
    if found := _YEAR_FIRST.match(text) or _DOTS.match(text):
        month, day = int(found["month"]), int(found["day"])
    elif found := _STROKES.match(text):
        one, two = int(found["one"]), int(found["two"])
        known = order or (Order.DAY if one == two else None)
        if known is None:
            raise Refused(Sentence(NOT_TOLD.text, text=quoted(whole)))
        day, month = (one, two) if known is Order.DAY else (two, one)
    else:
        raise _unreadable(whole)
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    try:
        if year not in YEARS:
            raise ValueError
        return date(year, month, day), text[found.end() :]
    except ValueError as error:
        raise _unreadable(whole) from error


def _time(written: re.Match[str], whole: str) -> tuple[time, timedelta]:
    """The time of the day, and how long the clock shows it."""
    hour = int(written["hour"])
    if half := written["half"]:
        if not 1 <= hour <= 12:
            raise _unreadable(whole)
        hour = hour % 12 + (12 if half in "pP" else 0)
    try:
        at = time(hour, int(written["minute"]), int(written["second"] or 0))
    except ValueError as error:
        raise _unreadable(whole) from error
    return at, timedelta(seconds=1) if written["second"] else timedelta(minutes=1)


def _shift(offset: re.Match[str]) -> timedelta | None:
    """How far the clock was from UTC, where the text says so."""
    if offset["sign"] is None:
        return timedelta() if offset["word"] else None
    shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    return -shift if offset["sign"] == "-" else shift


def _whole_day(day: date, zone_name: str) -> Span:
    starts, ends = (to_utc(one, time.min, zone_name) for one in (day, day + timedelta(days=1)))
    return Span(day, starts, ends, to_the_day=True)


def _unreadable(text: str) -> Told:
    return Refused(Sentence(_UNREADABLE.text, text=quoted(text)))
