"""Names into seats."""

from scheduler.formats.allocation_file import Panels
from scheduler.timetable.allocation.panel import compose
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
