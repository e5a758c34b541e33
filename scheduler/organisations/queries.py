"""Finding organisations and people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Select, and_, exists, func, or_, select

from scheduler.kernel.db import LARGEST, Base, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.terms import OrganisationKind, Standing
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.organisations.likeness import Named
from scheduler.organisations.models import Merger, Organisation, OrganisationName, Person, Representative
from scheduler.organisations.rules import Facts

Thing = TypeVar("Thing", bound=Base)
LONGEST_WORDS = 500
"""Characters that are looked for in names."""


def by_name(names: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by their folded names and aliases, of those asked for; what is not known is left out."""
    wanted = {fold(name) for name in names}
    found = select(OrganisationName).where(OrganisationName.folded.in_(wanted))
    return {item.folded: item.organisation for item in session.scalars(found)}


def all_names() -> dict[str, Organisation]:
    """Every organisation by every folded name and alias it goes by."""
    organisations = session.scalars(select(Organisation))
    return {item.folded: one for one in organisations for item in one.names}


def as_named(organisations: Iterable[Organisation]) -> tuple[Named, ...]:
    """By their names, each once, to find out what new names look like."""
    once = {one.id: one for one in organisations}
    return tuple(
        Named(one.name, tuple(item.text for item in one.names if item.text != one.name), one.short_name)
        for one in once.values()
    )


def by_slug(slug: str) -> Organisation | None:
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()


def organisation(number: int) -> Organisation:
    """Raises NotFound."""
    return _by_number(Organisation, number, Sentence("There is no such organisation."))


def person(number: int) -> Person:
    """Raises NotFound."""
    return _by_number(Person, number, Sentence("There is no such person."))


def representative(number: int) -> Representative:
    """Raises NotFound."""
    return _by_number(Representative, number, Sentence("There is no such request."))


def merger(number: int) -> Merger:
    """Raises NotFound."""
    return _by_number(Merger, number, Sentence("There is no such merger."))


def kept(number: int) -> Organisation:
    """The organisation of this number, or the one that it was merged into. Raises NotFound."""
    found = organisation(number)
    return organisation(found.merged_into_id) if found.merged_into_id else found


def facts_of(organisation: Organisation) -> Facts:
    """What is said of it now."""
    one = organisation
    return Facts(
        one.kind, one.short_name, one.country, one.ecosoc_status, one.regional_group, one.second_group
    )


class Kind(StrEnum):
    """A choice of kinds that the list of organisations can be asked for, beside the kinds themselves."""

    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Wanted:
    """Which organisations a list is to hold. `kind` is a kind, or `Kind.UNKNOWN`; `looked_up`: whether
    somebody verified them."""

    words: str = ""
    kind: OrganisationKind | Kind | None = None
    looked_up: bool | None = None


def how_many(wanted: Wanted) -> int:
    found = _chosen(select(func.count(Organisation.id)), wanted)
    return _number(found)


def counts(words: str = "") -> dict[OrganisationKind | Kind, int]:
    """How many organisations there are of each kind."""
    found = _chosen(select(Organisation.kind, func.count(Organisation.id)), Wanted(words))
    return {
        kind or Kind.UNKNOWN: number for kind, number in session.execute(found.group_by(Organisation.kind))
    }


def listed(wanted: Wanted, offset: int, limit: int) -> Sequence[Organisation]:
    """A part of the list, by name."""
    found = _chosen(select(Organisation), wanted).order_by(func.lower(Organisation.name), Organisation.id)
    return session.scalars(found.offset(offset).limit(limit)).all()


def _chosen(what: Any, wanted: Wanted) -> Select[Any]:
    found: Select[Any] = what.where(Organisation.merged_into_id.is_(None))
    if wanted.words:
        found = found.where(_goes_by(wanted.words))
    if wanted.kind is Kind.UNKNOWN:
        found = found.where(Organisation.kind.is_(None))
    elif wanted.kind:
        found = found.where(Organisation.kind == wanted.kind)
    if wanted.looked_up is not None:
        column = Organisation.verified_at
        found = found.where(column.is_not(None) if wanted.looked_up else column.is_(None))
    return found


def _goes_by(words: str) -> Any:
    """That a name, an alias or the short name holds these words as they stand."""
    named = OrganisationName.organisation_id == Organisation.id
    return or_(
        exists().where(named, OrganisationName.folded.contains(fold(words), autoescape=True)),
        func.lower(Organisation.short_name).contains(words.lower(), autoescape=True),
    )


def hints(words: str, most: int = 10) -> Sequence[Organisation]:
    """Organisations that somebody who is no part of the desk may mean. Words longer than any name mean none:
    SQLite takes no pattern of more than 50,000 bytes."""
    if len(words) > LONGEST_WORDS:
        return []
    found = _chosen(select(Organisation), Wanted(words)).where(_is_shown_to_all())
    shortest_first = found.order_by(func.length(Organisation.name), Organisation.name)
    return session.scalars(shortest_first.limit(most)).all()


def shown_to_all(number: int) -> Organisation:
    """One of those by its number. Raises NotFound."""
    found = organisation(number)
    chosen = select(Organisation.id).where(
        Organisation.id == found.id, Organisation.merged_into_id.is_(None), _is_shown_to_all()
    )
    if session.scalars(chosen).first() is None:
        raise NotFound(Sentence("There is no such organisation."))
    return found


def _is_shown_to_all() -> Any:
    """Not so one that nobody has looked at yet and that is only asked for: whoever asked chose its name."""
    asked = Representative.organisation_id == Organisation.id
    agreed = and_(asked, Representative.standing == Standing.AGREED)
    return or_(Organisation.verified_at.is_not(None), ~exists().where(asked), exists().where(agreed))


def namesakes(name: str, besides: int | None = None) -> Sequence[Person]:
    """People of the same name, folded. They may be others: an id decides, this only warns."""
    found = select(Person).where(Person.folded == fold(name), *_is_kept())
    if besides is not None:
        found = found.where(Person.id != besides)
    return session.scalars(found.order_by(Person.id)).all()


def _is_kept() -> tuple[Any, ...]:
    return Person.merged_into_id.is_(None), Person.erased_at.is_(None)


def representatives(*organisations: int) -> Sequence[Representative]:
    """Everybody who speaks for these organisations, asked to, or did: contacts first."""
    found = select(Representative).where(Representative.organisation_id.in_(organisations))
    return session.scalars(found.order_by(Representative.is_contact.desc(), Representative.id)).all()


def speaks_for(person_id: int) -> Sequence[Representative]:
    """The organisations that a person speaks for, asked to, or did."""
    found = select(Representative).where(Representative.person_id == person_id)
    return session.scalars(found.order_by(Representative.id)).all()


def contacts(*organisations: int) -> Sequence[Representative]:
    """The contacts of these organisations."""
    found = select(Representative).where(
        Representative.organisation_id.in_(organisations), Representative.is_contact
    )
    return session.scalars(found.order_by(Representative.id)).all()


def requests(organisations: Iterable[int]) -> Sequence[Representative]:
    """Requests to speak for one of these organisations that wait for an answer, the oldest first."""
    return session.scalars(
        _waiting(select(Representative))
        .where(Representative.organisation_id.in_(list(organisations)))
        .order_by(Representative.asked_at, Representative.id)
    ).all()


def all_requests(offset: int, limit: int) -> Sequence[Representative]:
    """Every request to speak for an organisation that waits for an answer, the oldest first."""
    found = _waiting(select(Representative)).order_by(Representative.asked_at, Representative.id)
    return session.scalars(found.offset(offset).limit(limit)).all()


def how_many_requests(person_id: int | None = None) -> int:
    """How many wait; of one person, if given."""
    found = _waiting(select(func.count(Representative.id)))
    return _number(found.where(Representative.person_id == person_id) if person_id else found)


def _waiting(found: Select[Any]) -> Select[Any]:
    return found.where(Representative.standing == Standing.ASKED)


def mergers(table: str, number: int) -> Sequence[Merger]:
    """What was merged into a record and not undone, the newest first."""
    found = select(Merger).where(Merger.table == table, Merger.kept_id == number, Merger.undone_at.is_(None))
    return session.scalars(found.order_by(Merger.id.desc())).all()


def names_that_moved_to(organisation: Organisation) -> set[str]:
    """Folded names that an organisation has from mergers that can still be undone."""
    moved = (row for merger in mergers("organisation", organisation.id) for row in merger.moved)
    return {row["key"]["folded"] for row in moved if row.get("table") == "organisation_name"}


def _number(found: Select[Any]) -> int:
    return int(session.scalars(found).one())


def _by_number(model: type[Thing], number: int, missing: Sentence) -> Thing:
    found = session.get(model, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(missing)
    return found
