"""Reading and writing programme files: what is taken, what is refused and in which words."""

import datetime as dt
import json
from typing import Any

import pytest

from scheduler.formats.programme_fields import Status
from scheduler.formats.programme_file import read, write
from scheduler.formats.programme_model import Coverage, Seat, Span
from scheduler.kernel.terms import Constituency, Format, SideEventKind
from tests.formats.programme_samples import (
    FULL,
    REAL,
    a_file,
    a_meeting,
    a_programme,
    an_event,
    as_bytes,
    told,
)


def test_a_full_file_is_written_as_it_was_read() -> None:
    text = json.dumps(FULL, ensure_ascii=False, indent=1) + "\n"
    reading = read(text.encode(), "f.json")
    assert (reading.faults, reading.warnings) == ([], [])
    assert reading.programme is not None
    assert write(reading.programme).decode() == text


def test_the_values_of_a_full_file() -> None:
    programme = a_programme(**FULL)
    event, session = programme.side_events[0], programme.thematic_sessions[0]
    assert (event.date, event.start, event.until) == (
        dt.date(2023, 3, 14),
        dt.time(14, 10),
        dt.date(2023, 3, 15),
    )
    assert (event.format, event.kind, event.status) == (
        Format.HYBRID,
        SideEventKind.EXHIBITION,
        Status.CANCELLED,
    )
    assert event.description == "One.\n\nTwo."
    assert session.seats == (
        Seat(constituency=Constituency.MEMBER_STATE, regional_group="African States", min=1, target=2, max=3),
    )
    closed = Span(date=dt.date(2023, 3, 15), start=dt.time(10), end=dt.time(12))
    assert programme.rooms[0].closed == (closed,)
    assert programme.meeting.coverage == Coverage(side_events=155)
    assert [place for place, _ in programme.entries()] == [
        *("side_events[0]", "side_events[1]", "thematic_sessions[0]", "formal_meetings[0]"),
    ]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_real_files(path: Any) -> None:
    reading = read(path.read_bytes(), path.name)
    assert (reading.faults, reading.warnings) == ([], [])
    assert reading.programme is not None
    again = read(write(reading.programme), path.name)
    assert again.programme == reading.programme
    assert write(reading.programme) == write(again.programme)


def test_there_are_five_real_files() -> None:
    assert [path.stem for path in REAL] == ["CND66", "CND67", "TD2022", "TD2023", "TD2024"]


def test_null_empty_and_left_out_are_the_same() -> None:
    optional = ("organiser", "co_organisers", "date", "start", "room", "kind", "links", "code", "status")
    null = an_event() | dict.fromkeys(optional)
    empty = an_event(
        organiser=" ",
        co_organisers=[],
        date="",
        start="",
        room="\u200b",
        kind="",
        links=[],
        code="",
        status="",
    )
    plain = a_programme(side_events=[an_event()])
    assert a_programme(side_events=[null]) == plain
    assert a_programme(side_events=[empty]) == plain
    assert a_programme(meeting=a_meeting(coverage={"side_events": None})).meeting.coverage is None


@pytest.mark.parametrize("seats", [None, [], {}])
def test_no_seats(seats: object) -> None:
    session = a_programme(thematic_sessions=[{"title": "t", "seats": seats}]).thematic_sessions[0]
    assert session.seats == ()


def test_seats_by_constituency() -> None:
    seats = {"member_state": 5, "civil_society": 1}
    programme = a_programme(thematic_sessions=[{"title": "t", "seats": seats}])
    assert programme.thematic_sessions[0].seats == (
        Seat(constituency=Constituency.MEMBER_STATE, target=5),
        Seat(constituency=Constituency.CIVIL_SOCIETY, target=1),
    )
    assert json.loads(write(programme))["thematic_sessions"][0]["seats"] == [
        {"constituency": "member_state", "target": 5},
        {"constituency": "civil_society", "target": 1},
    ]


def test_an_organisation_of_unknown_kind() -> None:
    assert a_programme(organisations=[{"name": "A"}]).organisations[0].kind is None


def test_the_number_of_an_agenda_item_can_be_a_number() -> None:
    programme = a_programme(
        formal_meetings=[{"kind": "other", "title": "t", "agenda_items": [{"number": 5}]}]
    )
    assert programme.formal_meetings[0].agenda_items[0].number == "5"


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + as_bytes(a_file()), "f.json").programme == a_programme()


def test_texts_are_cleaned_on_the_way_in() -> None:
    hostile = an_event(
        "Right\r\nBEGIN:VEVENT\n \u202eleft\x00",
        description="<b>One</b>\r\n\x07two\u2028three",
        cosponsors=["\ud800A  B"],
    )
    reading = read(as_bytes(a_file(side_events=[hostile])), "f.json")
    assert reading.programme is not None
    event = reading.programme.side_events[0]
    assert event.title == "Right BEGIN:VEVENT left"
    assert event.description == "<b>One</b>\ntwo\nthree"
    assert event.cosponsors == ("A B",)
    sentence = "Control characters were taken out of this text."
    assert told(reading.warnings) == [
        ("side_events[0].title", sentence),
        ("side_events[0].description", sentence),
        ("side_events[0].cosponsors[0]", sentence),
    ]


def test_nothing_is_told_of_control_characters_in_what_was_not_read() -> None:
    file = a_file(colour={"a": ["\x00"]}, side_events=[an_event("\x00" + "x" * 501)])
    reading = read(as_bytes(file), "f.json")
    assert [fault.place for fault in reading.faults] == ["side_events[0].title"]
    assert [fault.place for fault in reading.warnings] == ["colour"]


def test_newlines_in_a_title_are_no_warning() -> None:
    reading = read(as_bytes(a_file(side_events=[an_event("one\r\ntwo\u2028three")])), "f.json")
    assert reading.warnings == []
    assert reading.programme is not None
    assert reading.programme.side_events[0].title == "one two three"


def test_unknown_keys_are_warnings() -> None:
    file = a_file(
        colour="\x00",
        meeting=a_meeting(coverage={"events": 1}),
        side_events=[an_event() | {"a": 1, "b c\n": 2}],
    )
    reading = read(as_bytes(file), "f.json")
    assert reading.programme == a_programme(side_events=[an_event()])
    assert told(reading.warnings) == [
        ("meeting.coverage.events", 'The format has no key "events" here. It was not read.'),
        ("side_events[0].a", 'The format has no key "a" here. It was not read.'),
        ('side_events[0]."b c\\u000a"', 'The format has no key "b c\\u000a" here. It was not read.'),
        ("colour", 'The format has no key "colour" here. It was not read.'),
    ]


def test_unknown_keys_are_told_beside_faults() -> None:
    reading = read(as_bytes(a_file(side_events=[{"titel": "x"}])), "f.json")
    assert told(reading.faults) == [("side_events[0].title", "This is missing: it must be given.")]
    assert [fault.place for fault in reading.warnings] == ["side_events[0].titel"]


def test_an_unknown_key_hides_no_fault() -> None:
    meeting = {"kind": "forum", "title": "t", "agenda_items": [{"nummer": "5"}]}
    reading = read(as_bytes(a_file(formal_meetings=[meeting])), "f.json")
    assert [fault.place for fault in reading.faults] == ["formal_meetings[0].agenda_items[0]"]
    assert [fault.place for fault in reading.warnings] == ["formal_meetings[0].agenda_items[0].nummer"]


# One value of a file: where it is put, what is put there, what is told of it.
