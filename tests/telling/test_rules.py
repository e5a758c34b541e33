"""When news reach whom: pure."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.telling import rules
from scheduler.telling.terms import USUAL, ByMail, Concern, Concerned

VIENNA, NEW_YORK = "Europe/Vienna", "America/New_York"


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """In 2027, UTC."""
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "zone", "due"),
    [
        (at(9, 5, 59), VIENNA, at(9, 6)),
        (at(9, 6), VIENNA, at(10, 6)),
        (at(9, 22), VIENNA, at(10, 6)),
        (at(9, 23, 30), VIENNA, at(10, 6)),
        # The night of 27 to 28 March has 23 hours in Vienna, that of 30 to 31 October has 25.
        (at(27, 6), VIENNA, at(28, 5)),
        (at(28, 5), VIENNA, at(29, 5)),
        (at(30, 5, month=10), VIENNA, at(31, 6, month=10)),
        (at(31, 6, month=10), VIENNA, at(1, 6, month=11)),
        (at(9, 5, 59), NEW_YORK, at(9, 12)),
    ],
)
def test_a_daily_letter_goes_out_at_seven_on_the_venues_clock(
    after: datetime, zone: str, due: datetime
) -> None:
    assert rules.next_digest(after, zone) == due


def test_the_first_that_is_due_takes_all_with_it() -> None:
    assert rules.digest_due([(at(9, 8), NEW_YORK), (at(9, 7), VIENNA)], None) == at(9, 12)


@pytest.mark.parametrize("hours", range(0, 24 * 8))
def test_nobody_gets_two_letters_within_a_day(hours: int) -> None:
    """Whatever zones the venues are in; also where clocks change on 28 March."""
    last = at(25, 6) + timedelta(hours=hours)
    waiting = [(last + timedelta(minutes=1), VIENNA), (last + timedelta(minutes=2), NEW_YORK)]
    first = rules.digest_due(waiting, None)
    again = rules.digest_due([(first + timedelta(minutes=1), VIENNA)], first)
    assert timedelta(hours=17) <= again - first <= timedelta(hours=25)


def test_who_chose_gets_news_so() -> None:
    for chosen in ByMail:
        assert rules.by_mail(chosen, list(Concern)) is chosen


def test_who_did_not_choose_gets_them_as_is_usual() -> None:
    assert set(USUAL) == set(Concern)
    for concern in Concern:
        assert rules.by_mail(None, [concern]) is USUAL[concern]
    assert rules.by_mail(None, []) is ByMail.AT_ONCE


@pytest.mark.parametrize(
    "one",
    [
        Concerned(3, 12, Concern.ORGANISES),
        Concerned(3, 12, Concern.COSPONSORS, "Lighthouse", former=True),
    ],
)
def test_what_a_notice_keeps_can_be_read_again(one: Concerned) -> None:
    kept = rules.written(one)
    assert rules.read(3, kept) == one
    assert {None, False}.isdisjoint(kept.values())
