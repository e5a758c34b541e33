"""From a meeting's facts to what the allocator is asked, and from its answer back to spots.

The allocator is given exactly what blocks placing, in the terms of an allocation file (docs/allocation.md).
It places side events into slots. Everything else stands where it stands (special events, exhibitions,
sessions, formal meetings, and side events at hours that are no slot): it takes its room and the time of its
people.

Ids are what the history calls things: `room 3`, `slot 7`, `organisation 5`, `person 12`; events go by their
codes. So no name of a person is kept with a plan.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from scheduler.formats import allocation_file as file
from scheduler.formats.allocation_file import Allocation, Cell
from scheduler.kernel.terms import EntryKind, Equipment, OrganisationKind
from scheduler.kernel.text import fold, shorten
from scheduler.meetings.models import Meeting
from scheduler.timetable.clashes.ground import Actor, Ground, Item, Room, Slot, Spot
from scheduler.timetable.clashes.hours import Placed, Span, meets, span
from scheduler.timetable.clashes.of_one import of_format
from scheduler.timetable.clashes.of_two import has_a_theme, must_follow, not_parallel
from scheduler.timetable.clashes.terms import Level, Link, Rule
from scheduler.timetable.facts import Facts, facts_of
from scheduler.timetable.models import Plan

GROUPS = {OrganisationKind.UN_ENTITY: file.Group.UN, OrganisationKind.IGO: file.Group.IGO}
Spots = Mapping[int, Spot]


def instance_of(
    meeting: Meeting, plan: Plan | None, *, pins: Collection[int] = (), previous: Plan | None = None
) -> "Asking":
    """What the allocator is asked for a meeting. `pins`: numbers of entries that stay where `plan` has them.
    `previous`: the published plan, where as little as possible shall move."""
    facts = facts_of(meeting, plan)
    before = facts_of(meeting, previous).spots if previous else None
    return Asking(facts, frozenset(pins), before)


@dataclass(frozen=True)
class Asking:
    """A meeting as an instance of the allocation, and what its ids stand for."""

    facts: Facts
    pins: frozenset[int] = frozenset()
    previous: Spots | None = None

    @property
    def ground(self) -> Ground:
        return self.facts.ground

    @cached_property
    def slots(self) -> list[Slot]:
        """Slots into which single events are put: of those that overlap, the ones that end first. Longer
        ones are for special events."""
        chosen: list[Slot] = []
        days = (self.ground.starts, self.ground.ends)
        inside = [one for one in self.ground.slots if days[0] <= one.day <= days[1]]
        for slot in sorted(inside, key=lambda one: (one.ends_at, -one.starts_at.timestamp(), one.number)):
            if not chosen or slot.starts_at >= chosen[-1].ends_at:
                chosen.append(slot)
        return chosen

    @cached_property
    def free(self) -> dict[int, Item]:
        """The events that are placed, or left out."""
        return {number: one for number, one in self.facts.items.items() if self._is_free(one)}

    @cached_property
    def fixed(self) -> dict[int, Spot]:
        """Where everything else stands."""
        return {number: spot for number, spot in self.facts.spots.items() if number not in self.free}

    def _is_free(self, item: Item) -> bool:
        spot = self.facts.spots.get(item.number)
        if item.kind is not EntryKind.SIDE_EVENT:
            return False
        return spot is None or span(spot) is None or self._slot_at(spot) is not None

    @cached_property
    def _slots_by_hours(self) -> dict[Span, Slot]:
        return {Span(one.starts_at, one.ends_at): one for one in self.slots}

    def _slot_at(self, spot: Spot) -> Slot | None:
        hours = span(spot)
        return self._slots_by_hours.get(hours) if hours else None

    def _cell(self, spot: Spot | None) -> Cell | None:
        slot = self._slot_at(spot) if spot else None
        if spot is None or slot is None or spot.room is None or spot.room not in self.ground.rooms:
            return None
        return Cell(slot=slot_id(slot), room=room_id(spot.room))

    def _blocks(self, rule: Rule) -> bool:
        return self.ground.settings.level(rule) is Level.BLOCKS_PLACING

    def spots(self, plan: Mapping[str, Cell]) -> dict[int, Spot]:
        """Where a plan of the allocator puts the free events."""
        events = {one.code: number for number, one in self.free.items()}
        slots = {slot_id(one): one for one in self.slots}
        rooms = {room_id(number): number for number in self.ground.rooms}
        return {
            events[code]: Spot(slot.day, slot.starts_at, slot.ends_at, rooms[cell.room])
            for code, cell in plan.items()
            if (slot := slots[cell.slot])
        }

    @cached_property
    def allocation(self) -> Allocation:
        """The instance. Its rows are in the order of numbers."""
        previous = None
        if self.previous is not None:
            cells = ((one.code, self._cell(self.previous.get(number))) for number, one in self.free.items())
            previous = {code: cell for code, cell in cells if cell}
        return Allocation(
            format="side-event-allocation/1",
            kind=file.Kind.ALLOCATE if previous is None else file.Kind.REALLOCATE,
            slots=tuple(
                file.Slot(id=slot_id(one), day=self._day(one.day), order=order)
                for order, one in enumerate(self.slots, 1)
            ),
            rooms=tuple(self._room(one) for one in self.ground.rooms.values()),
            events=tuple(self._event(one) for one in self.free.values()),
            busy=tuple(self._busy()),
            not_parallel=tuple(self._apart()),
            after=tuple(self._tied(Link.MUST_FOLLOW)),
            previous=previous,
        )

    def _day(self, day: date) -> int:
        """From 1."""
        return (day - self.ground.starts).days + 1

    def _room(self, room: Room) -> file.Room:
        return file.Room(
            id=room_id(room.number),
            capacity=self._largest if room.capacity is None else room.capacity,
            equipment=tuple(sorted(Equipment if room.equipment is None else room.equipment)),
            unavailable=tuple(slot_id(slot) for slot in self.slots if self._is_shut(room, slot)),
        )

    @cached_property
    def _largest(self) -> int:
        """For a room whose capacity is not recorded: it takes everything."""
        known = [room.capacity for room in self.ground.rooms.values() if room.capacity is not None]
        return max([*known, *(self._attendance(one) for one in self.free.values())], default=0)

    def _is_shut(self, room: Room, slot: Slot) -> bool:
        closures = (
            self.ground.closed.get((room.number, slot.day), []) if self._blocks(Rule.ROOM_CLOSED) else []
        )
        shut = any(one.starts_at < slot.ends_at and slot.starts_at < one.ends_at for one in closures)
        return shut or any(spot.room == room.number and meets(spot, slot) for spot in self.fixed.values())

    def _attendance(self, item: Item) -> int:
        return (item.attendance or 0) if self._blocks(Rule.ROOM_TOO_SMALL) else 0

    def _event(self, item: Item) -> file.Event:
        bodies, people = self._needed(item)
        slots = [slot_id(one) for one in self._as_chosen(item.wishes.slots)]
        return file.Event(
            id=item.code,
            submitted=item.place,
            lead=bodies[0] if bodies else f"nobody for {item.code}",
            group=_group(item),
            cosponsors=tuple(bodies[1:]),
            speakers=tuple(people),
            attendance=self._attendance(item),
            equipment=tuple(sorted(self._equipment(item))),
            preferred_slots=tuple(slots),
            preferred_days=tuple(
                sorted(self._day(day) for day in item.wishes.days if day >= self.ground.starts)
            ),
            excluded_slots=tuple(slot_id(one) for one in self._excluded(item)),
            theme=shorten(_theme(item), file.LONGEST_ID),
            pinned=self._cell(self.facts.spots.get(item.number)) if item.number in self.pins else None,
        )

    def _needed(self, item: Item) -> tuple[list[str], list[str]]:
        """Who cannot be in two places, organisations and people: as far as that blocks."""
        bodies = [actor_id(one) for one in item.organisations]
        people = [actor_id(one) for one in item.people] if self._blocks(Rule.SPEAKER_TWICE) else []
        if not self._blocks(Rule.ORGANISATION_TWICE):
            bodies = [f"{bodies[0]} for {item.code}"] if bodies else []
        return bodies, people

    def _equipment(self, item: Item) -> frozenset[Equipment]:
        of_its_format = of_format(item)
        asked = item.equipment - of_its_format if self._blocks(Rule.EQUIPMENT_LACKING) else frozenset()
        return asked | of_its_format if self._blocks(Rule.FORMAT_LACKING) else asked

    def _as_chosen(self, wished: Iterable[int]) -> list[Slot]:
        """The slots into which events are put that overlap those of these numbers, in their order."""
        wanted = [self.ground.slot[number] for number in wished if number in self.ground.slot]
        return list(dict.fromkeys(one for slot in wanted for one in self.slots if _overlap(one, slot)))

    def _excluded(self, item: Item) -> list[Slot]:
        """The slots that are shut to it: by its organiser, or for the sake of what stands fixed."""
        wished = self._as_chosen(item.wishes.excluded) if self._blocks(Rule.EXCLUDED_SLOT) else []
        return [slot for slot in self.slots if slot in wished or self._is_shut_to(item, slot)]

    def _is_shut_to(self, item: Item, slot: Slot) -> bool:
        """Whether a link, or a theme, keeps it apart from something fixed that is then."""
        here = Placed(item, Spot(slot.day, slot.starts_at, slot.ends_at))
        for tie in self.ground.ties_of.get(item.number, ()):
            other = tie.second if tie.first == item.number else tie.first
            if other in self.fixed and self._blocks(_RULES[tie.kind]):
                there = Placed(self.facts.items[other], self.fixed[other])
                first, second = (here, there) if tie.first == item.number else (there, here)
                if not_parallel(first, second, tie) or must_follow(first, second, tie):
                    return True
        return self._blocks(Rule.SAME_THEME) and any(
            self._of_one_theme(item, self.facts.items[number]) and meets(spot, slot)
            for number, spot in self.fixed.items()
        )

    def _of_one_theme(self, one: Item, other: Item) -> bool:
        return has_a_theme(one) and has_a_theme(other) and _theme(one) == _theme(other)

    def _busy(self) -> Iterator[file.Busy]:
        """Who is needed elsewhere: in what stands fixed."""
        found = set()
        for number, spot in self.fixed.items():
            if not self.facts.items[number].stays_for_days:
                bodies, people = self._needed(self.facts.items[number])
                found |= {
                    (who, slot_id(one))
                    for who in (*bodies, *people)
                    for one in self.slots
                    if meets(spot, one)
                }
        for actor, slot in sorted(found):
            yield file.Busy(actor=actor, slot=slot)

    def _apart(self) -> Iterator[file.Pair]:
        """Pairs that cannot share a slot, each once."""
        pairs = dict.fromkeys(self._tied(Link.NOT_PARALLEL))
        if self._blocks(Rule.SAME_THEME):
            pairs |= dict.fromkeys(
                (one.code, other.code)
                for one, other in combinations(self.free.values(), 2)
                if self._of_one_theme(one, other)
            )
        yield from pairs

    def _tied(self, kind: Link) -> Iterator[file.Pair]:
        """Links between two events that are placed."""
        for tie in dict.fromkeys(self.ground.ties):
            if (
                tie.kind is kind
                and self._blocks(_RULES[kind])
                and {tie.first, tie.second} <= self.free.keys()
            ):
                yield self.free[tie.first].code, self.free[tie.second].code


_RULES = {Link.NOT_PARALLEL: Rule.NOT_PARALLEL, Link.MUST_FOLLOW: Rule.MUST_FOLLOW}


def slot_id(slot: Slot) -> str:
    return f"slot {slot.number}"


def room_id(number: int) -> str:
    return f"room {number}"


def actor_id(actor: Actor) -> str:
    return f"{'person' if actor.is_person else 'organisation'} {actor.number}"


def _group(item: Item) -> file.Group:
    """Who precedes is a Member State. A late one precedes nobody, so it stands among the others."""
    if item.precedes:
        return file.Group.MEMBER_STATE
    if item.group is OrganisationKind.MEMBER_STATE:
        return file.Group.IGO
    return GROUPS.get(item.group, file.Group.NGO) if item.group else file.Group.NGO


def _theme(item: Item) -> str:
    """As themes are compared; what has none is of no other's."""
    return fold(item.theme) if item.theme else f"none of {item.code}"


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
