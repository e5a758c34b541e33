"""Each rule: the sentence that the secretariat reads, and what is no clash."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scheduler.kernel.terms import EntryKind, Equipment, Format
from scheduler.timetable.clashes.ground import Clash, Closure, Ground, Item, Settings, Slot, Spot, Tie, Wishes
from scheduler.timetable.clashes.passing import clashes_in
from scheduler.timetable.clashes.terms import RANGES, Level, Link, Rule
from tests.timetable.clashes.halls import (
    ADA,
    BEN,
    DAYS,
    GROUND,
    HARBOUR,
    LARGE,
    NEW,
    PELLAMAR,
    SMALL,
    at,
    in_slot,
    item,
    span,
)

Placed = tuple[Item, Spot]


def found(*placed: Placed, **changes: Any) -> list[tuple[Rule, str]]:
    return [(one.rule, str(one.sentence)) for one in clashes(placed, **changes)]


def clashes(placed: Iterable[Placed], **changes: Any) -> tuple[Clash, ...]:
    """On the ground with these changes; `settings` among them."""
    pairs = list(placed)
    ground = replace(GROUND, **changes)
    return clashes_in(
        ground, {one.number: one for one, _ in pairs}, {one.number: spot for one, spot in pairs}
    )


def test_a_room_is_given_once_at_a_time() -> None:
    one, other, third = item(1), item(2), item(3)
    assert found((one, in_slot(11)), (other, in_slot(11)), (third, in_slot(11, SMALL))) == [
        (Rule.ROOM_TWICE, "“Event 1” and “Event 2” are both in M1 at the same time.")
    ]
    assert found((one, in_slot(11)), (other, in_slot(12)), (third, in_slot(21))) == []
    assert found((one, span(at(9), 50)), (other, span(at(9, 50), 10))) == [
        (Rule.OUTSIDE_SLOTS, "“Event 2” (10:50\u201311:00) is not within the slots of its day.")
    ]


def test_who_stands_for_days_and_who_has_no_hours_leaves_the_room_to_others() -> None:
    show = item(1, kind=EntryKind.EXHIBITION, organisations=(HARBOUR,))
    lasting = Spot(DAYS[0], at(8), at(18), LARGE, until=DAYS[1])
    event = item(2, organisations=(HARBOUR,))
    assert found((show, lasting), (event, in_slot(11))) == []
    assert found((show, Spot(DAYS[0], at(8), at(18), SMALL)), (event, in_slot(11))) == []
    assert found((item(1), Spot(DAYS[0], room=LARGE)), (event, in_slot(11))) == []


def test_a_closed_room() -> None:
    closures = (Closure(LARGE, DAYS[0], at(12), at(13)),)
    assert found((item(1), in_slot(12)), closures=closures) == [
        (Rule.ROOM_CLOSED, "M1 is closed 13:00\u201314:00, when “Event 1” is there.")
    ]
    assert found((item(1), in_slot(13)), (item(2), in_slot(12, SMALL)), closures=closures) == []


def test_a_room_that_is_too_small_or_of_unknown_size_warns() -> None:
    crowded = item(1, attendance=41)
    (small,) = clashes([(crowded, in_slot(11, SMALL))])
    assert (small.rule, small.level) == (Rule.ROOM_TOO_SMALL, Level.WARNS)
    assert str(small.sentence) == "“Event 1” expects 41 people; M2 holds 40."
    assert found((crowded, in_slot(11, NEW))) == [
        (
            Rule.CAPACITY_UNKNOWN,
            "“Event 1” expects 41 people; how many M3 holds is not recorded.",
        )
    ]
    assert found((item(1, attendance=40), in_slot(11, SMALL)), (item(2), in_slot(12, NEW))) == []


def test_equipment_and_format() -> None:
    asking = item(1, equipment=frozenset({Equipment.RECORDING, Equipment.HYBRID}), format=Format.HYBRID)
    assert found((asking, in_slot(11, SMALL))) == [
        (
            Rule.EQUIPMENT_LACKING,
            "“Event 1” asked for what M2 does not have: equipment for recording.",
        ),
        (
            Rule.FORMAT_LACKING,
            "“Event 1” is in person and online; M2 has no equipment for taking part online.",
        ),
    ]
    online = item(1, format=Format.ONLINE)
    assert found((online, in_slot(11, SMALL))) == [
        (Rule.FORMAT_LACKING, "“Event 1” is online; M2 has no equipment for that.")
    ]
    both = item(1, equipment=frozenset({Equipment.HYBRID, Equipment.INTERPRETATION}))
    assert found((both, in_slot(11, SMALL))) == [
        (
            Rule.EQUIPMENT_LACKING,
            "“Event 1” asked for what M2 does not have: equipment for taking part online, "
            "equipment for interpretation.",
        )
    ]
    unknown = {number: replace(room, equipment=None) for number, room in GROUND.rooms.items()}
    assert found((both, in_slot(11, SMALL)), rooms=unknown) == []


@pytest.mark.parametrize("kind", [EntryKind.SIDE_EVENT, EntryKind.THEMATIC_SESSION, EntryKind.DIALOGUE])
def test_nobody_speaks_in_two_places(kind: EntryKind) -> None:
    one, other = item(1, people=(ADA, BEN)), item(2, kind=kind, people=(ADA,))
    assert found((one, in_slot(11)), (other, in_slot(11, SMALL))) == [
        (Rule.SPEAKER_TWICE, "Ada Lind speaks at “Event 1” and at “Event 2” at the same time.")
    ]
    assert found((one, in_slot(11)), (other, in_slot(12, SMALL))) == []


def test_an_organisation_and_a_person_of_one_number_are_two() -> None:
    assert HARBOUR.number == ADA.number
    one, other = item(1, people=(ADA,)), item(2, organisations=(HARBOUR,))
    assert found((one, in_slot(11)), (other, in_slot(11, SMALL))) == []


def test_who_leads_or_takes_part_blocks_and_who_lends_its_name_only_warns() -> None:
    leads, helps = item(1, organisations=(HARBOUR,)), item(2, organisations=(PELLAMAR, HARBOUR))
    lends = item(3, organisations=(PELLAMAR,), supporters=(HARBOUR,))
    (blocked,) = clashes([(leads, in_slot(11)), (helps, in_slot(11, SMALL))])
    assert (blocked.level, str(blocked.sentence)) == (
        Level.BLOCKS_PLACING,
        "Harbour Initiative is needed at “Event 1” and at “Event 2” at the same time.",
    )
    (warned,) = clashes([(leads, in_slot(11)), (lends, in_slot(11, SMALL))])
    assert (warned.rule, warned.level) == (Rule.NAME_LENT_TWICE, Level.WARNS)
    assert str(warned.sentence) == (
        "“Event 1” and “Event 3” are at the same time. Harbour Initiative stands behind both, and need not "
        "be at each of them."
    )
    both_lend = item(4, supporters=(HARBOUR,))
    assert [rule for rule, _ in found((lends, in_slot(11)), (both_lend, in_slot(11, SMALL)))] == [
        Rule.NAME_LENT_TWICE
    ]


def test_a_slot_that_the_organiser_cannot_have() -> None:
    one = item(1, wishes=Wishes(excluded=frozenset({12})))
    assert found((one, in_slot(12))) == [
        (Rule.EXCLUDED_SLOT, "The organiser of “Event 1” cannot have this slot (13:15\u201314:05).")
    ]
    assert found((one, in_slot(13)), (item(2), in_slot(22))) == []


def test_one_theme_at_the_same_time() -> None:
    one, other = item(1, theme="Prevention"), item(2, theme=" prevention")
    (warned,) = clashes([(one, in_slot(11)), (other, in_slot(11, SMALL))])
    assert (warned.level, str(warned.sentence)) == (
        Level.WARNS,
        "“Event 1” and “Event 2” are of one theme, Prevention, and at the same time.",
    )
    assert found((one, in_slot(11)), (item(3, theme="Crops"), in_slot(11, SMALL))) == []
    assert found((one, in_slot(11)), (other, in_slot(12))) == []


def test_time_to_set_up() -> None:
    settings = Settings(set_up=timedelta(minutes=15))
    placed = [(item(1), in_slot(12)), (item(2), in_slot(13)), (item(3), in_slot(14, SMALL))]
    assert found(*placed, settings=settings) == [
        (
            Rule.SET_UP_TIME,
            "Between “Event 1” and “Event 2” in M1 there are 5 minutes to set up; 15 are wanted.",
        )
    ]
    assert found(*placed) == []
    assert found(*placed, settings=Settings(set_up=timedelta(minutes=5))) == []


def test_teams_of_interpreters() -> None:
    placed = [
        (item(1, interpreted=True, kind=EntryKind.PLENARY), span(at(9), 180, LARGE)),
        (item(2, interpreted=True, kind=EntryKind.THEMATIC_SESSION), span(at(10), 120, SMALL)),
        (item(3, kind=EntryKind.FORUM), span(at(10), 60, NEW)),
    ]
    (warned,) = clashes(placed, settings=Settings(teams=1))
    assert (warned.level, warned.entries, warned.at) == (
        Level.WARNS,
        (1, 2),
        Spot(DAYS[0], at(10), at(12)),
    )
    assert str(warned.sentence) == "2 entries need interpreters 11:00\u201313:00. Teams of the meeting: 1."
    assert found(*placed, settings=Settings(teams=2)) == found(*placed) == []


def test_a_special_event_takes_two_slots() -> None:
    special = item(1, kind=EntryKind.SPECIAL_EVENT)
    assert found((special, in_slot(13))) == [
        (Rule.SPECIAL_TOO_SHORT, "“Event 1” is a special event: it takes two slots, and has one.")
    ]
    assert found((special, span(at(13, 10), 110))) == []
    double = Slot(99, DAYS[0], at(13, 10), at(15))
    assert found((special, span(at(13, 10), 110)), slots=(*GROUND.slots, double)) == []
    assert found((special, in_slot(11)), slots=GROUND.slots[:1]) == []
    assert found((special, span(at(13, 10), 110)), (item(2), in_slot(14))) == [
        (Rule.ROOM_TWICE, "“Event 1” and “Event 2” are both in M1 at the same time.")
    ]


def test_links() -> None:
    apart = Tie(Link.NOT_PARALLEL, 1, 2, "One delegation")
    after = Tie(Link.MUST_FOLLOW, 2, 1)
    one, other = item(1), item(2)
    assert found((one, in_slot(11)), (other, in_slot(11, SMALL)), ties=(apart, apart)) == [
        (
            Rule.NOT_PARALLEL,
            "“Event 1” and “Event 2” must not be at the same time. Reason: One delegation",
        )
    ]
    assert found((one, in_slot(11)), (other, in_slot(12)), ties=(after,)) == [
        (Rule.MUST_FOLLOW, "“Event 1” must come after “Event 2”.")
    ]
    assert found((one, in_slot(12)), (other, in_slot(11)), ties=(apart, after)) == []
    assert found((one, in_slot(11)), ties=(apart, after)) == []
    by_day = [(one, Spot(DAYS[0])), (other, Spot(DAYS[1]))]
    assert [rule for rule, _ in found(*by_day, ties=(after,))] == [Rule.MUST_FOLLOW]
    assert found(*by_day, ties=(Tie(Link.MUST_FOLLOW, 1, 2),)) == []


def test_outside_the_meeting_and_outside_its_slots() -> None:
    late = DAYS[-1] + timedelta(days=1)
    assert found((item(1, kind=EntryKind.FORUM), span(at(9, day=late), 50)))[0] == (
        Rule.OUTSIDE_DAYS,
        "“Event 1” lies outside the meeting, which is from 2027-03-08 to 2027-03-10.",
    )
    show = item(1, kind=EntryKind.EXHIBITION)
    assert [rule for rule, _ in found((show, Spot(DAYS[0], until=late)))] == [Rule.OUTSIDE_DAYS]
    assert found((item(1), span(at(16), 50))) == [
        (Rule.OUTSIDE_SLOTS, "“Event 1” (17:00\u201317:50) is not within the slots of its day.")
    ]
    assert found((item(1, kind=EntryKind.DIALOGUE), span(at(16), 50))) == []
    assert found((item(1), span(at(16), 50)), slots=()) == []


def test_a_rule_that_is_off_says_nothing_and_levels_are_those_of_the_meeting() -> None:
    placed = [
        (item(1, organisations=(HARBOUR,)), in_slot(11)),
        (item(2, organisations=(HARBOUR,)), in_slot(11, SMALL)),
    ]
    for level in (Level.WARNS, Level.BLOCKS_RELEASE):
        settings = Settings({Rule.ORGANISATION_TWICE: level})
        assert [one.level for one in clashes(placed, settings=settings)] == [level]
    assert found(*placed, settings=Settings({Rule.ORGANISATION_TWICE: Level.OFF})) == []


def test_every_rule_has_a_range_with_its_default_in_it() -> None:
    assert RANGES.keys() == set(Rule)
    for range_ in RANGES.values():
        assert range_.default in range_.levels
        assert (range_.why is None) == (range_.levels == tuple(Level))


def test_the_gravest_comes_first() -> None:
    ground = Ground(DAYS[0], DAYS[0], rooms=GROUND.rooms, slots=GROUND.slots)
    placed = {1: in_slot(11, SMALL), 2: in_slot(11, SMALL)}
    items = {1: item(1, attendance=50), 2: item(2)}
    assert [one.level for one in clashes_in(ground, items, placed)] == [Level.BLOCKS_PLACING, Level.WARNS]
