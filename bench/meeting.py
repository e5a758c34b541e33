"""The fictitious meeting, in sizes that it does not have by itself too, as benchmarks import it."""

import contextlib
import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

from scheduler.demo import fictitious
from scheduler.demo.fictitious import Record
from scheduler.formats import programme_json, programme_values
from scheduler.programmes.actions import import_files

WHOLE = 1_500
"""Side events of the meeting that a larger one repeats, in other rooms."""
ANOTHER_SEED = 67
"""Of codes."""


def meeting(events: int) -> Record:
    """A programme file with so many side events: more than the fictitious meeting can have must be whole
    times 1,500."""
    if events <= fictitious.MOST_EVENTS:
        return fictitious.programme(events)
    times, rest = divmod(events, WHOLE)
    if rest:
        raise ValueError(f"From {fictitious.MOST_EVENTS} on, write a multiple of {WHOLE}, not {events}.")
    return _repeated(fictitious.programme(WHOLE), times)


def _repeated(file: Record, times: int) -> Record:
    """So many times the side events on the same days, each time in rooms of their own."""
    numbers = range(2, times + 1)
    taken = {entry["code"] for kind in _KINDS for entry in file[kind]}
    codes = (code for code in fictitious.codes(ANOTHER_SEED, WHOLE * (times + 1)) if code not in taken)
    more_rooms = [
        {**room, "name": _numbered(room["name"], number), "aliases": []}
        for number, room in itertools.product(numbers, file["rooms"])
    ]
    more_events = [
        {**event, "code": next(codes), "room": _numbered(event["room"], number)}
        for number, event in itertools.product(numbers, file["side_events"])
    ]
    return {
        **file,
        "rooms": file["rooms"] + more_rooms,
        "side_events": file["side_events"] + more_events,
    }


_KINDS = ("side_events", "thematic_sessions", "formal_meetings")


def _numbered(room: str | None, number: int) -> str | None:
    return room and f"{room} {number}"


def renamed(events: int, title: str) -> Record:
    """The meeting with another title of its first event."""
    file = meeting(events)
    file["side_events"][0]["title"] += f" ({title})"
    return file


def timed_import(file: Record) -> float:
    """Seconds that it took."""
    data = json.dumps(file).encode()
    with _of_any_length():
        started = time.perf_counter()
        report = import_files([("DEMO", data)], actor="bench", base_url="http://127.0.0.1")
    assert not report.faults, report.faults[:5]
    return time.perf_counter() - started


@contextlib.contextmanager
def _of_any_length() -> Iterator[None]:
    """Within the block files are read that the program refuses as too long, to see how it would grow."""
    limits: list[tuple[Any, str]] = [
        (programme_json, "LARGEST"),
        (programme_json, "MOST_VALUES"),
        (programme_values, "LONGEST_LIST"),
    ]
    before = [getattr(module, name) for module, name in limits]
    try:
        for module, name in limits:
            setattr(module, name, 10**9)
        yield
    finally:
        for (module, name), limit in zip(limits, before, strict=True):
            setattr(module, name, limit)
