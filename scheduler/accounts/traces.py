"""Where somebody has left traces: the records that are theirs, and the words that name them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from scheduler.accounts.models import Account, Grant, Passkey, SignIn
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.terms import LetterState, Role, Standing
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.mail.models import Letter
from scheduler.organisations.models import Organisation, Person, Representative

GONE = "…"
"""What stands in texts where a name stood."""
UNSEEN = frozenset({LetterState.HELD, LetterState.DISCARDED})
"""Letters that the desk keeps back."""
UNSENT = frozenset({LetterState.HELD, LetterState.WAITING, LetterState.SENDING, LetterState.FAILED})


@dataclass(frozen=True)
class Traces:
    """`people` are the person's record and those that were found to be the same, with all their `accounts`.
    `names` are those that they have, or had when a letter was written to them; `words` are these and their
    addresses. `near` are organisations that they spoke for.
    """

    person: Person
    people: tuple[Person, ...]
    accounts: tuple[Account, ...]
    speaking: tuple[Representative, ...]
    letters: tuple[Letter, ...]
    links: tuple[Link, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def numbers(self) -> list[int]:
        return [person.id for person in self.people]

    @property
    def own(self) -> frozenset[str]:
        """As the history names them."""
        people = (f"person {person.id}" for person in self.people)
        return frozenset((*people, *(f"account {account.id}" for account in self.accounts)))

    @property
    def things(self) -> frozenset[str]:
        """All that is theirs, as the history names it."""
        return self.own | {
            *(f"representative {one.id}" for one in self.speaking),
            *(f"letter {letter.id}" for letter in self.letters),
            *(f"link {link.id}" for link in self.links),
        }

    @property
    def near(self) -> frozenset[str]:
        return frozenset(f"organisation {one.organisation_id}" for one in self.speaking)

    def strike(self, text: str) -> str:
        """The text without the words that name them."""
        for word in self.words:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", GONE, text, flags=re.IGNORECASE)
        return text

    def strike_all(self, value: Any) -> Any:
        """The same for every text in a value as JSON has it, however deep."""
        if isinstance(value, str):
            return self.strike(value)
        if isinstance(value, dict):
            return {key: self.strike_all(one) for key, one in value.items()}
        return [self.strike_all(one) for one in value] if isinstance(value, list) else value


def traces(person_id: int) -> Traces:
    """Raises NotFound; Refused where the person's data was erased already."""
    person = _kept(person_id)
    people = tuple(session.scalars(select(Person).where(Person.id.in_(_same(person.id))).order_by(Person.id)))
    numbers = [one.id for one in people]
    accounts = tuple(session.scalars(select(Account).where(Account.person_id.in_(numbers))))
    addresses = [*(one.email for one in people), *(one.email for one in accounts)]
    letters = tuple(session.scalars(select(Letter).where(_to(numbers, addresses)).order_by(Letter.id)))
    names = {name for name in (*(one.name for one in people), *(one.name for one in letters)) if name}
    words = {*names, *(address for address in addresses if address)}
    speaking = session.scalars(select(Representative).where(Representative.person_id.in_(numbers)))
    return Traces(
        person=person,
        people=people,
        accounts=accounts,
        speaking=tuple(speaking),
        letters=letters,
        links=tuple(session.scalars(select(Link).where(Link.person_id.in_(numbers)))),
        words=tuple(sorted(words, key=len, reverse=True)),
        names=tuple(sorted(names)),
    )


def only_contact_of(traces: Traces) -> list[Organisation]:
    """The organisations that would be left without a contact."""
    contact = [one.organisation_id for one in traces.speaking if one.is_contact]
    others = select(Representative.organisation_id).where(
        Representative.organisation_id.in_(contact),
        Representative.is_contact,
        Representative.standing == Standing.AGREED,
        Representative.person_id.not_in(traces.numbers),
    )
    found = select(Organisation).where(Organisation.id.in_(contact), Organisation.id.not_in(others))
    return list(session.scalars(found.order_by(Organisation.name)))


def is_last_administrator(traces: Traces) -> bool:
    """Whether nobody else could give roles any more."""
    theirs = {account.id for account in traces.accounts}
    found = select(Grant.account_id).join(Account).where(Grant.role == Role.ADMIN, Account.active)
    administrators = set(session.scalars(found))
    return bool(administrators) and administrators <= theirs


def namesakes(traces: Traces) -> list[Person]:
    """Other records of the same name: perhaps the same person, perhaps not."""
    folded = {person.folded for person in traces.people if person.folded}
    found = select(Person).where(
        Person.folded.in_(folded), Person.id.not_in(traces.numbers), Person.merged_into_id.is_(None)
    )
    return list(session.scalars(found.order_by(Person.id)))


def sign_ins(accounts: Collection[Account]) -> list[SignIn]:
    """Where they are or were signed in, the newest first."""
    found = select(SignIn).where(SignIn.account_id.in_([account.id for account in accounts]))
    return list(session.scalars(found.order_by(SignIn.id.desc())))


def passkeys(accounts: Collection[Account]) -> list[Passkey]:
    found = select(Passkey).where(Passkey.user_id.in_([account.id for account in accounts]))
    return list(session.scalars(found.order_by(Passkey.id)))


def _kept(person_id: int) -> Person:
    """The person's record, or the one that it turned out to be a duplicate of."""
    person = session.get(Person, person_id)
    while person and person.merged_into_id:
        person = session.get(Person, person.merged_into_id)
    if person is None:
        raise NotFound(Sentence("There is no such person."))
    if person.erased_at:
        raise Refused(Sentence("The data of this person was erased already."))
    return person


def _same(person_id: int) -> list[int]:
    """The person, and everybody who was found to be the same."""
    found, new = [person_id], [person_id]
    while new:
        new = list(session.scalars(select(Person.id).where(Person.merged_into_id.in_(new))))
        found += new
    return found


def _to(numbers: list[int], addresses: list[str | None]) -> ColumnElement[bool]:
    """Letters to them, also those that were written to an address only."""
    known = {address.lower() for address in addresses if address}
    return or_(Letter.person_id.in_(numbers), func.lower(Letter.address).in_(known))


def own_names(person_id: int) -> frozenset[str]:
    """How the history names a person: by their records and their accounts. Nothing where there is none."""
    if session.get(Person, person_id) is None:
        return frozenset()
    numbers = _same(person_id)
    accounts = session.scalars(select(Account.id).where(Account.person_id.in_(numbers)))
    return frozenset((*(f"person {one}" for one in numbers), *(f"account {one}" for one in accounts)))
