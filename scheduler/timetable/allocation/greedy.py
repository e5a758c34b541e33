"""The plan of first come, first served: what a person does by hand who takes the applications in the
published order. It needs no solver, and every other plan is measured against it. Pure."""

from collections import defaultdict
from collections.abc import Iterable

from scheduler.formats.allocation_file import Cell, Event
from scheduler.timetable.allocation.problem import Plan, Problem, follows


def plan(problem: Problem) -> Plan:
    """Each event in turn takes the best place that is still free. Where a plan is published, events first
    try to stay. Pins have to be possible."""
    return extended(problem, {}, problem.order)


def extended(problem: Problem, standing: Plan, waiting: Iterable[Event]) -> Plan:
    """The plan with those that wait and find a free place, in their order."""
    hall = Hall(problem, standing)
    for event in waiting:
        if event.id not in hall.plan and (cell := hall.best(event)):
            hall.take(event, cell)
    return hall.plan


class Hall:
    """A plan being filled: who is where, which rooms are free."""

    def __init__(self, problem: Problem, standing: Plan) -> None:
        self.problem = problem
        self.plan: Plan = {}
        self.events_at: dict[str, set[str]] = defaultdict(set)
        self.rooms_at: dict[str, set[str]] = defaultdict(set)
        for id_, cell in standing.items():
            self.take(problem.event[id_], cell)

    def take(self, event: Event, cell: Cell) -> None:
        self.plan[event.id] = cell
        self.events_at[cell.slot].add(event.id)
        self.rooms_at[cell.slot].add(cell.room)

    def best(self, event: Event) -> Cell | None:
        """Where it was published, if that is free; else the slot of most points, the earliest of these, and
        in it the room with least to spare."""
        was = self.problem.previous.get(event.id)
        if was and self.is_free(event, was):
            return was
        for slot in self._by_points(event):
            if self.can_be_at(event, slot):
                for room in self.problem.rooms_by_size:
                    if room in self.problem.open[event.id][slot] and room not in self.rooms_at[slot]:
                        return Cell(slot=slot, room=room)
        return None

    def is_free(self, event: Event, cell: Cell) -> bool:
        rooms = self.problem.open[event.id].get(cell.slot, ())
        free = cell.room in rooms and cell.room not in self.rooms_at[cell.slot]
        return free and self.can_be_at(event, cell.slot)

    def can_be_at(self, event: Event, slot: str) -> bool:
        """Whether those who are placed already leave the slot to it."""
        alone = self.problem.apart[event.id].isdisjoint(self.events_at[slot])
        return alone and follows(self.problem, self.plan, event.id, slot)

    def _by_points(self, event: Event) -> list[str]:
        slots = list(self.problem.open[event.id])  # in their order, which sorting keeps
        return sorted(slots, key=lambda slot: -self.problem.points(event, slot))
