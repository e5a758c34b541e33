"""The sources of whom changes concern, one function for each reason (`concerned.SOURCES`)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from scheduler.applications.models import Application, CoSponsor
from scheduler.formats.entry import Body, CalendarEntry, Panellist
from scheduler.kernel.db import session
from scheduler.organisations.models import Organisation, Representative
from scheduler.releases.history import ChangedEntry
from scheduler.telling.terms import Concern, Concerned

By = dict[str, dict[int, bool]]
"""By the slug of an organisation, the entries that name it, and whether they did so only before."""
Bodies = Callable[[CalendarEntry], tuple[Body, ...]]
"""The organisations that an entry names in one role."""


def organisers(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    """The contacts of organisers, and who began the application."""
    yield from _contacts(changed, lambda said: said.organisers, Concern.ORGANISES)
    began = select(Application.person_id, Application.entry_id).where(
        Application.entry_id.in_(numbers(changed))
    )
    for person, entry in session.execute(began):
        if entry:
            yield Concerned(person, entry, Concern.ORGANISES)


def cosponsors(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    """The contacts of co-sponsors that are published, and who was asked for them."""
    yield from _contacts(changed, lambda said: said.cosponsors, Concern.COSPONSORS)
    published = _by_body(changed, lambda said: said.cosponsors)
    asked = (
        select(CoSponsor.person_id, Application.entry_id, Organisation.slug, Organisation.name)
        .join(Application, Application.id == CoSponsor.application_id)
        .join(Organisation, Organisation.id == CoSponsor.organisation_id)
        .where(Application.entry_id.in_(numbers(changed)))
    )
    for person, entry, slug, name in session.execute(asked):
        named = published.get(slug, {})
        if person and entry in named:
            yield Concerned(person, entry, Concern.COSPONSORS, name, named[entry])


def speakers(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    """Who speaks at an event."""
    for entry, said, former in said_of(changed):
        for speaker in said.speakers:
            yield Concerned(speaker.person, entry, Concern.SPEAKS, former=former)


def panellists(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    """Who sits on the panel of a session."""
    for entry, said, former in said_of(changed):
        yield from _voices(entry, said.panellists, Concern.PANEL, former)


def floor_speakers(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    """Who is named as a speaker from the floor, heard or not."""
    for entry, said, former in said_of(changed):
        yield from _voices(entry, said.floor_speakers + said.not_heard, Concern.FLOOR, former)


def said_of(changed: Iterable[ChangedEntry]) -> Iterator[tuple[int, CalendarEntry, bool]]:
    """What each said before, by its number, and then what it says now: who is no longer named has to learn
    that too. True: it said so before."""
    for one in changed:
        if one.before:
            yield one.number, one.before, True
        yield one.number, one.entry, False


def numbers(changed: Iterable[ChangedEntry]) -> set[int]:
    return {one.number for one in changed}


def _voices(entry: int, voices: Iterable[Panellist], concern: Concern, former: bool) -> Iterator[Concerned]:
    for voice in voices:
        if voice.speaker:
            yield Concerned(voice.speaker.person, entry, concern, former=former)


def _by_body(changed: Iterable[ChangedEntry], bodies: Bodies) -> By:
    found: By = defaultdict(dict)
    for entry, said, former in said_of(changed):
        for body in bodies(said):
            found[body.slug][entry] = former
    return found


def _contacts(changed: Iterable[ChangedEntry], bodies: Bodies, concern: Concern) -> Iterator[Concerned]:
    """The contacts of the organisations that entries name so."""
    named = _by_body(changed, bodies)
    for slug, name, person in session.execute(_contacts_of(named.keys())):
        for entry, former in named[slug].items():
            yield Concerned(person, entry, concern, name, former)


def _contacts_of(slugs: Collection[str]) -> Select[str, str, int]:
    """Slug, name and a contact of each of these organisations, or of the one that it was merged into."""
    kept = aliased(Organisation)
    return (
        select(Organisation.slug, kept.name, Representative.person_id)
        .join(kept, kept.id == func.coalesce(Organisation.merged_into_id, Organisation.id))
        .join(Representative, Representative.organisation_id == kept.id)
        .where(Organisation.slug.in_(slugs), Representative.is_contact)
    )
