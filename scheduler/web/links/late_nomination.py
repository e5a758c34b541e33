"""A personal link for one nomination after the close. Its browser remembers it until somebody is put forward,
as that needs an account."""

from typing import Any

from flask import request
from flask import session as cookie

from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.nominations import queries
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.letting_in import LATE_NOMINATION as PURPOSE
from scheduler.nominations.letting_in import is_late_link
from scheduler.web.links.late_entry import LASTS, remembered
from scheduler.web.links.purposes import Purpose

REMEMBERED = "late_nomination"


def late_link(call: SpeakerCall) -> Link | None:
    """The link by which this browser may put one person forward late, if it came by one."""
    link = remembered(REMEMBERED)
    return link if is_late_link(call, link) else None


def _facts(link: Link) -> dict[str, Any]:
    cookie[REMEMBERED] = (request.view_args or {})["token"]
    number = int(link.thing.removeprefix("call for speakers "))
    call = next((one for one in queries.all_calls() if one.id == number), None)
    if call is None:
        raise NotFound(Sentence("There is no such call for speakers."))
    return {"call": call, "zone": call.meeting.time_zone}


LATE_NOMINATION = Purpose(PURPOSE, "links/late-nomination.html", _facts, {}, LASTS)
