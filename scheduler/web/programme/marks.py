"""How an entry is marked: the class of its kind in the style sheet, and what became of it in words."""

from collections.abc import Iterator

from scheduler.formats.entry import CalendarEntry, Span
from scheduler.kernel.terms import EntryKind
from scheduler.releases.rules import FORMAL_MEETINGS
from scheduler.web import times
from scheduler.web.languages import gettext


def family(kind: EntryKind) -> str:
    """The class that gives a kind its colour; all formal meetings share one."""
    return "formal-meeting" if kind in FORMAL_MEETINGS else kind.replace("_", "-")


def hours(span: Span, zone: str) -> str:
    """Its times, such as "13:10 to 14:00"; empty where none is published."""
    known = [times.hour(at, zone) for at in (span.starts_at, span.ends_at) if at]
    return (
        gettext("%(start)s to %(end)s", start=known[0], end=known[1]) if len(known) == 2 else "".join(known)
    )


def moved(entry: CalendarEntry, zone: str) -> str:
    """From where it moved, such as "Moved from 13:10, M5": what differs now. Empty if it did not move."""
    if entry.moved_from is None or entry.span is None:
        return ""
    places = ", ".join(_left(entry.moved_from, entry.span, zone))
    return (
        gettext("Moved from %(place)s", place=places) if places else gettext("Time or room newly published")
    )


def _left(before: Span, now: Span, zone: str) -> Iterator[str]:
    if (before.day, before.until) != (now.day, now.until):
        yield times.short_day(before.day)
    if before.starts_at and (before.starts_at, before.ends_at) != (now.starts_at, now.ends_at):
        yield hours(before, zone)
    if before.room and (now.room is None or before.room.slug != now.room.slug):
        yield before.room.name


def was(span: Span, zone: str) -> str:
    """Where something stood that has no place now, such as "Before: Tue 14 Mar, 13:10 to 14:00, M5"."""
    parts = (times.short_day(span.day), hours(span, zone), span.room.name if span.room else "")
    return gettext("Before: %(place)s", place=", ".join(filter(None, parts)))
