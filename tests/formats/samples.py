"""Entries for the tests of formats."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from scheduler.formats.entry import Body, CalendarEntry, MeetingFace, Place, Span, Stamps, Standing
from scheduler.kernel.terms import EntryKind

VIC = "Vienna International Centre"
M7 = Place(name="M7", slug="m7", venue=VIC)
PAGE = "https://programme.example/CND66/side-events/SE-7/"

MEETING = MeetingFace(
    code="CND66",
    title="Commission on Narcotic Drugs, sixty-sixth session",
    venue=VIC,
    time_zone="Europe/Vienna",
    starts=date(2023, 3, 13),
    ends=date(2023, 12, 15),
)
STAMPS = Stamps(
    uid="se-7@programme.example",
    sequence=2,
    created_at=datetime(2023, 2, 1, 9, 0, tzinfo=UTC),
    changed_at=datetime(2023, 3, 1, 10, 5, 30, tzinfo=UTC),
)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, month, day, hour, minute, tzinfo=UTC)


# 14:10 to 15:00 in Vienna, in winter.
TIMED = Span(day=date(2023, 3, 13), starts_at=utc(3, 13, 13, 10), ends_at=utc(3, 13, 14), room=M7)

PLAIN = CalendarEntry(
    kind=EntryKind.SIDE_EVENT,
    code="SE-7",
    title="Alternative development",
    standing=Standing.SCHEDULED,
    span=TIMED,
    organisers=(Body(name="Austria", slug="austria"),),
)


def an_entry(**changes: Any) -> CalendarEntry:
    return replace(PLAIN, **changes)
