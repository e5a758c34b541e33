"""Whom changes concern because of their agenda: who starred an entry, and who follows what it belongs to.

Agendas that belong to nobody known have no address, and are told on their page only.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from scheduler.agendas.models import Agenda, FollowedOrganisation, FollowedValue, Star
from scheduler.agendas.rules import item_slug
from scheduler.agendas.terms import Followed, Level
from scheduler.formats import describe
from scheduler.formats.entry import CalendarEntry
from scheduler.kernel.db import session
from scheduler.kernel.text import slug
from scheduler.meetings.models import Entry
from scheduler.organisations.models import Organisation
from scheduler.releases.history import ChangedEntry
from scheduler.releases.rules import kinds
from scheduler.telling.sources import numbers, said_of
from scheduler.telling.terms import Concern, Concerned

STARS = (Level.GOING, Level.PERHAPS)
Value = tuple[int, Followed, str]
"""A meeting's number, what is followed, and its slug."""


def starred(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    """Who goes there, or perhaps."""
    for (person, entry), level in _levels(changed).items():
        if level in STARS:
            yield Concerned(person, entry, Concern.STARRED)


def followed(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    """Who follows something that an entry belongs to, or belonged to before; not who starred it, and is told
    for that, nor who left it out."""
    given = _levels(changed)
    for one in (*_of_organisations(changed), *_of_values(changed)):
        if (one.person, one.entry) not in given:
            yield one


def _levels(changed: Sequence[ChangedEntry]) -> dict[tuple[int, int], Level]:
    """What people gave these entries, by the numbers of both."""
    found = (
        select(Agenda.person_id, Star.entry_id, Star.level)
        .join(Agenda, Agenda.id == Star.agenda_id)
        .where(Star.entry_id.in_(numbers(changed)))
    )
    rows = session.execute(found)
    return {(person, entry): level for person, entry, level in rows if person is not None}


def _of_organisations(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    named: dict[str, dict[int, bool]] = defaultdict(dict)
    for entry, said, former in said_of(changed):
        for body in _bodies(said):
            named[body][entry] = former
    kept = aliased(Organisation)
    follow = (
        select(Agenda.person_id, Organisation.slug, kept.name)
        .join(kept, kept.id == func.coalesce(Organisation.merged_into_id, Organisation.id))
        .join(FollowedOrganisation, FollowedOrganisation.organisation_id == kept.id)
        .join(Agenda, Agenda.id == FollowedOrganisation.agenda_id)
        .where(Organisation.slug.in_(named.keys()))
    )
    for person, body, name in session.execute(follow):
        for entry, former in named[body].items():
            if person is not None:
                yield Concerned(person, entry, Concern.FOLLOWS, name, former)


def _of_values(changed: Sequence[ChangedEntry]) -> Iterator[Concerned]:
    found = select(Entry.id, Entry.meeting_id).where(Entry.id.in_(numbers(changed)))
    meetings = dict(session.execute(found).all())
    standing: dict[Value, dict[int, tuple[str, bool]]] = defaultdict(dict)
    for entry, said, former in said_of(changed):
        for what, value, name in _values(said):
            standing[meetings[entry], what, value][entry] = name, former
    follow = (
        select(Agenda.person_id, FollowedValue.meeting_id, FollowedValue.what, FollowedValue.value)
        .join(Agenda, Agenda.id == FollowedValue.agenda_id)
        .where(FollowedValue.meeting_id.in_(set(meetings.values())))
    )
    for person, meeting, what, value in session.execute(follow):
        for entry, (name, former) in standing.get((meeting, what, value), {}).items():
            if person is not None:
                yield Concerned(person, entry, Concern.FOLLOWS, name, former)


def _bodies(said: CalendarEntry) -> set[str]:
    voices = said.panellists + said.floor_speakers + said.not_heard
    named = {body.slug for body in said.organisers + said.cosponsors}
    return named | {voice.organisation for voice in voices if voice.organisation}


def _values(said: CalendarEntry) -> Iterator[tuple[Followed, str, str]]:
    """What can be followed of an entry: what it is, its slug, and its name."""
    if said.theme:
        yield Followed.THEME, slug(said.theme), said.theme
    if said.span and said.span.room:
        yield Followed.ROOM, said.span.room.slug, said.span.room.name
    for kind in kinds(said.kind):
        yield Followed.KIND, kind, str(describe.kind_name(said.kind))
    for item in said.agenda_items:
        yield Followed.AGENDA_ITEM, item_slug(item), ". ".join(filter(None, (item.number, item.title)))
