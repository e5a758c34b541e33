"""What a VTIMEZONE says, read with dateutil (no code in common with its writer), is compared with tzdata."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical

from scheduler.formats import timezones
from scheduler.formats.timezones import VIENNA, vtimezone
from scheduler.kernel.localtime import UnknownZone

HOUR = timedelta(hours=1)
NEW_YORK = b"""\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
DTSTART:19700308T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
DTSTART:19701101T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
"""
KATHMANDU = b"""\
BEGIN:VTIMEZONE
TZID:Asia/Kathmandu
BEGIN:STANDARD
TZOFFSETFROM:+0545
TZOFFSETTO:+0545
TZNAME:+0545
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
"""


def offset(at: datetime, zone: tzinfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


def samples(name: str, first_year: int, last_year: int) -> Iterator[tuple[datetime, timedelta | None]]:
    """Yield tzdata's offset each fourth week, and each hour from two before a change to two after it."""
    zone, step = ZoneInfo(name), timedelta(days=28)
    at, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year, 12, 31, tzinfo=UTC)
    while at < end:
        yield at, offset(at, zone)
        if offset(at, zone) != offset(at + step, zone):
            hours = (at + HOUR * n for n in range(28 * 24 + 1))
            change = next(hour for hour in hours if offset(hour, zone) != offset(at, zone))
            yield from ((change + HOUR * n, offset(change + HOUR * n, zone)) for n in range(-2, 3))
        at += step


def disagreements(block: bytes, facts: Iterable[tuple[datetime, timedelta | None]]) -> list[datetime]:
    told = tzical(StringIO(block.decode())).get()
    return [at for at, fact in facts if offset(at, told) != fact]


def test_rule_08_vienna_is_17_lines_and_the_same_for_every_year() -> None:
    assert VIENNA.count(b"\r\n") == len(VIENNA.splitlines()) == 17
    assert vtimezone("Europe/Vienna", 1996, 1996) is vtimezone("Europe/Vienna", 2023, 2023) is VIENNA
    assert b"DTSTART:19700329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n" in VIENNA
    assert b"DTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n" in VIENNA


def test_rule_08_vienna_agrees_with_tzdata() -> None:
    assert disagreements(VIENNA, samples("Europe/Vienna", 1996, 2040)) == []


def test_rule_08_vienna_is_what_tzdata_itself_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezones, "_VIENNA_HOLDS_FROM", 3000)
    assert vtimezone.__wrapped__("Europe/Vienna", 1996, 2040) == VIENNA


def test_before_1996_summer_time_in_vienna_ended_in_september() -> None:
    block = vtimezone("Europe/Vienna", 1981, 1995)
    assert block == VIENNA.replace(b"19701025", b"19700927").replace(b"BYMONTH=10", b"BYMONTH=9")
    assert disagreements(block, samples("Europe/Vienna", 1981, 1995)) == []


@pytest.mark.parametrize("expected", [NEW_YORK, KATHMANDU], ids=["two changes a year", "none"])
def test_other_zones(expected: bytes) -> None:
    name = expected.splitlines()[1].removeprefix(b"TZID:").decode()
    assert vtimezone(name, 2020, 2030) == expected.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("zone", "first_year", "last_year"),
    [
        pytest.param("UTC", 2023, 2023, id="rule 7: never TZID=UTC"),
        pytest.param("Etc/Zulu", 2023, 2023, id="UTC by another name"),
        pytest.param("Africa/Casablanca", 2022, 2024, id="summer time interrupted by Ramadan"),
        pytest.param("America/Nuuk", 2023, 2023, id="one change only"),
        pytest.param("Asia/Jerusalem", 2020, 2030, id="Friday before the last Sunday"),
        pytest.param("Asia/Pyongyang", 2015, 2018, id="two changes, years apart"),
        pytest.param("Europe/Istanbul", 2016, 2016, id="summer time that stayed"),
        pytest.param("America/Indiana/Winamac", 2007, 2007, id="back to another time than before"),
        pytest.param("Africa/Monrovia", 1970, 1970, id="an offset with seconds"),
        pytest.param("America/St_Johns", 1918, 1918, id="two offsets with seconds"),
    ],
)
def test_no_block_where_one_yearly_pair_would_be_wrong(zone: str, first_year: int, last_year: int) -> None:
    assert vtimezone(zone, first_year, last_year) is None


def test_a_pair_may_be_right_for_one_year_and_not_for_ten() -> None:
    block = vtimezone("Asia/Jerusalem", 2024, 2024)
    assert block is not None
    assert b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR" in block
    assert disagreements(block, samples("Asia/Jerusalem", 2024, 2024)) == []


def test_the_fourth_sunday_that_is_the_last_counts_as_the_last() -> None:
    assert vtimezone("Europe/Berlin", 2026, 2026) == VIENNA.replace(b"Vienna", b"Berlin")


def test_rule_07_what_is_told_of_any_zone_agrees_with_tzdata() -> None:
    blocks = {name: vtimezone(name, 2020, 2030) for name in available_timezones() - {"Factory", "localtime"}}
    told = {name: block for name, block in blocks.items() if block}
    # Hundreds of zones are the same but for their name: each is read once.
    same = {
        (block.replace(name.encode(), b"X"), (*samples(name, 2020, 2030),)): name
        for name, block in told.items()
    }
    assert len(told) > 500
    assert [name for (block, facts), name in same.items() if disagreements(block, facts)] == []


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(UnknownZone):
        vtimezone("Europe/Wien", 2023, 2023)
