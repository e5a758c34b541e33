"""From a meeting and what somebody wants of a proposal to the instance of the allocation. No tables."""

from collections.abc import Iterator
from datetime import date

from scheduler.formats.allocation_file import Allocation
from scheduler.timetable.allocation import what_if
from scheduler.timetable.instances import Asking, room_id, slot_id
from scheduler.timetable.proposals.options import Options


def instance(asking: Asking, options: Options) -> Allocation:
    """What the allocation is asked: the meeting as it is, or as it would be then. What went away meanwhile is
    left out."""
    found = asking.allocation
    if not options.again:
        return found
    plan = dict(found.previous or {})
    for room, days in options.rooms.items():
        chosen = {date.fromisoformat(day) for day in days}
        slots = [slot_id(slot) for slot in asking.slots if not chosen or slot.day in chosen]
        found = what_if.without_room(found, plan, room_id(int(room)), slots)
    known = {slot_id(slot) for slot in asking.slots}
    for number in options.slots:
        if f"slot {number}" in known:
            found = what_if.without_slot(found, plan, f"slot {number}")
    for code in (*options.withdrawn, *_not_meant(found, options)):
        if code in {event.id for event in found.events}:
            found = what_if.without_event(found, plan, code)
    return found


def _not_meant(asked: Allocation, options: Options) -> Iterator[str]:
    """Events without a place that shall stay so."""
    if options.late is not None:
        placed = {*(asked.previous or {}), *options.late}
        yield from (event.id for event in asked.events if event.id not in placed)
