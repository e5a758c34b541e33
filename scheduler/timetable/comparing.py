"""Two plans of a meeting side by side: what is elsewhere, what has gained or lost its place, what clashes,
and how far wishes are met."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.formats.allocation_file import Cell
from scheduler.kernel.terms import EntryKind
from scheduler.meetings.models import Meeting
from scheduler.timetable import queries
from scheduler.timetable.allocation.measures import envied, measure
from scheduler.timetable.allocation.problem import Problem
from scheduler.timetable.clashes.terms import Level
from scheduler.timetable.entry_queries import named
from scheduler.timetable.instances import Asking, instance_of, room_id, slot_id
from scheduler.timetable.models import Plan
from scheduler.timetable.spots import Spot, turn_of
from scheduler.timetable.terms import Turn


@dataclass(frozen=True)
class There:
    """An entry in one of the plans. `points`: how well its wishes are met, from 1 to 10 (docs/allocation.md);
    None where it is not an event in a slot. `clashes` counts those in which it has a part, but for those that
    are off."""

    spot: Spot | None
    points: int | None
    clashes: int


@dataclass(frozen=True)
class Row:
    """An entry in both plans."""

    number: int
    code: str
    title: str
    kind: EntryKind
    before: There
    after: There

    @property
    def turn(self) -> Turn:
        return turn_of(self.before.spot, self.after.spot)

    @property
    def gain(self) -> int:
        """Points that the second plan gives beyond the first; negative where it takes some."""
        return (self.after.points or 0) - (self.before.points or 0)


@dataclass(frozen=True)
class Side:
    """What can be said of a plan as a whole. `values`: the levels of the allocation, by name; `envied`: how
    many events see a better wish with a later one that they could take, all and those of Member States."""

    plan: Plan
    clashes: Mapping[Level, int]
    values: Mapping[str, int]
    envied: int
    envied_of_states: int


@dataclass(frozen=True)
class Comparison:
    before: Side
    after: Side
    rows: Sequence[Row]

    @property
    def turns(self) -> Mapping[Turn, int]:
        found = Counter(row.turn for row in self.rows)
        return {turn: found[turn] for turn in Turn}


def compare(meeting: Meeting, before: Plan, after: Plan) -> Comparison:
    """Entries that take place, by title, in a constant number of queries."""
    first, second = (_Look(meeting, plan) for plan in (before, after))
    rows = [
        Row(one.number, one.code, one.title, one.kind, first.there(one.number), second.there(one.number))
        for one in named(meeting)
        if not one.cancelled
    ]
    return Comparison(first.side, second.side, rows)


class _Look:
    """A plan as its clashes and the allocation see it."""

    def __init__(self, meeting: Meeting, plan: Plan) -> None:
        self.plan = plan
        self.spots = {number: one.spot for number, one in queries.placements(plan).items()}
        self.asking = instance_of(meeting, plan)
        self.problem = Problem(self.asking.allocation)
        self.cells = _cells(self.asking)
        self.clashes = self.asking.facts.clashes()
        self.in_clashes = Counter(number for clash in self.clashes for number in clash.entries)

    @property
    def side(self) -> Side:
        levels = Counter(clash.level for clash in self.clashes)
        codes = {self.asking.free[number].code: cell for number, cell in self.cells.items()}
        better = envied(self.problem, codes)
        return Side(
            self.plan,
            {level: levels[level] for level in Level if level is not Level.OFF},
            measure(self.problem, codes),
            better.all,
            better.of_states,
        )

    def there(self, number: int) -> There:
        points = None
        if cell := self.cells.get(number):
            points = self.problem.points(self.problem.event[self.asking.free[number].code], cell.slot)
        return There(self.spots.get(number), points, self.in_clashes[number])


def _cells(asking: Asking) -> dict[int, Cell]:
    """Events that stand in a slot and a room, as the allocation knows those."""
    slots = {(one.starts_at, one.ends_at): slot_id(one) for one in asking.slots}
    found = {}
    for number in asking.free:
        spot = asking.facts.spots.get(number)
        if spot is None or spot.room is None or not (spot.starts_at and spot.ends_at):
            continue
        slot = slots.get((spot.starts_at, spot.ends_at))
        if slot and spot.room in asking.ground.rooms:
            found[number] = Cell(slot=slot, room=room_id(spot.room))
    return found
