"""One feed, four readers that share no code with each other: all of them see the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import ics
import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from scheduler.formats import ical
from scheduler.formats.entry import CalendarEntry, Link, MeetingFace, Place, Span, Standing
from scheduler.kernel.terms import Format
from scheduler.kernel.text import clean_line
from tests.formats.samples import MEETING, PAGE, STAMPS, TIMED, VIC, an_entry, utc


class Seen(NamedTuple):
    uid: str
    sequence: int
    status: str
    start: date
    """A date for a whole day, else a time in UTC."""
    end: date
    summary: str
    location: str


def moment(value: date) -> date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def by_icalendar(feed: str) -> list[Seen]:
    events: list[Any] = Calendar.from_ical(feed).walk("VEVENT")
    return [
        Seen(
            str(event["UID"]),
            event["SEQUENCE"],
            str(event["STATUS"]),
            moment(event["DTSTART"].dt),
            moment(event["DTEND"].dt),
            str(event["SUMMARY"]),
            str(event["LOCATION"]),
        )
        for event in events
    ]


def by_ics(feed: str) -> list[Seen]:
    """This reader keeps events in a set, and has no place for SEQUENCE but the lines it does not know."""
    return [
        Seen(
            event.uid,
            next(int(line.value) for line in event.extra if line.name == "SEQUENCE"),
            event.status,
            event.begin.date() if event.all_day else moment(event.begin.datetime),
            event.end.date() if event.all_day else moment(event.end.datetime),
            event.name,
            event.location,
        )
        for event in sorted(ics.Calendar(feed).events, key=lambda event: str(event.uid))
    ]


def by_vobject(feed: str) -> list[Seen]:
    return [
        Seen(
            event.uid.value,
            int(event.sequence.value),
            event.status.value,
            moment(event.dtstart.value),
            moment(event.dtend.value),
            event.summary.value,
            event.location.value,
        )
        for event in vobject.readOne(feed).contents.get("vevent", [])
    ]


def by_ical(feed: str) -> list[Seen]:
    events: list[Any] = IcsCalendarStream.calendar_from_ics(feed).events
    return [
        Seen(
            event.uid,
            event.sequence,
            event.status,
            moment(event.dtstart),
            moment(event.dtend),
            event.summary,
            event.location,
        )
        for event in events
    ]


READERS: tuple[Callable[[str], list[Seen]], ...] = (by_icalendar, by_ics, by_vobject, by_ical)

HOSTILE = 'A\r\nBEGIN:VEVENT\nEND:VEVENT "quoted", one; two\\nthree\\, four\\;\x0b\x85\u2028 🙂 العربية'
TAMED = 'A BEGIN:VEVENT END:VEVENT "quoted", one; two/nthree/, four/; 🙂 العربية'
LONG = "The world drug problem, 🙂; " * 12
M7_IN_VIENNA = "M7, Vienna International Centre"
SUMMER = Span(day=date(2023, 7, 3), starts_at=utc(7, 3, 8), ends_at=utc(7, 3, 8, 50))
EXHIBITION = Span(day=date(2023, 3, 13), until=date(2023, 3, 17))
END_UNKNOWN = replace(TIMED, ends_at=None, assumed_end=utc(3, 13, 14, 40))
HOSTILE_PLACE = Place(name=HOSTILE, slug="x", venue=VIC)
LINK = Link(label=HOSTILE, url="https://meet.example/?a=1,2;3")

START, END = utc(3, 13, 13, 10), utc(3, 13, 14)
CASES: list[tuple[CalendarEntry, tuple[str, date, date, str, str]]] = [
    (an_entry(), ("CONFIRMED", START, END, "Alternative development", M7_IN_VIENNA)),
    (
        an_entry(span=SUMMER, format=Format.ONLINE, links=(LINK,)),
        ("CONFIRMED", utc(7, 3, 8), utc(7, 3, 8, 50), "Alternative development", "Online"),
    ),
    (
        an_entry(span=Span(day=date(2023, 3, 14))),
        ("CONFIRMED", date(2023, 3, 14), date(2023, 3, 15), "Alternative development", VIC),
    ),
    (
        an_entry(span=EXHIBITION, title="Drugs: a history"),
        ("CONFIRMED", date(2023, 3, 13), date(2023, 3, 18), "Drugs: a history", VIC),
    ),
    (
        an_entry(standing=Standing.CANCELLED),
        ("CANCELLED", START, END, "Cancelled: Alternative development", M7_IN_VIENNA),
    ),
    (
        an_entry(standing=Standing.UNPLACED, span=Span(day=date(2023, 3, 14))),
        ("CANCELLED", date(2023, 3, 14), date(2023, 3, 15), "Cancelled: Alternative development", VIC),
    ),
    (
        an_entry(span=END_UNKNOWN),
        ("CONFIRMED", START, utc(3, 13, 14, 40), "Alternative development", M7_IN_VIENNA),
    ),
    (
        an_entry(title=HOSTILE, description=HOSTILE, theme=HOSTILE, span=replace(TIMED, room=HOSTILE_PLACE)),
        ("CONFIRMED", START, END, TAMED, f"{TAMED}, {VIC}"),
    ),
    (an_entry(title=LONG), ("CONFIRMED", START, END, LONG.strip(), M7_IN_VIENNA)),
]


def feed_of(*entries: CalendarEntry, meeting: MeetingFace = MEETING) -> str:
    """Make a feed in which each entry has its number as UID and as SEQUENCE."""
    stamps = [
        replace(STAMPS, uid=f"{number}@programme.example", sequence=number) for number in range(len(entries))
    ]
    written = [
        ical.fragment(entry, stamp, meeting, PAGE) or b""
        for entry, stamp in zip(entries, stamps, strict=True)
    ]
    source = "https://programme.example/CND66/calendar.ics"
    feed = ical.feed(meeting, written, name=HOSTILE, description=HOSTILE, source=source, refresh_minutes=15)
    return feed.decode()


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "zone",
    ["Europe/Vienna", pytest.param("America/New_York", id="another zone"), pytest.param("UTC", id="UTC")],
)
def test_every_reader_sees_what_was_written(read: Callable[[str], list[Seen]], zone: str) -> None:
    seen = read(feed_of(*(entry for entry, _ in CASES), meeting=replace(MEETING, time_zone=zone)))
    assert seen == [Seen(f"{n}@programme.example", n, *expected) for n, (_, expected) in enumerate(CASES)]


@pytest.mark.parametrize("read", READERS)
def test_every_reader_takes_an_empty_feed(read: Callable[[str], list[Seen]]) -> None:
    assert read(feed_of()) == []


@settings(deadline=None)
@given(st.text(), st.text())
@example("\\n", "\\N")
def test_every_reader_sees_the_same_in_any_text(title: str, text: str) -> None:
    entry = an_entry(title=f"{title}!", description=text, theme=text, links=(Link(label=text, url=text),))
    feed = feed_of(replace(entry, format=Format.ONLINE))
    expected = clean_line(f"{title}!").replace("\\", "/")
    assert [[seen.summary for seen in read(feed)] for read in READERS] == [[expected]] * len(READERS)
