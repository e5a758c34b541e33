"""What the desk's search finds: organisations, people, letters. Names are compared folded, that is without
case, accents and spaces."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.accounts.models import Account
from scheduler.kernel.db import session
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.text import fold
from scheduler.mail.models import Letter
from scheduler.organisations.models import Organisation, OrganisationName, Person

MOST = 30
"""Of each kind so many are shown; one more is found, to see that there are more."""
NAMES_EACH = 8
"""Names of one organisation that may fit at once."""


@dataclass(frozen=True)
class Found:
    """Something found: its number, what it is called, and what of it fitted besides. `slug` of an
    organisation."""

    id: int
    name: str
    fitted: str | None = None
    slug: str | None = None


def terms(asked: str) -> list[str]:
    """The words that all have to be found, folded."""
    return [fold(word) for word in asked.split()]


def organisations(wanted: Sequence[str], *, ngos_only: bool = False) -> list[Found]:
    """Those that go by a name with all these words, once each."""
    found = (
        select(Organisation.id, Organisation.name, OrganisationName.text, Organisation.slug)
        .join(OrganisationName, OrganisationName.organisation_id == Organisation.id)
        .where(Organisation.merged_into_id.is_(None), _all_in(OrganisationName.folded, wanted))
        .order_by(Organisation.name, Organisation.id, OrganisationName.folded)
        .limit((MOST + 1) * NAMES_EACH)
    )
    if ngos_only:
        found = found.where(Organisation.kind == OrganisationKind.NGO)
    once: dict[int, Found] = {}
    for number, name, text, slug in session.execute(found):
        if number not in once or text == name:
            once[number] = Found(number, name, text if text != name else None, slug)
    return list(once.values())[: MOST + 1]


def people(wanted: Sequence[str]) -> list[Found]:
    """People by name or address, be it their account's or another one, with what tells namesakes apart."""
    addressed = select(Account.person_id).where(_all_in(Account.email, wanted))
    fits = or_(_all_in(Person.folded, wanted), _all_in(Person.email, wanted), Person.id.in_(addressed))
    found = select(Person).where(Person.name.is_not(None), Person.merged_into_id.is_(None), fits)
    some = session.scalars(found.order_by(Person.folded, Person.id).limit(MOST + 1)).all()
    known = addresses(some)
    return [Found(one.id, one.name or "", known.get(one.id)) for one in some]


def how_many_people(words: str) -> int:
    """Everybody who is named or known, by a part of their name or address; without words, all."""
    number: int = session.scalars(_listed(select(func.count(Person.id)), words)).one()
    return number


def listed_people(words: str, offset: int, limit: int) -> Sequence[Person]:
    """A part of the same, by name."""
    found = _listed(select(Person), words).order_by(Person.folded, Person.id)
    return session.scalars(found.offset(offset).limit(limit)).all()


def addresses(some: Iterable[Person]) -> dict[int, str]:
    """Where letters reach these people, by number: at their account's address, or else at the one that we
    were told. One question."""
    told = {one.id: one.email for one in some}
    found = select(Account.person_id, Account.email).where(Account.person_id.in_(told))
    own: dict[int, str] = dict(session.execute(found).all())
    return {number: address for number, email in told.items() if (address := own.get(number) or email)}


def _listed(found: Select[Any], words: str) -> Select[Any]:
    found = found.where(Person.merged_into_id.is_(None), Person.erased_at.is_(None))
    if not words:
        return found
    by_name = Person.folded.contains(fold(words), autoescape=True)
    by_address = func.lower(Person.email).contains(words.lower(), autoescape=True)
    own = func.lower(Account.email).contains(words.lower(), autoescape=True)
    return found.where(or_(by_name, by_address, Person.id.in_(select(Account.person_id).where(own))))


def letters(
    wanted: Sequence[str], senders: Collection[str] | None = None, unread: Collection[str] = ()
) -> list[Found]:
    """Letters by the name or address of who gets them, the newest first; only those that these bodies wrote,
    if any are named, and none about the things that are `unread`."""
    people = select(Person.id).where(_all_in(Person.folded, wanted))
    found = (
        select(Letter.id, Letter.subject, Letter.name, Letter.address)
        .where(
            or_(Letter.person_id.in_(people), _all_in(Letter.address, wanted)), Letter.about.not_in(unread)
        )
        .order_by(Letter.id.desc())
        .limit(MOST + 1)
    )
    if senders is not None:
        found = found.where(Letter.sender.in_(senders))
    return [
        Found(number, subject, f"{name or ''} <{address}>".strip())
        for number, subject, name, address in session.execute(found)
    ]


def _all_in(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], wanted: Sequence[str]
) -> ColumnElement[bool]:
    return and_(*(column.icontains(word, autoescape=True) for word in wanted))
