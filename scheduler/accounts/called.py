"""What the things that the history names by number are called now."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.audit.rules import THING
from scheduler.kernel.db import LARGEST, session
from scheduler.mail.models import Letter
from scheduler.organisations.models import Organisation, Person, Representative


@dataclass(frozen=True)
class Called:
    """A thing by its name. Where the name was erased, it is None. `of`: what it belongs to, such as the
    organisation that a representative speaks for."""

    name: str | None
    of: str | None = None


Names = Callable[[Iterable[str]], dict[str, Called]]
Finder = Callable[[set[int]], dict[int, Called]]
"""The things of one kind, by their numbers, in one query."""


def called(things: Iterable[str]) -> dict[str, Called]:
    """The names of people, accounts, organisations, representatives and letters, by how the history names
    them, in a constant number of queries. What is not there, or of another kind, is left out."""
    return called_by(FINDERS, things)


def called_by(finders: Mapping[str, Finder], things: Iterable[str]) -> dict[str, Called]:
    """The same for the kinds that these find: upper rooms add their own."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for thing in things:
        found = THING.fullmatch(thing)
        if found and found["kind"] in finders and found["id"].isascii() and found["id"].isdecimal():
            wanted[found["kind"]].add(min(int(found["id"]), LARGEST))
    return {
        f"{kind} {number}": one
        for kind, numbers in wanted.items()
        for number, one in finders[kind](numbers).items()
    }


def _people(numbers: set[int]) -> dict[int, Called]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(numbers)))
    return {number: Called(name) for number, name in rows}


def _accounts(numbers: set[int]) -> dict[int, Called]:
    found = select(Account.id, Person.name).join(Person, Person.id == Account.person_id)
    return {number: Called(name) for number, name in session.execute(found.where(Account.id.in_(numbers)))}


def _organisations(numbers: set[int]) -> dict[int, Called]:
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(numbers)))
    return {number: Called(name) for number, name in rows}


def _representatives(numbers: set[int]) -> dict[int, Called]:
    found = (
        select(Representative.id, Person.name, Organisation.name.label("body"))
        .join(Person, Person.id == Representative.person_id)
        .join(Organisation, Organisation.id == Representative.organisation_id)
        .where(Representative.id.in_(numbers))
    )
    return {number: Called(name, body) for number, name, body in session.execute(found)}


def _letters(numbers: set[int]) -> dict[int, Called]:
    rows = session.execute(select(Letter.id, Letter.subject).where(Letter.id.in_(numbers)))
    return {number: Called(subject or None) for number, subject in rows}


FINDERS: dict[str, Finder] = {
    "person": _people,
    "account": _accounts,
    "organisation": _organisations,
    "representative": _representatives,
    "letter": _letters,
}
