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
