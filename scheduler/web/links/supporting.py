"""What co-sponsors do by a link: answer, withdraw, and, as the organisation's contact, confirm or object."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import request

from scheduler.applications import asking, cosponsoring
from scheduler.applications.facts import Fault, Faulty
from scheduler.applications.models import CoSponsor
from scheduler.applications.support import NEEDS_CONTACT
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.mail.rules import unusable
from scheduler.organisations.models import Person
from scheduler.organisations.queries import person
from scheduler.web.links.purposes import Purpose

PASSED_ON = "support-passed-on"
"""What a link is called once its reader has named somebody else: the new link for the same thing has to
outlive it."""
LONGEST_SAID = 500

CONFIRMED = Sentence("You confirmed the support. Thank you.")
DECLINED = Sentence("You declined. The organiser is told.")
PASSED = Sentence("You named somebody else, who is asked now.")
WITHDRAWN = Sentence("You withdrew the support. The organiser is told.")
OBJECTED = Sentence("You objected. The organisation is not named as a co-sponsor any more.")


def _facts(link: Link) -> dict[str, Any]:
    """Whom the event is of, what it is, and what would be confirmed."""
    one = _cosponsor(link)
    return {
        "purpose": link.purpose,
        "cosponsor": one,
        "application": one.application,
        "waits_for_contact": cosponsoring.waits_for_contact(one),
    }


def _confirm(takes_part: bool) -> Callable[[Decision, Link], Sentence]:
    def confirm(this: Decision, link: Link) -> Sentence:
        one = _cosponsor(link)
        cosponsoring.confirm(this, one, _reader(link), takes_part=takes_part)
        if cosponsoring.waits_for_contact(one):
            return Sentence("%(done)s %(besides)s", done=CONFIRMED, besides=NEEDS_CONTACT)
        return CONFIRMED

    return confirm


def _vouch(takes_part: bool) -> Callable[[Decision, Link], Sentence]:
    def vouch(this: Decision, link: Link) -> Sentence:
        cosponsoring.vouch(this, _cosponsor(link), _reader(link), takes_part=takes_part)
        return CONFIRMED

    return vouch


def _decline(this: Decision, link: Link) -> Sentence:
    cosponsoring.decline(this, _cosponsor(link), _said())
    return DECLINED


def _somebody_else(this: Decision, link: Link) -> Sentence:
    name, address = (clean_line(request.form.get(field, ""))[:200] for field in ("person", "address"))
    if wrong := list(_wrong(name, address)):
        raise Faulty(wrong)
    link.purpose = PASSED_ON
    cosponsoring.ask_somebody_else(this, _cosponsor(link), name, address)
    return PASSED


def _wrong(name: str, address: str) -> Iterator[Fault]:
    """What is wrong with whom the reader named, at its field."""
    if not name:
        yield "person", Sentence("Write the name of whom we should ask.")
    if not address:
        yield "address", Sentence("Write the e-mail address of whom we should ask.")
    elif said := unusable(address):
        yield "address", said


def _withdraw(this: Decision, link: Link) -> Sentence:
    cosponsoring.withdraw_support(this, _cosponsor(link), _said())
    return WITHDRAWN


def _object(this: Decision, link: Link) -> Sentence:
    cosponsoring.object_(this, _cosponsor(link), _reader(link), _said())
    return OBJECTED


def _cosponsor(link: Link) -> CoSponsor:
    found = session.get(CoSponsor, int(link.thing.partition(" ")[2]))
    if found is None:
        raise NotFound(Sentence("This co-sponsor is no longer named."))
    return found


def _reader(link: Link) -> Person:
    return person(link.person_id or 0)


def _said() -> str | None:
    return clean_line(request.form.get("said", ""))[:LONGEST_SAID] or None


TEMPLATE = "links/support.html"
_DONE = {"name": CONFIRMED, "part": CONFIRMED, "decline": DECLINED, "else": PASSED}
ANSWER = Purpose(
    asking.ANSWER,
    TEMPLATE,
    _facts,
    {"name": _confirm(False), "part": _confirm(True), "decline": _decline, "else": _somebody_else},
    asking.LASTS,
    _DONE,
)
PASSED_ON_ANSWER = Purpose(PASSED_ON, TEMPLATE, _facts, {}, asking.LASTS, _DONE)
VOUCH = Purpose(
    asking.VOUCH,
    TEMPLATE,
    _facts,
    {"name": _vouch(False), "part": _vouch(True), "object": _object},
    asking.WITHDRAW_LASTS,
    {"name": CONFIRMED, "part": CONFIRMED, "object": OBJECTED},
)
WITHDRAW = Purpose(
    asking.WITHDRAW,
    TEMPLATE,
    _facts,
    {"withdraw": _withdraw},
    asking.WITHDRAW_LASTS,
    {"withdraw": WITHDRAWN},
)
SUPPORTING = (ANSWER, PASSED_ON_ANSWER, VOUCH, WITHDRAW)
