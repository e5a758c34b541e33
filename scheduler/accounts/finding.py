"""What the desk's search finds: organisations, people, letters. Names are compared folded, that is without
case, accents and spaces."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

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
    """People by name or address."""
    fits = or_(_all_in(Person.folded, wanted), _all_in(Person.email, wanted))
    found = select(Person.id, Person.name, Person.email).where(
        Person.name.is_not(None), Person.merged_into_id.is_(None), fits
    )
    rows = session.execute(found.order_by(Person.folded, Person.id).limit(MOST + 1))
    return [Found(number, name or "", email) for number, name, email in rows]


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
