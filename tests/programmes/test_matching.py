from typing import Any

from scheduler.programmes.matching import match


def item(title: str, **facts: Any) -> dict[str, Any]:
    return {"title": title, "code": None, "organiser": None, "date": None, "start": None, **facts}


def test_an_equal_code_decides_before_anything_else() -> None:
    items = [item("A", code="X2"), item("B", code="X1")]
    stored = {7: item("A", code="X1"), 8: item("B", code="X2")}
    assert match(items, stored) == {0: 8, 1: 7}


def test_a_title_unique_on_both_sides_decides_next_whatever_its_case_and_accents() -> None:
    assert match([item("CAFE society", date="2027-03-09")], {7: item("Café Society")}) == {0: 7}


def test_a_title_that_stands_twice_on_one_side_decides_nothing() -> None:
    stored = {
        7: item("Plenary", date="2027-03-08", start="10:00"),
        8: item("Plenary", date="2027-03-08", start="15:00"),
    }
    assert match([item("Plenary", date="2027-03-09", start="10:00")], stored) == {}


def test_a_new_title_is_known_by_organiser_day_and_start() -> None:
    where = {"organiser": "Kenya", "date": "2027-03-09", "start": "09:00"}
    assert match([item("New title", **where)], {7: item("Old title", **where)}) == {0: 7}


def test_organiser_day_and_start_decide_only_if_all_are_known_and_unique() -> None:
    known = {"organiser": "Kenya", "date": "2027-03-09"}
    assert match([item("New", **known)], {7: item("Old", **known)}) == {}
    twice = {**known, "start": "09:00"}
    assert match([item("New", **twice)], {7: item("Old", **twice), 8: item("Other", **twice)}) == {}


def test_entries_of_one_title_are_told_apart_by_all_facts_then_by_day_and_start() -> None:
    stored = {
        7: item("Plenary", date="2027-03-08", start="10:00", room="A"),
        8: item("Plenary", date="2027-03-08", start="15:00", room="A"),
        9: item("Plenary", date="2027-03-09", start="10:00", room="A"),
    }
    items = [
        item("Plenary", date="2027-03-08", start="15:00", room="B"),
        item("Plenary", date="2027-03-08", start="10:00", room="A"),
        item("Plenary", date="2027-03-10", start="10:00", room="A"),
    ]
    assert match(items, stored) == {1: 7, 0: 8}


def test_items_the_same_in_every_fact_pair_off_in_order() -> None:
    assert match(
        [item("Opening"), item("Opening"), item("Opening")], {7: item("Opening"), 8: item("Opening")}
    ) == {
        0: 7,
        1: 8,
    }


def test_a_cancelled_entry_is_the_same_when_it_comes_back() -> None:
    stored = {
        7: item("A", status="cancelled", date="2027-03-09"),
        8: item("A", status=None, date="2027-03-10"),
    }
    items = [item("A", status=None, date="2027-03-09"), item("A", status=None, date="2027-03-10")]
    assert match(items, stored) == {0: 7, 1: 8}
