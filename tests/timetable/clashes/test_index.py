"""What one move changes is what two full passes tell apart."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.timetable.clashes.ground import Ground, Item
from scheduler.timetable.clashes.index import Index
from scheduler.timetable.clashes.passing import clashes_in
from tests.timetable.clashes.worlds import grounds, items, somewhere


@settings(max_examples=60, deadline=None)
@given(grounds(), items(), st.data())
def test_the_list_after_any_moves_is_that_of_a_full_pass(
    ground: Ground, known: dict[int, Item], data: st.DataObject
) -> None:
    placed = {number: spot for number in known if (spot := data.draw(somewhere))}
    index = Index(ground, known, placed)
    assert index.clashes == clashes_in(ground, known, placed)
    for _ in range(3):
        moves = data.draw(st.dictionaries(st.sampled_from(sorted(known)), somewhere, min_size=1, max_size=3))
        before = index.clashes
        told = index.clashes_of(moves)
        assert index.clashes == before
        assert index.move(moves) == told
        after = clashes_in(ground, known, index.spots)
        assert index.clashes == after
        assert set(told.new) == set(after) - set(before)
        assert set(told.ended) == set(before) - set(after)
