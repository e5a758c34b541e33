"""A bound on wishes for instances that are too large to be solved as a whole. Pure.

Each slot gets a price, each event then takes the slot that is worth most to it less that price, and what all
of them are worth together with the prices of all places is never less than the best plan (Lagrange). Prices
rise where too many crowd. Only how many rooms a slot has is looked at, so that the bound may not be reached.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.formats.allocation_file import Event
from scheduler.timetable.allocation.problem import DAY_POINTS, NOTHING_ASKED, OTHER_POINTS, Problem

ROUNDS = 400
UNIT = 1000
"""Prices are whole numbers of thousandths of a point, so that every machine reckons the same."""


@dataclass(frozen=True)
class Bound:
    """What no plan exceeds in points, and the price of each slot, in units, that shows it."""

    points: int
    prices: dict[str, int]

    def choices(self, problem: Problem, event: Event, many: int) -> list[str]:
        """The slots that are worth most to an event less their prices."""
        worth = {
            slot: UNIT * problem.points(event, slot) - self.prices[slot] for slot in problem.open[event.id]
        }
        return sorted(worth, key=lambda slot: -worth[slot])[:many]


def most_wishes(problem: Problem, events: Iterable[Event], reached: int) -> Bound:
    """For plans of these events. `reached`: the points of some plan."""
    events = list(events)
    seats = {
        slot.id: sum(slot.id not in room.unavailable for room in problem.rooms) for slot in problem.slots
    }
    prices = dict.fromkeys(seats, 0)
    best, shown = UNIT * sum(problem.best_points(event) for event in events), prices
    for _ in range(ROUNDS):
        worth, taken = _all_choose(problem, events, prices)
        total = worth + sum(seats[slot] * price for slot, price in prices.items())
        if total < best:
            best, shown = total, prices
        crowd = {slot: taken[slot] - seats[slot] for slot in seats}
        steep = sum(many * many for many in crowd.values())
        if not steep or total <= UNIT * reached:
            break
        step = total - UNIT * reached
        prices = {slot: max(0, price + step * crowd[slot] // steep) for slot, price in prices.items()}
    return Bound(max(reached, best // UNIT), shown)


def _all_choose(problem: Problem, events: list[Event], prices: dict[str, int]) -> tuple[int, Counter[str]]:
    """What each event's choice is worth to it, in all, and how many chose each slot."""
    cheapest = min(prices, key=prices.__getitem__, default=None)
    of_day: dict[int, str] = {}
    for slot in problem.slots:
        if slot.day not in of_day or prices[slot.id] < prices[of_day[slot.day]]:
            of_day[slot.day] = slot.id
    worth, taken = 0, Counter[str]()
    for event in events:
        if problem.open[event.id] and cheapest is not None:
            ways = _ways(problem, event, cheapest, of_day)
            value, slot_id = max((UNIT * points - prices[slot], slot) for slot, points in ways.items())
            if value > 0:
                worth += value
                taken[slot_id] += 1
    return worth, taken


def _ways(problem: Problem, event: Event, cheapest: str, of_day: dict[int, str]) -> dict[str, int]:
    """The slots among which the best for an event is, with the points that they would give at most."""
    asked = event.preferred_slots or event.preferred_days
    ways = {cheapest: OTHER_POINTS if asked else NOTHING_ASKED}
    ways |= {of_day[day]: DAY_POINTS for day in event.preferred_days if day in of_day}
    open_ = problem.open[event.id]
    return ways | {slot: problem.points(event, slot) for slot in event.preferred_slots if slot in open_}
