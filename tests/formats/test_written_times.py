"""Times as web forms and spreadsheets write them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.formats.written_times import Order, order_of, read
from scheduler.kernel.errors import Told

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
VIENNA = "Europe/Vienna"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "starts", "unit"),
    [
        ("2023/01/13 12:00:07 AM GMT+1", utc(2023, 1, 12, 23, 0, 7), SECOND),
        ("2023/01/13 12:00:07 PM GMT-3:30", utc(2023, 1, 13, 15, 30, 7), SECOND),
        ("1/13/23 0:00:07", utc(2023, 1, 12, 23, 0, 7), SECOND),
        ("13/01/2023 00:05", utc(2023, 1, 12, 23, 5), MINUTE),
        ("13.01.2023 00:00:07", utc(2023, 1, 12, 23, 0, 7), SECOND),
        ("01.02.2023, 15:00", utc(2023, 2, 1, 14), MINUTE),
        ("2027-01-15T13:05:09.123Z", utc(2027, 1, 15, 13, 5, 9), SECOND),
        ("2027-01-15T13:05:09+02:00", utc(2027, 1, 15, 11, 5, 9), SECOND),
        ("2/2/2027 1:00 p.m.", utc(2027, 2, 2, 12), MINUTE),
        ("2027-01-15", utc(2027, 1, 14, 23), DAY),
    ],
)
def test_what_can_be_read(text: str, starts: datetime, unit: timedelta) -> None:
    span = read(text, VIENNA, order_of([text]), VIENNA)
    assert (span.starts, span.ends, span.to_the_day) == (starts, starts + unit, unit == DAY)


def test_the_day_is_that_of_the_venue() -> None:
    assert read("2027-01-15 23:30:00", "UTC", None, VIENNA).day == date(2027, 1, 16)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/2027", "3/14/2027"], Order.MONTH),
        (["3/4/2027 10:00", "14/3/2027 10:00"], Order.DAY),
        (["3/4/2027", "5/6/2027"], None),
        (["13/4/2027", "4/13/2027"], None),
        (["2027-04-13", "13.4.2027", ""], None),
    ],
)
def test_what_stands_first_is_told_by_the_others_or_not_at_all(texts: list[str], order: Order | None) -> None:
    assert order_of(texts) is order


def test_two_ways_to_read_are_not_guessed() -> None:
    with pytest.raises(Told, match="can be read in two ways"):
        read("3/4/2027 10:00", VIENNA, None, VIENNA)
    assert read("3/4/2027 10:00", VIENNA, Order.DAY, VIENNA).starts == utc(2027, 4, 3, 8)
    assert read("3/4/2027 10:00", VIENNA, Order.MONTH, VIENNA).starts == utc(2027, 3, 4, 9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "=NOW()",
        "31/31/2027 1:00",
        "30.2.2027",
        "2027-01-15 25:00",
        "2027-01-15 13:00 PM",
        "2027-01-15 10:00 PST",
        "2027-01-15 10:00+99",
        "0001-01-01",
        "9999-12-31",
        "2027-03-28 02:30",
        "2027-10-31 02:30",
    ],
)
def test_what_no_clock_showed_is_refused(text: str) -> None:
    with pytest.raises(Told):
        read(text, VIENNA, order_of([text]), VIENNA)
