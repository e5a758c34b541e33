"""Co-sponsors: named and asked by the applicant, confirmed by themselves."""

from scheduler.accounts.addressed import person_at
from scheduler.accounts.queries import addressee
from scheduler.applications import letters, support
from scheduler.applications.accepted import pass_on
from scheduler.applications.anew import lock
from scheduler.applications.asking import (
    ANSWER,
    WITHDRAW,
    copy_to_contacts,
    tell_lead,
    thank,
    write_to_asked,
)
from scheduler.applications.models import Application, CoSponsor
from scheduler.applications.telling import day, tell_of_support
from scheduler.applications.terms import Support, Way
from scheduler.applications.workflow import ALIVE, SUPPORT
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links.actions import withdraw
from scheduler.organisations.actions import known_or_new
from scheduler.organisations.models import Organisation, Person
from scheduler.organisations.queries import contacts


def name(this: Decision, application: Application, organisation: str) -> CoSponsor:
    """The applicant names a co-sponsor, found by a name it goes by, or enrolled. Raises Refused."""
    lock(application)
    _require_open(this, application)
    one = _row(application, known_or_new(this, organisation))
    record(this, "name co-sponsor", one.thing, about=_about(one))
    return one


def invite(
    this: Decision, application: Application, organisation: str, person: str, address: str
) -> CoSponsor:
    """Name a co-sponsor and ask a person there. Raises Refused."""
    one = name(this, application, organisation)
    ask(this, one, person, address)
    return one


def ask(this: Decision, one: CoSponsor, person: str, address: str) -> None:
    """Ask a person whom the applicant names, by letter; the organisation's contacts get a copy. Raises
    Refused."""
    lock(one)  # before the history is written to: everybody locks in this order
    whom = person_at(this, person, address)
    if one.state is Support.ASKED and whom is one.person:
        raise Refused(Sentence("This person was asked already. You can remind them, or name somebody else."))
    _step(this, "ask co-sponsor", one, "ask")
    one.person, one.asked_at, one.said = whom, this.at, None
    one.settled_at = one.settled_by = one.reminded_at = None
    withdraw(this, ANSWER, one.thing)
    write_to_asked(this, letters.SUPPORT_ASKED, one)
    copy_to_contacts(this, one)


def ask_contacts(this: Decision, one: CoSponsor) -> None:
    """Ask the organisation's verified contacts, whom the applicant need not know. Raises Refused."""
    lock(one)
    if not contacts(one.organisation_id):
        raise Refused(
            Sentence(
                "%(name)s has no verified contact yet. Name a person there, with an e-mail address.",
                name=one.organisation.name,
            )
        )
    if one.state is Support.ASKED and one.person is None:
        raise Refused(Sentence("Its contacts were asked already. You can remind them."))
    _step(this, "ask co-sponsor", one, "ask")
    one.person, one.asked_at, one.said = None, this.at, None
    one.settled_at = one.settled_by = one.reminded_at = None
    withdraw(this, ANSWER, one.thing)
    copy_to_contacts(this, one)


def remind(this: Decision, one: CoSponsor) -> None:
    """Ask once more, at most once a week. Raises Refused."""
    lock(one)
    if not support.may_remind(one.asked_at, one.reminded_at, this.at):
        raise Refused(Sentence("Whoever was asked can be reminded once a week, for five weeks."))
    _step(this, "remind co-sponsor", one, "remind")
    one.reminded_at = this.at
    if one.person:
        write_to_asked(this, letters.SUPPORT_REMINDER, one)
    else:
        copy_to_contacts(this, one)


def ask_somebody_else(this: Decision, one: CoSponsor, person: str, address: str) -> None:
    """Who was asked is not the right person, and says who is. Raises Refused."""
    _step(this, "ask somebody else", one, "ask somebody else")
    one.person, one.asked_at, one.reminded_at = person_at(this, person, address), this.at, None
    withdraw(this, ANSWER, one.thing)
    write_to_asked(this, letters.SUPPORT_ASKED, one)


def confirm(this: Decision, one: CoSponsor, by: Person, *, takes_part: bool) -> None:
    """The organisation supports the event: with people of its own, or with its name. Raises Refused."""
    _step(this, "confirm support", one, "confirm", way_of(one, by), takes_part)
    _settle(this, one)
    thank(this, one, by)


def vouch(this: Decision, one: CoSponsor, by: Person, *, takes_part: bool | None = None) -> None:
    """The organisation's contact confirms, also what somebody else confirmed before. Raises Refused."""
    _require_contact(one, by)
    said = bool(one.takes_part) if takes_part is None else takes_part
    _step(this, "vouch for support", one, "vouch", Way.CONTACT, said)
    _settle(this, one)
    thank(this, one, by)


def decline(this: Decision, one: CoSponsor, said: str | None = None) -> None:
    """The organisation does not support the event. Raises Refused."""
    _step(this, "decline support", one, "decline")
    one.said = said
    _close(this, one)
    tell_lead(this, letters.SUPPORT_ANSWERED, one, answer="No, it does not support it.", note=said or "")


def withdraw_support(this: Decision, one: CoSponsor, said: str | None = None) -> None:
    """The organisation takes its support back, at any time. Raises Refused."""
    _step(this, "withdraw support", one, "withdraw")
    _take_back(this, one, said, "It withdrew its support.")


def object_(this: Decision, one: CoSponsor, by: Person, said: str | None = None) -> None:
    """The organisation's contact says that nobody could confirm this. Raises Refused."""
    _require_contact(one, by)
    _step(this, "object to support", one, "object")
    _take_back(this, one, said, "Its verified contact objected.")


def enter(this: Decision, one: CoSponsor, *, takes_part: bool) -> None:
    """The desk enters what reached it (the decision says how). Raises Refused."""
    if this.on_behalf is None:
        raise Refused(Sentence("Say how the answer reached you, when, and where it can be found."))
    _step(this, "enter support", one, "enter", Way.DESK, takes_part)
    _settle(this, one)


def remove(this: Decision, one: CoSponsor) -> None:
    """The applicant no longer names it; who confirmed is told. Raises Refused."""
    was_confirmed = one.state is Support.CONFIRMED
    _step(this, "remove co-sponsor", one, "remove")
    _close(this, one)
    pass_on(one.application)
    to = addressee(one.person) if one.person and was_confirmed else None
    if to:
        tell_of_support(this, letters.SUPPORT_REMOVED, to, one)


def way_of(one: CoSponsor, by: Person) -> Way:
    """Through whom this person's answer comes: a contact, known as such or by the address."""
    return Way.CONTACT if _is_contact(one, by) else Way.ADDRESS


def is_published(one: CoSponsor) -> bool:
    """Whether it is published with the event."""
    call = one.application.call
    return support.is_published(one.state, one.way, one.organisation.kind, call.states_by_contact)


def is_by_address(one: CoSponsor) -> bool:
    """Whether only an address that the applicant gave vouches for it."""
    return one.way is Way.ADDRESS


def waits_for_contact(one: CoSponsor) -> bool:
    """Whether it confirmed, and its contact or the desk has to confirm too before it is published."""
    return one.state is Support.CONFIRMED and not is_published(one)


def _row(application: Application, body: Organisation) -> CoSponsor:
    """The co-sponsor's row, made or taken up again."""
    if any(organiser.organisation_id == body.id for organiser in application.organisers):
        raise Refused(Sentence("%(name)s organises this event. It need not support it too.", name=body.name))
    one = next((one for one in application.cosponsors if one.organisation_id == body.id), None)
    if one is None:
        if len(application.cosponsors) >= support.MOST_NAMED:
            raise Refused(Sentence("%(most)s co-sponsors can be named, no more.", most=support.MOST_NAMED))
        one = CoSponsor(organisation=body, state=Support.NAMED)
        application.cosponsors.append(one)
    elif one.state is Support.REMOVED:
        one.state = Support.NAMED
    else:
        raise Refused(Sentence("%(name)s is named already.", name=body.name))
    session.flush()
    return one


def _step(
    this: Decision,
    act: str,
    one: CoSponsor,
    transition: str,
    way: Way | None = None,
    takes_part: bool | None = None,
) -> None:
    """Move it along the table, once, and write that down; what they said stays out of the history, since it
    may name people. Raises Refused."""
    lock(one)
    if transition in ("ask", "remind", "ask somebody else", "confirm"):
        _require_open(this, one.application)
    before = one.state
    one.state, one.way, one.takes_part = SUPPORT.to(transition, before), way, takes_part
    how = {"way": way, "takes_part": takes_part} if way else None
    record(this, act, one.thing, about=_about(one), before=before, after=one.state, how=how)


def _require_open(this: Decision, application: Application) -> None:
    if application.state not in ALIVE:
        raise Refused(Sentence("This application is not pursued any more, so nobody can support it."))
    until = application.call.support_until
    if until is not None and support.is_closed(until, this.at):
        raise Refused(Sentence(support.TOO_LATE.text, until=day(until, application)))


def _settle(this: Decision, one: CoSponsor) -> None:
    _close(this, one)
    pass_on(one.application)
    answer = "Yes, and it takes part with people of its own." if one.takes_part else "Yes, it lends its name."
    note = str(support.NEEDS_CONTACT) if waits_for_contact(one) else ""
    tell_lead(this, letters.SUPPORT_ANSWERED, one, answer=answer, note=note)


def _take_back(this: Decision, one: CoSponsor, said: str | None, how: str) -> None:
    one.said = said
    _close(this, one)
    pass_on(one.application)
    tell_lead(this, letters.SUPPORT_WITHDRAWN, one, how=f"{how} {said or ''}".strip())


def _close(this: Decision, one: CoSponsor) -> None:
    """It is settled: links that asked for an answer are dead."""
    one.settled_at, one.settled_by = this.at, this.actor
    for purpose in (ANSWER, WITHDRAW):
        withdraw(this, purpose, one.thing)
    session.flush()


def _is_contact(one: CoSponsor, by: Person) -> bool:
    mine = addressee(by)
    for contact in contacts(one.organisation_id):
        theirs = addressee(contact.person)
        same = mine and theirs and mine.address.lower() == theirs.address.lower()
        if contact.person_id == by.id or same:
            return True
    return False


def _require_contact(one: CoSponsor, by: Person) -> None:
    if not _is_contact(one, by):
        raise Refused(Sentence("Only a contact of %(name)s can do this.", name=one.organisation.name))


def _about(one: CoSponsor) -> list[str]:
    about = [one.application.thing, f"organisation {one.organisation_id}"]
    return [*about, f"person {one.person_id}"] if one.person_id else about
