"""Small programme files for tests."""

import json
from typing import Any


def meeting(**facts: Any) -> dict[str, Any]:
    return {
        "code": "T1",
        "title": "A test session",
        "kind": "regular_session",
        "session_number": 1,
        "starts": "2027-03-08",
        "ends": "2027-03-12",
        "time_zone": "Europe/Vienna",
        "venue": "Test Centre",
        **facts,
    }


def side_event(title: str = "First event", **facts: Any) -> dict[str, Any]:
    return {
        "title": title,
        "organiser": "Republic of Examples",
        "date": "2027-03-09",
        "start": "09:00",
        "end": "09:50",
        "room": "M1",
        **facts,
    }


def programme(*side_events: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {
        "format": "scheduler-programme/1",
        "meeting": meeting(),
        "side_events": list(side_events),
        **parts,
    }


def as_bytes(programme: dict[str, Any]) -> bytes:
    return json.dumps(programme, ensure_ascii=False).encode()
