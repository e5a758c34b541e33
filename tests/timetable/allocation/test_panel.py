"""Names into seats."""

import pytest

from scheduler.formats.allocation_file import Panels
from scheduler.timetable.allocation.panel import compose, seat_price
from scheduler.timetable.allocation.problem import Impossible
from tests.timetable.allocation.files import example, instance
from tests.timetable.allocation.judge import evaluate


def test_the_example_is_composed_with_proof() -> None:
    record = example("example-panel")
    panels = instance(record)
    assert isinstance(panels, Panels)
    composed = compose(panels)
    verdict = evaluate(record, {"assignments": composed.seating})
    assert (verdict["violations"], verdict["terms"]) == ([], {"seats_filled": 18, "rank_points": 63})
    assert (composed.filled, composed.rank_points, composed.is_proven) == ((18, 18), (63, 63), True)
    assert str(composed.why_not["S1"]["N013"]) == "Has a seat in S2 at the same time."
    assert str(composed.why_not["S2"]["N015"]) == "The seats for african went to N005."
    assert str(composed.why_not["S3"]["N002"]) == "Has as many seats as wanted."


def test_each_seat_has_its_reason_and_its_price() -> None:
    panels = instance(example("example-panel"))
    assert isinstance(panels, Panels)
    composed = compose(panels)
    for session, people in composed.seating.items():
        assert sorted(composed.why.get(session, {})) == sorted(people)
    seated = {(session, id_) for session, people in composed.seating.items() for id_ in people}
    for session, told in composed.why_not.items():
        assert not {(session, id_) for id_ in told} & seated
    session, id_ = "S1", composed.seating["S1"][0]
    off, on = seat_price(panels, composed, session, id_), seat_price(panels, composed, "S1", "N013")
    assert (off.is_exact, on.is_exact) == (True, True)
    assert off.seats is not None
    assert (off.seats, off.rank_points) >= (0, 0)


def test_who_has_a_seat_keeps_it_and_the_open_ones_are_filled() -> None:
    record = example("example-panel")
    kept = {**record, "sessions": [{**record["sessions"][0], "seated": ["N013"]}, *record["sessions"][1:]]}
    panels = instance(kept)
    assert isinstance(panels, Panels)
    composed = compose(panels)
    assert "N013" in composed.seating["S1"]
    assert str(composed.why["S1"]["N013"]) == "Had this seat already."
    assert evaluate(record, {"assignments": composed.seating})["violations"] == []


def test_seats_that_cannot_be_kept_are_refused() -> None:
    record = example("example-panel")
    parallel = [one for one in record["sessions"] if one["slot"] == record["sessions"][0]["slot"]]
    both = next(
        one["id"]
        for one in record["nominations"]
        if {each["id"] for each in parallel} <= set(one["sessions"])
        and record["sessions"][0]["slot"] not in one["unavailable_slots"]
        and all(each["seats"].get(one["constituency"]) for each in parallel)
    )
    for one in parallel:
        one["seated"] = [both]
    panels = instance(record)
    assert isinstance(panels, Panels)
    with pytest.raises(Impossible, match="cannot keep them all"):
        compose(panels)
