"""Enrolling organisations and people, the names they go by, and what is known of them."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.codes import first_free
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.terms import EcosocStatus, OrganisationKind
from scheduler.kernel.text import fold, slug
from scheduler.kernel.words import Sentence
from scheduler.mail.rules import unusable
from scheduler.organisations import rules
from scheduler.organisations.models import Organisation, OrganisationName, Person
from scheduler.organisations.queries import by_name, facts_of, kept, names_that_moved_to
from scheduler.organisations.rules import Facts


def enrol(
    name: str,
    *,
    kind: OrganisationKind | None = None,
    short_name: str | None = None,
    country: str | None = None,
    ecosoc_status: EcosocStatus | None = None,
    regional_group: str | None = None,
    second_group: str | None = None,
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
        second_group=second_group,
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


def add_organisation(this: Decision, name: str, facts: Facts | None = None) -> Organisation:
    """A new organisation that somebody enters by hand."""
    _refuse(rules.faults(facts or Facts()))
    organisation = enrol(name, **asdict(facts or Facts()))
    record(this, "enrol", thing(organisation), name=name)
    return organisation


def known_or_new(this: Decision, name: str) -> Organisation:
    """The organisation that goes by this name, or was merged into; else a new one."""
    found = list(by_name([name]).values())
    return kept(found[0].id) if found else add_organisation(this, name)


def add_person(this: Decision, name: str, email: str | None) -> Person:
    """A new person that somebody enters by hand. A namesake may be another one: an id decides."""
    _check_address(email)
    person = name_person(name)
    person.email = email
    session.flush()
    record(this, "enter person", f"person {person.id}")
    return person


def describe(this: Decision, organisation: Organisation, facts: Facts) -> None:
    """Say what an organisation is. A new kind or status has to be looked up again."""
    _require_unmerged(organisation)
    _refuse(rules.faults(facts))
    before = asdict(facts_of(organisation))
    changed = {field: value for field, value in asdict(facts).items() if value != before[field]}
    if not changed:
        return
    was_verified = organisation.verified_at is not None
    for field, value in changed.items():
        setattr(organisation, field, value)
    told: dict[str, Any] = {f: {"before": before[f], "after": value} for f, value in changed.items()}
    if was_verified and organisation.verified_at is None:
        told["verified"] = {"before": True, "after": False}
    record(this, "describe", thing(organisation), **told)


def verify(this: Decision, organisation: Organisation, source: str) -> None:
    """Somebody looked up what kind of organisation this is, and its status. Raises Refused where that is
    not said, or not where."""
    _require_unmerged(organisation)
    _refuse(rules.lacking_to_verify(organisation.kind, source))
    organisation.verified_at, organisation.verified_by = this.at, this.actor
    organisation.verified_from = source
    record(
        this,
        "verify",
        thing(organisation),
        kind=organisation.kind,
        ecosoc_status=organisation.ecosoc_status,
        source=source,
    )


def rename(this: Decision, organisation: Organisation, name: str) -> None:
    """Give an organisation another name; the old one stays an alias. Raises Clash where the name is taken."""
    _require_unmerged(organisation)
    if name == organisation.name:
        return
    add_alias(organisation, name)
    before, organisation.name = organisation.name, name
    next(item for item in organisation.names if item.folded == fold(name)).text = name
    record(this, "rename", thing(organisation), name={"before": before, "after": name})


def give_alias(this: Decision, organisation: Organisation, alias: str) -> None:
    """Another name, entered by hand. Raises Clash where another organisation goes by it."""
    _require_unmerged(organisation)
    if any(item.folded == fold(alias) for item in organisation.names):
        raise Refused(Sentence("The organisation goes by that name already."))
    add_alias(organisation, alias)
    record(this, "add alias", thing(organisation), alias=alias)


def take_alias(this: Decision, organisation: Organisation, folded: str) -> None:
    """Let an organisation go by a name no more. Raises Refused for its own name, and for one that came with
    a merger, which could then not be undone."""
    item = next((item for item in organisation.names if item.folded == folded), None)
    if item is None:
        raise Refused(Sentence("The organisation does not go by that name. Look at its page again."))
    if item.folded == fold(organisation.name):
        raise Refused(Sentence("This is the organisation's own name. Give it another one first."))
    if item.folded in names_that_moved_to(organisation):
        raise Refused(Sentence("This name came from a merged record. Undo the merger if it is wrong."))
    organisation.names.remove(item)
    session.delete(item)
    record(this, "remove alias", thing(organisation), alias=item.text)


def change_person(this: Decision, person: Person, name: str, email: str | None) -> None:
    """Another name or address. The history tells that they changed, not what they are."""
    if person.erased_at or person.merged_into_id:
        raise Refused(Sentence("This record is no longer kept. Nothing can be changed in it."))
    _check_address(email)
    wanted = {"name": name, "email": email}
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    if not changed:
        return
    person.name, person.folded, person.email = name, fold(name), email
    record(this, "change person", f"person {person.id}", fields=changed)


def thing(organisation: Organisation) -> str:
    """As the history names it."""
    if organisation.id is None:
        session.flush()
    return f"organisation {organisation.id}"


def _free_slug(name: str) -> str:
    wanted = slug(name)
    like = select(Organisation.slug).where(Organisation.slug.startswith(wanted, autoescape=True))
    return first_free(wanted, set(session.scalars(like)))


def _refuse(found: list[Sentence]) -> None:
    if found:
        raise Refused(found[0])


def _require_unmerged(organisation: Organisation) -> None:
    if organisation.merged_into_id:
        raise Refused(Sentence("This record was merged into another one. Change that one instead."))


def _check_address(email: str | None) -> None:
    if email and (why := unusable(email)):
        raise Refused(why)
