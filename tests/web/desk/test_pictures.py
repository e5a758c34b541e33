"""Pictures of runs of the allocation."""

from scheduler.web.desk.timetable.pictures import pictures


def test_pictures_hold_what_was_found_until_something_better_is() -> None:
    steps = [
        {"level": "placed", "value": value, "bound": bound, "seconds": seconds}
        for value, bound, seconds in ((2, 10, 0.0), (6, 10, 1.0), (6, 6, 2.0))
    ]
    (one,) = pictures(steps)
    assert (one.value, one.bound, one.is_proven) == (6, 6, True)
    assert one.values == "4.0,60.0 120.0,60.0 120.0,32.0 236.0,32.0 236.0,32.0"
    assert one.bounds == "4.0,4.0 120.0,4.0 120.0,4.0 236.0,4.0 236.0,32.0"
    (single,) = pictures([{"level": "placed", "value": 4, "bound": 4, "seconds": 0.1}])
    assert single.values == "120.0,32.0 236.0,32.0"
    assert pictures([]) == []
