"""What sessions are reckoned by: clock times, sums, plans of seats, symbols, turns."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Visitor, may
from scheduler.kernel.terms import Constituency, RegionalGroup, Role
from scheduler.kernel.workflow import Workflow
from scheduler.thematic_sessions.agenda_rules import Clock, clock_times, summed, told, where_it_stops
from scheduler.thematic_sessions.document_rules import fault_of_symbol
from scheduler.thematic_sessions.floor_rules import (
    RECORDED,
    USUAL,
    drawn,
    estimates,
    kind_of,
    minutes_of,
    next_free,
    time_left,
)
from scheduler.thematic_sessions.seat_rules import Filled, Line, Sitter, faults, standing, summary
from scheduler.thematic_sessions.seat_rules import told as seat_told
from scheduler.thematic_sessions.seat_templates import TEMPLATES
from scheduler.thematic_sessions.terms import FloorKind
from scheduler.thematic_sessions.workflow import CONSENT, DOCUMENT, FLOOR

TEN = datetime(2027, 9, 21, 8, tzinfo=UTC)
ONE = TEN + timedelta(hours=3)
MINUTE = timedelta(minutes=1)


def at(minutes: int) -> datetime:
    return TEN + minutes * MINUTE


def test_times_follow_from_lengths_and_stop_where_one_is_not_known() -> None:
    assert clock_times(TEN, [15, 30, None, 10]) == [
        Clock(TEN, at(15)),
        Clock(at(15), at(45)),
        Clock(at(45), None),
        Clock(None, None),
    ]
    assert clock_times(None, [15]) == [Clock(None, None)]
    assert str(where_it_stops([15, None, 10])) == (
        "Segment 2 has no length, so nobody knows when the next ones begin. Give it one."
    )
    assert where_it_stops([15, None]) is None


@given(some.lists(some.integers(1, 200), min_size=1), some.integers(1, 90))
def test_all_times_shift_together(lengths: list[int], minutes: int) -> None:
    shift = minutes * MINUTE
    before, after = clock_times(TEN, lengths), clock_times(TEN + shift, lengths)
    assert [one.starts_at for one in after] == [one.starts_at + shift for one in before if one.starts_at]
    assert after[-1].ends_at == TEN + shift + sum(lengths) * MINUTE


@pytest.mark.parametrize(
    ("lengths", "end", "says"),
    [
        ([], ONE, None),
        (
            [100, 95],
            ONE,
            "The agenda is 15 minutes too long. Shorten a segment, or give the session more time.",
        ),
        ([180], ONE, "The agenda fills the session."),
        ([170], ONE, "10 minutes are left."),
        ([170, None, None], ONE, "10 minutes are left for segments without a length (2)."),
        ([180, None], ONE, "No time is left for segments without a length (1). Shorten another one."),
        ([45], None, "The agenda has 45 minutes. When the session starts or ends is not known yet."),
    ],
)
def test_an_agenda_against_its_session(
    lengths: list[int | None], end: datetime | None, says: str | None
) -> None:
    said = told(summed(lengths, TEN, end))
    assert (str(said) if said else None) == says


EAST = Line(Constituency.MEMBER_STATE, 1, RegionalGroup.EASTERN_EUROPEAN, 0, 2, number=1)
AFRICA = Line(Constituency.MEMBER_STATE, 1, RegionalGroup.AFRICAN, 0, 2, number=2)
ANY = Line(Constituency.MEMBER_STATE, 1, number=3)


def state(group: RegionalGroup | None = None, seat: int | None = None) -> Sitter:
    return Sitter(Constituency.MEMBER_STATE, group, None, seat)


@pytest.mark.parametrize(
    ("filled", "says"),
    [
        (Filled(EAST, 0), "Eastern European States: nobody yet; 1 to 2 wanted"),
        (Filled(EAST, 2), "Eastern European States: 2; 1 to 2 wanted"),
        (Filled(EAST, 3), "Eastern European States: 3, 1 more than planned; 1 to 2 wanted"),
        (
            Filled(Line(Constituency.IGO, 3, None, 2, 3), 1),
            "Intergovernmental organisations: 1, 1 too few; 3 wanted",
        ),
        (Filled(Line(Constituency.PARTNER, 0), 0), "Partners: nobody, and nobody is wanted"),
        (Filled(Line(Constituency.UN_ENTITY, 3), 4), "UN entities: 4, 1 more than planned; 3 wanted"),
    ],
)
def test_a_line_in_words(filled: Filled, says: str) -> None:
    assert str(seat_told(filled)) == says


def test_who_has_no_seat_counts_on_the_closest_line_that_wants_somebody() -> None:
    east, africa = RegionalGroup.EASTERN_EUROPEAN, RegionalGroup.AFRICAN
    people = [state(africa), state(africa), state(africa), state(), state(east, 3)]
    now = standing([EAST, AFRICA, ANY], [*people, Sitter(Constituency.IGO)])
    assert [one.filled for one in now.lines] == [0, 3, 2]
    assert [(one.missing, one.lacking, one.over) for one in now.lines] == [(1, 0, 0), (0, 0, 1), (0, 0, 1)]
    assert (now.beside, str(summary(now))) == (1, "6 on the panel, 3 planned")
    assert str(summary(standing([], people))) == "5 on the panel; it has no plan of seats"


def test_faulty_lines_are_told() -> None:
    assert faults(EAST) == []
    assert len(faults(Line(Constituency.IGO, 1, "African States", 2, 0))) == 3


def test_templates_have_the_numbers_of_the_record() -> None:
    assert {name: one.total for name, one in TEMPLATES.items()} == {"2017": 9, "2022-1": 14, "2022-2": 15}
    assert [fault for one in TEMPLATES.values() for line in one.lines for fault in faults(line)] == []


@pytest.mark.parametrize(
    "symbol",
    [
        "",
        "E/CN.7/2023/1",
        "E/CN.7/2023/L.4/Rev.1",
        "E/CN.15/2018/INF/1",
        "E/2020/28",
        "E/CN.7/2023/CRP.5",
        "A/RES/71/211",
    ],
)
def test_symbols_of_the_record_pass(symbol: str) -> None:
    assert fault_of_symbol(symbol) is None


@pytest.mark.parametrize(
    ("symbol", "meant"),
    [
        ("E/CN.7/2023/", None),
        ("E / CN.7 / 2023 / 5", "E/CN.7/2023/5"),
        ("e/cn.7/2023/crp.5", "E/CN.7/2023/CRP.5"),
        ("E\\CN.7\\2023\\L.4\\rev.1", "E/CN.7/2023/L.4/Rev.1"),
        ("Background note", None),
    ],
)
def test_other_symbols_are_told_how_they_are_written(symbol: str, meant: str | None) -> None:
    fault = str(fault_of_symbol(symbol))
    assert (f"Do you mean {meant}?" in fault) if meant else ("Write one such as" in fault)


def test_times_of_speakers() -> None:
    assert kind_of(Constituency.MEMBER_STATE, for_group=True) is FloorKind.REGIONAL_GROUP
    assert kind_of(Constituency.IGO, for_group=False) is FloorKind.IGO
    state_, ngo = FloorKind.MEMBER_STATE, FloorKind.CIVIL_SOCIETY
    assert [
        minutes_of(state_, None, {}),
        minutes_of(state_, None, {state_: 4}),
        minutes_of(ngo, 2, {ngo: 9}),
    ] == [5, 4, 2]
    assert all(least <= USUAL[kind] <= most for kind, (least, most) in RECORDED.items())
    assert time_left(TEN, 5, at(6)) == -MINUTE


def test_turns_are_estimated_in_whole_minutes() -> None:
    second = timedelta(seconds=1)
    assert next_free(TEN, None) == TEN
    assert next_free(TEN + second, None) == at(1)
    assert next_free(at(1), (TEN, 5)) == at(5)
    assert next_free(at(6), (TEN, 5)) == at(6)
    turns = estimates([5, 3], at(170), ONE)
    assert [(one.starts_at, one.fits) for one in turns] == [(at(170), True), (at(175), True)]
    assert [one.fits for one in estimates([5, 6], at(170), ONE)] == [True, False]
    assert estimates([5], TEN, None)[0].fits is None


@given(some.sets(some.integers(1, 10_000)), some.text(max_size=8))
def test_lots_can_be_drawn_again(numbers: set[int], seed: str) -> None:
    order = drawn(numbers, seed)
    assert sorted(order) == sorted(numbers)
    assert drawn(reversed(order), seed) == order


def test_lots_depend_on_the_seed() -> None:
    assert drawn(range(1, 7), "a seed") == [2, 6, 1, 3, 5, 4]
    assert len({tuple(drawn(range(1, 7), str(seed))) for seed in range(50)}) > 40


AUTHOR = 7
HOUSE = {Role.SECRETARIAT, Role.ADMIN}
BY = {
    "publish": HOUSE,
    "hide": HOUSE,
    "ask": HOUSE,
    "agree": {"author"},
    "enter": HOUSE,
    "withdraw": {"author"},
    "enter withdrawal": HOUSE,
    **dict.fromkeys(["give", "end", "put back", "pass over", "no time", "take off"], HOUSE | {Role.CHAIR}),
}
"""Who takes each step with a document, a consent, a request for the floor."""


def test_every_step_by_everybody() -> None:
    everybody: dict[str, Visitor] = {
        role: Visitor(account=1, person=2, roles=frozenset({role})) for role in Role
    }
    everybody |= {
        "author": Visitor(person=AUTHOR),
        "nobody": Visitor(),
        "stranger": Visitor(account=1, person=2),
    }
    text = SimpleNamespace(author_id=AUTHOR)
    found = {
        step.name: {name for name, who in everybody.items() if may(who, step.act, text)}
        for table in (DOCUMENT, CONSENT, FLOOR)
        for step in table
    }
    assert found == BY


@pytest.mark.parametrize("table", [DOCUMENT, CONSENT, FLOOR], ids=["document", "consent", "floor"])
def test_every_step_from_every_state_leads_on_or_is_refused(table: Workflow[Any]) -> None:
    for step in table:
        for state_ in table.names:
            if state_ in step.from_:
                assert table.to(step.name, state_) is step.to
            else:
                with pytest.raises(Refused, match="cannot be done any more"):
                    table.to(step.name, state_)
