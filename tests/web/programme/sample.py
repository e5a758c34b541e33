"""Programme files that show everything once, and the real ones."""

import json
from pathlib import Path
from typing import Any

import scheduler.demo
from tests.programmes.files import programme, side_event

REAL = Path(scheduler.demo.__file__).parent / "programmes"

SESSION = {
    "title": "Thematic session 1",
    "code": "SSSSS",
    "date": "2027-03-09",
    "start": "10:00",
    "end": "13:00",
    "room": "M2",
    "chair": "H.E. Ambassador Example",
    "languages": ["en", "fr"],
    "segments": [
        {"kind": "opening_remarks", "by": "The Chair", "mode": "online", "minutes": 5},
        {"kind": "panel", "by": None},
    ],
    "seats": [
        {"constituency": "member_state", "regional_group": "African States", "min": 1, "target": 1, "max": 2},
        {"constituency": "civil_society", "target": 1},
    ],
    "panellists": [
        {
            "constituency": "member_state",
            "represents": "Republic of Examples",
            "regional_group": "African States",
            "channel": "regional_group",
            "name": "Ada Example",
        },
        {"constituency": "civil_society", "represents": None, "channel": "vngoc"},
    ],
    "floor_speakers": [{"constituency": "igo", "represents": "Union of Examples", "channel": "direct"}],
    "documents": [
        {"title": "Note", "symbol": "T/1", "url": "https://documents.example/T/1", "languages": ["en"]}
    ],
}
PLENARY = {
    "kind": "plenary",
    "title": "Plenary, 1st meeting",
    "code": "PPPPP",
    "date": "2027-03-09",
    "start": "10:00",
    "end": "13:00",
    "room": "M3",
    "agenda_items": [{"number": "1", "title": "Opening", "symbols": ["T/2", "T/3"]}],
}
FULL = side_event(
    "A full event",
    code="AAAAA",
    cosponsors=["Kingdom of Samples"],
    format="hybrid",
    theme="Public health",
    languages=["en"],
    description="First paragraph.\n\nSecond paragraph.",
    speakers=[{"name": "Bo Speaker", "affiliation": "Samples Institute"}],
    links=[{"label": "Stream", "url": "https://stream.example/"}],
)
FILE = programme(
    FULL,
    side_event(
        "Online one", code="BBBBB", organiser="Kingdom of Samples", room=None, format="online", end=None
    ),
    side_event("A day later", code="CCCCC", date="2027-03-10", room=None),
    side_event("No hour", code="DDDDD", start=None, end=None, room=None),
    side_event("No day", code="EEEEE", date=None, start=None, end=None, room=None),
    side_event(
        "A show", code="FFFFF", kind="exhibition", until="2027-03-11", start=None, end=None, room="Foyer"
    ),
    thematic_sessions=[SESSION],
    formal_meetings=[PLENARY],
)


ENTRIES = [*FILE["side_events"], *FILE["thematic_sessions"], *FILE["formal_meetings"]]


def real(code: str) -> Any:
    """One of the Commission's own programmes."""
    return json.loads((REAL / f"{code}.json").read_text())
