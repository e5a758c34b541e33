"""The bytes of calendars. The numbers in the names of tests are those of the house's rules for feeds."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.formats import ical
from scheduler.formats.entry import Body, Link, MeetingFace, Panellist, Place, Span, Speaker, Stamps, Standing
from scheduler.formats.timezones import VIENNA
from scheduler.kernel.terms import Constituency, EntryKind, Format
from scheduler.kernel.text import clean_line
from tests.formats.samples import M7, MEETING, PAGE, STAMPS, TIMED, VIC, an_entry, utc

ROOT = Path(__file__).parents[2]
SOURCE = "https://programme.example/CND66/calendar.ics"
HOSTILE = 'A\r\nBEGIN:VEVENT\nEND:VEVENT\r"quoted", one; two\\nthree\x00\x0b\x85\u2028four \ud800\u202e five'
TAMED = 'A BEGIN:VEVENT END:VEVENT "quoted", one; two/nthree four five'

CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
any_text = st.text(st.characters(exclude_categories=()))


def fragment(
    meeting: MeetingFace = MEETING,
    stamps: Stamps = STAMPS,
    address: str = PAGE,
    cancelled: Any = "mark",
    **changes: Any,
) -> bytes:
    written = ical.fragment(an_entry(**changes), stamps, meeting, address, cancelled=cancelled)
    assert written is not None
    return written


def feed(*fragments: bytes, **changes: Any) -> bytes:
    texts = {"name": "CND66", "description": "The programme", "source": SOURCE, "refresh_minutes": 60}
    return ical.feed(changes.pop("meeting", MEETING), fragments, **{**texts, **changes})


def properties(written: bytes) -> list[str]:
    return written.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values(written: bytes, name: str) -> list[str]:
    """Give each property of this name: what stands after it, parameters too, escapes as they are."""
    starts = (f"{name}:", f"{name};")
    return [line.removeprefix(name) for line in properties(written) if line.startswith(starts)]


def text(written: bytes, name: str) -> str:
    """Give the only property of this name as RFC 5545 3.3.11 reads it; no backslash is ever a text's own."""
    (value,) = values(written, name)
    return value[1:].replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")


def assert_valid(written: bytes) -> None:
    lines = written.decode("utf-8").split("\r\n")
    assert lines.pop() == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert CONTROLS.search("".join(lines)) is None


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


def test_rule_04_sequence_and_times_of_change_are_the_stored_ones() -> None:
    written = fragment(stamps=replace(STAMPS, sequence=0, changed_at=utc(3, 2, 8)))
    assert values(written, "SEQUENCE") == [":0"]
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


def test_rule_08_and_09_viennas_block_is_the_constant() -> None:
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


@pytest.mark.parametrize("name", ["NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC"])
def test_rule_20_texts_of_the_calendar_are_escaped(name: str) -> None:
    written = feed(name="A, b; c", description="A, b; c")
    assert values(written, name) == [":A\\, b\\; c"]


def test_rule_20_texts_of_an_entry_are_escaped() -> None:
    written = fragment(title="A, b; c", theme="D, e", description="F, g\nh", span=replace(TIMED, room=None))
    assert values(written, "SUMMARY") == [":A\\, b\\; c"]
    assert values(written, "CATEGORIES") == [":Side event,D\\, e"]
    assert "\\n\\nF\\, g\\nh\\n\\n" in values(written, "DESCRIPTION")[0]


def test_rule_20_parameters_are_quoted() -> None:
    link = Link(label='Join: "A", b; c', url="https://meet.example/1")
    written = fragment(format=Format.ONLINE, links=(link,))
    assert values(written, "CONFERENCE") == [
        ";VALUE=URI;FEATURE=VIDEO;LABEL=\"Join: ^'A^', b; c\":https://meet.example/1"
    ]


def test_rule_21_and_22_hostile_text_stays_text() -> None:
    place = Place(name=HOSTILE, slug="x", venue=HOSTILE)
    link = Link(label=HOSTILE, url=f"https://meet.example/{HOSTILE}")
    written = fragment(
        stamps=replace(STAMPS, uid=HOSTILE),
        address=f"https://programme.example/{HOSTILE}",
        title=HOSTILE,
        description=HOSTILE,
        theme=HOSTILE,
        span=replace(TIMED, room=place),
        format=Format.HYBRID,
        links=(link,),
        organisers=(Body(name=HOSTILE, slug="x"),),
    )
    assert_valid(written)
    names = [line.replace(";", ":").split(":")[0] for line in properties(written)]
    assert names == [line.replace(";", ":").split(":")[0] for line in properties(with_every_property())]
    assert (text(written, "SUMMARY"), text(written, "LOCATION")) == (TAMED, f"{TAMED}, {TAMED}")
    described = '\n\nA\nBEGIN:VEVENT\nEND:VEVENT\n"quoted", one; two/nthree\n\n\nfour  five\n\n'
    assert described in text(written, "DESCRIPTION")


def with_every_property() -> bytes:
    return fragment(format=Format.HYBRID, links=(Link(label="Join", url="https://meet.example/1"),))


def test_rule_21_and_22_hostile_text_in_a_calendars_head_stays_text() -> None:
    written = feed(name=HOSTILE, description=HOSTILE, source=f"{SOURCE}?room={HOSTILE}", colour=HOSTILE)
    assert_valid(written)
    assert [line.split(":")[0] for line in properties(written)] == [
        line.split(":")[0] for line in properties(feed())
    ]
    assert text(written, "NAME") == TAMED


def test_rule_22_an_address_is_written_as_a_uri() -> None:
    link = Link(label=None, url="HTTPS://Exämple.org/a b?x=1,2;3&y=%20#z\r\nX-EVIL:1")
    written = fragment(format=Format.ONLINE, links=(link,))
    assert values(written, "CONFERENCE") == [
        ";VALUE=URI;FEATURE=VIDEO:HTTPS://Ex%C3%A4mple.org/ab?x=1,2;3&y=%20#zX-EVIL:1"
    ]


def test_rule_23_what_clients_show_of_a_calendar() -> None:
    written = feed(name="A", description="B", source=f"{SOURCE}?day=2023-03-13")
    assert values(written, "NAME") == values(written, "X-WR-CALNAME") == [":A"]
    assert values(written, "DESCRIPTION") == values(written, "X-WR-CALDESC") == [":B"]
    assert values(written, "X-WR-TIMEZONE") == [":Europe/Vienna"]
    assert values(written, "COLOR") == [":steelblue"]
    assert values(written, "URL") == [":https://programme.example/CND66/"]
    assert values(written, "SOURCE") == [f";VALUE=URI:{SOURCE}?day=2023-03-13"]


def test_rule_24_a_download_has_no_name_and_no_wish_to_be_refreshed() -> None:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//scheduler//Programmes of meetings//EN",
        "CALSCALE:GREGORIAN",
        "",
    ]
    expected = "\r\n".join(head).encode() + VIENNA + fragment() + b"END:VCALENDAR\r\n"
    assert ical.download(MEETING, fragment()) == expected


def test_rule_25_no_method_no_attendees_no_alarms() -> None:
    panellist = Panellist(constituency=Constituency.MEMBER_STATE, speaker=Speaker(person=1, name="Ana Ruiz"))
    written = feed(fragment(panellists=(panellist,), chair="Jo Roe"))
    for name in ("METHOD", "ATTENDEE", "ORGANIZER"):
        assert values(written, name) == []
    assert b"VALARM" not in written


def test_rule_26_only_events_and_a_zone_stand_at_the_top() -> None:
    top, depth = [], 0
    for line in properties(feed(fragment(), fragment(standing=Standing.CANCELLED))):
        if line.startswith("BEGIN:"):
            depth += 1
            top += [line] if depth == 2 else []
        depth -= line.startswith("END:")
    assert top == ["BEGIN:VTIMEZONE", "BEGIN:VEVENT", "BEGIN:VEVENT"]


def test_rule_27_an_empty_feed_has_its_zone() -> None:
    assert feed().endswith(b"PT1H\r\n" + VIENNA + b"END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("format", "room", "venue", "expected"),
    [
        (Format.IN_PERSON, M7, VIC, ["M7, Vienna International Centre"]),
        (Format.HYBRID, M7, VIC, ["M7, Vienna International Centre"]),
        (Format.ONLINE, M7, VIC, ["M7, Vienna International Centre"]),
        (Format.ONLINE, None, VIC, ["Online"]),
        (Format.HYBRID, None, VIC, ["Vienna International Centre"]),
        (None, None, VIC, ["Vienna International Centre"]),
        (None, None, None, []),
    ],
)
def test_rule_28_the_place(
    format: Format | None, room: Place | None, venue: str | None, expected: list[str]
) -> None:
    written = fragment(replace(MEETING, venue=venue), format=format, span=replace(TIMED, room=room))
    assert [value[1:].replace("\\,", ",") for value in values(written, "LOCATION")] == expected


def test_rule_28_the_text_ends_with_links_and_the_pages_address() -> None:
    links = (Link(label="Register", url="https://a.example/"), Link(label=None, url="https://b.example/"))
    described = text(fragment(links=links, description="One.\n\nTwo."), "DESCRIPTION")
    assert described == (
        f"Side event\nOrganised by Austria\n\nOne.\n\nTwo.\n\nRegister: https://a.example/\nhttps://b.example/\n{PAGE}"
    )


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        (Format.ONLINE, [";VALUE=URI;FEATURE=VIDEO;LABEL=Join:https://meet.example/1"]),
        (Format.HYBRID, [";VALUE=URI;FEATURE=VIDEO;LABEL=Join:https://meet.example/1"]),
        (Format.IN_PERSON, []),
        (None, []),
    ],
)
def test_rule_28_links_of_what_is_online_are_conferences(format: Format | None, expected: list[str]) -> None:
    links = (Link(label="Join", url="https://meet.example/1"), Link(label="No", url="javascript:alert(1)"))
    assert values(fragment(format=format, links=links), "CONFERENCE") == expected


def test_rule_28_kind_theme_and_page() -> None:
    written = fragment(kind=EntryKind.SPECIAL_EVENT, theme="Health")
    assert values(written, "CATEGORIES") == [":Special event,Health"]
    assert values(written, "URL") == [f":{PAGE}"]
    assert values(written, "TRANSP") == [":TRANSPARENT"]


def test_rule_29_descriptions_are_plain_text() -> None:
    written = fragment(description="<b>Bold</b>")
    assert text(written, "DESCRIPTION").split("\n\n")[1] == "<b>Bold</b>"
    assert not {"X-ALT-DESC", "STYLED-DESCRIPTION", "STRUCTURED-DATA"} & {
        line.replace(";", ":").split(":")[0] for line in properties(feed(written))
    }


def test_rule_36_fragments_are_joined_unchanged_and_in_order() -> None:
    stored = [b"BEGIN:VEVENT\r\nX:%d\r\nEND:VEVENT\r\n" % number for number in range(1500)]
    assert (
        feed(*stored) == feed().removesuffix(b"END:VCALENDAR\r\n") + b"".join(stored) + b"END:VCALENDAR\r\n"
    )


@settings(deadline=None)
@given(st.tuples(*[any_text] * 9))
@example((HOSTILE,) * 9)
def test_any_text_gives_valid_bytes(texts: tuple[str, ...]) -> None:
    title, description, theme, label, url, room, organiser, uid, address = texts
    written = fragment(
        stamps=replace(STAMPS, uid=uid),
        address=address,
        title=title,
        description=description,
        theme=theme,
        format=Format.HYBRID,
        links=(Link(label=label, url=url), Link(label=label, url=f"https://{url}")),
        span=replace(TIMED, room=Place(name=room, slug="x", venue=room)),
        organisers=(Body(name=organiser, slug="x"),),
        speakers=(Speaker(person=1, name=organiser, affiliation=label),),
        chair=organiser,
        languages=(theme,),
    )
    assert_valid(written)
    assert [line for line in properties(written) if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VEVENT",
        "END:VEVENT",
    ]
    assert text(written, "SUMMARY") == clean_line(title).replace("\\", "/")


@settings(deadline=None)
@given(any_text, any_text, any_text)
def test_any_text_gives_a_valid_head(name: str, description: str, source: str) -> None:
    written = feed(name=name, description=description, source=f"https://{source}")
    assert_valid(written)
    assert text(written, "NAME") == text(written, "X-WR-CALNAME") == clean_line(name).replace("\\", "/")
    assert len(properties(written)) == len(properties(feed()))
