"""The bounded space in which a worker keeps feeds."""

from scheduler.feeds.memory import Memory


def test_what_was_used_least_recently_goes_first() -> None:
    memory: Memory[str] = Memory(10)
    memory.put("a", "first", 4)
    memory.put("b", "second", 4)
    assert memory.get("a") == "first"
    memory.put("c", "third", 4)
    assert [memory.get(key) for key in "abc"] == ["first", None, "third"]


def test_what_is_larger_than_the_space_is_not_kept_and_drives_nothing_out() -> None:
    memory: Memory[str] = Memory(10)
    memory.put("a", "first", 4)
    memory.put("b", "second", 4)
    memory.put("b", "second, grown", 11)
    assert [memory.get(key) for key in "ab"] == ["first", None]
