"""Entries and programmes as releases hold them, built by hand for what is pure."""

from datetime import UTC, date, datetime
from typing import Any

from scheduler.formats.entry import Body, CalendarEntry, MeetingFace, Place, Span, Stamps, Standing
from scheduler.kernel.localtime import to_utc
from scheduler.kernel.terms import EntryKind
from scheduler.releases.programme import Programme, Published
from scheduler.releases.rules import facts

ZONE = "Europe/Vienna"
TUESDAY = date(2027, 3, 9)
WEDNESDAY = date(2027, 3, 10)
RELEASED = datetime(2027, 3, 1, 12, tzinfo=UTC)


def room(name: str, **more: Any) -> Place:
    return Place(name, name.lower(), "Test Centre", **more)


def at(hour: str, day: date = TUESDAY) -> datetime:
    """The moment at which clocks in Vienna show this, in UTC."""
    return to_utc(day, datetime.strptime(hour, "%H:%M").time(), ZONE)  # noqa: DTZ007 -- only the time is taken


def span(start: str | None = None, end: str | None = None, day: date = TUESDAY, **more: Any) -> Span:
    starts_at, ends_at = (at(time, day) if time else None for time in (start, end))
    return Span(day, starts_at=starts_at, ends_at=ends_at, **more)


def entry(title: str = "A title", span: Span | None = None, **more: Any) -> CalendarEntry:
    given = {
        "kind": EntryKind.SIDE_EVENT,
        "code": title.upper().replace(" ", "-"),
        "standing": Standing.SCHEDULED,
    }
    return CalendarEntry(title=title, span=span, **{**given, **more})


def published(entry: CalendarEntry) -> Published:
    stamps = Stamps(f"uid-{entry.code}", 0, RELEASED, RELEASED)
    return Published(entry, stamps, facts(entry), (), None, None)


def programme(*entries: CalendarEntry, **meeting: Any) -> Programme:
    face = {
        "code": "T1",
        "title": "A test session",
        "venue": "Test Centre",
        "time_zone": ZONE,
        "starts": date(2027, 3, 8),
        "ends": date(2027, 3, 12),
    }
    return Programme(MeetingFace(**{**face, **meeting}), 1, RELEASED, 60, tuple(map(published, entries)), b"")


def body(name: str, short_name: str | None = None) -> Body:
    return Body(name, name.lower().replace(" ", "-"), short_name)
