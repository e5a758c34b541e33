"""How a record is sealed and the chain checked; what a day is. Pure."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from scheduler.kernel.localtime import zone

START = "0" * 64
"""What the first record is chained to."""
THING = re.compile(r"(?P<kind>[a-z][a-z ]*) (?P<id>[^ ]+)")
"""A thing as records name it, such as "organisation 12" or "meeting CND66"."""

_sorted = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_plain = json.JSONEncoder(ensure_ascii=False).encode
"""Made once: the chain is long."""


def digest(salt: str, facts: dict[str, Any]) -> str:
    """SHA-256 of the content with its salt, in hexadecimal."""
    return hashlib.sha256(f"{salt}\n{_sorted(facts)}".encode()).hexdigest()


def chained(before: str, number: int, at: datetime, act: str, thing: str, content_digest: str) -> str:
    """SHA-256 of the record and of the one before it. `at` in UTC."""
    text = _plain([before, number, at.isoformat(), act, thing, content_digest])
    return hashlib.sha256(text.encode()).hexdigest()


def whole_day(day: date, zone_name: str) -> tuple[datetime, datetime]:
    """The first moment of a day in the zone, and that of the next day, in UTC. Raises UnknownZone, and
    OverflowError at the ends of the calendar."""
    midnights = (datetime.combine(one, time.min, zone(zone_name)) for one in (day, day + timedelta(days=1)))
    first, next_ = (midnight.astimezone(UTC) for midnight in midnights)
    return first, next_


def texts(facts: Any) -> Iterator[str]:
    """Every text in a record's facts, however deep."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, dict):
        for value in facts.values():
            yield from texts(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from texts(value)
