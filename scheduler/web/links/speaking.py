"""What somebody who is invited to speak does by a link: accept or decline; and their page once they accepted,
by which they can withdraw."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from flask import Response, g, request

from scheduler.applications.facts import Faulty
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.nominations import queries, seating
from scheduler.nominations.acting import lock
from scheduler.nominations.contributing import by_kind, existing
from scheduler.nominations.models import Nomination
from scheduler.nominations.telling import ANSWER, SPEAKER
from scheduler.nominations.terms import Contribution
from scheduler.web import giving, speaking
from scheduler.web.files import saved
from scheduler.web.giving import GivingForm
from scheduler.web.links.purposes import Purpose

LASTS = timedelta(days=60)
LONGEST_SAID = 500
ACCEPTED = Sentence("You accepted. Thank you. A letter brings you the link to a page of your own.")
DECLINED = Sentence("You declined. Who put you forward is told.")
WITHDRAWN = Sentence("You withdrew. The secretariat and who put you forward are told.")


def _facts(link: Link) -> dict[str, Any]:
    """Raises Refused where there is nothing to see any more."""
    one = _nomination(link)
    kind = giving.DOES.get(request.form.get("do", ""))
    token = (request.view_args or {})["token"]
    found = speaking.facts(one, _typed(one, kind) if kind else None) | {"token": token}
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


def _gives(kind: Contribution) -> Callable[[Decision, Link], Sentence]:
    def act(this: Decision, link: Link) -> Sentence:
        one = _nomination(link)
        try:
            giving.give(this, _bearer(link), one, _typed(one, kind))
        except Faulty as faulty:
            raise Faulty([(f"{kind.value}-{field}", said) for field, said in faulty.faults]) from None
        return giving.GAVE[kind]

    return act


def _typed(one: Nomination, kind: Contribution) -> GivingForm:
    """The form that was sent; read once, since a file is there once only, and kept with its faults."""
    if "giving" not in g:
        g.giving = GivingForm(kind, by_kind(one, kind))
    return cast(GivingForm, g.giving)


def _file(link: Link) -> Response:
    """Of what they gave."""
    one = _nomination(link)
    sent = existing(one, clean_line(request.args.get("kind", "")))
    return saved(sent.digest, sent.name, one.thing)


def _nomination(link: Link) -> Nomination:
    return queries.by_number(int(link.thing.partition(" ")[2]))


def _first(link: Link) -> None:
    lock(_nomination(link))


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
        first=_first,
    ),
    Purpose(
        SPEAKER,
        "links/speaker.html",
        _facts,
        {"withdraw": _withdraw, **{do: _gives(kind) for do, kind in giving.DOES.items()}},
        LASTS,
        {"withdraw": WITHDRAWN},
        _file,
        frozenset(giving.DOES),
        _first,
    ),
)
