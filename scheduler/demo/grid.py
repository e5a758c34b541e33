"""Days, hours and rooms of the fictitious meeting. All times are local times of the venue (Europe/Vienna)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

EVENTS_PER_WEEK = 150
FIRST_MONDAY = date(2027, 3, 8)

SLOT_STARTS = (
    ("09:00", "13:10", "14:05", "18:10"),
    ("08:00", "09:00", "13:10", "14:10"),
    ("08:10", "09:05", "13:10", "14:05"),
    ("09:00", "13:10", "14:10", "18:10"),
    ("08:10", "09:05", "13:15", "14:10"),
)
"""Monday to Friday: beside the formal meetings, and different from day to day as in real sessions."""
SLOT_MINUTES = 50
SPECIAL_MINUTES = 90

PLENARY_HALL = "Plenary Hall"
LARGE_HALL = "Danube Hall"
SESSION_HALL = "Linden Hall"
EXHIBITION_ROOM = "Winter Garden"
ROOMS: tuple[dict[str, Any], ...] = (
    {
        "name": PLENARY_HALL,
        "capacity": 800,
        "aliases": ["Plenary"],
        "equipment": ["hybrid", "interpretation", "recording", "step_free"],
    },
    {
        "name": LARGE_HALL,
        "capacity": 350,
        "aliases": ["Committee Room", "DH"],
        "equipment": ["hybrid", "interpretation", "recording", "step_free"],
    },
    {
        "name": SESSION_HALL,
        "capacity": 180,
        "aliases": ["LH"],
        "equipment": ["hybrid", "interpretation", "recording", "step_free"],
    },
    {"name": "Acacia Room", "capacity": 100, "aliases": ["Acacia"], "equipment": ["hybrid", "step_free"]},
    {"name": "Birch Room", "capacity": 80, "aliases": ["Birch"], "equipment": ["hybrid", "step_free"]},
    {"name": "Cedar Room", "capacity": 60, "aliases": ["Cedar"], "equipment": ["hybrid", "recording"]},
    {"name": "Elm Room", "capacity": 60, "aliases": [], "equipment": ["step_free"]},
    {"name": "Juniper Room", "capacity": 40, "aliases": ["Juniper"], "equipment": ["step_free"]},
    {"name": "Rowan Room", "capacity": 35, "aliases": [], "equipment": []},
    {"name": EXHIBITION_ROOM, "capacity": 120, "aliases": ["Conservatory"], "equipment": ["step_free"]},
)
SIDE_EVENT_ROOMS = tuple(
    room["name"] for room in ROOMS if room["name"] not in (PLENARY_HALL, EXHIBITION_ROOM)
)
HYBRID_ROOMS = frozenset(room["name"] for room in ROOMS if "hybrid" in room["equipment"])

CLOSURES = (
    ("Cedar Room", 0, "08:00", "12:00"),
    ("Rowan Room", 2, "13:00", "15:00"),
    (SESSION_HALL, 4, "12:00", "19:00"),
)
"""Room, day of the week (Monday is 0) and the hours at which it is closed."""


@dataclass(frozen=True)
class Hours:
    """A span within one day; start and end as HH:MM."""

    date: date
    start: str
    end: str

    def overlaps(self, other: "Hours") -> bool:
        """Whether both have a minute in common."""
        return self.date == other.date and self.start < other.end and other.start < self.end

    def as_record(self) -> dict[str, str]:
        """As the programme file writes it."""
        return {"date": self.date.isoformat(), "start": self.start, "end": self.end}


class Bookings:
    """Which room is taken, or closed, at which hours."""

    def __init__(self) -> None:
        self._hours: dict[tuple[str, date], list[Hours]] = defaultdict(list)

    def book(self, room: str, hours: Hours) -> None:
        """Take a room. It must be free."""
        assert self.is_free(room, hours), (room, hours)
        self._hours[room, hours.date].append(hours)

    def is_free(self, room: str, hours: Hours) -> bool:
        """Whether nothing else has the room at any of these hours."""
        return not any(taken.overlaps(hours) for taken in self._hours[room, hours.date])


def working_days(events: int) -> list[date]:
    """Monday to Friday of as many weeks as this number of side events needs, but at least one."""
    weeks = max(1, -(-events // EVENTS_PER_WEEK))
    return [FIRST_MONDAY + timedelta(weeks=week, days=day) for week in range(weeks) for day in range(5)]


def slots(days: list[date]) -> list[Hours]:
    """The slots of all days in order of time."""
    return [
        Hours(day, start, later(start, SLOT_MINUTES)) for day in days for start in SLOT_STARTS[day.weekday()]
    ]


def lunch_hours(day: date) -> Hours:
    """The 90 minutes of a special event: they begin with the first slot after noon and cover two slots."""
    start = next(start for start in SLOT_STARTS[day.weekday()] if start > "12:00")
    return Hours(day, start, later(start, SPECIAL_MINUTES))


def closures(days: list[date]) -> list[tuple[str, Hours]]:
    """When which room is closed."""
    return [
        (room, Hours(day, start, end))
        for day in days
        for room, weekday, start, end in CLOSURES
        if day.weekday() == weekday
    ]


def rooms(days: list[date]) -> list[dict[str, Any]]:
    """The rooms as the programme file lists them, with the hours at which they are closed."""
    closed = closures(days)
    return [
        {**room, "closed": [hours.as_record() for name, hours in closed if name == room["name"]]}
        for room in ROOMS
    ]


def later(start: str, minutes: int) -> str:
    """The time so many minutes after HH:MM on the same day."""
    hour, minute = divmod(int(start[:2]) * 60 + int(start[3:]) + minutes, 60)
    return f"{hour:02}:{minute:02}"
