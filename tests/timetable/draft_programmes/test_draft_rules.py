"""When answers are due, and what is wrong with one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.timetable.draft_programmes.rules import (
    LONGEST,
    Said,
    closes_at,
    fault_of_last_day,
    faults,
    reminds_at,
    shut,
    slots_read,
    slots_said,
)
from scheduler.timetable.draft_programmes.terms import Reply, Showing

FRIDAY = date(2027, 2, 26)
NOON = datetime(2027, 2, 22, 12, tzinfo=UTC)
SLOT = (datetime(2027, 3, 8, 8, tzinfo=UTC), datetime(2027, 3, 8, 8, 50, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "zone", "moment"),
    [
        (FRIDAY, "Europe/Vienna", datetime(2027, 2, 26, 23, tzinfo=UTC)),
        (date(2027, 3, 28), "Europe/Vienna", datetime(2027, 3, 28, 22, tzinfo=UTC)),
        (FRIDAY, "America/New_York", datetime(2027, 2, 27, 5, tzinfo=UTC)),
    ],
)
def test_answers_close_at_the_end_of_the_venue_s_day(day: date, zone: str, moment: datetime) -> None:
    assert closes_at(day, zone) == moment


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (None, "Choose the last day on which organisers can answer."),
        (date(2027, 2, 21), "Sun 21 February 2027 is over. Choose a day that leaves time to answer."),
        (date(2027, 2, 22), None),
        (FRIDAY, None),
        (
            date(2027, 2, 27),
            "The meeting is over then: it ends on Fri 26 February 2027. Choose a day before.",
        ),
    ],
)
def test_the_last_day_leaves_time_and_lies_before_the_end(day: date | None, told: str | None) -> None:
    fault = fault_of_last_day(day, NOON.date(), FRIDAY)
    assert (str(fault) if fault else None) == told


@pytest.mark.parametrize(("days", "before"), [(10, 72), (6, 72), (4, 48), (1, 12)])
def test_who_has_not_answered_is_reminded_before_the_end(days: int, before: int) -> None:
    closes = NOON + timedelta(days=days)
    assert closes - reminds_at(NOON, closes) == timedelta(hours=before)


def test_an_answer_can_be_given_until_the_end() -> None:
    second = timedelta(seconds=1)
    assert shut(Showing.SHOWN, NOON, NOON - second) is None
    assert str(shut(Showing.SHOWN, NOON, NOON)).startswith("The last day to answer is over.")
    told = [str(shut(state, NOON, NOON - second)).split(".")[0] for state in list(Showing)[1:]]
    assert told == [
        "The secretariat took this draft programme back",
        "A newer draft programme took the place of this one",
        "The programme was released",
    ]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (Said(None), ["reply"]),
        (Said(Reply.SUITS), []),
        (Said(Reply.CANNOT), ["said"]),
        (Said(Reply.CANNOT, "We are away"), []),
        (Said(Reply.WOULD_SWAP), ["said"]),
        (Said(Reply.WOULD_SWAP, "With Ports Union"), []),
        (Said(Reply.WOULD_SWAP, None, (SLOT,)), []),
        (Said(Reply.WOULD_SWAP, "x" * (LONGEST + 1), ((NOON, NOON),)), ["said", "slots"]),
    ],
)
def test_what_is_wrong_with_an_answer(said: Said, fields: list[str]) -> None:
    assert [field for field, _ in faults(said, [SLOT])] == fields


def test_slots_are_kept_by_their_times() -> None:
    later = (SLOT[0] + timedelta(days=1), SLOT[1] + timedelta(days=1))
    kept = slots_said([later, SLOT])
    assert kept[0] == "2027-03-08T08:00:00+00:00/2027-03-08T08:50:00+00:00"
    assert slots_read(kept) == [SLOT, later]
