"""Letters to and about co-sponsors, with the links by which they answer."""

from datetime import timedelta

from scheduler.accounts.queries import addressee
from scheduler.applications import letters
from scheduler.applications.models import CoSponsor
from scheduler.applications.support import needs_contact
from scheduler.applications.telling import day, tell, tell_of_support
from scheduler.kernel.decision import Decision
from scheduler.links.actions import make
from scheduler.mail.actions import Secret
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.organisations.models import Person
from scheduler.organisations.queries import contacts

ANSWER, VOUCH, WITHDRAW = "support", "support-copy", "support-withdraw"
"""What links are for: to answer, to confirm or object as the contact, to withdraw."""
LASTS = timedelta(days=60)
WITHDRAW_LASTS = timedelta(days=365)


def tell_lead(this: Decision, kind: LetterKind, one: CoSponsor, **places: str) -> None:
    tell(this, kind, one.application, cosponsor=one.organisation.name, **places)


def thank(this: Decision, one: CoSponsor, by: Person) -> None:
    """A letter with the way to withdraw at any time."""
    if to := addressee(by):
        link, token = make(this, WITHDRAW, one.thing, person_id=by.id, lasts=WITHDRAW_LASTS)
        secret = Secret(LINK_PATH.format(token=token), link.id)
        tell_of_support(this, letters.SUPPORT_CONFIRMED, to, one, secret)


def write_to_asked(this: Decision, kind: LetterKind, one: CoSponsor) -> None:
    to = addressee(one.person) if one.person else None
    if to is None:
        return
    until = one.application.call.support_until
    lasts = until - this.at if until else LASTS
    link, token = make(this, ANSWER, one.thing, person_id=to.person_id, lasts=lasts)
    secret = Secret(LINK_PATH.format(token=token), link.id)
    told = day(until, one.application) if until else ""
    tell_of_support(this, kind, to, one, secret, until=told)


def copy_to_contacts(this: Decision, one: CoSponsor) -> None:
    """To contacts who were not asked themselves: they can confirm and object. They are told once a day at
    most."""
    asked = addressee(one.person) if one.person else None
    waits = needs_contact(one.way, one.organisation.kind, one.application.call.states_by_contact)
    note = "confirm" if waits or one.person is None else "nothing"
    for contact in contacts(one.organisation_id):
        to = addressee(contact.person)
        if to is None or (asked and to.address.lower() == asked.address.lower()):
            continue
        link, token = make(this, VOUCH, one.thing, person_id=contact.person_id, lasts=WITHDRAW_LASTS)
        tell_of_support(
            this,
            letters.SUPPORT_COPY,
            to,
            one,
            Secret(LINK_PATH.format(token=token), link.id),
            once=f"{one.thing} copy {this.at:%Y-%m-%d} {contact.person_id}",
            asked=f"{one.person.name} ({asked.address})" if one.person and asked else "",
            note=_NOTES[note].format(cosponsor=one.organisation.name),
        )


_NOTES = {
    "confirm": "{cosponsor} is published as a co-sponsor only when you confirm it.",
    "nothing": "If it is all right, you need do nothing.",
}
