"""Plans that are proved best: on kept examples, on seeded instances, and against every plan there is."""

import itertools
import json
from random import Random
from typing import Any

import pytest

from bench import instances
from scheduler.formats.allocation_file import Cell
from scheduler.timetable.allocation import greedy, narrowing, plan_file
from scheduler.timetable.allocation.levels import Found, Policy, allocate
from scheduler.timetable.allocation.measures import envied, measure
from scheduler.timetable.allocation.problem import Plan, Problem
from scheduler.timetable.allocation.reasons import reasons
from scheduler.timetable.allocation.runs import Step
from scheduler.timetable.allocation.solver import Stop
from tests.timetable.allocation.files import Record, assignments, event, example, problem, small
from tests.timetable.allocation.judge import evaluate

BEST = {
    ("example-60", Policy.MOST_EVENTS): (60, 533, 11, 481, 0),
    ("example-60", Policy.WISHES_IN_ORDER): (60, 504, 10, 513, 0),
    ("example-60-full", Policy.MOST_EVENTS): (46, 403, 8, 425, 5),
    ("example-60-full", Policy.PUBLISHED_RULE): (46, 371, 4, 425, 19),
    ("example-60-full", Policy.WISHES_IN_ORDER): (46, 339, 10, 425, 27),
    ("example-reallocate", Policy.PUBLISHED_RULE): (57, 7, 2, 362, 4, 469, 10),
}
"""Values of the levels, in their order."""


def judged(record: Record, plan: Plan) -> dict[str, int]:
    """The worth of a plan in which the judge finds nothing wrong."""
    verdict = evaluate({"name": "", **record}, assignments(plan))
    assert verdict["violations"] == []
    terms: dict[str, int] = verdict["terms"]
    return terms


@pytest.mark.parametrize(("name", "policy"), BEST, ids=str)
def test_the_examples_are_solved_to_the_last_level(name: str, policy: Policy) -> None:
    record = example(name)
    asked = problem(record)
    found = allocate(asked, policy)
    terms = judged(record, found.plan)
    assert tuple(terms.values()) == BEST[name, policy]
    assert measure(asked, found.plan) == terms
    assert all(level.is_proven and level.value == level.bound for level in found.levels)
    assert found.is_repeatable
    reached = {level.name: level.value for level in found.levels}
    assert {level: reached[level] for level in terms} == terms


def test_the_same_input_gives_the_same_bytes_with_its_rows_shuffled() -> None:
    record = example("example-60-full")
    rng = Random(7)
    shuffled = {
        key: rng.sample(value, len(value)) if isinstance(value, list) else value
        for key, value in record.items()
    }
    files = []
    for each in (record, shuffled):
        asked = problem(each)
        files.append(plan_file.of_allocation(asked, allocate(asked), Policy.PUBLISHED_RULE, 0))
    assert files[0] == files[1]
    told = json.loads(files[0])
    assert (told["policy"], told["repeatable"], len(told["left_out"])) == ("published-rule", True, 14)
    assert told["envied"] == {"all": 8, "member-state": 1}


@pytest.mark.parametrize("rooms", [4, 2], ids=["fewer than places", "more than places"])
def test_seeded_instances_and_what_happens_to_them_break_no_rule(rooms: int) -> None:
    record = instances.side_events(60, days=4, slots=5, rooms=rooms)
    asked = problem(record)
    first_come = greedy.plan(asked)
    found = allocate(asked)
    before, after = judged(record, first_come), judged(record, found.plan)
    assert after["placed"] >= before["placed"]
    assert after["preference"] > before["preference"]
    changed = instances.again(record, assignments(found.plan)["assignments"])
    again = allocate(problem(changed))
    worth = judged(changed, again.plan)
    assert all(level.is_proven for level in again.levels)
    assert worth["slot_moves"] <= judged(changed, greedy.plan(problem(changed)))["slot_moves"]


def every_plan(asked: Problem) -> list[Plan]:
    """All plans that break no rule."""
    ways: list[list[Cell | None]] = [
        [None, *(Cell(slot=slot, room=room) for slot, rooms in asked.open[one.id].items() for room in rooms)]
        for one in asked.events
    ]
    record = {"name": "", **json.loads(asked.instance.model_dump_json())}
    plans: list[Plan] = [
        {one.id: cell for one, cell in zip(asked.events, choice, strict=True) if cell}
        for choice in itertools.product(*ways)
    ]
    return [plan for plan in plans if not evaluate(record, assignments(plan))["violations"]]


@pytest.mark.parametrize("seed", range(4))
def test_no_plan_there_is_would_be_better(seed: int) -> None:
    record = instances.side_events(5, days=1, slots=3, rooms=2, seed=seed)
    asked = problem(record)
    found = allocate(asked, Policy.MOST_EVENTS)

    def worth(plan: Plan) -> tuple[int, ...]:
        placed, preference, *rest = judged(record, plan).values()
        return (placed, preference, *(-each for each in rest))

    assert worth(found.plan) == max(map(worth, every_plan(asked)))


def test_the_rule_admits_member_states_first_and_then_in_the_order_of_receipt() -> None:
    record = small([event(1), event(2), event(3, group="member-state")])
    assert set(allocate(problem(record)).plan) == {"E1", "E3"}


def test_what_cannot_be_placed_beside_the_admitted_is_refused_though_fewer_are_placed() -> None:
    shared = [event(1, speakers=["A", "B"]), event(2, speakers=["A"]), event(3, speakers=["B"])]
    found = allocate(problem(small(shared, slots=1, rooms=2)))
    assert ([one.id for one in found.admission.refused], set(found.plan)) == (["E2", "E3"], {"E1"})
    most = allocate(problem(small(shared, slots=1, rooms=2)), Policy.MOST_EVENTS)
    assert set(most.plan) == {"E2", "E3"}


def test_wishes_in_order_harm_no_earlier_wish() -> None:
    first = event(1, preferred_slots=["s1", "s2"])
    asked = problem(small([first, event(2, preferred_slots=["s1"]), event(3)], slots=3))
    best, in_order = allocate(asked), allocate(asked, Policy.WISHES_IN_ORDER)
    slots = {id_: cell.slot for id_, cell in best.plan.items()}
    assert slots == {"E1": "s2", "E2": "s1", "E3": "s3"}
    assert in_order.plan["E1"].slot == "s1"
    assert (envied(asked, best.plan).all, envied(asked, in_order.plan).all) == (1, 0)


def test_every_place_and_every_absence_has_its_reason() -> None:
    record = small(
        [
            event(1, group="member-state", preferred_slots=["s1"], speakers=["P1"]),
            event(2, preferred_slots=["s1", "s2"], speakers=["P1"]),
            event(3, preferred_slots=["s2"], excluded_slots=["s1"]),
        ]
    )
    asked = problem(record)
    found = allocate(asked)
    why = reasons(asked, found.plan, found.proofs)
    assert set(found.plan) == {"E1", "E2"}
    assert [(one.slot, one.points, str(one.why)) for one in why["E2"].blocked] == [
        ("s1", 10, "P1 is needed by E1 then.")
    ]
    assert [(one.slot, str(one.why)) for one in why["E3"].blocked] == [
        ("s2", "The rooms that would do (R1) are needed by E2."),
        ("s1", "The organiser excluded it."),
    ]
    proof = why["E3"].proof
    assert proof
    assert str(proof.sentence) == (
        "It and E1, E2 need 3 places, and only 2 would do for them: R1 at s1, R1 at s2."
    )
    assert proof.beside == ("E1", "E2")


def test_a_run_that_is_stopped_keeps_its_best_plan() -> None:
    record, stop, steps = example("example-60"), Stop(), list[Step]()

    def watch(step: Step) -> None:
        steps.append(step)
        if step.level == "preference":
            stop.ask()

    found = allocate(problem(record), watch=watch, stop=stop)
    assert judged(record, found.plan)["placed"] == 60
    assert (found.is_stopped, found.is_repeatable) == (True, False)
    themes = next(level for level in found.levels if level.name == "theme_pairs")
    assert (themes.bound, themes.is_proven) == (0, False)
    assert [step.seconds for step in steps] == sorted(step.seconds for step in steps)


def test_a_run_that_is_stopped_before_it_begins_gives_the_plan_of_first_come() -> None:
    asked, stop = problem(example("example-60-full")), Stop()
    stop.ask()
    found = allocate(asked, stop=stop)
    assert found.plan == greedy.plan(asked)
    told = json.loads(plan_file.of_allocation(asked, found, Policy.PUBLISHED_RULE, 0))
    assert (told["stopped"], told["repeatable"]) == (True, False)
    assert not any(level.is_proven for level in found.levels if level.name == "preference")


@pytest.mark.parametrize("policy", list(Policy))
def test_a_large_program_is_narrowed_and_gives_what_the_whole_gives(
    policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = instances.side_events(60, days=4, slots=5, rooms=4)
    whole = allocate(problem(record), policy)
    monkeypatch.setattr(narrowing, "LARGE", 100)
    found = allocate(problem(record), policy)
    assert found.levels == whole.levels
    assert all(level.is_proven for level in found.levels)
    judged(record, found.plan)


def test_nothing_to_place_is_a_plan() -> None:
    for record in (small([]), {**small([event(1)]), "rooms": []}, {**small([event(1)]), "slots": []}):
        found: Found = allocate(problem(record))
        assert found.plan == {}


def no_rooms_why(record: Record) -> Any:
    asked = problem(record)
    found = allocate(asked)
    return reasons(asked, found.plan, found.proofs)["E1"]


def test_without_any_room_the_proof_says_so() -> None:
    why = no_rooms_why({**small([event(1)]), "rooms": []})
    assert str(why.proof.sentence) == "No slot and no room would do for it, whatever becomes of the others."
    assert {str(one.why) for one in why.blocked} == {"There is no room."}
