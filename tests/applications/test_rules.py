"""The queue's order and its reasons; what counts as received; what can still be changed."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.applications.rules import (
    Field,
    Place,
    Queued,
    Rank,
    declared,
    open_fields,
    order,
    places,
    rank,
    rank_now,
)
from scheduler.calls.rules import Late, Terms
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import OrganisationKind, SideEventKind

START = datetime(2027, 1, 11, 8, tzinfo=UTC)
CLOSE = START + timedelta(days=10)
HOUR = timedelta(hours=1)
TERMS = Terms(
    SideEventKind.SIDE_EVENT,
    START,
    CLOSE,
    Late.CLOSED,
    frozenset({OrganisationKind.NGO}),
    support_until=CLOSE + 2 * HOUR,
    links_until=CLOSE + 3 * HOUR,
    material_until=CLOSE + 4 * HOUR,
)


@st.composite
def queues(draw: st.DrawFn) -> list[Queued]:
    """Queues whose times of receipt may be equal, with numbers of their own."""
    numbers = draw(st.lists(st.integers(1, 60), unique=True, min_size=1, max_size=30))
    moment = st.integers(0, 5).map(lambda hour: START + hour * HOUR)
    return [Queued(number, draw(moment), draw(st.booleans()), draw(st.booleans())) for number in numbers]


@given(queues(), st.randoms(use_true_random=False))
def test_the_order_is_total_and_the_same_from_any_start(queue: list[Queued], random: object) -> None:
    shuffled = list(queue)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert order(shuffled) == order(queue)
    assert sorted(one.number for one in order(queue)) == sorted(one.number for one in queue)
    assert order(order(queue)) == order(queue)


@given(queues())
def test_in_time_before_late_states_before_others_then_by_receipt(queue: list[Queued]) -> None:
    for one, next_ in pairwise(order(queue)):
        assert (one.late, not one.of_state, one.at, one.number) < (
            next_.late,
            not next_.of_state,
            next_.at,
            next_.number,
        )


@given(queues())
def test_a_place_counts_everybody_before_it_once(queue: list[Queued]) -> None:
    for position, (one, found) in enumerate(places(queue)):
        before = order(queue)[:position]
        assert found == Place(
            place=position + 1,
            of=len(queue),
            states_before=sum(other.of_state and other.late == one.late for other in before)
            if not one.of_state
            else 0,
            earlier_before=sum(other.rank is one.rank for other in before),
            in_time_before=sum(not other.late for other in before) if one.late else 0,
        )
        assert found.states_before + found.earlier_before + found.in_time_before == position


@given(queues(), st.booleans())
def test_whoever_comes_later_never_changes_the_order_of_the_others(queue: list[Queued], state: bool) -> None:
    late_comer = Queued(99, START + 6 * HOUR, state)
    after = order([*queue, late_comer])
    assert [one for one in after if one is not late_comer] == order(queue)


def place(queue: Iterable[Queued], mine: Queued) -> Place:
    """Where one application stands."""
    return dict(places(queue))[mine]


def told(found: Place) -> list[str]:
    return [str(sentence) for sentence in found.sentences()]


def test_an_ngo_reads_why_a_later_state_stands_before_it() -> None:
    mine, earlier = Queued(2, START + HOUR, False), Queued(1, START, False)
    state = Queued(3, START + 2 * HOUR, True)
    assert (place([earlier, mine], mine).place, place([earlier, mine, state], mine).place) == (2, 3)
    assert told(place([earlier, mine, state], mine)) == [
        "Events of Member States come first; so many stand before yours: 1.",
        "First come, first served; so many of the same class came before yours: 1.",
    ]
    assert [str(said) for said in place([earlier, mine, state], mine).sentences(yours=False)] == [
        "Events of Member States come first; so many stand before it: 1.",
        "First come, first served; so many of the same class came before it: 1.",
    ]


def test_who_is_late_reads_that_it_is() -> None:
    queue = [Queued(1, START, False), Queued(2, START, True), Queued(3, CLOSE, True, late=True)]
    mine = Queued(4, CLOSE, False, late=True)
    assert told(place([*queue, mine], mine)) == [
        "Events of Member States come first; so many stand before yours: 1.",
        "What came before the close comes first; so many stand before yours: 2.",
    ]


def test_at_the_head_nobody_stands_before() -> None:
    assert told(place([Queued(1, START, False)], Queued(1, START, False))) == ["Nobody stands before you."]


@pytest.mark.parametrize("sealed", Rank)
@pytest.mark.parametrize("of_state", [None, True, False])
def test_the_desk_corrects_the_lead_never_whether_it_was_late(sealed: Rank, of_state: bool | None) -> None:
    late = sealed in (Rank.LATE_STATE, Rank.LATE_OTHER)
    expected = sealed if of_state is None else rank(of_state=of_state, late=late)
    assert rank_now(sealed, of_state) is expected
    assert (rank_now(sealed, of_state) in (Rank.LATE_STATE, Rank.LATE_OTHER)) is late


DAY = (CLOSE - 14 * HOUR, CLOSE + 10 * HOUR)
"""A day within which the call closes."""


@pytest.mark.parametrize(
    ("day", "now", "counts"),
    [
        ((START, START + 24 * HOUR), CLOSE, START + 24 * HOUR - timedelta(microseconds=1)),
        ((START, START + 24 * HOUR), START + HOUR, START + HOUR),
        (DAY, CLOSE - HOUR, CLOSE - HOUR),
        (DAY, CLOSE + 30 * HOUR, CLOSE - timedelta(microseconds=1)),
        ((CLOSE, CLOSE + 24 * HOUR), CLOSE + 30 * HOUR, CLOSE + 24 * HOUR - timedelta(microseconds=1)),
    ],
)
def test_a_declared_day_counts_to_its_end_but_within_the_call(
    day: tuple[datetime, datetime], now: datetime, counts: datetime
) -> None:
    assert declared(TERMS, *day, now) == counts


def test_nothing_came_tomorrow() -> None:
    with pytest.raises(Refused):
        declared(TERMS, START + 24 * HOUR, START + 48 * HOUR, START + 23 * HOUR)


def fields(found: Iterable[Field]) -> set[str]:
    return {field.value for field in found}


@pytest.mark.parametrize(
    ("now", "in_hand", "open_"),
    [
        (START, True, {"subject", "cosponsors", "links", "material", "speakers"}),
        (START, False, {"cosponsors", "links", "material", "speakers"}),
        (CLOSE + 2 * HOUR, False, {"links", "material", "speakers"}),
        (CLOSE + 3 * HOUR, False, {"material", "speakers"}),
        (CLOSE + 4 * HOUR, False, {"speakers"}),
        (CLOSE + 5 * HOUR, False, set()),
        (CLOSE + 5 * HOUR, True, {"subject"}),
    ],
)
def test_the_fields_close_one_after_the_other(now: datetime, in_hand: bool, open_: set[str]) -> None:
    assert fields(open_fields(TERMS, now, CLOSE + 5 * HOUR, in_hand=in_hand)) == open_


def test_without_deadlines_all_stays_open_to_the_day() -> None:
    terms = Terms(SideEventKind.SIDE_EVENT, START, CLOSE, Late.CLOSED, frozenset())
    late = CLOSE + 1000 * HOUR
    assert fields(open_fields(terms, late, None, in_hand=False)) == {
        "cosponsors",
        "links",
        "material",
        "speakers",
    }
