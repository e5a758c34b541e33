"""How calendar clients are told a time zone: by a VTIMEZONE of one yearly pair of rules (RFC 5545 3.6.5).

Outlook reads no more than one yearly pair and leaves out lists of dates, so a zone that needs more gets none
here, and its times are then written in UTC.
"""

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.kernel import localtime

VIENNA_NAME = "Europe/Vienna"
VIENNA = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Vienna
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")
_VIENNA_HOLDS_FROM = 1996
"""Before that year, summer time in Vienna ended in September."""

_ANCHOR = 1970
"""The year that each rule is written from: no meeting lies before its first change."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class _Change:
    """A change of the clock; `local` is what it shows at that moment by `offset_from`."""

    local: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str


@dataclass(frozen=True)
class _Rule:
    """The nth weekday of a month at a time of day; `nth` is 1 to 4, or -1 for the last."""

    month: int
    weekday: int
    nth: int
    at: time

    def in_year(self, year: int) -> datetime:
        dates = Calendar().itermonthdays2(year, self.month)
        days = [day for day, weekday in dates if day and weekday == self.weekday]
        day = days[self.nth - 1 if self.nth > 0 else self.nth]
        return datetime.combine(date(year, self.month, day), self.at)

    def __str__(self) -> str:
        return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={self.nth}{_WEEKDAYS[self.weekday]}"


@lru_cache(maxsize=64)
def vtimezone(zone: str, first_year: int, last_year: int) -> bytes | None:
    """Return the VTIMEZONE that is right in these years, in lines with CRLF. None: write the times in UTC.

    Raises UnknownZone.
    """
    if zone == VIENNA_NAME and first_year >= _VIENNA_HOLDS_FROM:
        return VIENNA
    observances = _observances(localtime.zone(zone), range(first_year, last_year + 1))
    if observances is None:
        return None
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}", *observances, "END:VTIMEZONE"]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _observances(zone: ZoneInfo, years: range) -> list[str] | None:
    changes = list(_changes(zone, years))
    if not changes:
        return _unchanging(datetime(years[0], 1, 1, tzinfo=zone))
    forward = [change for change in changes if change.offset_to > change.offset_from]
    back = [change for change in changes if change.offset_to < change.offset_from]
    if {(change.offset_from, change.offset_to) for change in forward} != {
        (change.offset_to, change.offset_from) for change in back
    }:
        return None
    daylight, standard = _observance("DAYLIGHT", forward, years), _observance("STANDARD", back, years)
    return daylight + standard if daylight and standard else None


def _unchanging(moment: datetime) -> list[str] | None:
    """UTC itself is nobody's zone here: clients know it by its Z, and some not by any TZID."""
    offset, name = moment.utcoffset(), moment.tzname()
    if offset is None or name == "UTC" or _has_seconds(offset):
        return None
    change = _Change(datetime.combine(date(_ANCHOR, 1, 1), time()), offset, offset, str(name))
    return _written("STANDARD", change, None)


def _observance(kind: str, changes: list[_Change], years: range) -> list[str] | None:
    """Write the one rule that makes these changes, one in each year, or None if there is no such rule."""
    shapes = {(change.offset_from, change.offset_to) for change in changes}
    if len(shapes) != 1 or any(map(_has_seconds, shapes.pop())):
        return None
    rule = _rule([change.local for change in changes], years)
    return _written(kind, changes[0], rule) if rule else None


def _rule(moments: list[datetime], years: range) -> _Rule | None:
    """Find the rule whose dates in these years are exactly the given ones."""
    first = moments[0]
    rules = (_Rule(first.month, first.weekday(), nth, first.time()) for nth in (-1, 1, 2, 3, 4))
    return next((rule for rule in rules if [rule.in_year(year) for year in years] == moments), None)


def _written(kind: str, change: _Change, rule: _Rule | None) -> list[str]:
    onset = rule.in_year(_ANCHOR) if rule else change.local
    return [
        f"BEGIN:{kind}",
        f"TZOFFSETFROM:{_digits(change.offset_from)}",
        f"TZOFFSETTO:{_digits(change.offset_to)}",
        f"TZNAME:{change.name}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        f"END:{kind}",
    ]


def _changes(zone: ZoneInfo, years: range) -> Iterator[_Change]:
    """Yield the zone's changes of offset, from a day before these years to a day after them, in order."""
    day = timedelta(days=1)
    moment, end = datetime(years[0], 1, 1, tzinfo=UTC) - day, datetime(years[-1] + 1, 1, 1, tzinfo=UTC) + day
    offset = _offset(zone, moment)
    while moment < end:
        previous, moment = offset, moment + day
        offset = _offset(zone, moment)
        if offset != previous:
            yield _change_within(zone, moment - day, moment)


def _change_within(zone: ZoneInfo, before: datetime, after: datetime) -> _Change:
    """Halve the span until the change lies between two seconds."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    offset_from, offset_to = _offset(zone, before), _offset(zone, after)
    local = after.replace(tzinfo=None) + offset_from
    return _Change(local, offset_from, offset_to, after.astimezone(zone).tzname() or "")


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _has_seconds(offset: timedelta) -> bool:
    return bool(offset % timedelta(minutes=1))


def _digits(offset: timedelta) -> str:
    """Write an offset as four digits with a sign (RFC 5545 3.3.14)."""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"{'-' if offset < timedelta(0) else '+'}{hours:02}{minutes:02}"
