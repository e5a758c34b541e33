"""Two plans of one problem beside each other: what differs for whom, and what that is worth. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduler.formats.allocation_file import Cell
from scheduler.timetable.allocation.measures import Envied, envied, measure
from scheduler.timetable.allocation.problem import Plan, Problem, actors


@dataclass(frozen=True)
class Move:
    """An event that is somewhere else in the second plan: in another slot, or in another room of its slot.
    `points`: how well each place meets its wishes."""

    event: str
    was: Cell
    now: Cell
    points: tuple[int, int]

    @property
    def is_room_only(self) -> bool:
        return self.was.slot == self.now.slot


@dataclass(frozen=True)
class Comparison:
    """What a second plan changes of a first one. `levels`: the worth of both in each level of the objective,
    in its order; `envied`: in both, how many events see a better wish held by a later one; `moved`: into
    other slots, `rooms`: only into other rooms; `lost` and `gained`: left out of the second, and of the
    first."""

    levels: dict[str, tuple[int, int]]
    envied: tuple[Envied, Envied]
    moved: tuple[Move, ...]
    rooms: tuple[Move, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def better(self) -> list[str]:
        """Events whose wishes the second plan meets better."""
        return [move.event for move in self.moved if move.points[1] > move.points[0]] + list(self.gained)

    @property
    def worse(self) -> list[str]:
        """Events whose wishes the second plan meets less well."""
        return [move.event for move in self.moved if move.points[1] < move.points[0]] + list(self.lost)


ALLOCATE = ("placed", "preference", "theme_pairs", "room_waste", "unfair")
REALLOCATE = ("placed", "slot_moves", "room_moves", "preference", "theme_pairs", "room_waste", "unfair")


def compare(problem: Problem, first: Plan, second: Plan) -> Comparison:
    """Both plans have to keep the rules of the problem, or at least to know no other events and places."""
    before, after = measure(problem, first), measure(problem, second)
    names = REALLOCATE if problem.is_again else ALLOCATE
    moves = [
        _move(problem, event.id, first[event.id], second[event.id])
        for event in problem.events
        if event.id in first and event.id in second and first[event.id] != second[event.id]
    ]
    return Comparison(
        levels={name: (before[name], after[name]) for name in names},
        envied=(envied(problem, first), envied(problem, second)),
        moved=tuple(move for move in moves if not move.is_room_only),
        rooms=tuple(move for move in moves if move.is_room_only),
        lost=tuple(event.id for event in problem.events if event.id in first and event.id not in second),
        gained=tuple(event.id for event in problem.events if event.id in second and event.id not in first),
    )


def _move(problem: Problem, id_: str, was: Cell, now: Cell) -> Move:
    event = problem.event[id_]
    points = [problem.points(event, cell.slot) if cell.slot in problem.slot else 0 for cell in (was, now)]
    return Move(id_, was, now, (points[0], points[1]))


def to_be_told(problem: Problem, events: Iterable[str]) -> Mapping[str, list[str]]:
    """Who takes part in any of these events (lead, co-sponsors, speakers), each with its events."""
    found: dict[str, list[str]] = {}
    for id_ in events:
        for actor in sorted(actors(problem.event[id_])):
            found.setdefault(actor, []).append(id_)
    return dict(sorted(found.items()))
