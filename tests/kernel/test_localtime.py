"""Local times, also those around the changes of the clocks."""

import datetime as dt

import pytest

from scheduler.kernel.localtime import AmbiguousTime, NonexistentTime, UnknownZone, to_local, to_utc, zone

VIENNA = "Europe/Vienna"


@pytest.mark.parametrize(
    ("day", "at", "zone_name", "moment"),
    [
        (dt.date(2023, 3, 14), dt.time(14, 10), VIENNA, dt.datetime(2023, 3, 14, 13, 10, tzinfo=dt.UTC)),
        (dt.date(2023, 7, 14), dt.time(14, 10), VIENNA, dt.datetime(2023, 7, 14, 12, 10, tzinfo=dt.UTC)),
        (dt.date(2023, 3, 26), dt.time(1, 59), VIENNA, dt.datetime(2023, 3, 26, 0, 59, tzinfo=dt.UTC)),
        (dt.date(2023, 3, 26), dt.time(3, 0), VIENNA, dt.datetime(2023, 3, 26, 1, 0, tzinfo=dt.UTC)),
        (dt.date(2023, 10, 29), dt.time(3, 0), VIENNA, dt.datetime(2023, 10, 29, 2, 0, tzinfo=dt.UTC)),
        (
            dt.date(2023, 3, 14),
            dt.time(0, 0),
            "Asia/Kolkata",
            dt.datetime(2023, 3, 13, 18, 30, tzinfo=dt.UTC),
        ),
        (dt.date(1900, 1, 1), dt.time(0, 0), "UTC", dt.datetime(1900, 1, 1, tzinfo=dt.UTC)),
    ],
)
def test_there_and_back(day: dt.date, at: dt.time, zone_name: str, moment: dt.datetime) -> None:
    assert to_utc(day, at, zone_name) == moment
    local = to_local(moment, zone_name)
    assert (local.date(), local.time()) == (day, at)


@pytest.mark.parametrize("minute", ["02:00", "02:30", "02:59"])
def test_a_time_that_the_clocks_jump_over(minute: str) -> None:
    with pytest.raises(NonexistentTime) as told:
        to_utc(dt.date(2023, 3, 26), dt.time.fromisoformat(minute), VIENNA)
    assert str(told.value.sentence) == (
        f"{minute} on 2023-03-26 does not exist in Europe/Vienna: the clocks go forward over it. "
        "Use another time."
    )


@pytest.mark.parametrize("minute", ["02:00", "02:30", "02:59"])
def test_a_time_that_the_clocks_show_twice(minute: str) -> None:
    with pytest.raises(AmbiguousTime) as told:
        to_utc(dt.date(2023, 10, 29), dt.time.fromisoformat(minute), VIENNA)
    assert str(told.value.sentence) == (
        f"{minute} on 2023-10-29 is ambiguous in Europe/Vienna: the clocks go back and show it twice. "
        "Use another time."
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("europe/vienna", 'There is no time zone "europe/vienna". Do you mean Europe/Vienna?'),
        ("Europe/Viena", 'There is no time zone "Europe/Viena". Do you mean Europe/Vienna?'),
        ("W. Standard", 'There is no time zone "W. Standard". Write one such as Europe/Vienna.'),
        ("", 'There is no time zone "". Write one such as Europe/Vienna.'),
        ("../../etc/passwd", 'There is no time zone "../../etc/passwd". Write one such as Europe/Vienna.'),
        ("\x00", 'There is no time zone "\\u0000". Write one such as Europe/Vienna.'),
        ("localtime", 'There is no time zone "localtime". Write one such as Europe/Vienna.'),
    ],
)
def test_an_unknown_zone(name: str, sentence: str) -> None:
    with pytest.raises(UnknownZone) as told:
        zone(name)
    assert str(told.value.sentence) == sentence
