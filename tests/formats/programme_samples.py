"""Small programme files to change."""

import json
from pathlib import Path
from typing import Any

from scheduler.formats.programme_file import Fault, read
from scheduler.formats.programme_model import ProgrammeFile

REAL = sorted((Path(__file__).parents[2] / "scheduler/demo/programmes").glob("*.json"))
"""What the public record says of real meetings."""


def a_meeting(**facts: Any) -> dict[str, Any]:
    return {
        "code": "CND66",
        "title": "Commission on Narcotic Drugs, sixty-sixth session",
        "kind": "regular_session",
        "starts": "2023-03-13",
        "ends": "2023-03-17",
        "time_zone": "Europe/Vienna",
        "venue": "Vienna International Centre",
        **facts,
    }


def an_event(title: str = "An event", **facts: Any) -> dict[str, Any]:
    return {"title": title, **facts}


def a_file(**parts: Any) -> dict[str, Any]:
    return {"format": "scheduler-programme/1", "meeting": a_meeting(), **parts}


def as_bytes(file: object) -> bytes:
    return json.dumps(file).encode()


def a_programme(**parts: Any) -> ProgrammeFile:
    """A programme as it is read from a sound file."""
    reading = read(as_bytes(a_file(**parts)), "sample.json")
    assert reading.faults == []
    assert reading.programme is not None
    return reading.programme


def told(faults: list[Fault]) -> list[tuple[str, str]]:
    """Places and sentences."""
    return [(fault.place, str(fault.sentence)) for fault in faults]


def faults_of(file: object) -> list[tuple[str, str]]:
    return told(read(as_bytes(file), "f.json").faults)


FULL: dict[str, Any] = {
    "format": "scheduler-programme/1",
    "meeting": {
        "code": "CND66",
        "title": "Sixty-sixth session",
        "kind": "regular_session",
        "session_number": 66,
        "starts": "2023-03-13",
        "ends": "2023-03-17",
        "time_zone": "Europe/Vienna",
        "venue": "Vienna International Centre",
        "coverage": {"side_events": 155},
    },
    "rooms": [
        {
            "name": "MOE100",
            "capacity": 80,
            "aliases": ["MEO100"],
            "equipment": ["hybrid", "step_free"],
            "closed": [{"date": "2023-03-15", "start": "10:00", "end": "12:00"}],
        }
    ],
    "slots": [{"date": "2023-03-14", "start": "14:10", "end": "15:00"}],
    "organisations": [
        {
            "name": "World Health Organization",
            "kind": "un_entity",
            "short_name": "WHO",
            "country": "Switzerland",
            "ecosoc_status": "roster",
            "regional_group": "Western European and other States",
        }
    ],
    "side_events": [
        {
            "title": "Türkiye's event",
            "organiser": "World Health Organization",
            "cosponsors": ["Türkiye"],
            "date": "2023-03-14",
            "start": "14:10",
            "end": "15:00",
            "room": "MOE100",
            "format": "hybrid",
            "kind": "exhibition",
            "until": "2023-03-15",
            "description": "One.\n\nTwo.",
            "theme": "Access",
            "languages": ["English"],
            "speakers": [{"name": "Ann", "affiliation": "WHO"}],
            "links": [{"label": "Register", "url": "https://who.example/a?b=c#d"}],
            "code": "AB-12",
            "uid": "1@scheduler.example",
            "status": "cancelled",
            "sources": ["https://who.example/"],
            "note": "typed MEO100",
        },
        {"title": "Joint", "co_organisers": ["A", "B"]},
    ],
    "thematic_sessions": [
        {
            "title": "Session",
            "date": "2023-03-16",
            "start": "10:00",
            "end": "13:00",
            "room": "Board Room D",
            "format": "in_person",
            "chair": "H.E. Ambassador D'Hoop",
            "moderator": "Somebody",
            "languages": ["English", "French"],
            "segments": [{"kind": "panel", "by": "Four", "mode": "video", "minutes": 90, "note": "n"}],
            "seats": [
                {
                    "constituency": "member_state",
                    "regional_group": "African States",
                    "min": 1,
                    "target": 2,
                    "max": 3,
                }
            ],
            "panellists": [
                {
                    "constituency": "civil_society",
                    "represents": "an NGO",
                    "regional_group": "none",
                    "channel": "vngoc",
                    "name": "Bea",
                }
            ],
            "floor_speakers": [{"constituency": "partner"}],
            "documents": [
                {"title": "Note", "symbol": "E/CN.7/2023/1", "url": "https://x.example/", "languages": ["ar"]}
            ],
        }
    ],
    "formal_meetings": [
        {
            "kind": "plenary",
            "title": "First plenary",
            "date": "2023-03-13",
            "agenda_items": [{"number": "5 (a)", "title": "Items", "symbols": ["E/CN.7/2023/2"]}],
        }
    ],
    "floor_speakers": [{"constituency": "igo", "represents": "AU"}],
}
