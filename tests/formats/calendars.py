"""Calendars made for the tests of iCalendar, and read line by line."""

import re
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from scheduler.formats import ical
from scheduler.formats.entry import MeetingFace, Stamps
from tests.formats.samples import MEETING, PAGE, STAMPS, an_entry

ROOT = Path(__file__).parents[2]
SOURCE = "https://programme.example/CND66/calendar.ics"
HOSTILE = 'A\r\nBEGIN:VEVENT\nEND:VEVENT\r"quoted", one; two\\nthree\x00\x0b\x85\u2028four \ud800\u202e five'
TAMED = 'A BEGIN:VEVENT END:VEVENT "quoted", one; two/nthree four five'

CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
any_text = st.text(st.characters(exclude_categories=()))


def fragment(
    meeting: MeetingFace = MEETING,
    stamps: Stamps = STAMPS,
    address: str = PAGE,
    cancelled: Any = "mark",
    **changes: Any,
) -> bytes:
    written = ical.fragment(an_entry(**changes), stamps, meeting, address, cancelled=cancelled)
    assert written is not None
    return written


def feed(*fragments: bytes, **changes: Any) -> bytes:
    texts = {"name": "CND66", "description": "The programme", "source": SOURCE, "refresh_minutes": 60}
    return ical.feed(changes.pop("meeting", MEETING), fragments, **{**texts, **changes})


def properties(written: bytes) -> list[str]:
    return written.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values(written: bytes, name: str) -> list[str]:
    """Give each property of this name: what stands after it, parameters too, escapes as they are."""
    starts = (f"{name}:", f"{name};")
    return [line.removeprefix(name) for line in properties(written) if line.startswith(starts)]


def text(written: bytes, name: str) -> str:
    """Give the only property of this name as RFC 5545 3.3.11 reads it; no backslash is ever a text's own."""
    (value,) = values(written, name)
    return value[1:].replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")


def assert_valid(written: bytes) -> None:
    lines = written.decode("utf-8").split("\r\n")
    assert lines.pop() == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert CONTROLS.search("".join(lines)) is None
