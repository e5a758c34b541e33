"""Answering by a personal link: who may speak for an organisation, and who becomes its contact."""

from typing import Any

from scheduler.accounts import representing
from scheduler.accounts.representing import addresses, state, warnings
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.organisations import queries
from scheduler.organisations.models import Representative
from scheduler.organisations.standing import State
from scheduler.web.links.purposes import Purpose

AGREED = Sentence("You agreed that they speak for the organisation.")
REFUSED = Sentence("You refused that they speak for the organisation.")
ACCEPTED = Sentence("You became the contact of the organisation.")
DECLINED = Sentence("You did not take over as the contact of the organisation.")


def _representative(link: Link) -> Representative:
    return queries.representative(int(link.thing.removeprefix("representative ")))


def _request(link: Link) -> Representative:
    """The request that the link is about. Raises Refused for who is no longer a contact, and for what was
    answered in another way."""
    one = _representative(link)
    if link.person_id not in {contact.person_id for contact in queries.contacts(one.organisation_id)}:
        raise Refused(Sentence("You are no longer a contact of this organisation. The secretariat answers."))
    if state(one) is not State.ASKED:
        raise Refused(Sentence("This request was answered already, or taken back."))
    return one


def _offer(link: Link) -> Representative:
    """What the link offers. Raises Refused where that no longer stands, and for anybody else."""
    one = _representative(link)
    if one.person_id != link.person_id or state(one) is not State.OFFERED:
        raise Refused(
            Sentence("Nobody wants to hand over to you any more. Ask the contact or the secretariat.")
        )
    return one


def _of_request(link: Link) -> dict[str, Any]:
    one = _request(link)
    return {
        "asking": one,
        "address": addresses([one.person]).get(one.person_id),
        "warning": warnings([one]).get(one.id),
    }


def _of_offer(link: Link) -> dict[str, Any]:
    return {"offered": _offer(link)}


def _agree(this: Decision, link: Link) -> Sentence:
    one = _request(link)
    representing.agree(this, one)
    return Sentence(
        "%(person)s speaks for %(organisation)s now, and gets a letter that says so.",
        person=one.person.name or "?",
        organisation=one.organisation.name,
    )


def _refuse(this: Decision, link: Link) -> Sentence:
    one = _request(link)
    representing.refuse(this, one, None)
    return Sentence(
        "You refused. %(person)s gets a letter that says so.",
        person=one.person.name or "?",
    )


def _accept(this: Decision, link: Link) -> Sentence:
    one = _offer(link)
    representing.accept(this, one)
    return Sentence("You are the contact of %(organisation)s now.", organisation=one.organisation.name)


def _decline(this: Decision, link: Link) -> Sentence:
    one = _offer(link)
    representing.decline(this, one)
    return Sentence(
        "You did not take over. You still speak for %(organisation)s.", organisation=one.organisation.name
    )


ANSWER_REQUEST = Purpose(
    representing.ANSWER_REQUEST,
    "links/answer-request.html",
    _of_request,
    {"agree": _agree, "refuse": _refuse},
    representing.LASTS,
    {"agree": AGREED, "refuse": REFUSED},
)
TAKE_CONTACT = Purpose(
    representing.TAKE_CONTACT,
    "links/take-contact.html",
    _of_offer,
    {"accept": _accept, "decline": _decline},
    representing.LASTS,
    {"accept": ACCEPTED, "decline": DECLINED},
)
REPRESENTING = (ANSWER_REQUEST, TAKE_CONTACT)
