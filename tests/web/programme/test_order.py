"""Sorting as people expect it."""

from scheduler.web.programme.order import natural


def test_numbers_sort_by_size_and_capitals_among_small_letters() -> None:
    rooms = ["M10", "m2", "MOE100", "M2b", "Danube", "", "7", "Ä", "MOE79"]
    assert sorted(rooms, key=natural) == ["", "Danube", "m2", "M2b", "M10", "MOE79", "MOE100", "Ä", "7"]


def test_any_text_can_be_compared_with_any_other() -> None:
    texts = ["1" * 5000, "²3", "٣", "a1", "1a", "\x00"]
    backwards = list(reversed(texts))
    assert sorted(backwards, key=natural) == sorted(texts, key=natural)
