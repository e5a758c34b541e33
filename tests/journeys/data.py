"""The facts of the served programmes, from the same files, for comparison."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import scheduler.demo
from scheduler.demo import fictitious

Record = dict[str, Any]

FILES = Path(scheduler.demo.__file__).with_name("programmes")
KINDS = {
    "side_event": "Side event",
    "special_event": "Special event",
    "exhibition": "Exhibition",
    "other": "Event",
    "thematic_session": "Thematic session",
    "plenary": "Plenary meeting",
    "committee_of_the_whole": "Committee of the Whole",
    "dialogue": "Dialogue",
    "hearing": "Hearing",
    "forum": "Forum",
}
"""The words that pages have for kinds, in their order."""
FORMAL = ("plenary", "committee_of_the_whole", "dialogue", "hearing", "forum")
CODES = ("CND66", "CND67", "TD2022", "TD2023", "TD2024", "DEMO")


@cache
def programme(code: str) -> Record:
    if code == fictitious.CODE:
        return fictitious.programme()
    content: Record = json.loads((FILES / f"{code}.json").read_text())
    return content


def entries(code: str) -> list[Record]:
    """All entries; each has a `kind`."""
    found = programme(code)
    sessions = [{**one, "kind": "thematic_session"} for one in found.get("thematic_sessions", [])]
    events = [{"kind": "side_event", **one} for one in found.get("side_events", [])]
    return [*events, *sessions, *found.get("formal_meetings", [])]


def is_cancelled(entry: Record) -> bool:
    return entry.get("status") == "cancelled"


def days(entry: Record) -> list[str]:
    """The days on which it stands, as far as they are of one month."""
    if entry["date"] is None:
        return []
    first, last = entry["date"], entry.get("until") or entry["date"]
    assert first[:8] == last[:8]
    return [f"{first[:8]}{day:02}" for day in range(int(first[8:]), int(last[8:]) + 1)]
