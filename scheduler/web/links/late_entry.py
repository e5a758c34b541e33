"""A personal link for one application after the close. Its browser remembers it until the application is
submitted, as that needs an account."""

from datetime import timedelta
from typing import Any

from flask import request
from flask import session as cookie

from scheduler.calls.actions import LATE_ENTRY as PURPOSE
from scheduler.calls.queries import call
from scheduler.kernel.errors import NotFound
from scheduler.links.models import Link
from scheduler.links.queries import known
from scheduler.web.links.purposes import Purpose

REMEMBERED = "late_entry"
LASTS = timedelta(days=7)


def remembered(key: str = REMEMBERED) -> Link | None:
    """The link by which this browser came, if any; `key`: where it is remembered."""
    token = cookie.get(key)
    try:
        return known(token) if token else None
    except NotFound:
        return None


def _facts(link: Link) -> dict[str, Any]:
    cookie[REMEMBERED] = (request.view_args or {})["token"]
    return {"call": call(int(link.thing.removeprefix("call ")))}


LATE_ENTRY = Purpose(PURPOSE, "links/late-entry.html", _facts, {}, LASTS)
