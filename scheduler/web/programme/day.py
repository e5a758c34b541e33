"""A day's entries in the order in which they happen. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.formats.entry import Standing
from scheduler.kernel.localtime import to_local
from scheduler.releases.programme import Published
from scheduler.releases.rules import days
from scheduler.web.programme.order import natural


@dataclass(frozen=True)
class Hour:
    """What begins at one time on the venue's clock."""

    at: datetime
    entries: tuple[Published, ...]

    @property
    def anchor(self) -> str:
        return f"t{self.at:%Y%m%d-%H%M}"

    @property
    def end(self) -> datetime | None:
        """When most of it ends, in UTC; None where most ends are not published."""
        ends = Counter(one.entry.span.ends_at for one in self.entries if one.entry.span)
        return max(ends, key=lambda end: ends[end])


@dataclass(frozen=True)
class Sheet:
    """A day: what lasts several days, what begins at a known time, and what has no published time."""

    day: date
    lasting: tuple[Published, ...]
    hours: tuple[Hour, ...]
    untimed: tuple[Published, ...]

    @property
    def anchor(self) -> str:
        return f"d{self.day:%Y%m%d}"

    @property
    def entries(self) -> tuple[Published, ...]:
        return (*self.lasting, *(one for hour in self.hours for one in hour.entries), *self.untimed)


def is_placed(one: Published) -> bool:
    """Whether it has a day now. What lost its day stands where it was only in calendars."""
    return one.entry.span is not None and one.entry.standing is not Standing.UNPLACED


def sheets(entries: Iterable[Published], wanted: Sequence[date] | None, zone: str) -> list[Sheet]:
    """The days wanted (None: all) that are not empty. What lasts several days stands on the first of them."""
    found: dict[date, list[Published]] = defaultdict(list)
    for one in filter(is_placed, entries):
        shown = [day for day in days(one.entry.span) if wanted is None or day in wanted]
        for day in shown[:1]:
            found[day].append(one)
    return [_sheet(day, found[day], zone) for day in sorted(found)]


def _sheet(day: date, entries: Iterable[Published], zone: str) -> Sheet:
    lasting, untimed, timed = [], [], defaultdict(list)
    for one in sorted(entries, key=_place):
        span = one.entry.span
        if span is None or span.until is not None:
            lasting.append(one)
        elif span.starts_at is None:
            untimed.append(one)
        else:
            timed[to_local(span.starts_at, zone)].append(one)
    hours = tuple(Hour(at, tuple(timed[at])) for at in sorted(timed))
    return Sheet(day, tuple(lasting), hours, tuple(untimed))


def _place(one: Published) -> tuple[object, ...]:
    """In the order of rooms, which is the order of a grid's columns; what has none comes last."""
    room = one.entry.span.room if one.entry.span else None
    return room is None, natural(room.name) if room else [], natural(one.entry.title)


def is_on(one: Published, now: datetime) -> bool:
    """Whether it is going on at a moment, as far as that is published. `now` in UTC."""
    span = one.entry.span
    if one.entry.standing is not Standing.SCHEDULED or span is None or span.until is not None:
        return False
    end = span.ends_at or span.assumed_end
    return bool(span.starts_at and end and span.starts_at <= now < end)


def next_hour(shown: Iterable[Sheet], now: datetime) -> Hour | None:
    """The first time, within a day from now, at which something is going on or begins. `now` in UTC."""
    for hour in (hour for sheet in shown for hour in sheet.hours):
        if any(is_on(one, now) for one in hour.entries) or now <= hour.at < now + timedelta(days=1):
            return hour
    return None
