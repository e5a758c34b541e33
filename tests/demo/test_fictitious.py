"""The fictitious meeting: always the same, free of clashes, with all in it that a meeting can have."""

import json
import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from scheduler.demo.fictitious import programme

SECTIONS = ("side_events", "thematic_sessions", "formal_meetings")
Record = dict[str, Any]


def entries(file: Record) -> list[Record]:
    return [entry for section in SECTIONS for entry in file[section]]


def spans(entry: Record) -> list[tuple[str, int, int]]:
    """The days and minutes of a day that an entry takes up; without an end, fifty minutes."""
    if not entry["date"] or not entry["start"]:
        return []
    start = minutes(entry["start"])
    end = minutes(entry["end"]) if entry["end"] else start + 50
    first = date.fromisoformat(entry["date"])
    last = date.fromisoformat(entry["until"]) if "until" in entry else first
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [(day.isoformat(), start, end) for day in days]


def minutes(time: str) -> int:
    hours, rest = time.split(":")
    return int(hours) * 60 + int(rest)


def clashes(taken: list[tuple[str, str, int, int, str]]) -> list[tuple[str, str, str]]:
    """What takes the same thing on the same day at the same time: (thing, one, other)."""
    by_day = defaultdict(list)
    for thing, day, start, end, title in taken:
        by_day[thing, day].append((start, end, title))
    return [
        (thing, one[2], other[2])
        for (thing, _), spans in by_day.items()
        for one, other in combinations(sorted(spans), 2)
        if other[0] < one[1]
    ]


def givers(event: Record) -> list[str]:
    lead = [event["organiser"]] if event["organiser"] else event["co_organisers"]
    return [*lead, *event["cosponsors"]]


def test_clashes_are_found_by_the_check_itself() -> None:
    one, two = ("Elm Room", "2027-03-08", 540, 590, "one"), ("Elm Room", "2027-03-08", 589, 600, "two")

    assert clashes([one, two]) == [("Elm Room", "one", "two")]
    assert clashes([one, ("Elm Room", "2027-03-08", 590, 600, "after")]) == []


def test_equal_arguments_give_equal_files() -> None:
    assert json.dumps(programme(150, 66)) == json.dumps(programme())
    assert programme(40, 7) == programme(40, 7)


def test_another_seed_gives_other_events() -> None:
    ours, others = programme(20, 1), programme(20, 2)

    assert not {event["code"] for event in ours["side_events"]} & {
        event["code"] for event in others["side_events"]
    }
    assert ours["side_events"][0] != others["side_events"][0]


@pytest.mark.parametrize("events", [-1, 3001])
def test_there_are_0_to_3000_events(events: int) -> None:
    with pytest.raises(
        ValueError, match=f"^The fictitious meeting can have 0 to 3000 side events, not {events}\\.$"
    ):
        programme(events)


def test_it_says_that_it_is_fictitious(meeting: Record) -> None:
    assert meeting["format"] == "scheduler-programme/1"
    assert meeting["meeting"] == {
        "code": "DEMO",
        "title": "Demonstration session (fictitious)",
        "kind": "regular_session",
        "session_number": None,
        "starts": "2027-03-08",
        "ends": "2027-03-12",
        "time_zone": "Europe/Vienna",
        "venue": "Demonstration Conference Centre (fictitious)",
    }


def test_counts_of_the_ordinary_size(meeting: Record) -> None:
    counts = {key: len(value) for key, value in meeting.items() if isinstance(value, list)}

    assert counts == {
        "rooms": 10,
        "slots": 20,
        "organisations": 60,
        "side_events": 150,
        "thematic_sessions": 4,
        "formal_meetings": 15,
        "floor_speakers": 3,
    }


@pytest.mark.parametrize(
    ("events", "ends", "organisations", "formal_meetings"),
    [
        (0, "2027-03-12", 60, 15),
        (1, "2027-03-12", 60, 15),
        (20, "2027-03-12", 60, 15),
        (151, "2027-03-19", 120, 28),
        (1500, "2027-05-14", 600, 132),
        (3000, "2027-07-23", 1200, 262),
    ],
)
def test_it_grows_by_weeks(events: int, ends: str, organisations: int, formal_meetings: int) -> None:
    file = programme(events)

    assert len(file["side_events"]) == events
    assert file["meeting"]["ends"] == ends
    assert len(file["organisations"]) == organisations
    assert len(file["formal_meetings"]) == formal_meetings
    assert len(file["rooms"]) == 10


def test_no_room_is_used_twice_or_while_it_is_closed(any_size: Record) -> None:
    closed = [
        (room["name"], hours["date"], minutes(hours["start"]), minutes(hours["end"]), "closed")
        for room in any_size["rooms"]
        for hours in room["closed"]
    ]
    used = [
        (entry["room"], *span, entry["title"])
        for entry in entries(any_size)
        if entry["room"]
        for span in spans(entry)
    ]

    assert clashes(closed + used) == []


def test_nobody_gives_two_events_at_one_time(any_size: Record) -> None:
    events = [event for event in any_size["side_events"] if event["kind"] != "exhibition"]
    taken = [
        (name, *span, event["title"]) for event in events for name in givers(event) for span in spans(event)
    ]

    assert clashes(taken) == []


def test_everything_lies_within_the_meeting_on_working_days(any_size: Record) -> None:
    starts, ends = any_size["meeting"]["starts"], any_size["meeting"]["ends"]
    days = {day for entry in entries(any_size) for day in (entry["date"], entry.get("until")) if day}
    days |= {slot["date"] for slot in any_size["slots"]}

    assert [day for day in days if not starts <= day <= ends] == []
    assert [day for day in days if date.fromisoformat(day).weekday() > 4] == []


def test_every_end_comes_after_its_start(any_size: Record) -> None:
    hours = [*any_size["slots"], *entries(any_size)]
    timed = [span for span in hours if span["start"] and span["end"]]

    assert [span for span in timed if minutes(span["start"]) >= minutes(span["end"])] == []


def test_codes_are_public_codes_and_used_once(any_size: Record) -> None:
    codes = [entry["code"] for entry in entries(any_size)]

    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not re.fullmatch("[23456789BCDFGHJKLMNPQRSTVWXYZ]{5}", code)] == []
    assert [entry for entry in entries(any_size) if "uid" in entry] == []


def test_an_event_keeps_its_code_when_the_meeting_grows(meeting: Record) -> None:
    larger = programme(1500)
    codes = [event["code"] for event in meeting["side_events"]]

    assert [event["code"] for event in larger["side_events"][:150]] == codes


def test_whoever_is_named_is_listed_and_once(any_size: Record) -> None:
    organisations = [organisation["name"] for organisation in any_size["organisations"]]
    rooms = {room["name"] for room in any_size["rooms"]}
    events = any_size["side_events"]

    assert len(set(organisations)) == len(organisations)
    assert {name for event in events for name in givers(event)} <= set(organisations)
    assert [event for event in events if len(set(givers(event))) < len(givers(event))] == []
    assert {entry["room"] for entry in entries(any_size)} <= rooms | {None}


def test_ngos_without_status_organise_nothing(any_size: Record) -> None:
    without = {
        organisation["name"]
        for organisation in any_size["organisations"]
        if organisation["kind"] == "ngo" and "ecosoc_status" not in organisation
    }
    organisers = {
        name
        for event in any_size["side_events"]
        for name in (event["organiser"], *event.get("co_organisers", ()))
    }

    assert without
    assert organisers & without == set()


def test_all_addresses_are_reserved_ones(any_size: Record) -> None:
    urls = re.findall(r'https?://[^"]+', json.dumps(any_size))

    assert [url for url in urls if not re.match(r"https://[a-z]+\.example/", url)] == []


def test_no_code_passes_to_an_entry_of_another_kind_when_the_meeting_grows() -> None:
    def codes(events: int) -> dict[str, str]:
        file = programme(events)
        sections = ("side_events", "thematic_sessions", "formal_meetings")
        return {entry["code"]: section for section in sections for entry in file[section]}

    small, large = codes(150), codes(1500)
    assert {code: large[code] for code in small} == small
