"""When and where the fictitious side events take place, and which of them are out of the ordinary."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from random import Random
from typing import Any

from scheduler.demo import grid
from scheduler.demo.grid import Bookings, Hours
from scheduler.kernel.terms import SideEventKind


class Case(StrEnum):
    """What is out of the ordinary about an event."""

    ORDINARY = "ordinary"
    SPECIAL_EVENT = "special event"
    EXHIBITION = "exhibition"
    ONLINE = "online"
    UNPLACED = "not yet placed"
    TIME_UNKNOWN = "a date and no time"
    END_UNKNOWN = "a start and no end"
    JOINT = "several equal organisers"
    CANCELLED = "cancelled"


CASES = (
    (Case.EXHIBITION, 50, 20),
    (Case.UNPLACED, 30, 11),
    (Case.SPECIAL_EVENT, 40, 5),
    (Case.CANCELLED, 75, 29),
    (Case.ONLINE, 19, 3),
    (Case.TIME_UNKNOWN, 150, 37),
    (Case.END_UNKNOWN, 150, 58),
    (Case.JOINT, 150, 63),
)
"""Each: how often (one event in so many), and which is the first. Where two meet, the upper one counts."""
EXHIBITION_DAYS = ((0, 1), (2, 4), (0, 4))
"""First and last day of the week. The first two use one room after the other; the third has no room."""
EXHIBITION_HOURS = ("09:00", "18:00")
KINDS = {
    Case.SPECIAL_EVENT: SideEventKind.SPECIAL_EVENT,
    Case.EXHIBITION: SideEventKind.EXHIBITION,
}


@dataclass(frozen=True)
class Occasion:
    """Where and when one event takes place; `busy` are the slots in which its people can be nowhere else."""

    case: Case
    hours: Hours | None = None
    room: str | None = None
    day: date | None = None
    until: date | None = None
    busy: tuple[Hours, ...] = ()

    @property
    def kind(self) -> SideEventKind:
        """As the programme file calls it."""
        return KINDS.get(self.case, SideEventKind.SIDE_EVENT)

    def as_record(self) -> dict[str, Any]:
        """The facts of time and place as the programme file writes them; what is unknown is None."""
        day = self.hours.date if self.hours else self.day
        end_known = self.hours and self.case is not Case.END_UNKNOWN
        return {
            "date": day and day.isoformat(),
            **({"until": self.until.isoformat()} if self.until else {}),
            "start": self.hours and self.hours.start,
            "end": self.hours.end if self.hours and end_known else None,
            "room": self.room,
        }


def case_of(number: int) -> Case:
    """What the event of this number, counted from 0, is."""
    return next((case for case, period, first in CASES if number % period == first), Case.ORDINARY)


def occasions(rng: Random, events: int, days: list[date], bookings: Bookings) -> list[Occasion]:
    """One for each event, so that no room is used twice at one time; books the rooms that it gives."""
    cases = [case_of(number) for number in range(events)]
    slots = grid.slots(days)
    special = _special_events(rng, days, slots, bookings, cases.count(Case.SPECIAL_EVENT))
    exhibitions = _exhibitions(days)
    online = iter(rng.sample(slots, len(slots)))
    places = _places(rng, slots, bookings)

    def occasion(case: Case) -> Occasion:
        match case:
            case Case.SPECIAL_EVENT:
                return next(special)
            case Case.EXHIBITION:
                return next(exhibitions)
            case Case.ONLINE:
                hours = next(online)
                return Occasion(case, hours, busy=(hours,))
            case Case.UNPLACED:
                return Occasion(case)
            case Case.TIME_UNKNOWN:
                return Occasion(case, day=rng.choice(days))
        hours, room = next(places)
        bookings.book(room, hours)
        return Occasion(case, hours, room, busy=(hours,))

    return [occasion(case) for case in cases]


def _special_events(
    rng: Random, days: list[date], slots: list[Hours], bookings: Bookings, count: int
) -> Iterator[Occasion]:
    """At most one a day, in the large hall; booked before anything else."""
    chosen = [grid.lunch_hours(day) for day in rng.sample(days, count)]
    for hours in chosen:
        bookings.book(grid.LARGE_HALL, hours)
    return (
        Occasion(
            Case.SPECIAL_EVENT,
            hours,
            grid.LARGE_HALL,
            busy=tuple(slot for slot in slots if slot.overlaps(hours)),
        )
        for hours in chosen
    )


def _exhibitions(days: list[date]) -> Iterator[Occasion]:
    """Three a week, over several days each."""
    for week, (first, last) in product(range(len(days) // 5), EXHIBITION_DAYS):
        monday, alone = 5 * week, (first, last) == EXHIBITION_DAYS[-1]
        yield Occasion(
            Case.EXHIBITION,
            None if alone else Hours(days[monday + first], *EXHIBITION_HOURS),
            None if alone else grid.EXHIBITION_ROOM,
            day=days[monday + first],
            until=days[monday + last],
        )


def _places(rng: Random, slots: list[Hours], bookings: Bookings) -> Iterator[tuple[Hours, str]]:
    """Rooms that are still free, in no order."""
    free = [
        (slot, room) for slot, room in product(slots, grid.SIDE_EVENT_ROOMS) if bookings.is_free(room, slot)
    ]
    return iter(rng.sample(free, len(free)))
