"""A day of an agenda: what stands at the same time, and how far it is from one to the next. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.agendas.terms import Level
from scheduler.formats.entry import MeetingFace, Place, Span, Standing
from scheduler.meetings.walk_rules import Walks
from scheduler.releases.programme import Published

NEXT = timedelta(hours=2)
"""After a longer break nobody needs to be told how far it is."""
_FIRM = {Level.GOING: 0, Level.PERHAPS: 1, Level.FOLLOWS: 2}


@dataclass(frozen=True)
class Item:
    """An entry of an agenda, with the meeting that it belongs to."""

    meeting: MeetingFace
    one: Published
    level: Level

    @property
    def span(self) -> Span | None:
        """When and where it takes place; None where it does not, or no day is known."""
        entry = self.one.entry
        return entry.span if entry.standing is Standing.SCHEDULED else None

    @property
    def hours(self) -> tuple[datetime, datetime] | None:
        """From when to when, where that is known, in UTC; of what lasts several days it is not."""
        span = self.span
        if span is None or span.until or span.starts_at is None:
            return None
        end = span.ends_at or span.assumed_end
        return (span.starts_at, end) if end else None

    @property
    def is_starred(self) -> bool:
        return self.level in (Level.GOING, Level.PERHAPS)


@dataclass(frozen=True)
class Overlap:
    """That another entry is on at the same time, for so many minutes."""

    other: Item
    minutes: int


@dataclass(frozen=True)
class Way:
    """From the entry before to this one. `minutes` on foot, None: not known; `between`: minutes from the end
    of the one to the beginning of the other."""

    before: Item
    start: Place
    end: Place
    minutes: int | None
    between: int

    @property
    def is_tight(self) -> bool:
        return self.minutes is not None and self.minutes > self.between


@dataclass(frozen=True)
class Line:
    """An entry on a day's page."""

    item: Item
    overlaps: tuple[Overlap, ...] = ()
    way: Way | None = None


@dataclass(frozen=True)
class Day:
    """A day of an agenda, at the venues of its meetings."""

    day: date
    lines: tuple[Line, ...]


def days(items: Iterable[Item], walks: Walks) -> list[Day]:
    """The days on which something stands, cancelled entries included, in the order of hours. What has no day
    now is left out (`without_day`)."""
    found: dict[date, list[Item]] = {}
    for item in items:
        if has_day(item):
            span = item.one.entry.span
            assert span is not None
            found.setdefault(span.day, []).append(item)
    return [_day(day, sorted(found[day], key=_place), walks) for day in sorted(found)]


def has_day(item: Item) -> bool:
    entry = item.one.entry
    return entry.span is not None and entry.standing is not Standing.UNPLACED


def without_day(items: Iterable[Item]) -> list[Item]:
    """What has no day now, by title."""
    return sorted((one for one in items if not has_day(one)), key=lambda item: item.one.entry.title)


def overlaps(item: Item, others: Iterable[Item]) -> tuple[Overlap, ...]:
    """What of the others is on at the same time."""
    here = item.hours
    if here is None:
        return ()
    found = []
    for other in others:
        there = other.hours
        if other is not item and there and max(here[0], there[0]) < min(here[1], there[1]):
            shared = min(here[1], there[1]) - max(here[0], there[0])
            found.append(Overlap(other, -(-shared // timedelta(minutes=1))))
    return tuple(found)


def clashes(of: Sequence[Day]) -> int:
    """How many pairs of starred entries stand at the same time."""
    return sum(len(line.overlaps) for day in of for line in day.lines) // 2


def _day(day: date, items: Sequence[Item], walks: Walks) -> Day:
    starred = [item for item in items if item.is_starred]
    return Day(day, tuple(_line(item, starred, walks) for item in items))


def _line(item: Item, starred: Sequence[Item], walks: Walks) -> Line:
    if not item.is_starred:
        return Line(item)
    return Line(item, overlaps(item, starred), _way(item, starred, walks.between))


def _way(
    item: Item, starred: Sequence[Item], between: Callable[[tuple[str, str], tuple[str, str]], int | None]
) -> Way | None:
    """From the starred entry that ends last before this one begins."""
    here, span = item.hours, item.span
    if here is None or span is None or span.room is None:
        return None
    earlier = [(one.hours[1], -_FIRM[one.level], one) for one in starred if one.hours and one is not item]
    ended = [each for each in earlier if here[0] - NEXT <= each[0] <= here[0]]
    if not ended:
        return None
    end, _, before = max(ended, key=lambda each: each[:2])
    room = before.span.room if before.span else None
    if room is None:
        return None
    minutes = between((room.venue, room.slug), (span.room.venue, span.room.slug))
    return Way(before, room, span.room, minutes, (here[0] - end) // timedelta(minutes=1))


def _place(item: Item) -> tuple[object, ...]:
    """By hour; what has none comes first: it lasts, or its hour is not published."""
    span = item.one.entry.span
    start = span.starts_at if span else None
    return start is not None, start or 0, _FIRM[item.level], item.one.entry.title
