"""Whether somebody gets calendar invitations, by the link in each of them: no more, or again."""

from datetime import timedelta
from typing import Any

from scheduler.invitations.following import WISH
from scheduler.invitations.queries import refuses
from scheduler.invitations.refusing import refuse, want
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.web.links.purposes import Purpose

LASTS = timedelta(days=400)
REFUSED = Sentence(
    "You get no more calendar invitations. What came with earlier ones is taken out of your calendar."
)
WANTED = Sentence("You get calendar invitations again.")


def _person(link: Link) -> int:
    if link.person_id is None:
        raise Refused(Sentence("This link is for nobody any more."))
    return link.person_id


def _facts(link: Link) -> dict[str, Any]:
    return {"refuses": refuses(_person(link))}


def _refuse(this: Decision, link: Link) -> Sentence:
    refuse(this, _person(link))
    return REFUSED


def _want(this: Decision, link: Link) -> Sentence:
    want(this, _person(link))
    return WANTED


CALENDAR_WISH = Purpose(
    WISH,
    "links/calendar-wish.html",
    _facts,
    {"refuse": _refuse, "want": _want},
    LASTS,
    keeps=frozenset({"refuse", "want"}),
)
