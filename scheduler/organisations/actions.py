"""Enrolling organisations and the names they go by."""

from sqlalchemy import select

from scheduler.kernel.codes import first_free
from scheduler.kernel.db import session
from scheduler.kernel.errors import Clash
from scheduler.kernel.terms import EcosocStatus, OrganisationKind
from scheduler.kernel.text import fold, slug
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Organisation, OrganisationName, Person


def enrol(
    name: str,
    *,
    kind: OrganisationKind | None = None,
    short_name: str | None = None,
    country: str | None = None,
    ecosoc_status: EcosocStatus | None = None,
    regional_group: str | None = None,
) -> Organisation:
    """A new organisation. What is None is unknown. Raises Clash where another one goes by that name."""
    organisation = Organisation(
        slug=_free_slug(name),
        name=name,
        kind=kind,
        short_name=short_name,
        country=country,
        ecosoc_status=ecosoc_status,
        regional_group=regional_group,
    )
    session.add(organisation)
    add_alias(organisation, name)
    return organisation


def add_alias(organisation: Organisation, alias: str) -> None:
    """Another name that the organisation goes by. Raises Clash where another one does already."""
    other = session.get(OrganisationName, fold(alias))
    if other is None:
        organisation.names.append(OrganisationName(folded=fold(alias), text=alias))
        session.flush()
    elif other.organisation is not organisation:
        raise Clash(
            Sentence(
                "“%(alias)s” is already a name of %(other)s.", alias=alias, other=other.organisation.name
            )
        )


def name_person(name: str) -> Person:
    """A new person, known by name only."""
    person = Person(name=name, folded=fold(name))
    session.add(person)
    return person


def _free_slug(name: str) -> str:
    wanted = slug(name)
    like = select(Organisation.slug).where(Organisation.slug.startswith(wanted, autoescape=True))
    return first_free(wanted, set(session.scalars(like)))
