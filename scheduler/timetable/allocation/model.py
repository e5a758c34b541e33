"""An allocation as a linear program. Pure.

One variable for each event in each slot, and none for rooms: that the rooms of a slot suffice is written by
Hall's condition. For each union of sets of rooms that events would do with, not more events lie wholly inside
it than it has rooms. That is exact, and takes few rows. Rooms are dealt afterwards (matching.py).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from scheduler.formats.allocation_file import Event
from scheduler.timetable.allocation.problem import (
    BADLY,
    Open,
    Plan,
    Problem,
    event_part,
    organisations,
    room_part,
)
from scheduler.timetable.allocation.program import Goal, Program, added, each

MOST_UNIONS = 3000
"""Of sets of rooms in one slot; where there are more, rooms become variables after all."""


class Model:
    """Some events of a problem and the ways to place them."""

    def __init__(
        self, problem: Problem, events: Iterable[Event], *, all_placed: bool, open_: Open | None = None
    ) -> None:
        """`open_`: what is possible, where it is less than the rules allow since others stay."""
        self.problem = problem
        self.open = problem.open if open_ is None else open_
        self.events = list(events)
        self.all_placed = all_placed
        self.program = Program()
        self.at: dict[str, dict[str, int]] = {
            event.id: {slot: self.program.variable() for slot in self.open[event.id]} for event in self.events
        }
        """The variable of each event in each slot."""
        self.stay = {id_: self.program.variable() for id_, _ in self._can_stay()}
        """That an event stays in its published room."""
        self.in_room: dict[tuple[str, str], list[int]] = {}
        """Variables of events in each slot and room, for slots where rooms had to become variables."""
        self.used: dict[tuple[str, str], int] = {}
        """That a room of a slot is used; once the level of rooms is looked at."""
        self._place()
        self._keep_apart()
        self._follow()
        self._stay()
        for slot in problem.slot:
            self._rooms_suffice(slot)

    # --- rules ---

    def _place(self) -> None:
        for event in self.events:
            once = each(self.at[event.id].values())
            if self.all_placed or event.pinned or event.id in self.problem.forced:
                self.program.exactly(once, 1)
            else:
                self.program.at_most(once, 1)

    def _keep_apart(self) -> None:
        """Of events that cannot share a slot, one at most is in it."""
        for clique in cliques(self.problem, [event.id for event in self.events]):
            for slot in self.problem.slot:
                here = [self.at[id_][slot] for id_ in clique if slot in self.at[id_]]
                self.program.at_most(each(here), 1)

    def _follow(self) -> None:
        """Linked events: never the first at a time or later, and the second at it or earlier."""
        orders = sorted({slot.order for slot in self.problem.slots})
        order_of = {slot.id: slot.order for slot in self.problem.slots}
        for first, second in self.problem.instance.after:
            if first in self.at and second in self.at:
                for order in orders:
                    late = [one for slot, one in self.at[first].items() if order_of[slot] >= order]
                    early = [one for slot, one in self.at[second].items() if order_of[slot] <= order]
                    self.program.at_most(each([*late, *early]), 1)

    def _can_stay(self) -> Iterator[tuple[str, str]]:
        for event in self.events:
            cell = self.problem.previous.get(event.id)
            if cell and cell.room in self.open[event.id].get(cell.slot, ()):
                yield event.id, cell.slot

    def _stay(self) -> None:
        holders = defaultdict(list)
        for id_, slot in self._can_stay():
            self.program.at_most({self.stay[id_]: 1, self.at[id_][slot]: -1}, 0)
            holders[self.problem.previous[id_]].append(self.stay[id_])
        for several in holders.values():
            self.program.at_most(each(several), 1)

    def _rooms_suffice(self, slot: str) -> None:
        unions = self.unions(slot)
        if unions is None:
            self._rooms_as_variables(slot)
            return
        for union in unions:
            self.program.at_most(each(self.inside(slot, union)), len(union))

    def _rooms_as_variables(self, slot: str) -> None:
        for event in self.events:
            if slot in self.at[event.id]:
                ways = {room: self.program.variable() for room in sorted(self.rooms(event.id, slot))}
                self.program.exactly({**each(ways.values()), self.at[event.id][slot]: -1}, 0)
                for room, way in ways.items():
                    self.in_room.setdefault((slot, room), []).append(way)
                if event.id in self.stay and self.problem.previous[event.id].slot == slot:
                    stays = {self.stay[event.id]: 1, ways[self.problem.previous[event.id].room]: -1}
                    self.program.at_most(stays, 0)
        for (at, _), several in self.in_room.items():
            if at == slot:
                self.program.at_most(each(several), 1)

    # --- rooms of a slot ---

    def rooms(self, id_: str, slot: str) -> frozenset[str]:
        return self.open[id_][slot]

    def unions(self, slot: str) -> list[frozenset[str]] | None:
        """Every union of sets of rooms that events would do with; None if there are too many."""
        found: set[frozenset[str]] = set()
        for rooms in {self.rooms(event.id, slot) for event in self.events if slot in self.at[event.id]}:
            found |= {rooms} | {rooms | union for union in found}
            if len(found) > MOST_UNIONS:
                return None
        return sorted(found, key=lambda union: (len(union), sorted(union)))

    def inside(self, slot: str, union: Collection[str]) -> list[int]:
        """The variables of all that take a room of the union for sure: events that do with no other, and
        others that stay in one of it."""
        found = []
        for event in self.events:
            if slot not in self.at[event.id]:
                continue
            if self.rooms(event.id, slot) <= set(union):
                found.append(self.at[event.id][slot])
            elif event.id in self.stay:
                cell = self.problem.previous[event.id]
                if cell.slot == slot and cell.room in union:
                    found.append(self.stay[event.id])
        return found

    # --- goals, each a level of the objective ---

    @property
    def placed(self) -> Goal:
        return Goal("placed", each(one for ways in self.at.values() for one in ways.values()))

    @property
    def preference(self) -> Goal:
        points = {
            one: self.problem.points(event, slot)
            for event in self.events
            for slot, one in self.at[event.id].items()
        }
        return Goal("preference", points)

    @property
    def slot_moves(self) -> Goal:
        moves = {
            one: 1
            for id_, cell in self.problem.previous.items()
            for slot, one in self.at.get(id_, {}).items()
            if slot != cell.slot
        }
        return Goal("slot_moves", moves, sign=-1)

    @property
    def room_moves(self) -> Goal:
        """Of those that keep their slot."""
        kept = {
            self.at[id_][cell.slot]: 1
            for id_, cell in self.problem.previous.items()
            if cell.slot in self.at.get(id_, {})
        }
        return Goal("room_moves", added(kept, each(self.stay.values(), -1)), sign=-1)

    @cached_property
    def theme_pairs(self) -> Goal:
        """k events of one theme in a slot are k(k-1)/2 pairs, written by tangents."""
        by_theme: dict[tuple[str, str], list[int]] = defaultdict(list)
        for event in self.events:
            for slot, one in self.at[event.id].items():
                if self.program.most[one]:
                    by_theme[slot, event.theme].append(one)
        pairs = []
        for here in by_theme.values():
            most = min(len(here), len(self.problem.rooms))
            if most > 1:
                pairs.append(self._pairs(here, most))
        return Goal("theme_pairs", each(pairs), sign=-1)

    def _pairs(self, here: list[int], most: int) -> int:
        pairs = self.program.variable(most * (most - 1) // 2)
        for j in range(1, most):
            self.program.at_most({**each(here, j), pairs: -1}, j * (j + 1) // 2)
        return pairs

    @cached_property
    def room_waste(self) -> Goal:
        """Only which rooms are used matters, as what the events take of them is the same in any of them."""
        used: dict[int, int] = {}
        events = {one: -event_part(event) for event in self.events for one in self.at[event.id].values()}
        for slot in self.problem.slot:
            used |= self._used(slot)
        return Goal("room_waste", added(used, events), sign=-1, plus=self._pinned_rooms())

    def _pinned_rooms(self) -> int:
        """Rooms of pinned events are used in any case."""
        pinned = (event.pinned for event in self.events if event.pinned)
        return sum(room_part(self.problem.room[cell.room]) for cell in pinned)

    def _used(self, slot: str) -> dict[int, int]:
        """Which rooms of a slot are used, with what each costs: as many as there are events, and enough of
        each union."""
        here = [event for event in self.events if slot in self.at[event.id] and not event.pinned]
        rooms = sorted({room for event in here for room in self.rooms(event.id, slot)})
        used = {room: self.program.variable() for room in rooms}
        taken = each(self.at[event.id][slot] for event in here)
        self.program.exactly(added(taken, each(used.values(), -1)), 0)
        for room, one in used.items():
            ways = self.in_room.get((slot, room), [])
            self.program.at_most({**each(ways), one: -1}, 0)
        for union in self.unions(slot) or []:
            if union <= used.keys():
                these = [used[room] for room in sorted(union)]
                self.program.at_most(added(each(self.inside(slot, union)), each(these, -1)), 0)
        for event in here:
            cell = self.problem.previous.get(event.id)
            if event.id in self.stay and cell and cell.slot == slot:
                self.program.at_most({self.stay[event.id]: 1, used[cell.room]: -1}, 0)
        self.used |= {(slot, room): one for room, one in used.items()}
        return {one: room_part(self.problem.room[room]) for room, one in used.items()}

    @cached_property
    def unfair(self) -> Goal:
        """For each organisation that leads or co-sponsors: events badly placed, or not at all, beyond half of
        its events. Events that are not in the model are not placed."""
        of: dict[str, list[Event]] = defaultdict(list)
        for event in self.problem.events:
            for organisation in sorted(organisations(event)):
                of[organisation].append(event)
        beyond = [one for _, events in sorted(of.items()) if (one := self._beyond(events)) is not None]
        return Goal("unfair", each(beyond), sign=-1)

    def _beyond(self, events: list[Event]) -> int | None:
        """2 * bad - n, if that is more than nothing; bad = n - well."""
        well = [
            one
            for event in events
            for slot, one in self.at.get(event.id, {}).items()
            if self.problem.points(event, slot) > BADLY
        ]
        one = self.program.variable(len(events))
        self.program.at_least({**each(well, 2), one: 1}, len(events))
        return one

    def hints(self, plan: Plan) -> dict[int, int]:
        """A plan as values of the variables of events."""
        found: dict[int, int] = {}
        for id_, ways in self.at.items():
            cell = plan.get(id_)
            found |= {one: int(cell is not None and cell.slot == slot) for slot, one in ways.items()}
        return found


def cliques(problem: Problem, ids: Collection[str]) -> list[tuple[str, ...]]:
    """Sets of events of which any two cannot share a slot, as large as they grow, so that each such pair is
    in one."""
    known = set(ids)
    pairs = (pair for pair in problem.instance.not_parallel if known.issuperset(pair))
    seeds = [
        *(tuple(id_ for id_ in several if id_ in known) for several in problem.events_of.values()),
        *pairs,
    ]
    found: dict[tuple[str, ...], None] = {}
    for seed in seeds:
        if len(seed) > 1:
            found[_grown(problem, seed, known)] = None
    sets = [frozenset(clique) for clique in found]
    return [one for one, here in zip(found, sets, strict=True) if not any(here < other for other in sets)]


def _grown(problem: Problem, seed: Iterable[str], known: set[str]) -> tuple[str, ...]:
    clique = set(seed)
    common = set.intersection(*(problem.apart[id_] for id_ in clique)) & known
    while common:
        one = min(common)
        clique.add(one)
        common &= problem.apart[one]
    return tuple(sorted(clique))
