"""For instances too large to be solved as a whole: some days are opened at a time and solved among
themselves, with all other events where they are. Every step keeps the plan valid and makes it no worse;
nothing is proved but a plain bound."""

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from scheduler.formats.allocation_file import Event
from scheduler.timetable.allocation.problem import Open, Plan, Problem, follows

LARGE = 60_000
"""Pairs of an event and a slot from which on an instance is not solved as a whole."""
FREED = 160
"""Events that are moved at a time."""


def is_large(problem: Problem) -> bool:
    return sum(map(len, problem.open.values())) > LARGE


def left_open(problem: Problem, standing: Plan, ids: Iterable[str]) -> Open:
    """The rooms that some events could have in each slot while all others stand where they are."""
    taken, there = defaultdict(set), defaultdict(set)
    for id_, cell in standing.items():
        taken[cell.slot].add(cell.room)
        there[cell.slot].add(id_)
    return {
        id_: {
            slot: rooms - taken[slot]
            for slot, rooms in problem.open[id_].items()
            if rooms - taken[slot]
            and problem.apart[id_].isdisjoint(there[slot])
            and follows(problem, standing, id_, slot)
        }
        for id_ in ids
    }


def freed(problem: Problem, plan: Plan, rng: Random) -> set[str]:
    """Events of some days, and others that would rather be there: those that lack most come first."""
    days = sorted({slot.day for slot in problem.slots})
    rng.shuffle(days)
    found: set[str] = set()
    for day in days:
        here = {id_ for id_, cell in plan.items() if problem.slot[cell.slot].day == day}
        lacking = {id_ for id_ in _lacking(problem, plan) if _wants(problem, problem.event[id_], day)}
        if found and len(found | here) > FREED:
            break
        found |= here | set(rng.sample(sorted(lacking), min(len(lacking), FREED // 8)))
    room = FREED - len(found)
    rest = sorted(_lacking(problem, plan) - found)
    return found | set(rng.sample(rest, max(0, min(room, len(rest)))))


def in_the_way(problem: Problem, plan: Plan, event: Event) -> set[str]:
    """The event, and those that stand in the slots it would like best or that are linked to it."""
    found = {event.id} | {id_ for pair in problem.instance.after if event.id in pair for id_ in pair}
    for slot in sorted(problem.open[event.id], key=lambda slot: -problem.points(event, slot)):
        here = {id_ for id_, cell in plan.items() if cell.slot == slot}
        if len(found | here) > FREED:
            break
        found |= here
    return found


def _lacking(problem: Problem, plan: Plan) -> set[str]:
    """Events without a place, or with one that is not their best."""
    return {
        event.id
        for event in problem.events
        if event.id not in plan or problem.points(event, plan[event.id].slot) < problem.best_points(event)
    }


def _wants(problem: Problem, event: Event, day: int) -> bool:
    return day in event.preferred_days or any(problem.slot[id_].day == day for id_ in event.preferred_slots)
