"""What is news, and when it reaches whom. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from scheduler.formats.entry import CalendarEntry
from scheduler.kernel.localtime import zone
from scheduler.telling.terms import USUAL, ByMail, Concern, Concerned

DIGEST_HOUR = time(7)
"""On the venue's clock."""
_SOONEST = list(ByMail)


def is_news(before: CalendarEntry | None, after: CalendarEntry) -> bool:
    """Whether a version says something else than the one before it. What was taken down or named in another
    way is gone from that one too, and nobody is told of it."""
    return before != after


def by_mail(chosen: ByMail | None, concerns: Iterable[Concern]) -> ByMail:
    """When somebody gets a letter: as they chose; else as is usual, the soonest of what concerns them."""
    if chosen is not None:
        return chosen
    return min((USUAL[one] for one in concerns), key=_SOONEST.index, default=ByMail.AT_ONCE)


def written(one: Concerned) -> dict[str, Any]:
    """As a notice keeps it; what is not so is left out."""
    kept = {"entry": one.entry, "concern": one.concern.value, "through": one.through, "former": one.former}
    return {name: value for name, value in kept.items() if value}


def read(person: int, kept: dict[str, Any]) -> Concerned:
    """The way back from `written`."""
    return Concerned(
        person, kept["entry"], Concern(kept["concern"]), kept.get("through"), kept.get("former", False)
    )


def next_digest(after: datetime, zone_name: str) -> datetime:
    """When the daily letter goes out that tells of what was released at a moment: the next time when the
    venue's clocks (IANA zone) show DIGEST_HOUR. In UTC."""
    venue = zone(zone_name)
    today = datetime.combine(after.astimezone(venue).date(), DIGEST_HOUR, venue).astimezone(UTC)
    if today > after:
        return today
    tomorrow = after.astimezone(venue).date() + timedelta(days=1)
    return datetime.combine(tomorrow, DIGEST_HOUR, venue).astimezone(UTC)


def digest_due(waiting: Iterable[tuple[datetime, str]], last: datetime | None) -> datetime:
    """When somebody's daily letter is due: `waiting` are times of releases with their venues' zones, `last`
    is when they got the last one. There is one letter a day at most, whatever zones the venues are in."""
    due, zone_name = min((next_digest(at, name), name) for at, name in waiting)
    return max(due, next_digest(last, zone_name)) if last else due
