"""What the desk's search finds among applications: numbers, titles, organisations, people. Titles and names
are compared folded, that is without case, accents and spaces."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, or_, select

from scheduler.accounts.finding import MOST, Found
from scheduler.applications.models import Application, CoSponsor, Organiser, Receipt, Speaker
from scheduler.calls.models import Call
from scheduler.calls.queries import by_code
from scheduler.kernel.db import session
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.text import fold
from scheduler.organisations.models import Organisation, OrganisationName, Person

NUMBER = re.compile(r"(?:(?P<call>.+-[a-z])-?)?0*(?P<number>[1-9][0-9]{0,8})")
"""Such as "42", "0042" or "cnd66-s-0042"."""


def applications(wanted: Sequence[str], *, ngos_only: bool = False) -> list[Found]:
    """Submitted applications in which each of these folded words is found somewhere, the newest first."""
    numbers = fitting(wanted)
    if not numbers:
        return []
    found = (
        select(Application.id, Application.title)
        .where(Application.id.in_(numbers))
        .order_by(Application.id.desc())
        .limit(MOST + 1)
    )
    if ngos_only:
        found = found.where(Application.id.in_(of_kind(OrganisationKind.NGO)))
    leads = _leads(numbers)
    return [Found(number, title or "", leads.get(number)) for number, title in session.execute(found)]


def fitting(wanted: Iterable[str]) -> set[int]:
    """The numbers of the submitted applications that fit all these folded words."""
    rows = session.execute(
        select(Application.id, Application.title, Receipt.call_id, Receipt.number).join(Application.receipt)
    ).all()
    fits = {row[0] for row in rows}
    titles = {number: fold(title or "") for number, title, _, _ in rows}
    receipts = [(number, call, receipt) for number, _, call, receipt in rows]
    for word in wanted:
        named = {number for number, title in titles.items() if word in title}
        fits &= named | _by_receipt(word, receipts) | _by_body(word) | _by_person(word)
    return fits


def of_kind(kind: OrganisationKind) -> Select[int]:
    """The numbers of applications that an organisation of this kind leads, as a question."""
    return (
        select(Organiser.application_id)
        .join(Organisation, Organisation.id == Organiser.organisation_id)
        .where(Organisation.kind == kind)
    )


def _by_receipt(word: str, receipts: Iterable[tuple[int, int, int]]) -> set[int]:
    """By the number that people were given."""
    found = NUMBER.fullmatch(word)
    if found is None:
        return set()
    call: Call | None = by_code(found["call"].upper()) if found["call"] else None
    if found["call"] and call is None:
        return set()
    wanted = int(found["number"])
    return {
        application
        for application, of, number in receipts
        if number == wanted and (call is None or call.id == of)
    }


def _by_body(word: str) -> set[int]:
    """By any name of an organiser or a co-sponsor."""
    named = select(OrganisationName.organisation_id).where(
        OrganisationName.folded.contains(word, autoescape=True)
    )
    leads = select(Organiser.application_id).where(Organiser.organisation_id.in_(named))
    supports = select(CoSponsor.application_id).where(CoSponsor.organisation_id.in_(named))
    return set(session.scalars(leads.union(supports)))


def _by_person(word: str) -> set[int]:
    """By the name or address of a speaker, or of whoever began it."""
    people = select(Person.id).where(
        or_(Person.folded.contains(word, autoescape=True), Person.email.icontains(word, autoescape=True))
    )
    speaks = select(Speaker.application_id).where(Speaker.person_id.in_(people))
    began = select(Application.id).where(Application.person_id.in_(people))
    return set(session.scalars(speaks.union(began)))


def _leads(numbers: Iterable[int]) -> dict[int, str]:
    found = (
        select(Organiser.application_id, Organisation.name)
        .join(Organiser.organisation)
        .where(Organiser.application_id.in_(numbers))
        .order_by(Organiser.position.desc())
    )
    return dict(session.execute(found).all())
