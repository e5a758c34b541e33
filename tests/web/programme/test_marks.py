"""How an entry is marked."""

import pytest
from flask import Flask

from scheduler.formats.entry import Span
from scheduler.kernel.terms import EntryKind
from scheduler.web.programme.marks import family, hours, moved, was
from tests.web.builders import WEDNESDAY, ZONE, entry, room, span

M1, M5 = room("M1"), room("M5")
NOW = span("14:10", "15:00", room=M1)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (span("13:10", "14:00", room=M5), "Moved from 13:10 to 14:00, M5"),
        (span("14:10", "15:00", room=M5), "Moved from M5"),
        (span("14:10", "14:40", room=M1), "Moved from 14:10 to 14:40"),
        (span("14:10", "15:00", WEDNESDAY, room=M1), "Moved from Wed 10 Mar, 14:10 to 15:00"),
        (span("13:10", room=M1), "Moved from 13:10"),
        (span(room=M1), "Time or room newly published"),
        (span("14:10", "15:00"), "Time or room newly published"),
    ],
)
def test_moved_says_what_is_different(english: Flask, before: Span, said: str) -> None:
    assert moved(entry("One", NOW, moved_from=before), ZONE) == said


def test_what_never_moved_says_nothing(english: Flask) -> None:
    assert moved(entry("One", NOW), ZONE) == ""


def test_what_lost_its_place_says_where_it_was(english: Flask) -> None:
    assert was(NOW, ZONE) == "Before: Tue 9 Mar, 14:10 to 15:00, M1"
    assert was(span(), ZONE) == "Before: Tue 9 Mar"


@pytest.mark.parametrize(
    ("times", "said"),
    [(("09:00", "09:50"), "09:00 to 09:50"), (("09:00", None), "09:00"), ((None, None), "")],
)
def test_hours(english: Flask, times: tuple[str | None, str | None], said: str) -> None:
    assert hours(span(*times), ZONE) == said


def test_every_kind_has_a_colour() -> None:
    assert {family(kind) for kind in EntryKind} == {
        "side-event",
        "special-event",
        "exhibition",
        "other-event",
        "thematic-session",
        "formal-meeting",
    }
