"""What is news, and when it reaches whom. Pure."""

from collections.abc import Iterable
from typing import Any

from scheduler.formats.entry import CalendarEntry, MeetingFace
from scheduler.telling.terms import USUAL, ByMail, Concern, Concerned

_SOONEST = list(ByMail)


def is_news(before: CalendarEntry | None, after: CalendarEntry) -> bool:
    """Whether a version says something else than the one before it. What was taken down or named in another
    way is gone from that one too, and nobody is told of it."""
    return before != after


def is_for_everybody(before: MeetingFace | None, after: MeetingFace) -> bool:
    """Whether what a release says of its meeting concerns all who have a part in it."""
    return before is not None and _frame(before) != _frame(after)


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


def _frame(meeting: MeetingFace) -> tuple[object, ...]:
    return meeting.title, meeting.starts, meeting.ends, meeting.venue, meeting.time_zone
