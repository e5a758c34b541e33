"""A fictitious meeting of any size, as a programme file: for demonstrations, trials and measuring."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from scheduler.demo import grid
from scheduler.demo.events import side_events
from scheduler.demo.grid import Bookings, Hours
from scheduler.demo.occasions import occasions
from scheduler.demo.panels import floor_speakers
from scheduler.demo.parties import parties
from scheduler.demo.sittings import formal_meetings, thematic_sessions
from scheduler.kernel.codes import ALPHABET, LENGTH

Record = dict[str, Any]

CODE = "DEMO"
MOST_EVENTS = 3000


def programme(events: int = 150, seed: int = 66) -> Record:
    """A programme file (`scheduler-programme/1`) with so many side events. Equal arguments give equal files.

    Every 150 events take a week of five days and bring sixty organisations. Raises ValueError unless there
    are 0 to 3000 events.
    """
    if not 0 <= events <= MOST_EVENTS:
        raise ValueError(f"The fictitious meeting can have 0 to {MOST_EVENTS} side events, not {events}.")
    rng = Random(seed)
    days = grid.working_days(events)
    everybody = parties(rng, len(days) // 5)
    sessions = thematic_sessions(rng, days, everybody)
    formal = formal_meetings(days)
    every = list(codes(seed, len(sessions) + MOST_EVENTS + len(formal)))
    sessions = [{"code": code, **session} for code, session in zip(every, sessions, strict=False)]
    of_events, of_formal = every[len(sessions) :], every[len(sessions) + MOST_EVENTS :]
    when_and_where = occasions(rng, events, days, _bookings(days, sessions + formal))
    return {
        "format": "scheduler-programme/1",
        "meeting": _meeting(days),
        "rooms": grid.rooms(days),
        "slots": [slot.as_record() for slot in grid.slots(days)],
        "organisations": [party.as_record() for party in everybody],
        "side_events": side_events(rng, everybody, when_and_where, iter(of_events)),
        "thematic_sessions": sessions,
        "formal_meetings": [
            {"code": code, **meeting} for code, meeting in zip(of_formal, formal, strict=True)
        ],
        "floor_speakers": floor_speakers(rng, everybody)[:3],
    }


def _meeting(days: list[date]) -> Record:
    return {
        "code": CODE,
        "title": "Demonstration session (fictitious)",
        "kind": "regular_session",
        "session_number": None,
        "starts": days[0].isoformat(),
        "ends": days[-1].isoformat(),
        "time_zone": "Europe/Vienna",
        "venue": "Demonstration Conference Centre (fictitious)",
    }


def codes(seed: int, count: int) -> Iterator[str]:
    """Different codes. The first ones are the same however many there are, so that an entry keeps its code
    when the meeting grows, and no side event gets one that a formal meeting had."""
    for number in Random(seed).sample(range(len(ALPHABET) ** LENGTH), count):
        yield "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))


def _bookings(days: list[date], sittings: list[Record]) -> Bookings:
    """The rooms before any side event is placed: closed, or taken by sessions and formal meetings."""
    bookings = Bookings()
    for room, hours in grid.closures(days):
        bookings.book(room, hours)
    for sitting in sittings:
        hours = Hours(date.fromisoformat(sitting["date"]), sitting["start"], sitting["end"])
        bookings.book(sitting["room"], hours)
    return bookings
