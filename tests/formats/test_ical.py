"""The bytes of calendars. The numbers in the names of tests are those of the house's rules for feeds."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduler.formats import ical
from scheduler.formats.entry import Span, Standing
from scheduler.formats.timezones import VIENNA
from tests.formats.calendars import (
    ROOT,
    assert_valid,
    feed,
    fragment,
    text,
    values,
)
from tests.formats.samples import MEETING, PAGE, STAMPS, TIMED, an_entry, utc


def test_a_whole_fragment() -> None:
    assert fragment().decode().split("\r\n") == [
        "BEGIN:VEVENT",
        "UID:se-7@programme.example",
        "DTSTAMP:20230301T100530Z",
        "CREATED:20230201T090000Z",
        "LAST-MODIFIED:20230301T100530Z",
        "SEQUENCE:2",
        "DTSTART;TZID=Europe/Vienna:20230313T141000",
        "DTEND;TZID=Europe/Vienna:20230313T150000",
        "SUMMARY:Alternative development",
        "LOCATION:M7\\, Vienna International Centre",
        "DESCRIPTION:Side event\\nOrganised by Austria\\n\\nhttps://programme.example/",
        " CND66/side-events/SE-7/",
        "URL:https://programme.example/CND66/side-events/SE-7/",
        "CATEGORIES:Side event",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "",
    ]


def test_a_whole_feed() -> None:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//scheduler//Programmes of meetings//EN",
        "CALSCALE:GREGORIAN",
        "NAME:CND66",
        "X-WR-CALNAME:CND66",
        "DESCRIPTION:The programme",
        "X-WR-CALDESC:The programme",
        "X-WR-TIMEZONE:Europe/Vienna",
        "COLOR:steelblue",
        "URL:https://programme.example/CND66/",
        "SOURCE;VALUE=URI:https://programme.example/CND66/calendar.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "",
    ]
    expected = "\r\n".join(head).encode() + VIENNA + fragment() + b"END:VCALENDAR\r\n"
    assert feed(fragment()) == expected


def test_an_entry_that_never_had_a_date_stands_in_no_calendar() -> None:
    entry = an_entry(span=None, standing=Standing.UNPLACED)
    assert ical.fragment(entry, STAMPS, MEETING, PAGE) is None


def test_rule_01_the_uid_is_the_stored_one_whatever_else_changes() -> None:
    written = [
        fragment(),
        fragment(title="Another", code="SE-8"),
        fragment(span=replace(TIMED, day=date(2023, 3, 14))),
    ]
    assert [values(one, "UID") for one in written] == [[":se-7@programme.example"]] * 3


def test_rule_02_the_calendar_has_no_uid_of_its_own() -> None:
    assert values(feed(), "UID") == values(ical.download(MEETING, b""), "UID") == []
    assert values(feed(fragment()), "UID") == [":se-7@programme.example"]


def test_rule_03_the_bytes_depend_on_what_is_given_only() -> None:
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}
    program = """if True:
        import sys
        from scheduler.formats import ical
        from tests.formats.samples import MEETING, PAGE, STAMPS, an_entry
        fragment = ical.fragment(an_entry(theme="Health"), STAMPS, MEETING, PAGE)
        sys.stdout.buffer.write(ical.download(MEETING, fragment))
    """
    elsewhere = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert elsewhere.stdout == ical.download(MEETING, fragment(theme="Health"))
    moments = set(re.findall(rb":(\d{8}T\d{6}Z)", elsewhere.stdout))
    assert moments == {b"20230201T090000Z", b"20230301T100530Z"}


def test_rule_04_sequence_and_times_of_change_are_the_stored_ones() -> None:
    written = fragment(stamps=replace(STAMPS, sequence=7, changed_at=utc(3, 2, 8)))
    assert values(written, "SEQUENCE") == [":7"]
    assert values(written, "DTSTAMP") == values(written, "LAST-MODIFIED") == [":20230302T080000Z"]
    assert values(written, "CREATED") == [":20230201T090000Z"]


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.UNPLACED])
def test_rule_05_what_does_not_take_place_stays_with_a_word_for_it(standing: Standing) -> None:
    written = fragment(standing=standing)
    assert text(written, "SUMMARY") == "Cancelled: Alternative development"
    assert values(written, "STATUS") == [":CANCELLED"]
    assert values(written, "TRANSP") == [":TRANSPARENT"]
    assert values(written, "DTSTART") == values(fragment(), "DTSTART")


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.UNPLACED])
def test_rule_05_keep_differs_from_mark_in_the_status_only(standing: Standing) -> None:
    marked, kept = fragment(standing=standing), fragment(standing=standing, cancelled="keep")
    assert kept == marked.replace(b"STATUS:CANCELLED", b"STATUS:CONFIRMED")


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (Standing.CANCELLED, "This is cancelled. It does not take place."),
        (Standing.UNPLACED, "This does not take place at this time. It has no new date yet."),
    ],
)
def test_rule_05_the_text_says_what_it_means(standing: Standing, sentence: str) -> None:
    assert text(fragment(standing=standing), "DESCRIPTION").split("\n")[:2] == [sentence, "Side event"]


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        pytest.param(3, 13, ":20230313T141000", id="winter"),
        pytest.param(7, 3, ":20230703T151000", id="summer"),
        pytest.param(3, 25, ":20230325T141000", id="the day before summer time"),
        pytest.param(3, 26, ":20230326T151000", id="the day it begins"),
    ],
)
def test_rule_07_times_are_the_venues_with_its_zone(month: int, day: int, expected: str) -> None:
    span = Span(day=date(2023, month, day), starts_at=utc(month, day, 13, 10), ends_at=utc(month, day, 14))
    assert values(fragment(span=span), "DTSTART") == [f";TZID=Europe/Vienna{expected}"]


@pytest.mark.parametrize(
    ("zone", "starts_at"),
    [
        pytest.param("UTC", utc(3, 13, 13, 10), id="UTC needs no zone"),
        pytest.param("America/Nuuk", utc(3, 13, 13, 10), id="a zone that clients cannot be told"),
        pytest.param("Europe/Vienna", utc(10, 29, 1, 30), id="the second of two equal hours in autumn"),
        pytest.param(
            "Europe/Vienna", datetime(2022, 3, 7, 9, 0, tzinfo=UTC), id="not in the meeting's years"
        ),
    ],
)
def test_rule_07_else_times_are_in_utc(zone: str, starts_at: datetime) -> None:
    span = Span(day=starts_at.date(), starts_at=starts_at, ends_at=starts_at + timedelta(minutes=50))
    written = fragment(replace(MEETING, time_zone=zone), span=span)
    assert values(written, "DTSTART") == [f":{starts_at:%Y%m%dT%H%M%SZ}"]
    assert values(written, "DTEND") == [f":{starts_at + timedelta(minutes=50):%Y%m%dT%H%M%SZ}"]


def test_rule_07_the_first_of_two_equal_hours_is_told_in_the_zone() -> None:
    span = Span(day=date(2023, 10, 28), starts_at=utc(10, 29, 0, 10), ends_at=utc(10, 29, 0, 40))
    assert values(fragment(span=span), "DTSTART") == [";TZID=Europe/Vienna:20231029T021000"]


@pytest.mark.parametrize(
    "write", [lambda m: feed(meeting=m), lambda m: ical.download(m, b"")], ids=["feed", "download"]
)
def test_rule_07_every_zone_named_is_declared(write: Any) -> None:
    assert values(write(MEETING), "TZID") == [":Europe/Vienna"]
    assert values(write(replace(MEETING, time_zone="America/New_York")), "TZID") == [":America/New_York"]
    assert values(write(replace(MEETING, time_zone="UTC")), "TZID") == []


def test_rule_08_and_rule_09_viennas_block_is_the_constant() -> None:
    assert feed().count(VIENNA) == ical.download(MEETING, fragment()).count(VIENNA) == 1
    assert b"RDATE" not in VIENNA


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        pytest.param(
            TIMED, ";TZID=Europe/Vienna:20230313T141000", ";TZID=Europe/Vienna:20230313T150000", id="timed"
        ),
        pytest.param(
            replace(TIMED, ends_at=None, assumed_end=utc(3, 13, 14, 40)),
            ";TZID=Europe/Vienna:20230313T141000",
            ";TZID=Europe/Vienna:20230313T154000",
            id="end assumed",
        ),
        pytest.param(
            replace(TIMED, ends_at=TIMED.starts_at),
            ";TZID=Europe/Vienna:20230313T141000",
            ";TZID=Europe/Vienna:20230313T150000",
            id="an end that is none",
        ),
        pytest.param(
            Span(day=date(2023, 3, 13)),
            ";VALUE=DATE:20230313",
            ";VALUE=DATE:20230314",
            id="day without a time",
        ),
        pytest.param(
            Span(day=date(2023, 3, 31), ends_at=utc(3, 31, 9)),
            ";VALUE=DATE:20230331",
            ";VALUE=DATE:20230401",
            id="end without a start",
        ),
        pytest.param(
            replace(TIMED, until=date(2023, 3, 17)),
            ";VALUE=DATE:20230313",
            ";VALUE=DATE:20230318",
            id="several days",
        ),
        pytest.param(
            Span(day=date(2023, 3, 13), until=date(2023, 3, 12)),
            ";VALUE=DATE:20230313",
            ";VALUE=DATE:20230314",
            id="a last day before the first",
        ),
    ],
)
def test_rule_10_there_is_an_end_after_the_start_and_of_its_type(span: Span, start: str, end: str) -> None:
    written = fragment(span=span)
    assert (values(written, "DTSTART"), values(written, "DTEND")) == ([start], [end])


@pytest.mark.parametrize(
    ("minutes", "duration"), [(60, "PT1H"), (15, "PT15M"), (90, "PT1H30M"), (1440, "P1D")], ids=str
)
def test_rule_17_the_wish_to_be_refreshed_is_a_duration(minutes: int, duration: str) -> None:
    written = feed(refresh_minutes=minutes)
    assert values(written, "REFRESH-INTERVAL") == [f";VALUE=DURATION:{duration}"]
    assert values(written, "X-PUBLISHED-TTL") == [f":{duration}"]


def test_rule_19_lines_are_short_and_break_between_characters() -> None:
    title = "Ünïcödé 🙂 العربية " * 40
    written = fragment(title=title, description="x" * 74 + "," * 200)
    assert_valid(written)
    assert text(written, "SUMMARY") == title.strip()
    assert b"\\\r\n" not in written


def test_rule_19_nothing_stands_before_begin() -> None:
    assert feed().startswith(b"BEGIN:VCALENDAR\r\n")
    assert ical.download(MEETING, fragment()).startswith(b"BEGIN:VCALENDAR\r\n")
