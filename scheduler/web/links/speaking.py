"""What somebody who is invited to speak does by a link: accept or decline; and their page once they accepted,
by which they can withdraw."""

from datetime import timedelta
from typing import Any

from flask import request

from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.nominations import queries, seating
from scheduler.nominations.models import Nomination
from scheduler.nominations.telling import ANSWER, SPEAKER
from scheduler.web import speaking
from scheduler.web.links.purposes import Purpose

LASTS = timedelta(days=60)
LONGEST_SAID = 500
ACCEPTED = Sentence("You accepted. Thank you. A letter brings you the link to a page of your own.")
DECLINED = Sentence("You declined. Who put you forward is told.")
WITHDRAWN = Sentence("You withdrew. The secretariat and who put you forward are told.")


def _facts(link: Link) -> dict[str, Any]:
    """Raises Refused where there is nothing to see any more."""
    found = speaking.facts(_nomination(link)) | {"token": (request.view_args or {})["token"]}
    if found["appearance"] is None:
        raise Refused(Sentence("This place is not yours any more. Write to the secretariat if it should be."))
    return found


def _accept(this: Decision, link: Link) -> Sentence:
    seating.accept(this, _bearer(link), _nomination(link))
    return ACCEPTED


def _decline(this: Decision, link: Link) -> Sentence:
    seating.decline(this, _bearer(link), _nomination(link))
    return DECLINED


def _withdraw(this: Decision, link: Link) -> Sentence:
    said = clean_line(request.form.get("said", ""))[:LONGEST_SAID] or None
    seating.withdraw(this, _bearer(link), _nomination(link), said)
    return WITHDRAWN


def _nomination(link: Link) -> Nomination:
    return queries.by_number(int(link.thing.partition(" ")[2]))


def _bearer(link: Link) -> Visitor:
    return Visitor(person=link.person_id)


SPEAKING = (
    Purpose(
        ANSWER,
        "links/answer-invitation.html",
        _facts,
        {"accept": _accept, "decline": _decline},
        LASTS,
        {"accept": ACCEPTED, "decline": DECLINED},
    ),
    Purpose(SPEAKER, "links/speaker.html", _facts, {"withdraw": _withdraw}, LASTS, {"withdraw": WITHDRAWN}),
)
