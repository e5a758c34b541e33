"""What an invitation says, and which answers are taken: rules, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.formats.entry import Span
from scheduler.formats.invitation import Reply
from scheduler.invitations.rules import (
    Asked,
    asks_anew,
    doubt,
    is_over,
    is_repeated,
    new_uid,
    next_sequence,
    when,
)
from scheduler.invitations.terms import Answer, Doubt

NOW = datetime(2027, 9, 10, 12, tzinfo=UTC)
ANN = "ann@members.example"
ASKED = Asked(ANN, True, 4, 2, NOW - timedelta(days=9), None, None)
ACCEPTED = Reply("REPLY", 1, "uid", (ANN,), ("ACCEPTED",), 4, NOW - timedelta(hours=1), False)
SPAN = Span(
    date(2027, 9, 21),
    starts_at=datetime(2027, 9, 21, 8, tzinfo=UTC),
    ends_at=datetime(2027, 9, 21, 11, tzinfo=UTC),
)


@pytest.mark.parametrize("answer", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_the_guests_own_answer_is_taken(answer: str) -> None:
    assert doubt(replace(ACCEPTED, answers=(answer,)), ANN, ASKED, NOW) is None


def test_to_any_version_since_the_hours_last_changed() -> None:
    found = [doubt(replace(ACCEPTED, sequence=number), ANN, ASKED, NOW) for number in range(6)]
    assert found == [Doubt.OUTDATED, Doubt.OUTDATED, None, None, None, Doubt.AHEAD]


@pytest.mark.parametrize(
    ("changes", "sender", "expected"),
    [
        ({"events": 2}, ANN, Doubt.SEVERAL),
        ({"events": 0}, ANN, Doubt.SEVERAL),
        ({"guests": (ANN, "eve@else.example"), "answers": ("ACCEPTED", "ACCEPTED")}, ANN, Doubt.SEVERAL),
        ({"guests": (), "answers": ()}, ANN, Doubt.SEVERAL),
        ({"guests": ("eve@else.example",)}, ANN, Doubt.OTHER_GUEST),
        ({"guests": ("eve@else.example",)}, "eve@else.example", Doubt.OTHER_GUEST),
        ({}, "eve@else.example", Doubt.OTHER_SENDER),
        ({}, "", Doubt.OTHER_SENDER),
        ({"is_passed_on": True}, ANN, Doubt.PASSED_ON),
        ({"answers": ("DELEGATED",)}, ANN, Doubt.PASSED_ON),
        ({"answers": ("NEEDS-ACTION",)}, ANN, Doubt.NO_ANSWER),
        ({"answers": ("",)}, ANN, Doubt.NO_ANSWER),
        ({"answers": ("X-MAYBE",)}, ANN, Doubt.NO_ANSWER),
        ({"stamp": None}, ANN, Doubt.NO_ANSWER),
        ({"stamp": NOW + timedelta(days=2)}, ANN, Doubt.AHEAD),
        ({"stamp": NOW - timedelta(days=11)}, ANN, Doubt.OUTDATED),
    ],
)
def test_what_is_not_believed(changes: dict[str, object], sender: str, expected: Doubt) -> None:
    assert doubt(replace(ACCEPTED, **changes), sender, ASKED, NOW) is expected  # type: ignore[arg-type]


def test_what_nobody_was_asked_any_more() -> None:
    assert doubt(ACCEPTED, ANN, None, NOW) is Doubt.UNKNOWN
    assert doubt(ACCEPTED, ANN, replace(ASKED, stands=False), NOW) is Doubt.CALLED_OFF
    assert doubt(ACCEPTED, ANN, replace(ASKED, address=None, stands=False), NOW) is Doubt.OTHER_GUEST
    erased = replace(ACCEPTED, guests=("",))
    assert doubt(erased, "", replace(ASKED, address=None, stands=False), NOW) is Doubt.OTHER_GUEST


def test_of_several_answers_the_newest_counts() -> None:
    assert ACCEPTED.stamp
    answered = replace(ASKED, answer=Answer.ACCEPTED, answered_at=ACCEPTED.stamp)
    later = replace(ACCEPTED, answers=("DECLINED",), stamp=ACCEPTED.stamp + timedelta(seconds=1))
    assert doubt(later, ANN, answered, NOW) is None
    assert doubt(ACCEPTED, ANN, answered, NOW) is Doubt.OLDER
    assert is_repeated(ACCEPTED, answered)
    assert not is_repeated(replace(ACCEPTED, answers=("DECLINED",)), answered)
    assert not is_repeated(later, answered)


def test_only_other_hours_ask_anew() -> None:
    assert not asks_anew(SPAN, replace(SPAN, assumed_end=SPAN.ends_at))
    assert asks_anew(SPAN, replace(SPAN, ends_at=datetime(2027, 9, 21, 12, tzinfo=UTC)))
    assert asks_anew(SPAN, replace(SPAN, day=date(2027, 9, 22)))


def test_numbers_go_on() -> None:
    assert [next_sequence(3), next_sequence(3, 1), next_sequence(3, 3), next_sequence(3, 7)] == [3, 3, 4, 8]


def test_a_name_is_nobodys_guess() -> None:
    first, second = new_uid(), new_uid()
    assert first != second
    assert len(first.removeprefix("invitation-")) == 32


def test_when_it_is_in_words_and_when_it_is_over() -> None:
    vienna = "Europe/Vienna"
    assert when(SPAN, vienna) == "Tuesday, 21 September 2027, 10:00 to 13:00 (Europe/Vienna)"
    day = Span(date(2027, 9, 21))
    assert when(day, vienna) == "Tuesday, 21 September 2027"
    days = Span(date(2027, 9, 21), until=date(2027, 9, 23))
    assert when(days, vienna) == "Tuesday, 21 September 2027 to Thursday, 23 September 2027"
    assert SPAN.ends_at
    assert not is_over(SPAN, SPAN.ends_at - timedelta(seconds=1), vienna)
    assert is_over(SPAN, SPAN.ends_at, vienna)
    midnight = datetime(2027, 9, 21, 22, tzinfo=UTC)
    assert (is_over(day, midnight - timedelta(seconds=1), vienna), is_over(day, midnight, vienna)) == (
        False,
        True,
    )
    assert not is_over(days, midnight, vienna)
