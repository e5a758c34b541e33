"""What is possible at all: which rooms an event could have in each slot, and what shuts the others. Pure.

The rules are those of an allocation file (docs/allocation.md): a room once in a slot, open, large enough,
with what is needed; no slot that the organiser excluded; nobody in two places; pins, and links between
events.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.formats.allocation_file import Allocation, Cell, Event, Group, Kind, Room, Slot
from scheduler.kernel.words import Sentence

POINTS = (10, 8, 7, 6)
"""For the first to the fourth slot that an event names; later ones count as the fourth."""
DAY_POINTS, OTHER_POINTS = 4, 1
NOTHING_ASKED = MOST_POINTS = 10
BADLY = OTHER_POINTS
"""Points up to which an event is badly placed."""

Plan = dict[str, Cell]
"""Cells by the ids of events; what is not placed is left out."""


Open = Mapping[str, Mapping[str, frozenset[str]]]
"""Rooms that events could have, by event and slot."""


class Impossible(Exception):
    """The pins of an instance break its own rules: all of them at once."""

    def __init__(self, sentences: list[Sentence]) -> None:
        super().__init__(str(sentences[0]))
        self.sentences = sentences


@dataclass(frozen=True)
class Problem:
    """An instance with its indexes. Everything is in one order, so that shuffled rows make no difference.
    `forced`: slots into which events are put to see what that would cost, by event."""

    instance: Allocation
    forced: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def slots(self) -> list[Slot]:
        return sorted(self.instance.slots, key=lambda slot: (slot.order, slot.id))

    @cached_property
    def slot(self) -> dict[str, Slot]:
        return {slot.id: slot for slot in self.slots}

    @cached_property
    def rooms(self) -> list[Room]:
        return sorted(self.instance.rooms, key=lambda room: (room.capacity, len(room.equipment), room.id))

    @cached_property
    def rooms_by_size(self) -> list[str]:
        """Ids of rooms, those with least to spare first."""
        return [room.id for room in sorted(self.rooms, key=lambda room: (room_part(room), room.id))]

    @cached_property
    def room(self) -> dict[str, Room]:
        return {room.id: room for room in self.rooms}

    @cached_property
    def events(self) -> list[Event]:
        """In the order of receipt."""
        return sorted(self.instance.events, key=lambda event: (event.submitted, event.id))

    @cached_property
    def event(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    @property
    def is_again(self) -> bool:
        """Whether a published plan is to be kept as far as can be."""
        return self.instance.kind is Kind.REALLOCATE

    @cached_property
    def previous(self) -> Plan:
        """Where events stand in the published plan."""
        told = self.instance.previous or {} if self.is_again else {}
        return {id_: cell for id_, cell in told.items() if id_ in self.event}

    @cached_property
    def order(self) -> list[Event]:
        """The order in which events are admitted: pinned and forced ones, then those that were published,
        then the rule for side events of the Commission: Member States first, then the order of receipt."""
        return sorted(
            self.events,
            key=lambda event: (
                event.pinned is None,
                event.id not in self.forced,
                event.id not in self.previous,
                event.group is not Group.MEMBER_STATE,
            ),
        )

    @cached_property
    def apart(self) -> dict[str, set[str]]:
        """With which other events each cannot share a slot: for somebody's sake, or because it was asked."""
        found: dict[str, set[str]] = {event.id: set() for event in self.events}
        for ids in self.events_of.values():
            for id_ in ids:
                found[id_].update(ids)
        for first, second in self.instance.not_parallel:
            found[first].add(second)
            found[second].add(first)
        for id_, others in found.items():
            others.discard(id_)
        return found

    @cached_property
    def events_of(self) -> dict[str, list[str]]:
        """The events in which somebody is needed, by actor."""
        found: dict[str, list[str]] = defaultdict(list)
        for event in self.events:
            for actor in sorted(actors(event)):
                found[actor].append(event.id)
        return dict(sorted(found.items()))

    @cached_property
    def busy(self) -> set[tuple[str, str]]:
        return {(busy.actor, busy.slot) for busy in self.instance.busy}

    @cached_property
    def pinned(self) -> dict[tuple[str, str], str]:
        """Which event is pinned into a room of a slot."""
        return {
            (event.pinned.slot, event.pinned.room): event.id
            for event in self.events
            if event.pinned is not None
        }

    @cached_property
    def open(self) -> Open:
        """The rooms that each event could have in each slot, by event and slot; slots without any are left
        out. A room into which another event is pinned is not among them."""
        return {event.id: self._open(event) for event in self.events}

    def _open(self, event: Event) -> dict[str, frozenset[str]]:
        if event.pinned:
            return {event.pinned.slot: frozenset((event.pinned.room,))}
        fitting = [room for room in self.rooms if why_unfit(event, room) is None]
        found = {}
        wanted = self.forced.get(event.id)
        for slot in self.slots:
            if wanted in (None, slot.id) and self.why_shut(event, slot.id) is None:
                free = {room.id for room in fitting if slot.id not in room.unavailable}
                free -= {room for at, room in self.pinned if at == slot.id}
                if free:
                    found[slot.id] = frozenset(free)
        return found

    def why_shut(self, event: Event, slot_id: str) -> Sentence | None:
        """Why an event cannot be in a slot for its organiser's or somebody's sake; rooms are not looked
        at."""
        if slot_id in event.excluded_slots:
            return Sentence("The organiser excluded it.")
        away = sorted(actor for actor in actors(event) if (actor, slot_id) in self.busy)
        if away:
            return Sentence("%(actor)s is needed elsewhere.", actor=away[0])
        return None

    def why_no_room(self, event: Event, slot_id: str) -> Sentence | None:
        """Why no room of a slot can take an event, whatever becomes of the others; None if one can."""
        if slot_id in self.open[event.id]:
            return None
        fitting = [room for room in self.rooms if why_unfit(event, room) is None]
        if not fitting:
            return why_unfit(event, self.rooms[-1]) if self.rooms else Sentence("There is no room.")
        if all(slot_id in room.unavailable for room in fitting):
            return Sentence("Every room that would do is closed.")
        return Sentence("Every room that would do is closed, or another event is pinned into it.")

    def points(self, event: Event, slot_id: str) -> int:
        """How well a slot meets an event's wishes, from 1 to 10."""
        return points(event, self.slot[slot_id])

    def best_points(self, event: Event) -> int:
        """The most that any slot that is open to it could give."""
        return max((self.points(event, slot) for slot in self.open[event.id]), default=0)


def follows(problem: Problem, plan: Plan, id_: str, slot: str) -> bool:
    """Whether the links of an event hold with it in this slot and the others as planned."""

    def at(other: str) -> int:
        return problem.slot[plan[other].slot].order

    order = problem.slot[slot].order
    for first, second in problem.instance.after:
        if first == id_ and second in plan and at(second) <= order:
            return False
        if second == id_ and first in plan and at(first) >= order:
            return False
    return True


def actors(event: Event) -> set[str]:
    """All who have to be there."""
    return {event.lead, *event.cosponsors, *event.speakers}


def points(event: Event, slot: Slot) -> int:
    if not event.preferred_slots and not event.preferred_days:
        return NOTHING_ASKED
    if slot.id in event.preferred_slots:
        return POINTS[min(event.preferred_slots.index(slot.id), len(POINTS) - 1)]
    return DAY_POINTS if slot.day in event.preferred_days else OTHER_POINTS


def why_unfit(event: Event, room: Room) -> Sentence | None:
    """Why a room will never do for an event."""
    if room.capacity < event.attendance:
        told = {"attendance": event.attendance, "capacity": room.capacity}
        return Sentence("It expects %(attendance)s people, and the room holds %(capacity)s.", **told)
    if lacking := sorted(set(event.equipment) - set(room.equipment)):
        return Sentence("The room lacks: %(equipment)s.", equipment=", ".join(lacking))
    return None


def room_part(room: Room) -> int:
    """What a room that is used costs: tens of seats, and two for each item of equipment."""
    return room.capacity // 10 + 2 * len(room.equipment)


def event_part(event: Event) -> int:
    """What an event takes of that."""
    return event.attendance // 10 + 2 * len(event.equipment)


def organisations(event: Event) -> set[str]:
    """Those that lead or co-sponsor it."""
    return {event.lead, *event.cosponsors}


def require_possible(problem: Problem) -> None:
    """Raises Impossible where pins break rules: no plan could keep them."""
    if found := broken_pins(problem):
        raise Impossible(found)


def broken_pins(problem: Problem) -> list[Sentence]:
    """What is wrong with pins, all of it."""
    return [*_pins_alone(problem), *_pins_together(problem)]


def _pins_alone(problem: Problem) -> Iterator[Sentence]:
    for event in problem.events:
        if event.pinned is None:
            continue
        room = problem.room[event.pinned.room]
        why = problem.why_shut(event, event.pinned.slot) or why_unfit(event, room)
        if why is None and event.pinned.slot in room.unavailable:
            why = Sentence("The room is closed then.")
        if why:
            told = {"event": event.id, "slot": event.pinned.slot, "room": event.pinned.room, "why": why}
            yield Sentence("%(event)s cannot be pinned into %(room)s at %(slot)s: %(why)s", **told)


def _pins_together(problem: Problem) -> Iterator[Sentence]:
    pinned = [event for event in problem.events if event.pinned]
    after = set(problem.instance.after)
    for number, one in enumerate(pinned):
        for other in pinned[number + 1 :]:
            if one.pinned is None or other.pinned is None:
                continue
            told = {"one": one.id, "other": other.id}
            if one.pinned == other.pinned:
                yield Sentence("%(one)s and %(other)s are pinned into one room at one time.", **told)
            elif one.pinned.slot == other.pinned.slot and other.id in problem.apart[one.id]:
                yield Sentence("%(one)s and %(other)s are pinned into one slot, and cannot share it.", **told)
            for first, second in ((one, other), (other, one)):
                if (first.id, second.id) in after and not _later(problem, first, second):
                    linked = {"first": first.id, "second": second.id}
                    yield Sentence("%(second)s must come after %(first)s, and is pinned before it.", **linked)


def _later(problem: Problem, first: Event, second: Event) -> bool:
    assert first.pinned
    assert second.pinned
    return problem.slot[second.pinned.slot].order > problem.slot[first.pinned.slot].order
