"""Why each event is where it is, and why others are nowhere, in words. Pure.

What blocks a better slot is looked at with everybody else where they are; what it would cost to force an
event there is another question (prices.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.formats.allocation_file import Event
from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation.matching import too_few
from scheduler.timetable.allocation.problem import Plan, Problem, actors
from scheduler.timetable.allocation.proofs import Proof


@dataclass(frozen=True)
class Blocked:
    """A slot that an event does not have, the points that it would give, and what stands in the way."""

    slot: str
    points: int
    why: Sentence


@dataclass(frozen=True)
class Why:
    """How well an event's place meets its wishes, and what blocked each better slot; or, without a place,
    what shuts every slot. `proof`: why an event that was left out has no place at all."""

    points: int
    blocked: tuple[Blocked, ...]
    proof: Proof | None = None


def reasons(problem: Problem, plan: Plan, proofs: Mapping[str, Proof]) -> dict[str, Why]:
    """For every event, by id."""
    return {event.id: _why(problem, plan, event, proofs.get(event.id)) for event in problem.events}


def _why(problem: Problem, plan: Plan, event: Event, proof: Proof | None) -> Why:
    cell = plan.get(event.id)
    now = problem.points(event, cell.slot) if cell else 0
    better = [slot.id for slot in problem.slots if problem.points(event, slot.id) > now]
    better.sort(key=lambda slot: -problem.points(event, slot))
    blocked = (
        Blocked(slot, problem.points(event, slot), blocks(problem, plan, event, slot)) for slot in better
    )
    return Why(now, tuple(blocked), proof)


def blocks(problem: Problem, plan: Plan, event: Event, slot: str) -> Sentence:
    """What keeps an event out of a slot while all others stay."""
    return (
        _pinned(event, slot)
        or problem.why_shut(event, slot)
        or problem.why_no_room(event, slot)
        or _apart(problem, plan, event, slot)
        or _links(problem, plan, event, slot)
        or _rooms(problem, plan, event, slot)
        or Sentence("It is free; taking it would lower a level that counts for more.")
    )


def _pinned(event: Event, slot: str) -> Sentence | None:
    if event.pinned and event.pinned.slot != slot:
        return Sentence("It is pinned elsewhere.")
    return None


def _apart(problem: Problem, plan: Plan, event: Event, slot: str) -> Sentence | None:
    """Another event that cannot share the slot with it."""
    here = sorted(id_ for id_, cell in plan.items() if cell.slot == slot and id_ in problem.apart[event.id])
    if not here:
        return None
    other = problem.event[here[0]]
    shared = sorted(actors(event) & actors(other))
    if shared:
        return Sentence("%(actor)s is needed by %(event)s then.", actor=shared[0], event=other.id)
    return Sentence("It must not run beside %(event)s.", event=other.id)


def _links(problem: Problem, plan: Plan, event: Event, slot: str) -> Sentence | None:
    order = problem.slot[slot].order
    for first, second in problem.instance.after:
        if first == event.id and second in plan and problem.slot[plan[second].slot].order <= order:
            return Sentence("It has to come before %(event)s.", event=second)
        if second == event.id and first in plan and problem.slot[plan[first].slot].order >= order:
            return Sentence("It has to come after %(event)s.", event=first)
    return None


def _rooms(problem: Problem, plan: Plan, event: Event, slot: str) -> Sentence | None:
    here = [id_ for id_, cell in plan.items() if cell.slot == slot and id_ != event.id]
    wanted = {id_: problem.open[id_].get(slot, frozenset()) for id_ in (*sorted(here), event.id)}
    short = too_few(wanted)
    if short is None:
        return None
    events, rooms = short
    others = [id_ for id_ in events if id_ != event.id]
    told = {"rooms": ", ".join(rooms), "others": ", ".join(others)}
    return Sentence("The rooms that would do (%(rooms)s) are needed by %(others)s.", **told)
