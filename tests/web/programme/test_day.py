"""A day's entries in the order in which they happen."""

from datetime import date, timedelta

import pytest

from scheduler.formats.entry import CalendarEntry, Standing
from scheduler.web.programme.day import Sheet, is_on, next_hour, sheets
from tests.web.builders import TUESDAY, WEDNESDAY, ZONE, at, entry, published, room, span


def laid(*entries: CalendarEntry, days: list[date] | None = None) -> list[Sheet]:
    return sheets(map(published, entries), days, ZONE)


def titles(sheet: Sheet) -> list[tuple[str, list[str]]]:
    """The headings of a day with the titles under them."""
    hours = [(f"{hour.at:%H:%M}", [one.entry.title for one in hour.entries]) for hour in sheet.hours]
    rest = [("several days", sheet.lasting), ("no time", sheet.untimed)]
    return [*hours, *((name, [one.entry.title for one in entries]) for name, entries in rest if entries)]


def test_entries_stand_by_time_then_by_room() -> None:
    (sheet,) = laid(
        entry("No time", span()),
        entry("No room", span("09:00", "09:50")),
        entry("In M10", span("09:00", "09:50", room=room("M10"))),
        entry("In M2", span("09:00", "09:50", room=room("M2"))),
        entry("Early", span("08:10")),
        entry("Show", span("09:00", "18:00", until=WEDNESDAY)),
    )
    assert titles(sheet) == [
        ("08:10", ["Early"]),
        ("09:00", ["In M2", "In M10", "No room"]),
        ("several days", ["Show"]),
        ("no time", ["No time"]),
    ]


def test_only_an_end_is_no_time_to_begin() -> None:
    (sheet,) = laid(entry("Ends", span(None, "10:00")))
    assert titles(sheet) == [("no time", ["Ends"])]


def test_days_that_are_not_wanted_or_empty_are_left_out() -> None:
    two = (entry("On Tuesday", span("09:00")), entry("On Wednesday", span("09:00", day=WEDNESDAY)))
    assert [sheet.day for sheet in laid(*two)] == [TUESDAY, WEDNESDAY]
    assert [sheet.day for sheet in laid(*two, days=[WEDNESDAY, date(2027, 3, 12)])] == [WEDNESDAY]


def test_what_lasts_several_days_stands_on_the_first_shown() -> None:
    show = entry("Show", span(until=WEDNESDAY))
    assert [sheet.day for sheet in laid(show)] == [TUESDAY]
    assert [sheet.day for sheet in laid(show, days=[WEDNESDAY])] == [WEDNESDAY]


def test_what_lost_its_day_stands_on_none_but_what_is_cancelled_stays() -> None:
    entries = [entry(str(standing), span("09:00"), standing=standing) for standing in Standing]
    (sheet,) = laid(*entries, entry("Never had a day"))
    assert titles(sheet) == [("09:00", ["cancelled", "scheduled"])]


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (["09:50", "09:50"], "09:50"),
        (["09:50", "10:40", "09:50"], "09:50"),
        ([None, None, "09:50"], None),
        ([None], None),
    ],
)
def test_an_hour_says_when_most_of_it_ends(ends: list[str | None], said: str | None) -> None:
    (sheet,) = laid(*(entry(f"Entry {number}", span("09:00", end)) for number, end in enumerate(ends)))
    assert sheet.hours[0].end == (at(said) if said else None)


def test_anchors_tell_days_and_hours_apart() -> None:
    (sheet,) = laid(entry("One", span("09:00")), entry("Two", span("13:10")))
    assert (sheet.anchor, [hour.anchor for hour in sheet.hours]) == (
        "d20270309",
        ["t20270309-0900", "t20270309-1310"],
    )


@pytest.mark.parametrize(
    ("now", "on"), [("08:59", False), ("09:00", True), ("09:49", True), ("09:50", False)]
)
def test_an_entry_is_on_from_its_start_until_its_end(now: str, on: bool) -> None:
    assert is_on(published(entry("One", span("09:00", "09:50"))), at(now)) is on
    assert is_on(published(entry("One", span("09:00", assumed_end=at("09:50")))), at(now)) is on


@pytest.mark.parametrize(
    "other",
    [
        entry("Cancelled", span("09:00", "09:50"), standing=Standing.CANCELLED),
        entry("No time", span()),
        entry("No day"),
        entry("Show", span("09:00", "18:00", until=WEDNESDAY)),
    ],
)
def test_nothing_else_is_said_to_be_on(other: CalendarEntry) -> None:
    assert is_on(published(other), at("09:30")) is False


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (at("09:30"), "09:00"),
        (at("10:00"), "13:10"),
        (at("14:00"), "09:00"),
        (at("20:00", WEDNESDAY), None),
        (at("08:00") - timedelta(days=3), None),
    ],
)
def test_now_and_next(now: object, found: str | None) -> None:
    shown = laid(
        entry("One", span("09:00", "09:50")),
        entry("Two", span("13:10", "14:00")),
        entry("Three", span("09:00", "09:50", day=WEDNESDAY)),
    )
    hour = next_hour(shown, now)  # type: ignore[arg-type]
    assert (f"{hour.at:%H:%M}" if hour else None) == found
