"""What speakers owe: by which day, how it stands, and what can be given. Rules only."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.nominations.owing import Owed, Standing, Words, days_before, fault, missing, owed, standings
from scheduler.nominations.terms import Contribution

STATEMENT, VIDEO = Contribution.STATEMENT, Contribution.VIDEO
DUE = datetime(2027, 9, 10, 12, tzinfo=UTC)
A_DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def test_the_day_of_a_session_goes_before_that_of_all() -> None:
    every = (Owed(STATEMENT, DUE, 7), Owed(STATEMENT, DUE - A_DAY), Owed(VIDEO, DUE, 8))
    assert owed(every, 7) == [Owed(STATEMENT, DUE, 7)]
    assert owed(every, 8) == [Owed(STATEMENT, DUE - A_DAY), Owed(VIDEO, DUE, 8)]
    assert owed(every, None) == [Owed(STATEMENT, DUE - A_DAY)]
    assert standings(every, 7, {STATEMENT: DUE}) == [Standing(STATEMENT, DUE, DUE)]


def test_how_it_stands() -> None:
    video = Standing(VIDEO, DUE)
    assert [str(missing(video, at)) for at in (DUE - SECOND, DUE)] == [
        "The video with its transcript has still to come.",
        "The video with its transcript is overdue.",
    ]
    assert missing(Standing(VIDEO, DUE, DUE + A_DAY), DUE + 2 * A_DAY) is None
    assert video.late_by(DUE - SECOND) == timedelta()
    assert video.late_by(DUE + A_DAY) == A_DAY
    assert Standing(VIDEO, DUE, DUE + A_DAY).late_by(DUE + 9 * A_DAY) == A_DAY
    assert Standing(VIDEO, DUE, DUE - A_DAY).late_by(DUE + 9 * A_DAY) == timedelta()


def test_when_speakers_are_reminded() -> None:
    moments = (DUE - 8 * A_DAY, DUE - 7 * A_DAY, DUE - 2 * A_DAY, DUE - A_DAY, DUE - SECOND, DUE, DUE + A_DAY)
    assert [days_before(DUE, at) for at in moments] == [None, 7, 7, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("kind", "words", "field"),
    [
        (STATEMENT, Words("Text."), None),
        (STATEMENT, Words(has_file=True), None),
        (STATEMENT, Words(), "text"),
        (STATEMENT, Words("Text.", has_file=True), "text"),
        (STATEMENT, Words("x" * 30_001), "text"),
        (STATEMENT, Words(reference="In the post"), "text"),
        (VIDEO, Words("Said.", "https://video.example/1"), None),
        (VIDEO, Words(None, "https://video.example/1", has_file=True), None),
        (VIDEO, Words("Said."), "reference"),
        (VIDEO, Words(None, "https://video.example/1"), "text"),
        (VIDEO, Words("Said.", "x" * 1001), "reference"),
    ],
)
def test_what_can_be_given(kind: Contribution, words: Words, field: str | None) -> None:
    found = fault(kind, words, by_desk=False)
    assert (found[0] if found else None) == field


def test_the_desk_may_say_where_the_original_is() -> None:
    for kind in (STATEMENT, VIDEO):
        assert fault(kind, Words(reference="Folder 12"), by_desk=True) is None
        assert fault(kind, Words(), by_desk=True) is not None
