"""A meeting at a glance."""

from scheduler.kernel.terms import EntryKind
from scheduler.web.programme.day import sheets
from scheduler.web.programme.week import Week, week
from tests.web.builders import TUESDAY, WEDNESDAY, ZONE, entry, published, span


def counts(week: Week) -> list[tuple[str, list[str]]]:
    """Each row: its time, and for each day what begins then."""
    return [
        (
            f"{at:%H:%M}" if at else "-",
            [
                " ".join(f"{number} {section}" for section, number in cell.sections) if cell else ""
                for cell in cells
            ],
        )
        for at, cells in week.rows
    ]


def test_what_begins_is_counted_by_day_and_time() -> None:
    entries = [
        entry("a", span("09:00")),
        entry("b", span("09:00"), kind=EntryKind.SPECIAL_EVENT),
        entry("c", span("09:00"), kind=EntryKind.PLENARY),
        entry("d", span("09:00", day=WEDNESDAY), kind=EntryKind.THEMATIC_SESSION),
        entry("e", span("08:10", day=WEDNESDAY)),
        entry("f", span()),
        entry("g", span(until=WEDNESDAY)),
    ]
    found = week(sheets(map(published, entries), None, ZONE))
    assert found.days == (TUESDAY, WEDNESDAY)
    assert counts(found) == [
        ("08:10", ["", "1 side-events"]),
        ("09:00", ["2 side-events 1 meetings", "1 sessions"]),
        ("-", ["2 side-events", ""]),
    ]
    assert [cell.anchor for _, cells in found.rows for cell in cells if cell] == [
        "t20270310-0810",
        "t20270309-0900",
        "t20270310-0900",
        "d20270309",
    ]


def test_a_meeting_without_days_has_no_rows() -> None:
    assert week([]) == Week((), ())
