"""Faulty programme files: every fault in one sentence at its place, and nothing too strange to read."""

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scheduler.formats.programme_file import Fault, read, write
from scheduler.formats.programme_json import LARGEST, MOST_VALUES
from scheduler.formats.programme_model import ProgrammeFile
from scheduler.kernel.words import Sentence
from tests.formats.programme_samples import (
    FULL,
    a_file,
    a_meeting,
    an_event,
    as_bytes,
    faults_of,
    told,
)

LIST = "Write a list in square brackets here, not %s."
OBJECT = "Write an object in curly brackets here, not %s."
TEXT = "Write a text in quotes here, not %s."
WHOLE = "Write a whole number without quotes here, not %s."
NULL = "This cannot be null: it must be given."
EMPTY = "This text is empty: it must be given."
DATE = "%s is no date. Write one as 2023-03-14."
TIME = "%s is no time. Write one from 00:00 to 23:59, as 09:05."
LONG = "This text has %s characters. Shorten it to %s at most."
CODE = "%s is no code. Write 1 to 20 of A to Z, a to z, 0 to 9 and hyphens."
MEETING_CODE = "%s is no meeting's code. Write 1 to 20 of A to Z, 0 to 9 and hyphens."
UID = "%s is no UID. Write 1 to 200 ASCII characters without spaces."
URL = "%s is no web address. Write one with https:// and no spaces."
KNOWN = "%s is not known here. Write one of: %s."
FORMAT = '%s is not a format known here. Write "scheduler-programme/1".'
MEETING_KINDS = "regular_session, reconvened_session, intersessional_meeting, expert_meeting"
FORMAL_KINDS = "plenary, committee_of_the_whole, dialogue, hearing, forum, other"
CONSTITUENCIES = "member_state, un_entity, igo, partner, civil_society"
ONE_FAULT: list[tuple[str, object, str]] = [
    ("format", "scheduler-programme/2", FORMAT % '"scheduler-programme/2"'),
    ("format", None, FORMAT % "null"),
    ("meeting", None, OBJECT % "null"),
    ("meeting", [], OBJECT % "a list"),
    ("meeting.code", "cnd66", MEETING_CODE % '"cnd66"'),
    ("meeting.code", "-", MEETING_CODE % '"-"'),
    ("meeting.code", "C" * 21, MEETING_CODE % ('"' + "C" * 21 + '"')),
    ("meeting.code", "C\n", MEETING_CODE % '"C\\u000a"'),
    ("meeting.code", 66, MEETING_CODE % "66"),
    ("meeting.code", None, NULL),
    ("meeting.title", "", EMPTY),
    ("meeting.title", "\x00\u202e", EMPTY),
    ("meeting.kind", "session", KNOWN % ('"session"', MEETING_KINDS)),
    ("meeting.kind", "Regular_Session", KNOWN % ('"Regular_Session"', MEETING_KINDS)),
    ("meeting.session_number", "66", WHOLE % '"66"'),
    ("meeting.session_number", 66.0, WHOLE % "66.0"),
    ("meeting.session_number", True, WHOLE % "true"),
    ("meeting.session_number", -1, "-1 does not lie between 0 and 100000."),
    ("meeting.session_number", 10**30, "1" + "0" * 30 + " does not lie between 0 and 100000."),
    ("meeting.starts", "13.3.2023", DATE % '"13.3.2023"'),
    ("meeting.starts", "2023-02-30", DATE % '"2023-02-30"'),
    ("meeting.starts", "20230313", DATE % '"20230313"'),
    ("meeting.starts", "2023-W11-1", DATE % '"2023-W11-1"'),
    ("meeting.starts", "٢٠٢٣-٠٣-١٣", DATE % '"٢٠٢٣-٠٣-١٣"'),
    ("meeting.starts", 20230313, DATE % "20230313"),
    ("meeting.starts", None, NULL),
    ("meeting.ends", "0001-01-01", "0001-01-01 does not lie in the years 1900 to 2200."),
    ("meeting.ends", "9999-12-31", "9999-12-31 does not lie in the years 1900 to 2200."),
    ("meeting.time_zone", 1, TEXT % "1"),
    ("meeting.coverage", 155, OBJECT % "155"),
    ("meeting.coverage.side_events", "155", WHOLE % '"155"'),
    ("rooms", {}, LIST % "an object"),
    ("rooms[0]", "M6", OBJECT % '"M6"'),
    ("rooms[0].name", "x" * 301, LONG % (301, 300)),
    ("rooms[0].equipment[0]", "beamer", KNOWN % ('"beamer"', "hybrid, interpretation, recording, step_free")),
    ("rooms[0].equipment[0]", [], KNOWN % ("a list", "hybrid, interpretation, recording, step_free")),
    ("rooms[0].closed[0].end", None, NULL),
    ("slots[0].start", "9:00", TIME % '"9:00"'),
    ("slots[0].start", "24:00", TIME % '"24:00"'),
    ("slots[0].start", "09:00:00", TIME % '"09:00:00"'),
    ("slots[0].start", "09:60", TIME % '"09:60"'),
    ("slots[0].start", 900, TIME % "900"),
    ("organisations[0].kind", "state", KNOWN % ('"state"', "member_state, un_entity, igo, ngo, other")),
    ("organisations[0].ecosoc_status", "full", KNOWN % ('"full"', "general, special, roster")),
    ("side_events", [{"title": "t"}] * 5001, "This list has 5001 items; 5000 at most can be read."),
    ("side_events[0].title", "x" * 10_000, LONG % (10_000, 500)),
    ("side_events[0].title", ["a"], TEXT % "a list"),
    ("side_events[0].organiser", False, TEXT % "false"),
    ("side_events[0].cosponsors", "A", LIST % '"A"'),
    ("side_events[0].cosponsors[1]", None, NULL),
    ("side_events[0].cosponsors[1]", " ", EMPTY),
    ("side_events[0].format", "zoom", KNOWN % ('"zoom"', "in_person, online, hybrid")),
    ("side_events[0].kind", "party", KNOWN % ('"party"', "side_event, special_event, exhibition, other")),
    ("side_events[0].description", "x" * 20_001, LONG % (20_001, 20_000)),
    ("side_events[0].languages[0]", "x" * 101, LONG % (101, 100)),
    ("side_events[0].speakers[0].name", None, NULL),
    ("side_events[0].links[0].url", None, NULL),
    ("side_events[0].links[0].url", "javascript:alert(1)", URL % '"javascript:alert(1)"'),
    ("side_events[0].links[0].url", "https://a b", URL % '"https://a b"'),
    ("side_events[0].links[0].url", "https://a\u200bb", URL % '"https://a\\u200bb"'),
    ("side_events[0].links[0].url", "https://a\nb", URL % '"https://a\\u000ab"'),
    ("side_events[0].links[0].url", "http://", URL % '"http://"'),
    ("side_events[0].links[0].url", "http://[", URL % '"http://["'),
    ("side_events[0].links[0].url", "https://a.example/" + "x" * 1983, LONG % (2001, 2000)),
    ("side_events[0].code", "a_b", CODE % '"a_b"'),
    ("side_events[0].code", "Ä", CODE % '"Ä"'),
    ("side_events[0].uid", "a b", UID % '"a b"'),
    ("side_events[0].uid", "x" * 201, UID % ('"' + "x" * 59 + '…"')),
    ("side_events[0].status", "held", KNOWN % ('"held"', "cancelled")),
    ("side_events[0].sources[0]", "x" * 2001, LONG % (2001, 2000)),
    ("side_events[0].note", "x" * 5001, LONG % (5001, 5000)),
    ("thematic_sessions[0].segments[0].kind", None, NULL),
    ("thematic_sessions[0].segments[0].mode", "phone", KNOWN % ('"phone"', "in_person, online, video")),
    ("thematic_sessions[0].segments[0].minutes", 0, "0 does not lie between 1 and 1440."),
    ("thematic_sessions[0].seats", "many", LIST % '"many"'),
    ("thematic_sessions[0].seats[0].target", None, NULL),
    ("thematic_sessions[0].panellists[0].constituency", "press", KNOWN % ('"press"', CONSTITUENCIES)),
    ("thematic_sessions[0].documents[0].url", "ftp://a.example", URL % '"ftp://a.example"'),
    ("formal_meetings[0].kind", "party", KNOWN % ('"party"', FORMAL_KINDS)),
    (
        "formal_meetings[0].agenda_items[0]",
        {},
        "This agenda item says nothing. Give its number or its title.",
    ),
    ("formal_meetings[0].agenda_items[0].number", False, TEXT % "false"),
    ("floor_speakers[0].channel", 5, TEXT % "5"),
]


def put(file: Any, place: str, value: object) -> None:
    """Put a value into a file at a place such as `rooms[0].name`."""
    *way, last = [int(n) if n else key for key, n in re.findall(r"(\w+)|\[(\d+)\]", place)]
    for step in way:
        file = file[step]
    if isinstance(file, list) and last == len(file):
        file.append(value)
    else:
        file[last] = value


@pytest.mark.parametrize(("place", "value", "sentence"), ONE_FAULT)
def test_one_fault(place: str, value: object, sentence: str) -> None:
    file = copy.deepcopy(FULL)
    put(file, place, value)
    assert faults_of(file) == [(place, sentence)]


@pytest.mark.parametrize(
    "place",
    [
        "format",
        *("meeting", "meeting.code", "meeting.title", "meeting.kind"),
        *("meeting.starts", "meeting.ends", "meeting.time_zone"),
        *("rooms[0].name", "rooms[0].closed[0].date", "rooms[0].closed[0].start", "slots[0].end"),
        *("organisations[0].name", "side_events[0].title", "side_events[0].speakers[0].name"),
        *(
            "side_events[0].links[0].url",
            "thematic_sessions[0].title",
            "thematic_sessions[0].segments[0].kind",
        ),
        *("thematic_sessions[0].seats[0].constituency", "thematic_sessions[0].seats[0].target"),
        *("thematic_sessions[0].panellists[0].constituency", "thematic_sessions[0].documents[0].title"),
        *("formal_meetings[0].kind", "formal_meetings[0].title", "floor_speakers[0].constituency"),
    ],
)
def test_what_cannot_be_left_out(place: str) -> None:
    file = copy.deepcopy(FULL)
    way, _, key = place.rpartition(".")
    put(file, place, None)
    part: Any = file
    for name, number in re.findall(r"(\w+)|\[(\d+)\]", way):
        part = part[int(number) if number else name]
    del part[key]
    assert faults_of(file) == [(place, "This is missing: it must be given.")]


def test_everything_else_can_be_left_out() -> None:
    assert (
        faults_of(a_file(meeting={key: value for key, value in a_meeting().items() if key != "venue"})) == []
    )


def test_seats_by_constituency_are_placed_by_their_keys() -> None:
    seats = {"alien": 1, "igo": "x", "partner": 2, "member_state": None}
    assert faults_of(a_file(thematic_sessions=[{"title": "t", "seats": seats}])) == [
        ("thematic_sessions[0].seats.alien", KNOWN % ('"alien"', CONSTITUENCIES)),
        ("thematic_sessions[0].seats.igo", WHOLE % '"x"'),
        ("thematic_sessions[0].seats.member_state", NULL),
    ]


def test_every_fault_is_told_in_one_go_in_the_order_of_the_file() -> None:
    file = a_file(
        meeting=a_meeting(code="x", starts=None),
        rooms=[{"name": "M6"}, {"capacity": "many"}],
        slots="none",
        side_events=[an_event(), an_event("", start="x", links=[{"url": "x"}, {}])],
        floor_speakers=[1],
    )
    assert [place for place, _ in faults_of(file)] == [
        "meeting.code",
        "meeting.starts",
        "rooms[1].name",
        "rooms[1].capacity",
        "slots",
        "side_events[1].title",
        "side_events[1].start",
        "side_events[1].links[0].url",
        "side_events[1].links[1].url",
        "floor_speakers[0]",
    ]


def test_a_programme_with_faults_is_not_given() -> None:
    assert read(as_bytes(a_file(side_events=[{}])), "f.json").programme is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b" \n\t", "This file is empty."),
        (b"\xef\xbb\xbf", "This file is empty."),
        (b'{"title": "caf\xe9"}', "This file is not in UTF-8: byte 15 does not fit. Save it as UTF-8."),
        ("{}".encode("utf-16"), "This file is not in UTF-8: byte 1 does not fit. Save it as UTF-8."),
        (b'"\xed\xa0\x80"', "This file is not in UTF-8: byte 2 does not fit. Save it as UTF-8."),
        (b'{"a": 1,\n "b" 2}', "This is no JSON from line 2, column 6 on. Mend it there."),
        (b"BEGIN:VCALENDAR", "This is no JSON from line 1, column 1 on. Mend it there."),
        (b'{"a": "b\nc"}', "This is no JSON from line 1, column 9 on. Mend it there."),
        (b"{} {}", "This is no JSON from line 1, column 4 on. Mend it there."),
        (b"[" * 10_000 + b"]" * 10_000, "Lists and objects stand more than 30 deep in each other."),
        (
            b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
            "Lists and objects stand more than 30 deep in each other.",
        ),
        (b"[" * 31 + b"1" + b"]" * 31, "Lists and objects stand more than 30 deep in each other."),
        (b" " * (LARGEST + 1), "This file is larger than 20000000 bytes. No larger one can be read."),
        (b"[" + b"0," * MOST_VALUES + b"0]", "This file holds more than 300000 values."),
        (b"[]", OBJECT % "a list"),
        (b"null", OBJECT % "null"),
        (b'"scheduler-programme/1"', OBJECT % '"scheduler-programme/1"'),
        (b"1" * 5_000, OBJECT % ("1" * 40)),
    ],
    ids=range(19),
)
def test_a_file_that_is_none(data: bytes, sentence: str) -> None:
    reading = read(data, "f.json")
    assert told(reading.faults) == [("f.json", sentence)]
    assert (reading.programme, reading.mended, reading.warnings) == (None, None, [])


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none(written: str) -> None:
    data = json.dumps(a_file(rooms=[{"name": "M6", "capacity": "?"}])).replace('"?"', written)
    shown = {"1e999": "Infinity"}.get(written, written)
    assert told(read(data.encode(), "f.json").faults) == [
        ("rooms[0].capacity", f"{shown} is no number. Write null for what is not known.")
    ]


def test_keys_that_stand_twice() -> None:
    data = json.dumps(a_file(side_events=[an_event("A", organiser="B")], x={}))
    data = data.replace('"organiser"', '"title": "C", "title": "D", "organiser"')
    data = data.replace('"x": {}', '"x": {"a": 1, "a": 1}, "meeting": {}')
    assert told(read(data.encode(), "f.json").faults) == [
        ("meeting", 'The key "meeting" stands here more than once. Keep one.'),
        ("side_events[0].title", 'The key "title" stands here more than once. Keep one.'),
        ("x.a", 'The key "a" stands here more than once. Keep one.'),
        *((f"meeting.{key}", "This is missing: it must be given.") for key in ("code", "title", "kind")),
        *(
            (f"meeting.{key}", "This is missing: it must be given.")
            for key in ("starts", "ends", "time_zone")
        ),
    ]


def test_a_fault_can_be_printed() -> None:
    assert str(Fault("a[0].b", Sentence("%(x)s is wrong.", x=1))) == "a[0].b: 1 is wrong."


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
PLACES = [place for place, _, _ in ONE_FAULT]
any_text = st.text(st.characters(exclude_categories=()), max_size=40)


@settings(deadline=None)
@given(st.binary(max_size=200) | any_text.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_are_too_strange(data: bytes) -> None:
    assert read(data, "f.json").programme is None


@settings(deadline=None)
@given(anything)
def test_no_json_is_too_strange(value: object) -> None:
    reading = read(as_bytes(value), "f.json")
    assert reading.programme is None
    assert reading.faults != []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), anything), min_size=1, max_size=3))
def test_a_strange_value_anywhere_is_read_or_told(strange: list[tuple[str, object]]) -> None:
    file = copy.deepcopy(FULL)
    for place, value in strange:
        try:
            put(file, place, copy.deepcopy(value))
        except (LookupError, TypeError):  # one of the others has replaced what it should stand in
            return
    reading = read(as_bytes(file), "f.json")
    assert (reading.programme is None) == bool(reading.faults)
    for fault in (*reading.faults, *reading.warnings):
        assert str(fault).isprintable()
    if reading.programme:
        assert read(write(reading.programme), "f.json").programme == reading.programme


TEXTS = [
    *("meeting.title", "meeting.venue", "meeting.time_zone"),
    *("rooms[0].name", "rooms[0].aliases[0]"),
    *("organisations[0].name", "organisations[0].short_name", "organisations[0].country"),
    *(
        "side_events[0].title",
        "side_events[0].organiser",
        "side_events[0].cosponsors[0]",
        "side_events[0].room",
    ),
    *(
        "side_events[0].description",
        "side_events[0].theme",
        "side_events[0].languages[0]",
        "side_events[0].note",
    ),
    *(
        "side_events[0].speakers[0].name",
        "side_events[0].speakers[0].affiliation",
        "side_events[0].sources[0]",
    ),
    *("side_events[0].links[0].label", "side_events[1].co_organisers[1]"),
    *("thematic_sessions[0].chair", "thematic_sessions[0].moderator", "thematic_sessions[0].segments[0].by"),
    *("thematic_sessions[0].segments[0].note", "thematic_sessions[0].panellists[0].represents"),
    *("thematic_sessions[0].panellists[0].name", "thematic_sessions[0].documents[0].symbol"),
    *("formal_meetings[0].title", "formal_meetings[0].agenda_items[0].title"),
    *(
        "formal_meetings[0].agenda_items[0].number",
        "floor_speakers[0].represents",
        "floor_speakers[0].channel",
    ),
]


@settings(deadline=None)
@given(st.lists(any_text, min_size=len(TEXTS), max_size=len(TEXTS)))
@example(["BEGIN:VEVENT\r\n\u2028\u202e\x00\ud800é<b>"] * len(TEXTS))
def test_any_text_comes_back_as_it_was_read(texts: list[str]) -> None:
    file = copy.deepcopy(FULL)
    for place, text in zip(TEXTS, texts, strict=True):
        put(file, place, f"x{text}")
    reading = read(as_bytes(file), "f.json")
    assert reading.programme is not None
    written = write(reading.programme)
    assert read(written, "f.json").programme == reading.programme
    assert read(written, "f.json").warnings == []
    assert write(ProgrammeFile.model_validate(json.loads(written))) == written
