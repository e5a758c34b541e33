"""How well and how fast places are proposed: seeded instances of 100, 150 and 250 events, with fewer and with
more requests than places, under each policy; what happens to them afterwards; panels; a very large one.

    python3 dev.py bench allocate [WORD...]

runs those whose name holds one of the words; without words, all. Every plan goes to the judge of the tests,
which shares no code with the allocator. One core is used. Targets are looked at in its own time, so that
others may work on the machine meanwhile; the seconds of levels are those of the clock.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import instances
from scheduler.formats.allocation_file import Allocation, Panels, read
from scheduler.timetable.allocation import greedy
from scheduler.timetable.allocation.levels import Found, Policy, allocate
from scheduler.timetable.allocation.measures import measure
from scheduler.timetable.allocation.panel import compose
from scheduler.timetable.allocation.problem import Plan, Problem
from scheduler.timetable.allocation.runs import Step
from scheduler.timetable.allocation.solver import Effort, Stop
from tests.timetable.allocation.judge import evaluate

Record = dict[str, Any]

SIZES = {
    "100 fewer": (100, 5, 6, 4),
    "100 more": (100, 5, 6, 3),
    "150 fewer": (150, 5, 6, 6),
    "150 more": (150, 5, 6, 4),
    "250 fewer": (250, 8, 6, 6),
    "250 more": (250, 8, 6, 4),
}
"""Events, days, slots a day and rooms; fewer or more requests than places."""
LARGE = {"events": 1000, "days": 40, "rooms": 20, "crowd": 2}
"""With wishes for the same few slots: where they are spread, the plan of first come is nearly the best."""
SLOTS_OF_LARGE = (1, 2)
"""A day: too few for all events, and enough."""
PANELS = ((40, 4), (80, 6), (120, 8))
"""Nominations and sessions."""
SECONDS = {Policy.MOST_EVENTS: 30, Policy.PUBLISHED_RULE: 180, Policy.WISHES_IN_ORDER: 180}
"""In how many every level should be proven."""
SECONDS_OF_PANELS = 30
FIRST_PLAN = 2.0
RATIO_OF_LARGE = 1.08


def main(words: list[str]) -> None:
    started = time.monotonic()
    missed = []
    for name, run in cases():
        if not words or any(word in name for word in words):
            print(f"{name}", flush=True)
            missed += [f"{name}: {what}" for what in run()]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    spent = f"{time.monotonic() - started:.0f} s in all, {time.process_time():.0f} s of the processor"
    print(f"{spent}, {memory} MB at most")
    print("\n".join(["Missed:", *missed]) if missed else "No target was missed.")


def cases() -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """Each by its name; it answers with the targets that it missed."""
    for size, sides in SIZES.items():
        for policy in (Policy.MOST_EVENTS, Policy.PUBLISHED_RULE, Policy.WISHES_IN_ORDER):
            yield f"{size}, {policy}", partial(_allocated, instances.side_events(*sides), policy)
    for size, sides in SIZES.items():
        yield f"{size}, again", partial(_again, instances.side_events(*sides))
    for nominations, sessions in PANELS:
        record = instances.panels(nominations, sessions)
        yield f"panels, {nominations} nominations for {sessions} sessions", partial(_composed, record)
    for slots in SLOTS_OF_LARGE:
        record = instances.side_events(**LARGE, slots=slots)
        yield f"1000 events in 40 days and 20 rooms, {slots} a day", partial(_large, record)


def _allocated(record: Record, policy: Policy) -> list[str]:
    missed, *_ = _solved(record, policy, SECONDS[policy])
    return missed


def _again(record: Record) -> list[str]:
    """The published plan is the best one; then a room closes, two withdraw, and three arrive."""
    problem = _problem(record)
    plan = allocate(problem, Policy.MOST_EVENTS).plan
    missed, *_ = _solved(instances.again(record, _cells(plan)), Policy.PUBLISHED_RULE, 180)
    return missed


def _large(record: Record) -> list[str]:
    """A plan that is proved to have the most points has the best ratio that there is."""
    missed, ratio, gap = _solved(record, Policy.PUBLISHED_RULE, 180, is_proof_wanted=False)
    if ratio >= RATIO_OF_LARGE:
        return missed
    if gap == 0:
        print(f"  no plan has more than {ratio:.3f} times the points of first come, first served: proven")
        return missed
    most = ratio / (1 - gap)
    return [*missed, f"{ratio:.3f} times the greedy plan; the bound allows {most:.3f} at most"]


def _solved(
    record: Record, policy: Policy, seconds: int, *, is_proof_wanted: bool = True
) -> tuple[list[str], float, float]:
    """The targets that were missed, the ratio of wishes to those of first come, first served, and how far
    below their bound they are."""
    problem = _problem(record)
    clock = time.process_time()
    before = measure(problem, greedy.plan(problem))
    first = time.process_time() - clock
    stop, clock = Stop(), time.process_time()

    def watch(_step: Step) -> None:
        if time.process_time() - clock > seconds:
            stop.ask()

    # Where no proof is wanted the clock ends the run: a level that has no news does not hear of a stop.
    longest = 10 * seconds if is_proof_wanted else seconds
    found = allocate(problem, policy, Effort(seconds=longest), watch, stop)
    spent = time.process_time() - clock
    verdict = evaluate({"name": "", **record}, {"assignments": _cells(found.plan)})
    ratio = verdict["terms"]["preference"] / max(1, before["preference"])
    wishes = next(level for level in found.levels if level.name == "preference")
    gap = (wishes.bound - wishes.value) / max(1, wishes.bound)
    _print_levels(found, before)
    valid = "valid" if verdict["valid"] else f"NOT VALID: {verdict['violations'][:3]}"
    print(
        f"  {spent:.1f} s, first valid plan after {first:.2f} s, wishes {ratio:.3f} of first come, first "
        f"served and {gap:.1%} below the bound, {len(found.plan)} of {len(problem.events)} placed; "
        f"the judge: {valid}",
        flush=True,
    )
    missed = [] if verdict["valid"] else ["not valid"]
    missed += [
        f"{level.name} not proven" for level in found.levels if not level.is_proven and is_proof_wanted
    ]
    missed += [f"{spent:.0f} s"] * (spent > seconds + 1) + [f"first plan {first:.1f} s"] * (
        first > FIRST_PLAN
    )
    return missed, ratio, gap


def _print_levels(found: Found, before: dict[str, int]) -> None:
    for level in found.levels:
        told = before.get(level.name, "")
        proof = "proven" if level.is_proven else "not proven"
        print(
            f"  {level.name:<14} {level.value:>6}, bound {level.bound:>6}, {proof:<10}; first come "
            f"{told:>6}; {level.seconds:.1f} s"
        )


def _composed(record: Record) -> list[str]:
    panels = _instance(record)
    assert isinstance(panels, Panels)
    clock = time.process_time()
    composed = compose(panels, Effort(seconds=300))
    spent = time.process_time() - clock
    verdict = evaluate(record, {"assignments": composed.seating})
    proof = "proven" if composed.is_proven else "not proven"
    print(
        f"  {composed.filled[0]} of {composed.seats} seats (bound {composed.filled[1]}), rank points "
        f"{composed.rank_points[0]} (bound {composed.rank_points[1]}), {proof}; {spent:.1f} s; the judge: "
        f"{'valid' if verdict['valid'] else 'NOT VALID'}",
        flush=True,
    )
    is_late = spent > SECONDS_OF_PANELS
    return [] if verdict["valid"] and composed.is_proven and not is_late else [f"{proof}, {spent:.0f} s"]


def _instance(record: Record) -> Allocation | Panels:
    reading = read(json.dumps(record).encode(), "bench.json")
    assert reading.instance, reading.faults
    return reading.instance


def _problem(record: Record) -> Problem:
    instance = _instance(record)
    assert isinstance(instance, Allocation)
    return Problem(instance)


def _cells(plan: Plan) -> dict[str, dict[str, str]]:
    return {id_: {"slot": cell.slot, "room": cell.room} for id_, cell in plan.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
