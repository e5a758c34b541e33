"""The second fictitious meeting, as a programme file, and the terms of its three calls.

Its dates hang on the day on which the demonstration is filled: one call is open, one is over, one is still to
open. All of them are days of the venue.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from scheduler.calls.rules import Late, Phase, Terms, phase
from scheduler.demo import grid
from scheduler.demo.fictitious import codes
from scheduler.demo.parties import Party
from scheduler.demo.sittings import formal_meetings
from scheduler.kernel.localtime import to_utc
from scheduler.kernel.terms import OrganisationKind, SideEventKind

Record = dict[str, Any]

CODE = "DEMO2"
ZONE = "Europe/Vienna"
AHEAD = timedelta(weeks=12)
"""From the day of filling to the session's first day, at least."""
LAST_CALL = timedelta(weeks=4)
"""So long before the session the secretariat prolongs a call no more."""
PROLONGED = timedelta(days=5)
SEED = 67

SIDE_EVENTS = (-9, 5)
SPECIAL_EVENTS = (-40, -16)
EXHIBITIONS = (3, 24)
"""The days of opening and closing, counted from the day of filling."""
SUPPORT_BEFORE, LINKS_BEFORE, MATERIAL_BEFORE = (timedelta(days=days) for days in (21, 14, 10))
"""The later deadlines, before the session."""
REQUIRED = ("abstract", "theme", "format", "attendance", "speakers", "wishes", "contact")


def first_day(today: date) -> date:
    """A Monday."""
    soonest = today + AHEAD
    return soonest + timedelta(days=-soonest.weekday() % 7)


def programme(today: date, everybody: list[Party]) -> Record:
    """The programme file (`scheduler-programme/1`): formal meetings, rooms and slots; of side events there is
    none before the secretariat accepts some."""
    days = [first_day(today) + timedelta(days=day) for day in range(5)]
    formal = formal_meetings(days)
    return {
        "format": "scheduler-programme/1",
        "meeting": {
            "code": CODE,
            "title": "Second demonstration session (fictitious)",
            "kind": "regular_session",
            "session_number": None,
            "starts": days[0].isoformat(),
            "ends": days[-1].isoformat(),
            "time_zone": ZONE,
            "venue": "Demonstration House of Congresses (fictitious)",
        },
        "rooms": grid.rooms(days),
        "slots": [slot.as_record() for slot in grid.slots(days)],
        "organisations": [party.as_record() for party in everybody],
        "formal_meetings": [
            {"code": code, **meeting} for code, meeting in zip(codes(SEED, len(formal)), formal, strict=True)
        ],
    }


def calls(today: date) -> Iterator[Terms]:
    """The terms of the call for side events, which is open; of the one for special events, which is over; and
    of the one for exhibitions, which opens soon."""
    everybody = frozenset(OrganisationKind)
    leads = everybody - {OrganisationKind.OTHER}
    side = _terms(today, SideEventKind.SIDE_EVENT, SIDE_EVENTS, Late.CLOSED, leads)
    yield replace(side, required=REQUIRED)
    special = _terms(today, SideEventKind.SPECIAL_EVENT, SPECIAL_EVENTS, Late.QUEUE, leads)
    yield replace(special, required=("abstract", "theme"), second_reader=True)
    yield _terms(today, SideEventKind.EXHIBITION, EXHIBITIONS, Late.LINK, everybody)


def prolonged(terms: Terms, now: datetime, today: date, starts: date) -> Terms | None:
    """The same with a later closing, for a call that is over; None while it is not, and where the session,
    which `starts` then, is too near."""
    if phase(terms, now) is not Phase.OVER or today + PROLONGED > starts - LAST_CALL:
        return None
    return replace(terms, closes_at=_end_of(today + PROLONGED))


def _terms(
    today: date,
    kind: SideEventKind,
    window: tuple[int, int],
    late: Late,
    organisers: frozenset[OrganisationKind],
) -> Terms:
    opens, closes = (today + timedelta(days=day) for day in window)
    starts = first_day(today)
    return Terms(
        kind=kind,
        opens_at=to_utc(opens, time(9), ZONE),
        closes_at=_end_of(closes),
        late=late,
        organisers=organisers,
        support_until=_end_of(starts - SUPPORT_BEFORE),
        links_until=_end_of(starts - LINKS_BEFORE),
        material_until=_end_of(starts - MATERIAL_BEFORE),
    )


def _end_of(day: date) -> datetime:
    return to_utc(day, time(23, 59, 59), ZONE)
