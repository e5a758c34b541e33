"""Rooms dealt within a slot."""

from scheduler.timetable.allocation.matching import deal, too_few


def test_whoever_can_move_makes_room() -> None:
    wanted = {"E1": {"A", "B"}, "E2": {"A"}, "E3": {"B", "C"}}
    assert deal(wanted, ["A", "B", "C"]) == {"E1": "B", "E2": "A", "E3": "C"}


def test_too_few_rooms_are_named_with_those_who_need_them() -> None:
    wanted = {"E1": {"A", "B"}, "E2": {"A"}, "E3": {"B", "A"}, "E4": {"C"}}
    assert deal(wanted, ["A", "B", "C"]) is None
    assert too_few(wanted) == (["E1", "E2", "E3"], ["A", "B"])
    assert too_few({"E1": {"A"}, "E4": {"C"}}) is None
