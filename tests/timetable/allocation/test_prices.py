"""What it costs to force an event somewhere, checked against every plan there is."""

import pytest

from bench import instances
from scheduler.timetable.allocation.levels import Policy, allocate
from scheduler.timetable.allocation.prices import better_slots, price, told
from tests.timetable.allocation.files import event, problem, small
from tests.timetable.allocation.test_levels import every_plan, judged


@pytest.mark.parametrize("seed", range(3))
def test_no_plan_with_the_event_there_would_cost_less(seed: int) -> None:
    record = instances.side_events(5, days=1, slots=3, rooms=2, seed=seed)
    asked = problem(record)
    found = allocate(asked, Policy.MOST_EVENTS)
    plans = every_plan(asked)

    def worth(terms: dict[str, int]) -> tuple[int, ...]:
        placed, preference, *rest = terms.values()
        return (placed, preference, *(-each for each in rest))

    for id_, slot in [(one.id, slot.id) for one in asked.events for slot in asked.slots]:
        there = [plan for plan in plans if id_ in plan and plan[id_].slot == slot]
        asked_for = price(asked, found.plan, id_, slot, Policy.MOST_EVENTS)
        assert asked_for.is_exact == bool(there)
        if asked_for.against and asked_for.plan:
            best = max(worth(judged(record, plan)) for plan in there)
            assert worth({name: after for name, (_, after) in asked_for.against.levels.items()}) == best
            assert worth(judged(record, asked_for.plan)) == best


def test_a_price_says_what_changes_and_who_moves() -> None:
    first = event(1, preferred_slots=["s1", "s2"])
    asked = problem(small([first, event(2, preferred_slots=["s1"]), event(3)], slots=3))
    found = allocate(asked)
    assert better_slots(asked, found.plan, "E1") == ["s1"]
    assert list(map(str, told(price(asked, found.plan, "E1", "s1")))) == [
        "E1 at s1: preference -7, unfair +1 (proved).",
        "Others that move: E2.",
    ]


def test_a_price_of_one_who_is_left_out_says_who_would_be_instead() -> None:
    asked = problem(small([event(1), event(2), event(3, group="member-state")]))
    found = allocate(asked)
    said = list(map(str, told(price(asked, found.plan, "E2", "s1"))))
    assert said[0] == "E2 at s1: no level changes (proved)."
    assert said[-2:] == ["Left out then: E1.", "In then: E2."]


def test_where_it_cannot_be_the_rule_says_so() -> None:
    pinned = event(2, pinned={"slot": "s2", "room": "R1"}, speakers=["P1"])
    asked = problem(small([event(1, excluded_slots=["s1"], speakers=["P1"]), pinned], slots=3, rooms=2))
    found = allocate(asked)
    assert list(map(str, told(price(asked, found.plan, "E1", "s1")))) == [
        "E1 cannot be put at s1: The organiser excluded it."
    ]
    assert list(map(str, told(price(asked, found.plan, "E2", "s3")))) == [
        "E2 cannot be put at s3: It is pinned elsewhere."
    ]
    beside = price(asked, found.plan, "E1", "s2")
    assert beside.conflict
    assert list(map(str, told(beside))) == [
        "E1 cannot be put at s2: It cannot be there beside the events that are pinned.",
        "P1 is needed by each of E1, E2.",
        "E1 has a place.",
        "E2 is pinned into R1 at s2.",
    ]
