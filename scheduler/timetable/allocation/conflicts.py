"""When nothing fits: as few demands as can be that cannot all hold, in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from scheduler.formats.allocation_file import Allocation, Event
from scheduler.kernel.words import Sentence
from scheduler.timetable.allocation.demands import needed, only
from scheduler.timetable.allocation.model import Model
from scheduler.timetable.allocation.problem import Problem, broken_pins
from scheduler.timetable.allocation.program import Goal, Program, each
from scheduler.timetable.allocation.runs import Run

ROUNDS = 16
"""How often the search for a smallest set of events tries another one."""
WORK = 1.0
"""Deterministic work for one of them."""
EXPLAINED = 6
"""Events up to which their demands are looked at one by one."""


@dataclass(frozen=True)
class Conflict:
    """Events that cannot all have places, as few as can be, and the demands on which that rests, of which
    none can be left out (none where there are many events)."""

    events: tuple[str, ...]
    demands: tuple[Sentence, ...] = ()


def of_pins(problem: Problem) -> Conflict | None:
    """The smallest set of demands that cannot all hold with the pins; None if the pins are possible. It needs
    no solver: a pin that breaks rules does so alone, or with one other."""

    def holds(instance: Allocation) -> bool:
        return not broken_pins(Problem(instance))

    pinned = [event.id for event in problem.events if event.pinned]
    for many in (1, 2):
        found = [
            Conflict(ids, tuple(needed(less, holds)))
            for ids in combinations(pinned, many)
            if not holds(less := only(problem.instance, ids))
        ]
        if found:
            return min(found, key=lambda one: len(one.demands))
    return None


def between(run: Run, problem: Problem, event: Event, others: Sequence[Event]) -> Conflict | None:
    """Which of the others leave no place for an event, as few as can be; None if they leave one, or if it was
    not found out."""
    ids = fewest(run, problem, event, others)
    if ids is None:
        return None
    if len(ids) > EXPLAINED:
        return Conflict(ids)

    def holds(instance: Allocation) -> bool:
        rest = {
            id_: slot for id_, slot in problem.forced.items() if id_ in {one.id for one in instance.events}
        }
        asked = replace(problem, instance=instance, forced=rest)
        model = Model(asked, asked.events, all_placed=True)
        answer = run.solve(model.program, None, {}, WORK)
        return not answer.is_impossible

    return Conflict(ids, tuple(needed(only(problem.instance, {event.id, *ids}), holds)))


def fewest(run: Run, problem: Problem, event: Event, others: Sequence[Event]) -> tuple[str, ...] | None:
    """A smallest set of the others that cannot be placed together with an event, which is proved; None if
    there is none, or if it takes too long. Each set that does go together with it, made as large as can be,
    leaves others out: one of these at least is in every set that is looked for."""
    # Pinned ones have no other place, but here they may also have none.
    loose = [one.model_copy(update={"pinned": None}) for one in (event, *others)]
    model = Model(problem, loose, all_placed=False, open_=problem.open)
    ids = [one.id for one in others]
    left_out: list[list[str]] = []
    tried: list[str] = []
    for _ in range(ROUNDS):
        beside = _beside(run, model, [event.id, *tried])
        if beside is None:
            return tuple(tried)
        left_out.append([id_ for id_ in ids if id_ not in beside])
        if not beside or not left_out[-1]:
            return None
        tried = _hitting(run, ids, left_out)
        if not tried:
            return None
    return None


def _beside(run: Run, model: Model, wanted: Collection[str]) -> set[str] | None:
    """As many events as can be that go together with these; None if not even these do, and nobody if it is
    not known."""
    rows = len(model.program.rows)
    for id_ in wanted:
        model.program.at_least(each(model.at[id_].values()), 1)
    answer = run.solve(model.program, model.placed, {}, WORK)
    del model.program.rows[rows:]
    if answer.values is None:
        return None if answer.is_impossible else set()
    values = answer.values
    return {id_ for id_, ways in model.at.items() if any(values[one] for one in ways.values())}


def _hitting(run: Run, ids: Sequence[str], sets: Sequence[Sequence[str]]) -> list[str]:
    """As few as can be, at least one of each set."""
    program = Program()
    chosen = {id_: program.variable() for id_ in ids}
    for one in sets:
        program.at_least(each(chosen[id_] for id_ in one), 1)
    answer = run.solve(program, Goal("fewest", each(chosen.values()), sign=-1), {}, WORK)
    if answer.values is None or not answer.is_proven:
        return []
    values = answer.values
    return [id_ for id_, one in chosen.items() if values[one]]
