"""schedule.xml and schedule.json: the form's own rules (see the module), exact contents, hostile text."""

import json
import re
import uuid
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from scheduler.formats import schedule
from scheduler.formats.entry import CalendarEntry, Link, MeetingFace, Panellist, Span, Speaker, Standing
from scheduler.kernel.terms import Constituency, EntryKind, Format
from tests.formats.samples import M7, MEETING, STAMPS, TIMED, VIC, an_entry, utc

SHORT = replace(MEETING, ends=date(2023, 3, 14))
EVENT = {
    "id": None, "guid": None, "title": "text", "subtitle": "text",
    "slug": r"[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]",
    "date": "moment", "start": r"[0-2]\d:[0-5]\d", "duration": r"\d{2}:\d{2}", "room": "text",
    "track": "text", "type": "text", "language": "text", "abstract": "text",
}  # fmt: skip
"""What both forms ask of an event: a pattern, or what it is."""
UID = "7d3b1f6e-52b0-4c55-9a0e-8f6d0c1b2a3e"
ROOM = f"M7, {VIC}"
PAGE = "https://p.example/CND66/side-events/SE-7/"


def days(*entries: CalendarEntry, meeting: MeetingFace = SHORT) -> schedule.Days:
    told = ((entry, replace(STAMPS, uid=f"{UID}-{entry.code}")) for entry in entries)
    return schedule.by_day_and_room(
        told, meeting, lambda entry: f"https://p.example/CND66/side-events/{entry.code}/"
    )


def as_json(*entries: CalendarEntry, meeting: MeetingFace = SHORT) -> dict[str, Any]:
    body = schedule.as_json(days(*entries, meeting=meeting), meeting, 7, "https://p.example")
    told: dict[str, Any] = json.loads(body)
    assert (set(told), told["$schema"]) == ({"$schema", "schedule"}, schedule.SCHEMA)
    assert (told["schedule"]["version"], told["schedule"]["base_url"]) == ("7", "https://p.example/CND66/")
    conference: dict[str, Any] = told["schedule"]["conference"]
    return conference


def as_xml(*entries: CalendarEntry, meeting: MeetingFace = SHORT) -> ET.Element:
    return ET.fromstring(schedule.as_xml(days(*entries, meeting=meeting), meeting, 7))


def test_json_of_two_days() -> None:
    entry = an_entry(
        description="About it", theme="Farmers", languages=("en", "fr"),
        speakers=(Speaker(1, "Ada Example"), Speaker(2)), links=(Link("Stream", "https://s.example/"),),
    )  # fmt: skip
    conference = as_json(entry)
    days_ = conference.pop("days")
    assert conference == {
        "acronym": "cnd66",
        "title": "Commission on Narcotic Drugs, sixty-sixth session",
        "start": "2023-03-13",
        "end": "2023-03-14",
        "daysCount": 2,
        "timeslot_duration": "00:05",
        "time_zone_name": "Europe/Vienna",
        "url": "https://p.example/CND66/",
        "rooms": [
            {
                "guid": str(uuid.uuid5(uuid.NAMESPACE_OID, ROOM)),
                "name": ROOM,
                "capacity": None,
            }
        ],
    }
    (event,) = days_[0].pop("rooms")[ROOM]
    assert days_ == [
        {
            "index": 1,
            "date": "2023-03-13",
            "day_start": "2023-03-13T14:10:00+01:00",
            "day_end": "2023-03-13T15:00:00+01:00",
        },
        {
            "index": 2,
            "date": "2023-03-14",
            "day_start": "2023-03-14T00:00:00+01:00",
            "day_end": "2023-03-15T00:00:00+01:00",
            "rooms": {},
        },
    ]
    number, guid = event.pop("id"), event.pop("guid")
    assert 0 < number < 2**48
    assert guid == str(uuid.uuid5(uuid.NAMESPACE_OID, f"{UID}-SE-7"))
    assert event == {
        "title": "Alternative development",
        "subtitle": "",
        "slug": "cnd66-se-7",
        "date": "2023-03-13T14:10:00+01:00",
        "start": "14:10",
        "duration": "00:50",
        "room": ROOM,
        "track": "Farmers",
        "type": "Side event",
        "language": "en,fr",
        "abstract": "About it",
        "url": PAGE,
        "persons": [{"name": "Ada Example"}],
        "links": [{"title": "Stream", "url": "https://s.example/"}],
    }


def test_xml_says_the_same() -> None:
    entry = an_entry(
        speakers=(Speaker(1, "Ada Example"),),
        panellists=(Panellist(Constituency.CIVIL_SOCIETY, speaker=Speaker(3, "Bo Example")),),
    )
    root = as_xml(entry)
    assert [child.tag for child in root] == ["version", "conference", "day", "day"]
    assert {one.tag: one.text for one in root.findall("conference/*")} == {
        "title": "Commission on Narcotic Drugs, sixty-sixth session",
        "acronym": "cnd66",
        "start": "2023-03-13",
        "end": "2023-03-14",
        "days": "2",
        "timeslot_duration": "00:05",
    }
    first, second = root.findall("day")
    assert first.attrib == {
        "index": "1",
        "date": "2023-03-13",
        "start": "2023-03-13T14:10:00+01:00",
        "end": "2023-03-13T15:00:00+01:00",
    }
    assert len(second) == 0
    (event,) = first.findall(f"room[@name='{ROOM}']/event")
    (told,) = as_json(entry)["days"][0]["rooms"][ROOM]
    assert (event.get("id"), event.get("guid")) == (str(told["id"]), told["guid"])
    facts = {name: event.findtext(name) for name in EVENT if name not in ("id", "guid")}
    assert facts == {name: told[name] for name in facts}
    assert [one.text for one in event.findall("persons/person")] == ["Ada Example", "Bo Example"]
    assert [(one.text, one.get("href")) for one in event.findall("links/link")] == [
        ("Page of the programme", PAGE)
    ]


@pytest.mark.parametrize(
    "entry",
    [
        an_entry(standing=Standing.CANCELLED),
        an_entry(standing=Standing.UNPLACED),
        an_entry(span=None),
        an_entry(span=Span(day=date(2023, 3, 13))),
        an_entry(span=replace(TIMED, until=date(2023, 3, 14)), kind=EntryKind.EXHIBITION),
    ],
    ids=["cancelled", "unplaced", "no day", "no hour", "several days"],
)
def test_what_the_form_cannot_say_is_left_out(entry: CalendarEntry) -> None:
    assert [day["rooms"] for day in as_json(entry)["days"]] == [{}, {}]
    assert as_xml(entry).findall("day/room") == []


def test_order_rooms_and_what_has_none() -> None:
    conference = as_json(
        an_entry(code="B", span=replace(TIMED, room=None)),
        an_entry(code="A", span=replace(TIMED, room=None), format=Format.ONLINE),
        an_entry(code="D", span=replace(TIMED, starts_at=utc(3, 13, 9), ends_at=None)),
        an_entry(code="C"),
    )
    assert {
        name: [one["slug"] for one in events] for name, events in conference["days"][0]["rooms"].items()
    } == {
        ROOM: ["cnd66-entry_d", "cnd66-entry_c"],
        "Online": ["cnd66-entry_a"],
        "Room not announced": ["cnd66-entry_b"],
    }
    assert [room["name"] for room in conference["rooms"]] == [ROOM, "Online", "Room not announced"]
    assert conference["days"][0]["day_start"] == "2023-03-13T10:00:00+01:00"


def test_summer_time_begins_between_two_days() -> None:
    meeting = replace(MEETING, starts=date(2023, 3, 25), ends=date(2023, 3, 26))
    late = Span(day=date(2023, 3, 26), starts_at=utc(3, 26, 8), ends_at=utc(3, 26, 9), room=M7)
    first, second = as_json(an_entry(span=late), meeting=meeting)["days"]
    assert first["day_start"] == "2023-03-25T00:00:00+01:00"
    assert second["rooms"][ROOM][0]["date"] == "2023-03-26T10:00:00+02:00"


@pytest.mark.parametrize(
    ("code", "expected"), [("CND66", "cnd66"), ("T1", "meeting_t1"), ("HLS-2024", "hls_2024")]
)
def test_acronyms_fit_the_form(code: str, expected: str) -> None:
    assert schedule.acronym(code) == expected
    assert re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}", expected)


@pytest.mark.parametrize(
    "text",
    [
        "</title><script>alert(1)</script>",
        "]]>&amp;&#0;",
        "a\" b='c",
        "\x00\x0b\ufffe \ud800 x",
        "=1+1\r\nX: y",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    entry = an_entry(
        title=text, description=text, theme=text, speakers=(Speaker(1, text),),
        links=(Link(text, "https://s.example/?a=1&b=2"),), span=replace(TIMED, room=replace(M7, name=text)),
    )  # fmt: skip
    root, conference = as_xml(entry), as_json(entry)
    (event,) = root.findall("day/room/event")
    assert {child.tag for child in event} == {*EVENT, "persons", "links"} - {"id", "guid"}
    ((told,),) = conference["days"][0]["rooms"].values()
    assert (event.findtext("title"), event.findtext("room")) == (told["title"], told["room"])
    for name, form in EVENT.items():
        if form == "moment":
            datetime.fromisoformat(told[name])
        elif form and form != "text":
            assert re.fullmatch(form, told[name])
    assert event.findall("links/link")[1].get("href") == "https://s.example/?a=1&b=2"
