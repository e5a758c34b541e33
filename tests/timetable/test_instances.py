"""What the allocator is asked for the fictitious meeting, and for small ones with something fixed in them."""

from dataclasses import replace

import pytest
from flask import Flask

from scheduler.demo.fictitious import programme
from scheduler.formats.allocation_file import Group, read
from scheduler.kernel.terms import EntryKind, Equipment, Format, OrganisationKind
from scheduler.meetings.queries import existing_meeting
from scheduler.programmes.actions import import_files
from scheduler.timetable.allocation import greedy
from scheduler.timetable.allocation.problem import Problem, require_possible
from scheduler.timetable.clashes.ground import Closure, Ground, Item, Settings, Slot, Spot, Tie, Wishes
from scheduler.timetable.clashes.terms import Level, Link, Rule
from scheduler.timetable.facts import Facts
from scheduler.timetable.instances import Asking, instance_of
from scheduler.timetable.queries import public_plan
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes
from tests.timetable.allocation.judge import judge_allocation
from tests.timetable.clashes.halls import (
    ADA,
    BEN,
    DAYS,
    GROUND,
    HARBOUR,
    LARGE,
    PELLAMAR,
    SMALL,
    at,
    in_slot,
    item,
    span,
)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_fictitious_meeting_is_asked_for_as_it_stands(app: Flask) -> None:
    file = as_bytes(programme())
    assert import_files([("file", file)], actor="tests", base_url=BASE_URL).faults == []
    meeting = existing_meeting("DEMO")
    plan = public_plan(meeting)
    first = instance_of(meeting, plan)
    pins = sorted(first.free)[:2]
    asking = instance_of(meeting, plan, pins=pins, previous=plan)
    told = asking.allocation
    assert read(told.model_dump_json().encode(), "file").faults == []
    assert first.allocation.previous is None
    standing = told.previous or {}
    assert (len(told.rooms), len(told.slots), len(standing)) == (10, 20, 128)
    assert len(asking.free) == 141, "some have no hours or no room yet"
    pinned = {event.id: event.pinned for event in told.events if event.pinned}
    assert pinned == {asking.free[number].code: standing[asking.free[number].code] for number in pins}
    record = told.model_dump(mode="json")
    assert judge_allocation(record, record["previous"])[0] == []
    require_possible(Problem(told))
    found = greedy.plan(Problem(first.allocation))
    hits, terms, _ = judge_allocation(
        first.allocation.model_dump(mode="json"), {code: cell.model_dump() for code, cell in found.items()}
    )
    assert (hits, terms["placed"]) == ([], len(first.free))
    again = greedy.plan(Problem(told))
    assert {code: cell for code, cell in again.items() if code in standing} == standing
    assert asking.spots(standing).items() <= asking.facts.spots.items()


def asking(ground: Ground, *placed: tuple[Item, Spot | None]) -> Asking:
    """Of items, each with its spot or None."""
    items = {one.number: one for one, _ in placed}
    return Asking(Facts(ground, items, {one.number: spot for one, spot in placed if spot}))


def test_what_is_fixed_takes_its_room_and_the_time_of_its_people() -> None:
    session = item(1, kind=EntryKind.THEMATIC_SESSION, people=(ADA,))
    special = item(2, kind=EntryKind.SPECIAL_EVENT, organisations=(HARBOUR,))
    odd = item(3, people=(BEN,))
    event = item(4, organisations=(PELLAMAR, HARBOUR), people=(ADA,))
    told = asking(
        GROUND,
        (session, span(at(9, 30), 60, SMALL)),
        (special, span(at(13, 10), 110, LARGE)),
        (odd, span(at(9), 20, LARGE)),
        (event, in_slot(21)),
    )
    allocation = told.allocation
    assert list(told.free) == [4]
    shut = {room.id: room.unavailable for room in allocation.rooms}
    assert shut["room 1"] == ("slot 11", "slot 13", "slot 14")
    assert shut["room 2"] == ("slot 11",)
    assert [(busy.actor, busy.slot) for busy in allocation.busy] == [
        ("organisation 1", "slot 13"),
        ("organisation 1", "slot 14"),
        ("person 1", "slot 11"),
        ("person 2", "slot 11"),
    ]
    (one,) = allocation.events
    assert (one.lead, one.cosponsors, one.speakers) == ("organisation 2", ("organisation 1",), ("person 1",))
    assert one.theme == "none of E4"


def test_links_to_what_is_fixed_shut_slots_and_others_stay_links() -> None:
    fixed = item(1, kind=EntryKind.FORUM)
    one, other = item(2), item(3, wishes=Wishes((13, 11), frozenset({DAYS[1]}), frozenset({31})))
    ties = (
        Tie(Link.MUST_FOLLOW, 1, 2),
        Tie(Link.NOT_PARALLEL, 1, 3),
        Tie(Link.NOT_PARALLEL, 3, 2),
        Tie(Link.MUST_FOLLOW, 2, 3),
    )
    told = asking(
        replace(GROUND, ties=ties), (fixed, span(at(12, 15, DAYS[1]), 50, None)), (one, None), (other, None)
    )
    first, second = told.allocation.events
    assert first.excluded_slots == tuple(f"slot {number}" for number in (11, 12, 13, 14, 21, 22))
    assert second.excluded_slots == ("slot 22", "slot 31")
    assert (second.preferred_slots, second.preferred_days) == (("slot 13", "slot 11"), (2,))
    assert (told.allocation.not_parallel, told.allocation.after) == ((("E3", "E2"),), (("E2", "E3"),))


def test_only_what_blocks_placing_is_given_to_the_allocator() -> None:
    crowd = item(
        1,
        organisations=(HARBOUR,),
        people=(ADA,),
        attendance=300,
        format=Format.ONLINE,
        equipment=frozenset({Equipment.RECORDING}),
        theme="Crops",
        wishes=Wishes(excluded=frozenset({11})),
    )
    alike = item(2, theme="crops", precedes=True, group=OrganisationKind.MEMBER_STATE)
    ground = replace(GROUND, closures=(Closure(LARGE, DAYS[0], at(9), at(10)),))
    usual = asking(ground, (crowd, None), (alike, None)).allocation
    one = usual.events[0]
    assert (one.attendance, one.equipment, one.excluded_slots) == (0, ("hybrid", "recording"), ("slot 11",))
    assert (usual.rooms[0].unavailable, usual.not_parallel) == (("slot 11",), ())
    assert [room.capacity for room in usual.rooms] == [200, 40, 200]
    assert [event.group for event in usual.events] == [Group.NGO, Group.MEMBER_STATE]
    turned = dict.fromkeys((Rule.ROOM_CLOSED, Rule.SPEAKER_TWICE, Rule.ORGANISATION_TWICE), Level.WARNS)
    turned |= dict.fromkeys((Rule.EXCLUDED_SLOT, Rule.EQUIPMENT_LACKING), Level.BLOCKS_RELEASE)
    turned |= dict.fromkeys((Rule.ROOM_TOO_SMALL, Rule.SAME_THEME), Level.BLOCKS_PLACING)
    settings = Settings({**turned, Rule.FORMAT_LACKING: Level.OFF})
    other = asking(replace(ground, settings=settings), (crowd, None), (alike, None)).allocation
    one = other.events[0]
    assert (one.attendance, one.equipment, one.excluded_slots) == (300, (), ())
    assert (one.lead, one.speakers) == ("organisation 1 for E1", ())
    assert (other.rooms[0].unavailable, other.not_parallel) == ((), (("E1", "E2"),))
    assert [room.capacity for room in other.rooms] == [200, 40, 300]


def test_of_slots_that_overlap_events_get_the_short_ones() -> None:
    double = Slot(99, DAYS[0], at(13, 10), at(15))
    ground = replace(GROUND, slots=(double, *GROUND.slots))
    wanted = item(1, wishes=Wishes((99,)))
    told = asking(ground, (wanted, None)).allocation
    assert [slot.id for slot in told.slots] == [f"slot {slot.number}" for slot in GROUND.slots]
    assert told.events[0].preferred_slots == ("slot 13", "slot 14")
    assert [(slot.day, slot.order) for slot in told.slots][3:5] == [(1, 4), (2, 5)]


def test_a_late_event_of_a_state_precedes_nobody_and_nothing_at_all_can_be_asked_for() -> None:
    late = item(1, group=OrganisationKind.MEMBER_STATE)
    assert asking(GROUND, (late, None)).allocation.events[0].group is Group.IGO
    empty = asking(Ground(DAYS[0], DAYS[0])).allocation
    assert (empty.slots, empty.rooms, empty.events) == ((), (), ())
