"""For the admission of a large instance, which would take long if each event that found no place were looked
at among all: only those that are in its way are moved, and all others stay where they are."""

from collections import defaultdict
from collections.abc import Iterable

from scheduler.formats.allocation_file import Event
from scheduler.timetable.allocation.problem import Open, Plan, Problem, follows

LARGE = 60_000
"""Pairs of an event and a slot from which on not every event is looked at among all."""
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


def in_the_way(problem: Problem, plan: Plan, event: Event) -> set[str]:
    """The event, and those that stand in the slots it would like best or that are linked to it."""
    found = {event.id} | {id_ for pair in problem.instance.after if event.id in pair for id_ in pair}
    for slot in sorted(problem.open[event.id], key=lambda slot: -problem.points(event, slot)):
        here = {id_ for id_, cell in plan.items() if cell.slot == slot}
        if len(found | here) > FREED:
            break
        found |= here
    return found
