"""The first page behind the link of who acts for a body: how much waits, and the way to its desk."""

from typing import Any

from flask import request

from scheduler.links.models import Link
from scheduler.nominations import desks, holding
from scheduler.web.links.purposes import Purpose


def _facts(link: Link) -> dict[str, Any]:
    who = holding.bearer(link)
    return {
        "bodies": sorted(body for _, body in who.channels),
        "number": sum(case.waits for case in desks.cases(who)),
        "token": (request.view_args or {})["token"],
    }


CHANNEL_DESK = Purpose(holding.DESK, "links/acting-for.html", _facts, {}, holding.LASTS)
