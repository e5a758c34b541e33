"""What became of an entry's day, time and room, and whether it takes place at all. Pure."""

from collections.abc import Iterator
from datetime import datetime

from scheduler.formats.describe import Line, listed
from scheduler.formats.entry import CalendarEntry, Place, Span, Standing
from scheduler.kernel.localtime import to_local
from scheduler.kernel.words import Sentence
from scheduler.releases.change import Change, ChangeKind


def first(entry: CalendarEntry, zone: str) -> Change:
    """An entry that is in the programme for the first time. Times are those of `zone` (IANA)."""
    if entry.standing is Standing.CANCELLED:
        return Change(ChangeKind.NEW, Sentence("New, and cancelled"))
    if entry.span is None:
        return Change(ChangeKind.NEW, Sentence("New, without a date yet"))
    return Change(ChangeKind.NEW, Sentence("New: %(place)s", place=whole(entry.span, zone)))


def moves(before: CalendarEntry, after: CalendarEntry, zone: str) -> Iterator[Change]:
    """From one version to the next; nothing while it does not take place."""
    if before.standing is not after.standing:
        yield _TURNS[after.standing](before, after, zone)
    elif after.standing is Standing.SCHEDULED and before.span and after.span:
        yield from _of_span(before.span, after.span, zone)


def whole(span: Span, zone: str) -> Sentence:
    """All that is known of when and where, such as "Tue 9 March 2027, 09:00 to 09:50, M1"."""
    return listed([_days(span), *_hours(span, zone), *_room(span)])


def _cancelled(before: CalendarEntry, _after: CalendarEntry, zone: str) -> Change:
    if before.standing is Standing.SCHEDULED and before.span:
        told = Sentence("Cancelled. Before, it was: %(place)s", place=whole(before.span, zone))
    else:
        told = Sentence("Cancelled")
    return Change(ChangeKind.CANCELLED, told)


def _unplaced(before: CalendarEntry, _after: CalendarEntry, zone: str) -> Change:
    if before.standing is Standing.CANCELLED:
        return Change(ChangeKind.BACK, Sentence("No longer cancelled. It has no new date yet."))
    if before.span is None:
        return Change(ChangeKind.UNPLACED, Sentence("It has no date now."))
    told = Sentence("It has no date now. Before, it was: %(place)s", place=whole(before.span, zone))
    return Change(ChangeKind.UNPLACED, told)


def _scheduled(before: CalendarEntry, after: CalendarEntry, zone: str) -> Change:
    place = whole(after.span, zone) if after.span else Sentence("the date is not published")
    if before.standing is Standing.CANCELLED:
        return Change(ChangeKind.BACK, Sentence("Takes place after all: %(place)s", place=place))
    return Change(ChangeKind.PLACED, Sentence("It has a date now: %(place)s", place=place))


_TURNS = {
    Standing.CANCELLED: _cancelled,
    Standing.UNPLACED: _unplaced,
    Standing.SCHEDULED: _scheduled,
}


def _of_span(before: Span, after: Span, zone: str) -> Iterator[Change]:
    if left := list(_left(before, after, zone)):
        told = Sentence(
            "Moved from %(before)s. Now: %(after)s", before=listed(left), after=whole(after, zone)
        )
        yield Change(ChangeKind.MOVED, told)
        return
    yield from _of_time(before, after, zone)
    yield from _of_room(before.room, after.room)


def _left(before: Span, after: Span, zone: str) -> list[Line]:
    """What it left of its day, start and room; nothing if it stays at its day and start."""
    other_day = (before.day, before.until) != (after.day, after.until)
    other_start = None not in (before.starts_at, after.starts_at) and before.starts_at != after.starts_at
    if not other_day and not other_start:
        return []
    other_room = _slug(before.room) != _slug(after.room)
    return [
        *([_days(before)] if other_day else []),
        *(_hours(before, zone) if _clock(before, zone) != _clock(after, zone) else []),
        *(_room(before) if other_room else []),
    ]


def _of_time(before: Span, after: Span, zone: str) -> Iterator[Change]:
    if (before.starts_at, before.ends_at) == (after.starts_at, after.ends_at):
        return
    was, now = _hours(before, zone), _hours(after, zone)
    if not now:
        told = Sentence("The time is no longer published. Before, it was: %(before)s", before=was[0])
    elif before.starts_at in (None, after.starts_at) and before.ends_at in (None, after.ends_at):
        told = Sentence("Time published: %(after)s", after=now[0])
    else:
        told = Sentence("Time changed from %(before)s. Now: %(after)s", before=was[0], after=now[0])
    yield Change(ChangeKind.TIME, told)


def _of_room(before: Place | None, after: Place | None) -> Iterator[Change]:
    if after and before is None:
        yield Change(ChangeKind.ROOM, Sentence("Room published: %(after)s", after=after.name))
    elif before and after is None:
        told = Sentence("The room is no longer published. Before, it was: %(before)s", before=before.name)
        yield Change(ChangeKind.ROOM, told)
    elif before and after and before.slug != after.slug:
        told = Sentence("Room changed from %(before)s. Now: %(after)s", before=before.name, after=after.name)
        yield Change(ChangeKind.ROOM, told)


def _slug(room: Place | None) -> str | None:
    return room.slug if room else None


def _days(span: Span) -> Sentence:
    if span.until:
        return Sentence("%(start)s to %(end)s", start=span.day, end=span.until)
    return Sentence("%(day)s", day=span.day)


def _hours(span: Span, zone: str) -> list[Line]:
    """Its times as one part of a line; none where none is published."""
    start, end = _clock(span, zone)
    if start and end:
        return [Sentence("%(start)s to %(end)s", start=start, end=end)]
    if end:
        return [Sentence("until %(time)s", time=end)]
    return [start] if start else []


def _clock(span: Span, zone: str) -> tuple[str | None, str | None]:
    """Start and end as the clocks in the zone show them."""
    return _time(span.starts_at, zone), _time(span.ends_at, zone)


def _time(at: datetime | None, zone: str) -> str | None:
    return f"{to_local(at, zone):%H:%M}" if at else None


def _room(span: Span) -> list[Line]:
    return [span.room.name] if span.room else []
