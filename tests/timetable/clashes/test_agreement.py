"""The rules, the judge of plans and the greedy plan say the same of random small meetings."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.formats.allocation_file import Cell
from scheduler.timetable.allocation import greedy
from scheduler.timetable.allocation.problem import Plan, Problem
from scheduler.timetable.clashes.terms import Level
from scheduler.timetable.facts import Facts
from scheduler.timetable.instances import Asking, room_id, slot_id
from tests.timetable.allocation.judge import judge_allocation
from tests.timetable.clashes.worlds import grounds, items, spots


def blocked(asking: Asking, plan: Plan) -> list[str]:
    """What the rules refuse of the events that are placed."""
    facts = Facts(asking.ground, asking.facts.items, {**asking.fixed, **asking.spots(plan)})
    free = asking.free.keys()
    return [
        str(clash.sentence)
        for clash in facts.clashes()
        if clash.level is Level.BLOCKS_PLACING and free & set(clash.entries)
    ]


def judged(asking: Asking, plan: Plan) -> list[Any]:
    instance = asking.allocation.model_dump(mode="json")
    hits, _, _ = judge_allocation(instance, {code: cell.model_dump() for code, cell in plan.items()})
    return hits


@st.composite
def askings(draw: st.DrawFn) -> Asking:
    known = draw(items())
    placed = draw(st.dictionaries(st.sampled_from(sorted(known)), spots))
    return Asking(Facts(draw(grounds()), known, placed))


@settings(max_examples=150, deadline=None)
@given(askings(), st.data())
def test_what_the_judge_refuses_the_rules_refuse_and_the_other_way_round(
    asking: Asking, data: st.DataObject
) -> None:
    cells = [
        Cell(slot=slot_id(slot), room=room_id(room)) for slot in asking.slots for room in asking.ground.rooms
    ]
    codes = [one.code for one in asking.free.values()][: data.draw(st.integers(1, 3))]
    plan: Plan = {code: data.draw(st.sampled_from(cells)) for code in codes}
    assert bool(judged(asking, plan)) == bool(blocked(asking, plan))


@settings(max_examples=60, deadline=None)
@given(askings())
def test_the_greedy_plan_breaks_no_rule_and_leaves_out_only_what_the_rules_refuse(asking: Asking) -> None:
    plan = greedy.plan(Problem(asking.allocation))
    assert judged(asking, plan) == blocked(asking, plan) == []
    index = Facts(asking.ground, asking.facts.items, {**asking.fixed, **asking.spots(plan)}).index()
    for number, item in asking.free.items():
        if item.code not in plan:
            for slot in asking.slots:
                for room in asking.ground.rooms:
                    there = asking.spots({item.code: Cell(slot=slot_id(slot), room=room_id(room))})
                    assert index.clashes_of(there).blocking
                    assert there.keys() == {number}
