"""From the clocks on a venue's walls to UTC and back."""

import difflib
from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from scheduler.kernel.errors import Told
from scheduler.kernel.text import quoted
from scheduler.kernel.words import Sentence


class UnknownZone(Told):
    """There is no time zone of this name."""


class NonexistentTime(Told):
    """The clocks jump over this time."""


class AmbiguousTime(Told):
    """The clocks show this time twice."""


def zone(name: str) -> ZoneInfo:
    """The time zone of this IANA name. Raises UnknownZone."""
    if name in names():
        return ZoneInfo(name)
    near = {known.casefold(): known for known in names()}
    if found := difflib.get_close_matches(name.casefold(), near, n=1):
        told = {"name": quoted(name), "near": near[found[0]]}
        raise UnknownZone(Sentence("There is no time zone %(name)s. Do you mean %(near)s?", **told))
    told = {"name": quoted(name)}
    raise UnknownZone(Sentence("There is no time zone %(name)s. Write one such as Europe/Vienna.", **told))


def to_utc(day: date, at: time, zone_name: str) -> datetime:
    """The moment, in UTC, when clocks in the zone show this.

    Raises UnknownZone, NonexistentTime, AmbiguousTime.
    """
    local = datetime.combine(day, at, zone(zone_name))
    moment = local.astimezone(UTC)
    told = {"time": f"{at:%H:%M}", "date": day.isoformat(), "zone": zone_name}
    if to_local(moment, zone_name).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NonexistentTime(
            Sentence(
                "%(time)s on %(date)s does not exist in %(zone)s: the clocks go forward over it. "
                "Use another time.",
                **told,
            )
        )
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise AmbiguousTime(
            Sentence(
                "%(time)s on %(date)s is ambiguous in %(zone)s: the clocks go back and show it twice. "
                "Use another time.",
                **told,
            )
        )
    return moment


def to_local(moment: datetime, zone_name: str) -> datetime:
    """An aware moment as clocks in the zone show it. Raises UnknownZone."""
    return moment.astimezone(zone(zone_name))


def day_told(day: date) -> str:
    """Such as "Tue 9 March 2027", as feeds, letters and lists on paper write a day."""
    return f"{day:%a} {day.day} {day:%B %Y}"


@cache
def names() -> frozenset[str]:
    """Without the names under which a machine keeps its own settings."""
    return frozenset(available_timezones()) - {"localtime", "Factory", "posixrules"}
