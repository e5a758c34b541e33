"""schema.org data: what search engines learn of an entry."""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.formats.entry import CalendarEntry, Link, Place, Span, Speaker, Standing
from scheduler.formats.schema_org import as_script, event
from scheduler.kernel.terms import Format
from tests.formats.samples import M7, MEETING, PAGE, PLAIN, TIMED, VIC, an_entry, utc

SCHEMA = "https://schema.org/"
HOME = "https://programme.example/CND66/"
WHOLE = Span(day=date(2023, 3, 14))
SUMMER = replace(TIMED, day=date(2023, 6, 13), starts_at=utc(6, 13, 12), ends_at=utc(6, 13, 13))


def told(entry: CalendarEntry, **meeting: Any) -> dict[str, Any]:
    return event(entry, replace(MEETING, **meeting), PAGE, HOME)


def test_a_side_event() -> None:
    speaker = Speaker(1, "Ada Example")
    full = an_entry(
        format=Format.HYBRID,
        description="What it is about.",
        languages=("en", "fr"),
        speakers=(speaker,),
        links=(Link("Stream", "https://stream.example/"),),
        span=replace(TIMED, room=replace(M7, capacity=40)),
    )
    assert told(full) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Alternative development",
        "url": PAGE,
        "description": "What it is about.",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "startDate": "2023-03-13T14:10+01:00",
        "endDate": "2023-03-13T15:00+01:00",
        "location": [
            {"@type": "Place", "name": f"M7, {VIC}", "maximumAttendeeCapacity": 40},
            {"@type": "VirtualLocation", "url": "https://stream.example/"},
        ],
        "organizer": [{"@type": "Organization", "name": "Austria"}],
        "inLanguage": ["en", "fr"],
        "superEvent": {
            "@type": "Event",
            "name": "Commission on Narcotic Drugs, sixty-sixth session",
            "url": HOME,
            "startDate": "2023-03-13",
            "endDate": "2023-12-15",
            "location": {"@type": "Place", "name": VIC},
        },
    }


def test_nobody_is_named() -> None:
    assert "Ada" not in str(
        told(an_entry(speakers=(Speaker(1, "Ada Example"),), chair="Ada", moderator="Ada"))
    )


def test_what_is_not_published_is_left_out() -> None:
    bare = an_entry(span=WHOLE, organisers=())
    assert told(bare, venue=None).keys() == {
        "@context", "@type", "name", "url", "eventStatus", "startDate", "superEvent"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        (TIMED, "2023-03-13T14:10+01:00", "2023-03-13T15:00+01:00"),
        (SUMMER, "2023-06-13T14:00+02:00", "2023-06-13T15:00+02:00"),
        (replace(TIMED, ends_at=None, assumed_end=utc(3, 13, 14)), "2023-03-13T14:10+01:00", None),
        (WHOLE, "2023-03-14", None),
        (replace(WHOLE, until=date(2023, 3, 17)), "2023-03-14", "2023-03-17"),
        (
            replace(TIMED, until=date(2023, 3, 17)),
            "2023-03-13T14:10+01:00",
            "2023-03-17",
        ),
    ],
)
def test_when(span: Span, start: str, end: str | None) -> None:
    found = told(an_entry(span=span))
    assert (found["startDate"], found.get("endDate")) == (start, end)


LATER = replace(TIMED, starts_at=utc(3, 13, 15), ends_at=utc(3, 13, 16))


@pytest.mark.parametrize(
    ("changes", "status", "start", "previous"),
    [
        ({}, "EventScheduled", "2023-03-13T14:10+01:00", None),
        ({"moved_from": LATER}, "EventRescheduled", "2023-03-13T14:10+01:00", "2023-03-13T16:00+01:00"),
        ({"moved_from": WHOLE}, "EventRescheduled", "2023-03-13T14:10+01:00", "2023-03-14"),
        ({"moved_from": Span(TIMED.day)}, "EventScheduled", "2023-03-13T14:10+01:00", None),
        ({"moved_from": replace(TIMED, room=None)}, "EventScheduled", "2023-03-13T14:10+01:00", None),
        ({"standing": Standing.CANCELLED}, "EventCancelled", "2023-03-13T14:10+01:00", None),
        (
            {"standing": Standing.CANCELLED, "moved_from": LATER},
            "EventCancelled",
            "2023-03-13T14:10+01:00",
            None,
        ),
        ({"standing": Standing.UNPLACED}, "EventPostponed", None, "2023-03-13T14:10+01:00"),
        ({"standing": Standing.UNPLACED, "span": None}, "EventPostponed", None, None),
    ],
)
def test_status(changes: dict[str, Any], status: str, start: str | None, previous: str | None) -> None:
    found = told(an_entry(**changes))
    assert found["eventStatus"] == f"https://schema.org/{status}"
    assert (found.get("startDate"), found.get("previousStartDate")) == (start, previous)


def test_what_had_a_room_and_is_online_alone_moved_online() -> None:
    online = {"format": Format.ONLINE, "span": replace(TIMED, room=None)}
    moved, both = (told(an_entry(**online, moved_from=before)) for before in (TIMED, LATER))
    assert (moved["eventStatus"], "previousStartDate" in moved) == (f"{SCHEMA}EventMovedOnline", False)
    assert both["eventStatus"] == [f"{SCHEMA}EventMovedOnline", f"{SCHEMA}EventRescheduled"]
    assert both["previousStartDate"] == "2023-03-13T16:00+01:00"
    assert told(an_entry(**{**online, "format": Format.HYBRID}, moved_from=TIMED))["eventStatus"] == (
        f"{SCHEMA}EventScheduled"
    )


def is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def is_url(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https://[^\s]+", value) is not None


def is_date(value: Any) -> bool:
    """Of ISO 8601: a day, or a moment with its offset."""
    return is_text(value) and (len(value) == 10 or datetime.fromisoformat(value).tzinfo is not None)


# What schema.org publishes of the types and properties that we use (https://schema.org/Event and the pages
# that it leads to). A set holds the members of an enumeration, or the types that a property may have.
VOCABULARY: dict[str, dict[str, Any]] = {
    "Event": {
        "name": is_text,
        "url": is_url,
        "description": is_text,
        "eventStatus": {
            "EventCancelled",
            "EventMovedOnline",
            "EventPostponed",
            "EventRescheduled",
            "EventScheduled",
        },
        "eventAttendanceMode": {
            "MixedEventAttendanceMode",
            "OfflineEventAttendanceMode",
            "OnlineEventAttendanceMode",
        },
        "startDate": is_date,
        "endDate": is_date,
        "previousStartDate": is_date,
        "location": {"Place", "VirtualLocation"},
        "organizer": {"Organization"},
        "inLanguage": is_text,
        "superEvent": {"Event"},
    },
    "Place": {"name": is_text, "maximumAttendeeCapacity": lambda value: isinstance(value, int)},
    "VirtualLocation": {"url": is_url},
    "Organization": {"name": is_text},
}


def is_published(thing: dict[str, Any]) -> None:
    known = VOCABULARY[thing["@type"]]
    for name, values in thing.items():
        if name.startswith("@"):
            continue
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                assert value["@type"] in known[name]
                is_published(value)
            elif isinstance(known[name], set):
                assert value.removeprefix(SCHEMA) in known[name]
            else:
                assert known[name](value), (name, value)


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("format", [None, *Format])
@pytest.mark.parametrize(
    "span", [None, TIMED, WHOLE, replace(TIMED, room=None), replace(WHOLE, until=TIMED.day)]
)
@pytest.mark.parametrize("before", [None, TIMED, LATER, WHOLE])
def test_it_says_nothing_that_the_vocabulary_does_not_have(
    standing: Standing, format: Format | None, span: Span | None, before: Span | None
) -> None:
    found = told(an_entry(standing=standing, format=format, span=span, moved_from=before, languages=("en",)))
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Event")
    is_published(found)
    rescheduled = "EventRescheduled" in str(found["eventStatus"])
    assert ("startDate" in found and "previousStartDate" in found) is rescheduled


HALL = {"@type": "Place", "name": VIC}
ROOM = {"@type": "Place", "name": f"M7, {VIC}"}
ONLINE = {"@type": "VirtualLocation", "url": PAGE}


@pytest.mark.parametrize(
    ("format", "room", "standing", "mode", "places"),
    [
        (None, M7, Standing.SCHEDULED, None, [ROOM]),
        (Format.IN_PERSON, M7, Standing.SCHEDULED, "Offline", [ROOM]),
        (Format.IN_PERSON, None, Standing.SCHEDULED, "Offline", [HALL]),
        (Format.HYBRID, M7, Standing.SCHEDULED, "Mixed", [ROOM, ONLINE]),
        (Format.ONLINE, None, Standing.SCHEDULED, "Online", [ONLINE]),
        (Format.IN_PERSON, M7, Standing.UNPLACED, "Offline", [HALL]),
        (Format.IN_PERSON, M7, Standing.CANCELLED, "Offline", [ROOM]),
    ],
)
def test_where(
    format: Format | None, room: Place | None, standing: Standing, mode: str | None, places: list[Any]
) -> None:
    found = told(an_entry(format=format, span=replace(TIMED, room=room), standing=standing))
    wanted = f"https://schema.org/{mode}EventAttendanceMode" if mode else None
    assert (found.get("eventAttendanceMode"), found["location"]) == (wanted, places)


def test_a_long_description_is_cut() -> None:
    assert told(an_entry(description="word " * 1000))["description"] == ("word " * 60)[:299] + "…"


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>&lt;/script&gt;",
    '"\\u003c/script>\\',
    "\u2028\u2029\x00\ud800😀",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_ends_the_script(text: str) -> None:
    script = as_script(told(replace(PLAIN, title=text)))
    assert script.isascii()
    assert not set("<>&") & set(script)
    assert json.loads(script)["name"] == text


@given(text=st.text(st.characters(exclude_categories=[])))
def test_any_text_survives(text: str) -> None:
    script = as_script({"name": text})
    assert (script.isascii(), set("<>&") & set(script)) == (True, set())
    assert json.loads(script) == {"name": text}
