"""What it would cost to force an event into a slot: the best plan with it there, beside the plan that is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.formats.allocation_file import Event
from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation import greedy
from scheduler.timetable.allocation.admission import Admission
from scheduler.timetable.allocation.comparing import Comparison, compare
from scheduler.timetable.allocation.conflicts import Conflict, between
from scheduler.timetable.allocation.levels import Policy, best, model_of, take_part
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.neighbourhoods import is_large
from scheduler.timetable.allocation.problem import Plan, Problem, require_possible
from scheduler.timetable.allocation.program import Goal
from scheduler.timetable.allocation.reading import read
from scheduler.timetable.allocation.runs import Level, Run
from scheduler.timetable.allocation.solver import Effort, Stop

EFFORT = Effort(work=20.0, seconds=60.0)


@dataclass(frozen=True)
class Price:
    """The price of an event in a slot. `against`: what differs from the plan that is, in each level and for
    each event, as few events moved as can be; None where it is not possible, and then `why_not` says which
    rule shuts the slot, or `conflict` which demands do. `levels`: what was proven of the plan with the event
    there; `is_exact`: all of them."""

    event: str
    slot: str
    against: Comparison | None = None
    plan: Plan | None = None
    levels: tuple[Level, ...] = ()
    why_not: Sentence | None = None
    conflict: Conflict | None = None

    @property
    def is_exact(self) -> bool:
        return self.against is not None and all(level.is_proven for level in self.levels)


def price(
    problem: Problem,
    plan: Plan,
    event_id: str,
    slot: str,
    policy: Policy = Policy.PUBLISHED_RULE,
    effort: Effort = EFFORT,
    stop: Stop | None = None,
    give_up: int = 0,
) -> Price:
    """The price of an event in a slot, as if it were pinned there and all were proposed again under the
    policy, with so many percent of wishes given up for themes as the plan was made with. Raises Impossible
    for pins that break rules, KeyError for ids that the problem does not know."""
    require_possible(problem)
    event = problem.event[event_id]
    if why := _shut(problem, event, slot):
        return Price(event_id, slot, why_not=why)
    forced = replace(problem, forced={event_id: slot})
    run = Run(effort, stop=stop or Stop())
    if is_large(problem):
        return Price(event_id, slot, why_not=TOO_LARGE)
    admission = _admission(run, forced, plan, event, policy)
    if admission is None:
        pinned = [one for one in problem.order if one.pinned]
        why = NOT_BESIDE_PINS if run.is_repeatable else NO_TIME
        return Price(event_id, slot, why_not=why, conflict=between(run, forced, event, pinned))
    model = model_of(forced, policy, admission)
    found = best(run, model, policy, admission.plan, give_up)
    found = _nearest(run, model, plan, found)
    return Price(event_id, slot, compare(problem, plan, found), found, tuple(run.levels))


TOO_LARGE = Sentence("The instance is too large for prices of single places.")
NOT_BESIDE_PINS = Sentence("It cannot be there beside the events that are pinned.")
NO_TIME = Sentence("Whether it can be there was not found out in the time that was given.")


def better_slots(problem: Problem, plan: Plan, event_id: str) -> list[str]:
    """The slots that would meet the wishes of an event better than its place does, the best first."""
    event = problem.event[event_id]
    cell = plan.get(event_id)
    now = problem.points(event, cell.slot) if cell else 0
    better = [slot.id for slot in problem.slots if problem.points(event, slot.id) > now]
    return sorted(better, key=lambda slot: -problem.points(event, slot))


def _shut(problem: Problem, event: Event, slot: str) -> Sentence | None:
    """The rule that shuts a slot, whatever becomes of the others."""
    if event.pinned and event.pinned.slot != slot:
        return Sentence("It is pinned elsewhere.")
    return problem.why_shut(event, slot) or problem.why_no_room(event, slot)


def _admission(run: Run, forced: Problem, plan: Plan, event: Event, policy: Policy) -> Admission | None:
    """Who takes part with the event there: the same, where they can; None where pins leave it no room."""
    known = _all_of(run, forced, [one for one in forced.order if one.id in plan or one is event], plan)
    if known is None:
        first = [one for one in forced.order if one.pinned or one.id == event.id]
        start = _all_of(run, forced, first, plan)
        if start is None:
            return None
        rest = {id_: plan[id_] for id_ in plan if id_ not in start}
        known = greedy.extended(forced, _kept(forced, start, rest), forced.order)
    return take_part(run, forced, policy, known)


def _all_of(run: Run, forced: Problem, events: list[Event], plan: Plan) -> Plan | None:
    """A plan that holds all of them; None if none was found."""
    model = Model(forced, events, all_placed=True)
    return read(model, run.solve(model.program, None, model.hints(plan)))


def _kept(forced: Problem, start: Plan, rest: Plan) -> Plan:
    """A plan with those of the rest that can stay where they are."""
    hall = greedy.Hall(forced, start)
    for event in forced.order:
        if event.id in rest and hall.is_free(event, rest[event.id]):
            hall.take(event, rest[event.id])
    return hall.plan


def _nearest(run: Run, model: Model, plan: Plan, found: Plan) -> Plan:
    """Of all plans that are as good, one that moves the fewest events from where they are."""
    moves = {
        one: 1
        for id_, cell in plan.items()
        for slot, one in model.at.get(id_, {}).items()
        if slot != cell.slot
    }
    answer = run.solve(model.program, Goal("moves", moves, sign=-1), model.hints(found), run.effort.work / 4)
    nearer = read(model, answer)
    return found if nearer is None or _moved(plan, nearer) > _moved(plan, found) else nearer


def _moved(plan: Plan, other: Plan) -> int:
    return sum(id_ in other and other[id_].slot != cell.slot for id_, cell in plan.items())


def told(price: Price) -> Iterator[Sentence]:
    """A price in words, one sentence for each part of it."""
    place: dict[str, object] = {"event": price.event, "slot": price.slot}
    if price.against is None:
        yield Sentence("%(event)s cannot be put at %(slot)s: %(why)s", **place, why=price.why_not)
        if price.conflict:
            yield from price.conflict.demands
        return
    cost = [
        f"{name} {after - before:+}"
        for name, (before, after) in price.against.levels.items()
        if after != before
    ]
    changes = ", ".join(cost) or Sentence("no level changes")
    proof = Sentence("proved") if price.is_exact else Sentence("not proved to be the least")
    yield Sentence("%(event)s at %(slot)s: %(changes)s (%(proof)s).", **place, changes=changes, proof=proof)
    moved = [move.event for move in price.against.moved if move.event != price.event]
    for said, ids in (
        (Sentence("Others that move: %(events)s.", events=", ".join(moved)), moved),
        (Sentence("Left out then: %(events)s.", events=", ".join(price.against.lost)), price.against.lost),
        (Sentence("In then: %(events)s.", events=", ".join(price.against.gained)), price.against.gained),
    ):
        if ids:
            yield said
