"""Days and times as pages write them."""

from datetime import UTC, date, datetime

import pytest

from scheduler.web import times

MARCH = datetime(2023, 3, 14, 13, 10, tzinfo=UTC)
SUMMER = datetime(2023, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.usefixtures("english")
class TestInEnglish:
    def test_days(self) -> None:
        day = date(2023, 3, 14)
        written = [write(day) for write in (times.long_day, times.day, times.short_day)]
        assert written == ["Tuesday 14 March 2023", "Tue 14 March 2023", "Tue 14 Mar"]

    @pytest.mark.parametrize(
        ("first", "last", "written"),
        [
            ((2023, 3, 14), (2023, 3, 14), "14 March 2023"),
            ((2023, 3, 13), (2023, 3, 17), "13 to 17 March 2023"),
            ((2023, 10, 23), (2023, 12, 6), "23 October to 6 December 2023"),
            ((2023, 12, 31), (2024, 1, 2), "31 December 2023 to 2 January 2024"),
        ],
    )
    def test_several_days(
        self, first: tuple[int, int, int], last: tuple[int, int, int], written: str
    ) -> None:
        assert times.days(date(*first), date(*last)) == written

    def test_hours_are_those_of_the_venue(self) -> None:
        assert times.hour(MARCH, "Europe/Vienna") == "14:10"
        assert times.hour(MARCH, "America/New_York") == "09:10"

    def test_a_clock_can_be_read_by_programs(self) -> None:
        assert times.clock(MARCH, "Europe/Vienna") == '<time datetime="2023-03-14T14:10+01:00">14:10</time>'

    def test_a_stamp_has_the_venue_s_day(self) -> None:
        assert (
            times.stamp(SUMMER, "Europe/Vienna")
            == '<time datetime="2023-07-02T00:30+02:00">Sun 2 July 2023, 00:30</time>'
        )

    @pytest.mark.parametrize(
        ("zone", "city"),
        [
            ("Europe/Vienna", "Vienna"),
            ("America/New_York", "New York"),
            ("UTC", "UTC"),
            ("Asia/Kolkata", "Kolkata"),
        ],
    )
    def test_a_zone_is_called_after_its_city(self, zone: str, city: str) -> None:
        assert times.city(zone) == city
