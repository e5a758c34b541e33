"""What happens to a published plan, wishes given up for themes, and two plans beside each other."""

import json
from random import Random

import pytest

from bench import instances
from scheduler.formats.allocation_file import Allocation, Cell, Event
from scheduler.timetable.allocation import plan_file, what_if
from scheduler.timetable.allocation.comparing import compare
from scheduler.timetable.allocation.levels import Policy, allocate
from scheduler.timetable.allocation.problem import Plan, Problem
from scheduler.timetable.allocation.trading import trade_off
from scheduler.timetable.allocation.what_if import consequences
from tests.timetable.allocation.files import Record, event, problem, small
from tests.timetable.allocation.test_levels import judged

PLAN: Plan = {
    "E1": Cell(slot="s1", room="R1"),
    "E2": Cell(slot="s1", room="R2"),
    "E3": Cell(slot="s2", room="R1"),
}


def instance() -> Allocation:
    events = [event(1, speakers=["P1"], cosponsors=["O9"]), event(2), event(3)]
    return problem(small(events, slots=3, rooms=2)).instance


def after(changed: Allocation) -> what_if.Consequences:
    """What the best plan does, with the fewest moves proven and no rule broken."""
    asked = Problem(changed)
    found = allocate(asked)
    judged(json.loads(changed.model_dump_json()), found.plan)
    assert all(level.is_proven for level in found.levels)
    return consequences(asked, found.plan)


def test_a_room_falls_away_in_one_slot() -> None:
    found = after(what_if.without_room(instance(), PLAN, "R1", ["s1"]))
    assert [move.event for move in (*found.changes.moved, *found.changes.rooms)] == ["E1"]
    assert found.told == {"O1": ["E1"], "O9": ["E1"], "P1": ["E1"]}


def test_a_room_falls_away_altogether_and_pins_into_it_with_it() -> None:
    pinned = [event(1, pinned={"slot": "s1", "room": "R1"}), event(2), event(3)]
    told = problem(small(pinned, slots=3, rooms=2)).instance
    found = after(what_if.without_room(told, PLAN, "R1"))
    assert found.changes.levels["slot_moves"] == (0, 1)
    assert [move.event for move in found.changes.rooms] == ["E3"]
    assert len(found.told) == 2


def test_a_slot_is_cancelled_an_event_withdrawn_another_arrives_late() -> None:
    late = Event.model_validate(event(4, group="member-state", preferred_slots=["s1"]))
    changed = what_if.without_slot(instance(), PLAN, "s1")
    changed = what_if.without_event(changed, PLAN, "E2")
    changed = what_if.with_event(changed, PLAN, late)
    found = after(changed)
    assert [move.event for move in found.changes.moved] == ["E1"]
    assert (found.changes.gained, found.changes.lost) == (("E4",), ())
    assert sorted(found.told) == ["O1", "O4", "O9", "P1"]
    with pytest.raises(ValueError, match="no plan is published"):
        consequences(Problem(instance()), PLAN)


def test_a_late_event_evicts_nobody_who_is_published() -> None:
    late = Event.model_validate(event(4, group="member-state"))
    told = problem(small([event(1), event(2)], slots=1, rooms=2)).instance
    plan = {id_: PLAN[id_] for id_ in ("E1", "E2")}
    asked = Problem(what_if.with_event(told, plan, late))
    assert set(allocate(asked).plan) == {"E1", "E2"}


def shuffled(record: Record) -> Record:
    rng = Random(3)
    return {
        key: rng.sample(value, len(value)) if isinstance(value, list) else value
        for key, value in record.items()
    }


@pytest.mark.parametrize("policy", [Policy.WISHES_IN_ORDER, Policy.PUBLISHED_RULE])
def test_rows_shuffled_give_the_same_bytes(policy: Policy) -> None:
    """Of wishes in order, and of what happens to a published plan."""
    record = instances.side_events(30, days=3, slots=4, rooms=2)
    if policy is Policy.PUBLISHED_RULE:
        published = allocate(problem(record)).plan
        record = instances.again(record, {id_: cell.model_dump() for id_, cell in published.items()})
        record["previous"] = dict(reversed(record["previous"].items()))
    files = []
    for one in (record, shuffled(record)):
        asked = problem(one)
        files.append(plan_file.of_allocation(asked, allocate(asked, policy), policy, 0))
    assert files[0] == files[1]


def test_wishes_given_up_bring_fewer_parallel_themes() -> None:
    record = instances.side_events(30, days=2, slots=4, rooms=4)
    asked = problem(record)
    points = trade_off(asked)
    assert [point.percent for point in points] == [0, 1, 2, 5, 10]
    assert all(point.is_proven and point.theme_pairs == point.bound for point in points)
    pairs = [point.theme_pairs for point in points]
    assert pairs == sorted(pairs, reverse=True)
    assert pairs[0] > pairs[-1]
    best = points[0].wishes
    assert all(point.wishes >= best - best * point.percent // 100 for point in points)
    given_up = allocate(asked, give_up=5)
    worth = judged(record, given_up.plan)
    assert (worth["preference"], worth["theme_pairs"]) == (points[3].wishes, points[3].theme_pairs)
    assert trade_off(asked, Policy.WISHES_IN_ORDER) == []


def test_two_plans_beside_each_other() -> None:
    wishes = {"preferred_slots": ["s1"]}
    asked = problem(small([event(1, **wishes), event(2, **wishes), event(3)], slots=3, rooms=2))
    other = {
        "E1": Cell(slot="s1", room="R2"),
        "E2": Cell(slot="s2", room="R2"),
        "E3": Cell(slot="s1", room="R1"),
    }
    found = compare(asked, {id_: PLAN[id_] for id_ in ("E1", "E2")}, other)
    assert (found.levels["placed"], found.levels["preference"]) == ((2, 3), (20, 21))
    assert ([move.event for move in found.moved], [move.event for move in found.rooms]) == (["E2"], ["E1"])
    assert (found.better, found.worse, found.lost) == (["E3"], ["E2"], ())
    assert [one.all for one in found.envied] == [0, 1]
