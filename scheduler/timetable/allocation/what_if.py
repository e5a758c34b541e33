"""What if: from an instance and its published plan to the instance of what happens then, in which as little
moves as can be. Pure. Each answer is an instance like the first, so that several can follow one another; the
plan stays the one that is published."""

from collections.abc import Collection
from dataclasses import dataclass

from scheduler.formats.allocation_file import Allocation, Event, Kind
from scheduler.timetable.allocation.comparing import Comparison, compare, to_be_told
from scheduler.timetable.allocation.demands import only
from scheduler.timetable.allocation.problem import Plan, Problem


def again(instance: Allocation, plan: Plan) -> Allocation:
    """To be placed again, with a plan that is published: those who are in it are admitted first."""
    known = {event.id for event in instance.events}
    previous = {id_: cell for id_, cell in plan.items() if id_ in known}
    return instance.model_copy(update={"kind": Kind.REALLOCATE, "previous": previous})


def without_room(
    instance: Allocation, plan: Plan, room: str, slots: Collection[str] | None = None
) -> Allocation:
    """A room falls away, altogether or in some slots. Whoever is pinned there is no longer pinned."""
    shut = set(slots) if slots is not None else {slot.id for slot in instance.slots}
    return again(_closed(instance, {room: shut}), plan)


def without_slot(instance: Allocation, plan: Plan, slot: str) -> Allocation:
    """A slot is cancelled: every room is closed then. Whoever is pinned there is no longer pinned."""
    return again(_closed(instance, {room.id: {slot} for room in instance.rooms}), plan)


def without_event(instance: Allocation, plan: Plan, event: str) -> Allocation:
    """An event is withdrawn, and with it its links to others."""
    return again(only(instance, {one.id for one in instance.events} - {event}), plan)


def with_event(instance: Allocation, plan: Plan, event: Event) -> Allocation:
    """An event arrives late. Its id has to be new. Those that are published are admitted before it."""
    return again(instance.model_copy(update={"events": (*instance.events, event)}), plan)


def _closed(instance: Allocation, shut: dict[str, set[str]]) -> Allocation:
    rooms = tuple(
        room.model_copy(update={"unavailable": tuple(sorted({*room.unavailable, *shut.get(room.id, ())}))})
        for room in instance.rooms
    )
    events = tuple(
        event.model_copy(update={"pinned": None})
        if event.pinned and event.pinned.slot in shut.get(event.pinned.room, ())
        else event
        for event in instance.events
    )
    return instance.model_copy(update={"rooms": rooms, "events": events})


@dataclass(frozen=True)
class Consequences:
    """What a new plan does to the published one, and who must be told: each who takes part in an event that
    moves, comes in or falls out, with those events. An event that was withdrawn is none of them."""

    changes: Comparison
    told: dict[str, list[str]]


def consequences(problem: Problem, plan: Plan) -> Consequences:
    """Of a plan for an instance of this file. Raises ValueError where no plan is published."""
    if not problem.is_again:
        raise ValueError("no plan is published")
    changes = compare(problem, problem.previous, plan)
    moved = [move.event for move in (*changes.moved, *changes.rooms)]
    touched = {*moved, *changes.lost, *changes.gained}
    told = to_be_told(problem, [event.id for event in problem.events if event.id in touched])
    return Consequences(changes, dict(told))
