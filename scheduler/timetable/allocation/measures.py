"""What a plan is worth: the value of every level of the objective, and whose better wish went to somebody
later in the order. Pure."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from scheduler.formats.allocation_file import Event, Group
from scheduler.timetable.allocation.matching import deal
from scheduler.timetable.allocation.problem import (
    BADLY,
    OTHER_POINTS,
    Plan,
    Problem,
    event_part,
    follows,
    organisations,
    room_part,
)


def measure(problem: Problem, plan: Plan) -> dict[str, int]:
    """The value of each level, by its name (docs/allocation.md)."""
    points = {id_: problem.points(problem.event[id_], cell.slot) for id_, cell in plan.items()}
    found = {
        "placed": len(plan),
        "preference": sum(points.values()),
        "theme_pairs": _theme_pairs(problem, plan),
        "room_waste": sum(
            room_part(problem.room[cell.room]) - event_part(problem.event[id_]) for id_, cell in plan.items()
        ),
        "unfair": _unfair(problem, points),
    }
    if problem.is_again:
        both = [(plan[id_], was) for id_, was in problem.previous.items() if id_ in plan]
        found["slot_moves"] = sum(now.slot != was.slot for now, was in both)
        found["room_moves"] = sum(now.slot == was.slot and now.room != was.room for now, was in both)
    return found


def _theme_pairs(problem: Problem, plan: Plan) -> int:
    together = Counter((cell.slot, problem.event[id_].theme) for id_, cell in plan.items())
    return sum(many * (many - 1) // 2 for many in together.values())


def _unfair(problem: Problem, points: dict[str, int]) -> int:
    all_, bad = Counter[str](), Counter[str]()
    for event in problem.events:
        for organisation in organisations(event):
            all_[organisation] += 1
            bad[organisation] += points.get(event.id, 0) <= BADLY
    return sum(max(0, 2 * bad[organisation] - many) for organisation, many in all_.items())


@dataclass(frozen=True)
class Envied:
    """How many events could take a better wish that an event later in the order holds."""

    all: int
    of_states: int


def envied(problem: Problem, plan: Plan) -> Envied:
    """Looked at one by one: the later event would have to leave its place, and nobody else would move."""
    found = [event for event in problem.order if could_take(problem, plan, event)]
    return Envied(len(found), sum(event.group is Group.MEMBER_STATE for event in found))


def could_take(problem: Problem, plan: Plan, event: Event) -> list[str]:
    """The events later in the order that hold a better wish of this one, and whose place it could take."""
    if event.pinned:
        return []
    place = {each.id: number for number, each in enumerate(problem.order)}
    cell = plan.get(event.id)
    now = problem.points(event, cell.slot) if cell else 0
    better = {slot for slot in problem.open[event.id] if problem.points(event, slot) > max(now, OTHER_POINTS)}
    at = _by_slot(plan, without=event.id)
    return [
        id_
        for slot in better
        for id_ in at[slot]
        if place[id_] > place[event.id] and _fits_instead(problem, plan, event, id_, at[slot])
    ]


def _by_slot(plan: Plan, without: str) -> dict[str, list[str]]:
    found = defaultdict(list)
    for id_, cell in plan.items():
        if id_ != without:
            found[cell.slot].append(id_)
    return found


def _fits_instead(problem: Problem, plan: Plan, event: Event, other: str, here: list[str]) -> bool:
    """Whether the event could be in the other's slot without it, everybody else staying."""
    slot = plan[other].slot
    rest = [id_ for id_ in here if id_ != other]
    without = {id_: cell for id_, cell in plan.items() if id_ != other}
    if not problem.apart[event.id].isdisjoint(rest) or not follows(problem, without, event.id, slot):
        return False
    wanted = {id_: problem.open[id_].get(slot, frozenset()) for id_ in (event.id, *rest)}
    return deal(wanted, problem.rooms_by_size) is not None
