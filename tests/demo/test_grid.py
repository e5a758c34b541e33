"""Rooms and slots of the fictitious meeting."""

from collections import defaultdict
from typing import Any

Record = dict[str, Any]


def test_rooms_have_all_that_rooms_can_have(meeting: Record) -> None:
    equipment = {item for room in meeting["rooms"] for item in room["equipment"]}
    closed = {room["name"]: room["closed"] for room in meeting["rooms"] if room["closed"]}

    assert equipment == {"hybrid", "interpretation", "recording", "step_free"}
    assert [room["name"] for room in meeting["rooms"] if not room["capacity"]] == []
    assert sum(bool(room["aliases"]) for room in meeting["rooms"]) == 8
    assert closed == {
        "Linden Hall": [{"date": "2027-03-12", "start": "12:00", "end": "19:00"}],
        "Cedar Room": [{"date": "2027-03-08", "start": "08:00", "end": "12:00"}],
        "Rowan Room": [{"date": "2027-03-10", "start": "13:00", "end": "15:00"}],
    }


def test_slots_last_50_minutes_and_differ_from_day_to_day(meeting: Record) -> None:
    by_day = defaultdict(list)
    for slot in meeting["slots"]:
        by_day[slot["date"]].append(f"{slot['start']}-{slot['end']}")

    assert by_day == {
        "2027-03-08": ["09:00-09:50", "13:10-14:00", "14:05-14:55", "18:10-19:00"],
        "2027-03-09": ["08:00-08:50", "09:00-09:50", "13:10-14:00", "14:10-15:00"],
        "2027-03-10": ["08:10-09:00", "09:05-09:55", "13:10-14:00", "14:05-14:55"],
        "2027-03-11": ["09:00-09:50", "13:10-14:00", "14:10-15:00", "18:10-19:00"],
        "2027-03-12": ["08:10-09:00", "09:05-09:55", "13:15-14:05", "14:10-15:00"],
    }
