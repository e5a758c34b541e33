from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.timetable.rules import Use, assumed_end, given_twice


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, 9, hour, minute, tzinfo=UTC)


def test_an_unpublished_end_is_that_of_the_shortest_slot_that_begins_then() -> None:
    slots = [(at(13), at(14, 30)), (at(13), at(13, 45)), (at(12), at(13, 10))]
    assert assumed_end(at(13), slots) == at(13, 45)


def test_without_such_a_slot_it_is_fifty_minutes_later() -> None:
    assert assumed_end(at(13), [(at(12), at(14))]) == at(13, 50)


def test_uses_that_touch_do_not_clash_and_other_rooms_do_not_either() -> None:
    uses = [Use(1, at(9), at(10), "a"), Use(1, at(10), at(11), "b"), Use(2, at(9), at(11), "c")]
    assert list(given_twice(uses)) == []


def test_a_long_use_clashes_with_each_that_begins_in_it() -> None:
    long, first, second = (
        Use(1, at(9), at(12), "long"),
        Use(1, at(9, 30), at(10), "a"),
        Use(1, at(11), at(13), "b"),
    )
    assert list(given_twice([second, long, first])) == [(long, first), (long, second)]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 20), st.integers(1, 9)), max_size=12))
def test_it_finds_a_clash_exactly_when_two_uses_overlap(spans: list[tuple[int, int, int]]) -> None:
    uses = [
        Use(room, at(0) + timedelta(hours=start), at(0) + timedelta(hours=start + length), str(number))
        for number, (room, start, length) in enumerate(spans)
    ]
    overlap = any(
        a.room == b.room and a.starts_at < b.ends_at and b.starts_at < a.ends_at
        for number, a in enumerate(uses)
        for b in uses[:number]
    )
    assert bool(list(given_twice(uses))) is overlap
