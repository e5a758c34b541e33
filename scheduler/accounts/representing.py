"""Who speaks for whom: the acts, from asking to handing over. Each moves a representative along the table of
`organisations.standing`, leaves a record, and writes the letters that tell of it."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.accounts.queries import addressee
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links.actions import make, withdraw
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.letters import (
    CONTACT_CHANGED,
    CONTACT_OFFERED,
    SPEAK_AGREED,
    SPEAK_ASKED,
    SPEAK_ENDED,
    SPEAK_REFUSED,
    LetterKind,
)
from scheduler.organisations import domains, standing
from scheduler.organisations.actions import add_organisation
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.organisations.queries import by_name, contacts, how_many_requests
from scheduler.organisations.standing import Act, State

ANSWER_REQUEST = "answer-request"
TAKE_CONTACT = "take-contact"
"""What links are for."""
LASTS = timedelta(days=30)
OWN_PAGE = "/account/organisations/"


def ask(
    this: Decision, person: Person, organisation: Organisation, position: str | None = None
) -> Representative:
    """A person asks to speak for an organisation; its contacts are told. Raises Refused."""
    _require_kept(person, organisation)
    if how_many_requests(person.id) >= standing.MOST_WAITING:
        raise Refused(
            Sentence(
                "%(number)s requests of yours wait for an answer. Ask again when some are answered.",
                number=standing.MOST_WAITING,
            )
        )
    one = _enter(this, person, organisation, position, Act.ASK)
    for contact in contacts(organisation.id):
        _tell_of_request(this, one, contact)
    return one


def ask_by_name(this: Decision, person: Person, name: str, position: str | None = None) -> Representative:
    """The same by the organisation's name; one that nobody knows is enrolled, and has to be looked up."""
    known = list(by_name([name]).values())
    return ask(this, person, known[0] if known else add_organisation(this, name), position)


def name(
    this: Decision, person: Person, organisation: Organisation, position: str | None = None
) -> Representative:
    """The secretariat knows that a person speaks for an organisation. Raises Refused."""
    _require_kept(person, organisation)
    one = _enter(this, person, organisation, position, Act.NAME)
    _settle(this, one)
    _tell(this, SPEAK_AGREED, one.person, one)
    return one


def vouch(this: Decision, person: Person, organisation: Organisation) -> None:
    """The operator knows that a person speaks for an organisation; the first of them is its contact."""
    is_first = not contacts(organisation.id)
    one = name(this, person, organisation)
    if is_first:
        make_contact(this, one)


def agree(this: Decision, one: Representative) -> None:
    """The organisation, or the secretariat, lets who asked speak for it."""
    _move(this, one, Act.AGREE)
    _settle(this, one)
    withdraw(this, ANSWER_REQUEST, thing(one))
    _tell(this, SPEAK_AGREED, one.person, one)


def refuse(this: Decision, one: Representative, why: str | None) -> None:
    """The organisation, or the secretariat, does not; who asked is told the reason, if there is one."""
    _move(this, one, Act.REFUSE, why)
    _settle(this, one)
    withdraw(this, ANSWER_REQUEST, thing(one))
    _tell(this, SPEAK_REFUSED, one.person, one, why=why or "")


def end(this: Decision, one: Representative, why: str | None = None) -> None:
    """Somebody no longer speaks for an organisation, or takes back that they asked."""
    was = state(one)
    _move(this, one, Act.END, why)
    _settle(this, one)
    for purpose in (ANSWER_REQUEST, TAKE_CONTACT):
        withdraw(this, purpose, thing(one))
    _take_back_offers(this, one)
    if was is not State.ASKED:
        _tell(this, SPEAK_ENDED, one.person, one)


def make_contact(this: Decision, one: Representative) -> None:
    """The secretariat makes a representative a contact; letters about the organisation go there."""
    before = contacts(one.organisation_id)
    _move(this, one, Act.MAKE_CONTACT)
    withdraw(this, TAKE_CONTACT, thing(one))
    _tell_of_contact(this, one, before)


def step_down(this: Decision, one: Representative) -> None:
    """A contact only speaks for the organisation from now on."""
    _move(this, one, Act.STEP_DOWN)
    _take_back_offers(this, one)


def offer(this: Decision, one: Representative, by: Person) -> None:
    """A contact wants to hand over to another representative, who is asked by letter."""
    if not _contact(one.organisation_id, by.id):
        raise Refused(Sentence("Only a contact of the organisation may hand over."))
    _move(this, one, Act.OFFER, offered_by=by)
    to = addressee(one.person)
    if to:
        link, token = make(this, TAKE_CONTACT, thing(one), person_id=one.person_id, lasts=LASTS)
        _write(this, CONTACT_OFFERED, to, one, Secret(f"/l/{token}/", link.id), person=by.name or "")


def accept(this: Decision, one: Representative) -> None:
    """They take over: from now on they are the contact, and who handed over is not any more."""
    before = contacts(one.organisation_id)
    giver = _contact(one.organisation_id, one.offered_by_id) if one.offered_by_id else None
    if state(one) is State.OFFERED and giver is None:
        raise Refused(
            Sentence("Who wanted to hand over is no longer a contact. Ask the secretariat to make you one.")
        )
    _move(this, one, Act.ACCEPT)
    withdraw(this, TAKE_CONTACT, thing(one))
    if giver:
        _move(this, giver, Act.STEP_DOWN)
    _tell_of_contact(this, one, before)


def decline(this: Decision, one: Representative) -> None:
    """They do not take over."""
    _move(this, one, Act.DECLINE)
    withdraw(this, TAKE_CONTACT, thing(one))


def state(one: Representative) -> State:
    """How somebody stands to the organisation now."""
    return standing.state(one.standing, one.is_contact, one.offered_by_id is not None)


def thing(one: Representative) -> str:
    """As the history and links name it."""
    return f"representative {one.id}"


def addresses(people: Iterable[Person]) -> dict[int, str]:
    """Where letters reach these people, by their numbers; who has no address is left out. One question."""
    found = {person.id: person.email for person in people}
    accounts = select(Account.person_id, Account.email).where(Account.person_id.in_(found), Account.active)
    found |= dict(session.execute(accounts).all())
    return {number: address for number, address in found.items() if address}


def warnings(asking: Iterable[Representative]) -> dict[int, Sentence]:
    """Whose address looks like that of a contact of the organisation, by the representative's number."""
    asked = list(asking)
    known = contacts(*{one.organisation_id for one in asked})
    found = addresses(one.person for one in (*asked, *known))
    said = {}
    for one in asked:
        theirs = (contact for contact in known if contact.organisation_id == one.organisation_id)
        there = [found[contact.person_id] for contact in theirs if contact.person_id in found]
        if warning := domains.warning(found.get(one.person_id, ""), there):
            said[one.id] = warning
    return said


def _require_kept(person: Person, organisation: Organisation) -> None:
    if organisation.merged_into_id:
        raise Refused(Sentence("This record was merged into another one. Ask for that one."))
    if person.merged_into_id or person.erased_at:
        raise Refused(Sentence("This person's record is no longer kept."))


def _find(person_id: int, organisation_id: int) -> Representative | None:
    found = select(Representative).where(
        Representative.person_id == person_id, Representative.organisation_id == organisation_id
    )
    return session.scalars(found.with_for_update(of=Representative)).one_or_none()


def _contact(organisation_id: int, person_id: int) -> Representative | None:
    return next((one for one in contacts(organisation_id) if one.person_id == person_id), None)


def _enter(
    this: Decision, person: Person, organisation: Organisation, position: str | None, act: Act
) -> Representative:
    """The record of a person at an organisation, begun or taken up again."""
    one = _find(person.id, organisation.id)
    if one is None:
        begun = standing.standing(_next(State.NOBODY, act))
        one = Representative(
            person=person, organisation=organisation, standing=begun, is_contact=False, asked_at=this.at
        )
        session.add(one)
        session.flush()
        _note(this, one, act, State.NOBODY)
    else:
        _move(this, one, act)
    one.position, one.asked_at, one.settled_at, one.settled_by = position, this.at, None, None
    return one


def _next(now: State, act: Act) -> State:
    """Raises Refused where the table knows no such step."""
    if (now, act) not in standing.TABLE:
        raise Refused(standing.WHY_NOT[now])
    return standing.TABLE[now, act]


def _move(
    this: Decision, one: Representative, act: Act, why: str | None = None, offered_by: Person | None = None
) -> None:
    before = state(one)
    after = _next(before, act)
    one.standing, one.is_contact = standing.standing(after), after is State.CONTACT
    one.offered_by = offered_by
    session.flush()
    _note(this, one, act, before, why)


def _note(this: Decision, one: Representative, act: Act, before: State, why: str | None = None) -> None:
    record(
        this,
        act.value,
        thing(one),
        why=why,
        about=[f"person {one.person_id}", f"organisation {one.organisation_id}"],
        state={"before": before, "after": state(one)},
    )


def _settle(this: Decision, one: Representative) -> None:
    one.settled_at, one.settled_by = this.at, this.actor


def _take_back_offers(this: Decision, giver: Representative) -> None:
    """Who is no contact any more cannot hand over."""
    offered = select(Representative).where(
        Representative.organisation_id == giver.organisation_id,
        Representative.offered_by_id == giver.person_id,
    )
    for one in session.scalars(offered):
        if state(one) is State.OFFERED:
            decline(this, one)


def _tell_of_request(this: Decision, one: Representative, contact: Representative) -> None:
    """A letter to a contact, with a link to answer by; of one request there is at most one a day."""
    to, asker = addressee(contact.person), addressee(one.person)
    if to is None:
        return
    link, token = make(this, ANSWER_REQUEST, thing(one), person_id=contact.person_id, lasts=LASTS)
    _write(
        this,
        SPEAK_ASKED,
        to,
        one,
        Secret(f"/l/{token}/", link.id),
        once=f"{thing(one)} asked {this.at:%Y-%m-%d} {contact.person_id}",
        person=f"{one.person.name} ({asker.address})" if asker else one.person.name or "",
        position=one.position or "",
        warning=str(warnings([one]).get(one.id, "")),
    )


def _tell_of_contact(this: Decision, one: Representative, before: Iterable[Representative]) -> None:
    """To the new contact, and to those who were there before."""
    for reader in (one, *(contact for contact in before if contact is not one)):
        _tell(this, CONTACT_CHANGED, reader.person, one, person=one.person.name or "")


def _tell(this: Decision, kind: LetterKind, reader: Person, one: Representative, **places: str) -> None:
    if to := addressee(reader):
        _write(this, kind, to, one, None, **places)


def _write(
    this: Decision,
    kind: LetterKind,
    to: Addressee,
    one: Representative,
    secret: Secret | None,
    once: str | None = None,
    **places: str,
) -> None:
    told = {"organisation": one.organisation.name, "page": OWN_PAGE, **places}
    write(this, kind, to, thing(one), places=told, secret=secret, once=once)
