"""What an instance demands, one by one, and which few of these demands cannot all hold. Pure: whether some
hold together is asked of whoever can tell."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from scheduler.formats.allocation_file import Allocation, Event, Room
from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation.problem import actors

Without = Callable[[Allocation], Allocation]
Holds = Callable[[Allocation], bool]
"""Whether a plan with all events of an instance exists."""


@dataclass(frozen=True)
class Demand:
    """Something that an instance asks for, in words, and the instance without it. `of`: the event whose place
    it is about; that it is pinned says more than that it has one."""

    said: Sentence
    without: Without
    of: str = ""


def only(instance: Allocation, ids: Collection[str]) -> Allocation:
    """The instance with these events alone."""
    return instance.model_copy(
        update={
            "events": tuple(event for event in instance.events if event.id in ids),
            "not_parallel": tuple(pair for pair in instance.not_parallel if set(pair) <= set(ids)),
            "after": tuple(pair for pair in instance.after if set(pair) <= set(ids)),
        }
    )


def needed(instance: Allocation, holds: Holds) -> list[Sentence]:
    """Of an instance whose events cannot all be placed: demands that cannot all hold, of which none can be
    left out."""
    found: dict[object, Sentence] = {}
    for demand in demands(instance):
        less = demand.without(instance)
        if holds(less):
            found[demand.of or len(found)] = demand.said
        else:
            instance = less
    return list(found.values())


def demands(instance: Allocation) -> Iterator[Demand]:
    """Every one, in one order; those that are the easiest to leave out first, so that what is left speaks
    of pins and links."""
    for room in sorted(instance.rooms, key=lambda room: room.id):
        yield from _of_room(room)
    for event in sorted(instance.events, key=lambda event: event.id):
        yield from _of_event(event)
    yield from _of_people(instance)
    for first, second in sorted(instance.not_parallel):
        told = {"first": first, "second": second}
        said = Sentence("%(first)s and %(second)s must not run at the same time.", **told)
        yield Demand(said, _without_pair("not_parallel", (first, second)))
    for first, second in sorted(instance.after):
        told = {"first": first, "second": second}
        said = Sentence("%(second)s must come later than %(first)s.", **told)
        yield Demand(said, _without_pair("after", (first, second)))
    for event in sorted(instance.events, key=lambda event: event.id):
        yield Demand(Sentence("%(event)s has a place.", event=event.id), _without_event(event), event.id)
        if event.pinned:
            told = {"event": event.id, "room": event.pinned.room, "slot": event.pinned.slot}
            said = Sentence("%(event)s is pinned into %(room)s at %(slot)s.", **told)
            yield Demand(said, _changed(event, pinned=None), event.id)


def _of_room(room: Room) -> Iterator[Demand]:
    if room.unavailable:
        told = {"room": room.id, "slots": ", ".join(room.unavailable)}
        said = Sentence("%(room)s is closed at %(slots)s.", **told)
        yield Demand(said, _changed_room(room, unavailable=()))


def _of_event(event: Event) -> Iterator[Demand]:
    if event.equipment:
        told = {"event": event.id, "equipment": ", ".join(event.equipment)}
        yield Demand(Sentence("%(event)s needs %(equipment)s.", **told), _changed(event, equipment=()))
    if event.attendance:
        told = {"event": event.id, "people": str(event.attendance)}
        yield Demand(Sentence("%(event)s expects %(people)s people.", **told), _changed(event, attendance=0))
    if event.excluded_slots:
        told = {"event": event.id, "slots": ", ".join(event.excluded_slots)}
        said = Sentence("%(event)s must not be at %(slots)s.", **told)
        yield Demand(said, _changed(event, excluded_slots=()))


def _of_people(instance: Allocation) -> Iterator[Demand]:
    """Whoever is needed in two of the events, or elsewhere."""
    of: dict[str, list[str]] = {}
    for event in sorted(instance.events, key=lambda event: event.id):
        for actor in actors(event):
            of.setdefault(actor, []).append(event.id)
    for actor, events in sorted(of.items()):
        away = sorted(busy.slot for busy in instance.busy if busy.actor == actor)
        if away:
            told = {"actor": actor, "slots": ", ".join(away), "events": ", ".join(events)}
            said = Sentence("%(actor)s, who is needed by %(events)s, is elsewhere at %(slots)s.", **told)
            yield Demand(said, _free(actor))
        if len(events) > 1:
            told = {"actor": actor, "events": ", ".join(events)}
            yield Demand(Sentence("%(actor)s is needed by each of %(events)s.", **told), _several(actor))


def _changed(event: Event, **values: object) -> Without:
    def without(instance: Allocation) -> Allocation:
        events = (one.model_copy(update=values) if one.id == event.id else one for one in instance.events)
        return instance.model_copy(update={"events": tuple(events)})

    return without


def _changed_room(room: Room, **values: object) -> Without:
    def without(instance: Allocation) -> Allocation:
        rooms = (one.model_copy(update=values) if one.id == room.id else one for one in instance.rooms)
        return instance.model_copy(update={"rooms": tuple(rooms)})

    return without


def _without_event(event: Event) -> Without:
    def without(instance: Allocation) -> Allocation:
        return only(instance, {one.id for one in instance.events} - {event.id})

    return without


def _without_pair(section: str, pair: tuple[str, str]) -> Without:
    def without(instance: Allocation) -> Allocation:
        rest = tuple(one for one in getattr(instance, section) if one != pair)
        return instance.model_copy(update={section: rest})

    return without


def _free(actor: str) -> Without:
    def without(instance: Allocation) -> Allocation:
        rest = tuple(busy for busy in instance.busy if busy.actor != actor)
        return instance.model_copy(update={"busy": rest})

    return without


def _several(actor: str) -> Without:
    """As if a different person of the same name came to each of the events, as busy as this one."""

    def without(instance: Allocation) -> Allocation:
        others = {event.id: f"{actor} of {event.id}" for event in instance.events if actor in actors(event)}
        busy = [
            one.model_copy(update={"actor": other})
            for one in instance.busy
            if one.actor == actor
            for other in others.values()
        ]
        return instance.model_copy(
            update={
                "events": tuple(_recast(event, actor, others.get(event.id)) for event in instance.events),
                "busy": (*instance.busy, *busy),
            }
        )

    return without


def _recast(event: Event, actor: str, other: str | None) -> Event:
    if other is None:
        return event
    return event.model_copy(
        update={
            "lead": other if event.lead == actor else event.lead,
            "cosponsors": tuple(other if one == actor else one for one in event.cosponsors),
            "speakers": tuple(other if one == actor else one for one in event.speakers),
        }
    )
