"""The two fictitious meetings of thematic sessions, as programme files. Their dates hang on the day on which
the demonstration is filled; all of them are days of the venue."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.demo.grid import SESSION_HALL
from scheduler.demo.open_call.session import ZONE
from scheduler.demo.parties import Party
from scheduler.kernel.localtime import to_local

Record = dict[str, Any]

COMPOSED, HELD = "DEMO3", "DEMO4"
"""The meeting whose panels are being composed, and the one that meets today."""
AHEAD = timedelta(weeks=7)
"""From the day of filling to the first day of the meeting that is being composed, at least."""
SHARED = (
    "Prevention and treatment for all who need them: from the commitments that were made to what reaches "
    "people where they live"
)
TITLES = ("Access to controlled medicines for those who need them", SHARED, SHARED)
"""Of the sessions that are being composed. Two share one title over two days."""
TITLE_TODAY = "Early warning: what laboratories, clinics and streets can tell each other"
MORNING, AFTERNOON = ("10:00", "13:00"), ("15:00", "18:00")
DAYS, HOURS = (0, 0, 1), (MORNING, AFTERNOON, MORNING)
CHAIR = "H.E. Ambassador Amara Solun (Olunda), Chair of the demonstration session"
MODERATORS = ("Elio Hollcomb", "Farah Nestwick", "Viggo Larnova")
AGENDA = (
    ("opening_remarks", "Chair of the demonstration session", "in_person", 5),
    ("opening_remarks", "Demonstration Fund for Rural Development", "video", 5),
    ("introductory_presentation", "Demonstration Institute for Drug Research", "in_person", 20),
    ("panel", None, None, 90),
    ("interactive_debate", None, None, 50),
    ("way_forward", "Chair of the demonstration session", "in_person", 10),
)
"""Kind, who, how, and minutes: three hours."""
LATEST_START = 20
"""On the clock: a session of today that would begin later begins then."""


def first_day(today: date) -> date:
    """Of the meeting that is being composed: a Tuesday."""
    soonest = today + AHEAD
    return soonest + timedelta(days=(1 - soonest.weekday()) % 7)


def composed(today: date, bodies: Iterable[Party]) -> Record:
    """The meeting that is being composed: three sessions on two days."""
    days = [first_day(today) + timedelta(days=day) for day in range(2)]
    sessions = [
        _session(title, days[day], hours, moderator)
        for title, day, hours, moderator in zip(TITLES, DAYS, HOURS, MODERATORS, strict=True)
    ]
    return _meeting(COMPOSED, "Thematic discussions that are being composed (fictitious)", sessions, bodies)


def held(now: datetime, bodies: Iterable[Party]) -> Record:
    """The meeting of today: one session, which has begun if the hour is one for sessions."""
    here = to_local(now, ZONE)
    start = min(max(here.hour - 1, 8), LATEST_START)
    hours = f"{start:02}:00", f"{start + 3:02}:00"
    sessions = [_session(TITLE_TODAY, here.date(), hours, MODERATORS[0])]
    return _meeting(HELD, "Thematic discussion of the day (fictitious)", sessions, bodies)


def _meeting(code: str, title: str, sessions: list[Record], bodies: Iterable[Party]) -> Record:
    return {
        "format": "scheduler-programme/1",
        "meeting": {
            "code": code,
            "title": title,
            "kind": "intersessional_meeting",
            "starts": min(one["date"] for one in sessions),
            "ends": max(one["date"] for one in sessions),
            "time_zone": ZONE,
            "venue": "Demonstration House of Congresses (fictitious)",
        },
        "organisations": [party.as_record() for party in bodies],
        "thematic_sessions": sessions,
    }


def _session(title: str, day: date, hours: tuple[str, str], moderator: str) -> Record:
    return {
        "title": title,
        "date": day.isoformat(),
        "start": hours[0],
        "end": hours[1],
        "room": SESSION_HALL,
        "format": "hybrid",
        "chair": CHAIR,
        "moderator": moderator,
        "languages": ["en", "fr"],
        "segments": [
            {"kind": kind, "by": by, "mode": mode, "minutes": minutes} for kind, by, mode, minutes in AGENDA
        ],
    }
