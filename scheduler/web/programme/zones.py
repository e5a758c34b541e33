"""The zone in which a reader wants to see times beside the venue's. With a script, the browser tells it."""

from dataclasses import dataclass
from functools import cache

from flask import Response, request

from scheduler.formats.entry import Span
from scheduler.kernel.errors import Told
from scheduler.kernel.localtime import names, to_local, zone
from scheduler.kernel.words import Sentence
from scheduler.web import times
from scheduler.web.languages import gettext

COOKIE = "zone"
A_YEAR = 365 * 24 * 3600
LONGEST = 60
"""Characters that a reader may write."""


@dataclass(frozen=True)
class Wish:
    """What a reader wrote, the zone that it means, or why it means none."""

    text: str = ""
    zone: str | None = None
    fault: Sentence | None = None


def wish() -> Wish:
    """What the address asks for, else what the reader chose before."""
    text = request.args.get("zone", request.cookies.get(COOKIE, ""))[:LONGEST].strip()
    if not text:
        return Wish()
    name = _by_city().get(text.casefold().replace(" ", "_"), text)
    try:
        return Wish(text, zone(name).key)
    except Told as error:
        return Wish(text, fault=error.sentence)


def remember(response: Response, wished: Wish) -> None:
    """Keep a new choice in the reader's browser; an empty one forgets."""
    if "zone" not in request.args or wished.fault:
        return
    age = A_YEAR if wished.zone else 0
    response.set_cookie(
        COOKIE, wished.zone or "", max_age=age, httponly=True, samesite="Lax", secure=request.is_secure
    )


def beside(span: Span, venue: str, own: str) -> str | None:
    """The hours of a span in another zone, with the day where it differs; None where clocks show the same."""
    moments = [moment for moment in (span.starts_at, span.ends_at) if moment]
    if all(
        to_local(at, own).replace(tzinfo=None) == to_local(at, venue).replace(tzinfo=None) for at in moments
    ):
        return None
    told = [times.hour(at, own) for at in moments]
    day = to_local(moments[0], own).date()
    if day != span.day:
        told[0] = gettext("%(day)s, %(time)s", day=times.short_day(day), time=told[0])
    return gettext("%(start)s to %(end)s", start=told[0], end=told[1]) if told[1:] else told[0]


@cache
def _by_city() -> dict[str, str]:
    """Zones by their own names and by the places that they are named after, without case."""
    areas = [
        name for name in sorted(names()) if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))
    ]
    places = {name.rpartition("/")[2].casefold(): name for name in reversed(areas)}
    return {**places, **{name.casefold(): name for name in names()}}
