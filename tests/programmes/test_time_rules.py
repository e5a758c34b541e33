"""Days and times of a programme that do not exist, contradict each other, or lie outside the meeting."""

from typing import Any

import pytest

from scheduler.programmes.rules import faults
from tests.formats.programme_samples import a_meeting, a_programme, an_event, told

OUTSIDE = "%s lies outside the meeting, which is from 2023-03-13 to 2023-03-17."


def time_faults(**parts: Any) -> list[tuple[str, str]]:
    return told(faults(a_programme(**parts)))


def test_a_meeting_that_ends_before_it_starts() -> None:
    # Nothing is said of what lies outside it: everything does.
    meeting = a_meeting(starts="2023-03-14", ends="2023-03-13")
    assert time_faults(meeting=meeting, side_events=[an_event(date="2023-03-14")]) == [
        ("meeting.ends", "The meeting ends on 2023-03-13, before it starts on 2023-03-14.")
    ]


def test_a_meeting_of_one_day() -> None:
    meeting = a_meeting(starts="2023-03-14", ends="2023-03-14")
    assert time_faults(meeting=meeting, side_events=[an_event(date="2023-03-14")]) == []


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        ("2023-07-19", []),
        ("2023-07-20", [("meeting.ends", "The meeting lasts 201 days; 200 at most can be.")]),
    ],
)
def test_a_meeting_that_lasts_too_long(ends: str, found: list[tuple[str, str]]) -> None:
    assert time_faults(meeting=a_meeting(starts="2023-01-01", ends=ends)) == found


def test_an_unknown_zone() -> None:
    meeting = a_meeting(time_zone="Europe/Viena")
    event = an_event(date="2023-03-14", start="02:30", end="02:00")
    assert time_faults(meeting=meeting, side_events=[event]) == [
        ("meeting.time_zone", 'There is no time zone "Europe/Viena". Do you mean Europe/Vienna?'),
        ("side_events[0].end", "The end, 02:00, must be after the start, 02:30."),
    ]


INSIDE = {"date": "2023-03-14", "start": "09:00", "end": "10:00"}


@pytest.mark.parametrize("day", ["2023-03-12", "2023-03-18"])
@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("slots[1].date", {"slots": [INSIDE, {}]}),
        ("rooms[0].closed[1].date", {"rooms": [{"name": "M6", "closed": [INSIDE, {}]}]}),
        ("side_events[1].date", {"side_events": [an_event(), {"title": "t"}]}),
        ("thematic_sessions[0].date", {"thematic_sessions": [{"title": "t"}]}),
        ("formal_meetings[0].date", {"formal_meetings": [{"title": "t", "kind": "plenary"}]}),
    ],
    ids=["slot", "closure", "side event", "thematic session", "formal meeting"],
)
def test_a_day_outside_the_meeting(place: str, parts: dict[str, Any], day: str) -> None:
    timed = {"date": day, "start": "09:00", "end": "10:00"}
    assert time_faults(**_with_last(parts, timed)) == [(place, OUTSIDE % day)]


def _with_last(part: Any, facts: dict[str, Any]) -> Any:
    """A copy in which the last innermost object has these facts too."""
    if isinstance(part, list):
        return [*part[:-1], _with_last(part[-1], facts)]
    inner = next((key for key, value in part.items() if isinstance(value, list)), None)
    return {**part, inner: _with_last(part[inner], facts)} if inner else {**part, **facts}


def test_first_and_last_day_belong_to_the_meeting() -> None:
    events = [an_event(date="2023-03-13"), an_event(date="2023-03-17", until="2023-03-17")]
    assert time_faults(side_events=events) == []


SPRING = "does not exist in Europe/Vienna: the clocks go forward over it. Use another time."
AUTUMN = "is ambiguous in Europe/Vienna: the clocks go back and show it twice. Use another time."


@pytest.mark.parametrize(("day", "sentence"), [("2023-03-26", SPRING), ("2023-10-29", AUTUMN)])
def test_times_around_a_change_of_the_clocks(day: str, sentence: str) -> None:
    timed = {"date": day, "start": "02:00", "end": "02:59"}
    fine = {"date": day, "start": "01:59", "end": "03:00"}
    parts = {
        "slots": [fine, timed],
        "rooms": [{"name": "M6", "closed": [timed]}],
        "side_events": [an_event(**fine), an_event(**timed)],
        "thematic_sessions": [{"title": "t", **timed}],
        "formal_meetings": [{"title": "t", "kind": "forum", **timed}],
    }
    places = [
        *("slots[1]", "rooms[0].closed[0]", "side_events[1]", "thematic_sessions[0]", "formal_meetings[0]"),
    ]
    assert time_faults(meeting=a_meeting(starts=day, ends=day), **parts) == [
        (f"{place}.{key}", f"{timed[key]} on {day} {sentence}")
        for place in places
        for key in ("start", "end")
    ]


@pytest.mark.parametrize("end", ["14:10", "14:09", "00:00"])
def test_an_end_that_is_not_after_the_start(end: str) -> None:
    timed = {"date": "2023-03-14", "start": "14:10", "end": end}
    sentence = f"The end, {end}, must be after the start, 14:10."
    found = time_faults(
        slots=[timed],
        rooms=[{"name": "M6", "closed": [timed]}],
        formal_meetings=[{"title": "t", "kind": "forum", **timed}],
    )
    assert found == [
        ("slots[0].end", sentence),
        ("rooms[0].closed[0].end", sentence),
        ("formal_meetings[0].end", sentence),
    ]


START_NEEDS_DATE = ("side_events[0].start", "A start needs a date. Give the date, or leave the start out.")
END_NEEDS_DATE = ("side_events[0].end", "An end needs a date. Give the date, or leave the end out.")
END_NEEDS_START = ("side_events[0].end", "An end needs a start. Give the start, or leave the end out.")


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ({}, []),
        ({"date": "2023-03-14"}, []),
        ({"date": "2023-03-14", "start": "14:10"}, []),
        ({"room": "M6"}, []),
        ({"start": "14:10"}, [START_NEEDS_DATE]),
        ({"start": "14:10", "end": "15:00"}, [START_NEEDS_DATE, END_NEEDS_DATE]),
        ({"date": "2023-03-14", "end": "15:00"}, [END_NEEDS_START]),
        ({"end": "15:00"}, [END_NEEDS_START]),
    ],
)
def test_what_times_need(event: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert time_faults(side_events=[an_event(**event)]) == found


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ({"until": "2023-03-14"}, "A last day needs a date as the first. Give it, or leave this out."),
        (
            {"date": "2023-03-14", "until": "2023-03-13"},
            "The last day, 2023-03-13, is before the first, 2023-03-14.",
        ),
        ({"date": "2023-03-14", "until": "2023-03-18"}, OUTSIDE % "2023-03-18"),
    ],
)
def test_a_wrong_last_day(event: dict[str, Any], sentence: str) -> None:
    assert time_faults(side_events=[an_event(**event)]) == [("side_events[0].until", sentence)]
