"""What is said of an entry's place in the programme. Times in sentences are Vienna's."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.formats.entry import CalendarEntry, Span, Standing
from scheduler.releases.change import ChangeKind
from scheduler.releases.moves import first, moves
from tests.web.builders import WEDNESDAY, ZONE, at, entry, room, span

M1, M2 = room("M1"), room("M2")
HERE = span("09:00", "09:50", room=M1)
EXHIBITION = span(until=date(2027, 3, 11))


def told(before: CalendarEntry, after: CalendarEntry) -> list[tuple[str, str]]:
    return [(change.kind.value, str(change.sentence)) for change in moves(before, after, ZONE)]


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (entry(span=HERE), "New: 2027-03-09, 09:00 to 09:50, M1"),
        (entry(span=EXHIBITION), "New: 2027-03-09 to 2027-03-11"),
        (entry(standing=Standing.UNPLACED), "New, without a date yet"),
        (entry(span=HERE, standing=Standing.CANCELLED), "New, and cancelled"),
    ],
)
def test_the_first_version(new: CalendarEntry, sentence: str) -> None:
    change = first(new, ZONE)
    assert (change.kind, str(change.sentence)) == (ChangeKind.NEW, sentence)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            HERE,
            span("09:00", "09:50", WEDNESDAY, room=M1),
            "Moved from 2027-03-09. Now: 2027-03-10, 09:00 to 09:50, M1",
        ),
        (
            HERE,
            span("13:10", "14:00", room=M2),
            "Moved from 09:00 to 09:50, M1. Now: 2027-03-09, 13:10 to 14:00, M2",
        ),
        (
            HERE,
            span("13:10", day=WEDNESDAY),
            "Moved from 2027-03-09, 09:00 to 09:50, M1. Now: 2027-03-10, 13:10",
        ),
        (span(), span("09:00", day=WEDNESDAY), "Moved from 2027-03-09. Now: 2027-03-10, 09:00"),
        (EXHIBITION, span(), "Moved from 2027-03-09 to 2027-03-11. Now: 2027-03-09"),
    ],
)
def test_what_moves_says_what_it_left_and_where_it_is(before: Span, after: Span, sentence: str) -> None:
    assert told(entry(span=before), entry(span=after)) == [("moved", sentence)]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (span(), span("09:00", "09:50"), "Time published: 09:00 to 09:50"),
        (span("09:00"), span("09:00", "09:50"), "Time published: 09:00 to 09:50"),
        (span(), span(end="09:50"), "Time published: until 09:50"),
        (span("09:00", "09:50"), span("09:00", "10:30"),
         "Time changed from 09:00 to 09:50. Now: 09:00 to 10:30"),
        (span("09:00", "09:50"), span("09:00"), "Time changed from 09:00 to 09:50. Now: 09:00"),
        (span("09:00", "09:50"), span(), "The time is no longer published. Before, it was: 09:00 to 09:50"),
    ],
)  # fmt: skip
def test_times_are_published_changed_and_taken_back(before: Span, after: Span, sentence: str) -> None:
    assert told(entry(span=before), entry(span=after)) == [("time", sentence)]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (span(), span(room=M2), "Room published: M2"),
        (span(room=M1), span(room=M2), "Room changed from M1. Now: M2"),
        (span(room=M1), span(), "The room is no longer published. Before, it was: M1"),
    ],
)
def test_rooms_are_published_changed_and_taken_back(before: Span, after: Span, sentence: str) -> None:
    assert told(entry(span=before), entry(span=after)) == [("room", sentence)]


def test_time_and_room_published_together_are_two_changes() -> None:
    changes = told(entry(span=span()), entry(span=HERE))
    assert changes == [("time", "Time published: 09:00 to 09:50"), ("room", "Room published: M1")]


@pytest.mark.parametrize(
    "same", [replace(HERE, room=replace(M1, capacity=40)), replace(HERE, assumed_end=at("10:00"))]
)
def test_facts_of_a_room_and_assumed_ends_are_no_move(same: Span) -> None:
    assert told(entry(span=HERE), entry(span=same)) == []


SCHEDULED = entry(span=HERE)
CANCELLED = entry(span=HERE, standing=Standing.CANCELLED)
LOST = entry(span=HERE, standing=Standing.UNPLACED)
NEVER_PLACED = entry(standing=Standing.UNPLACED)


@pytest.mark.parametrize(
    ("before", "after", "kind", "sentence"),
    [
        (SCHEDULED, CANCELLED, "cancelled", "Cancelled. Before, it was: 2027-03-09, 09:00 to 09:50, M1"),
        (NEVER_PLACED, CANCELLED, "cancelled", "Cancelled"),
        (SCHEDULED, LOST, "unplaced", "It has no date now. Before, it was: 2027-03-09, 09:00 to 09:50, M1"),
        (CANCELLED, LOST, "back", "No longer cancelled. It has no new date yet."),
        (CANCELLED, SCHEDULED, "back", "Takes place after all: 2027-03-09, 09:00 to 09:50, M1"),
        (LOST, SCHEDULED, "placed", "It has a date now: 2027-03-09, 09:00 to 09:50, M1"),
        (NEVER_PLACED, SCHEDULED, "placed", "It has a date now: 2027-03-09, 09:00 to 09:50, M1"),
    ],
)
def test_whether_it_takes_place(
    before: CalendarEntry, after: CalendarEntry, kind: str, sentence: str
) -> None:
    assert told(before, after) == [(kind, sentence)]


@pytest.mark.parametrize("off", [CANCELLED, LOST])
def test_what_does_not_take_place_does_not_move(off: CalendarEntry) -> None:
    assert told(off, replace(off, span=span("13:10", "14:00", WEDNESDAY, room=M2))) == []


def test_times_are_those_of_the_zone() -> None:
    assert str(first(SCHEDULED, "UTC").sentence) == "New: 2027-03-09, 08:00 to 08:50, M1"
