"""Finding agendas, and what they chose."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from scheduler.agendas.models import Agenda, AgendaKey, FollowedOrganisation, FollowedValue, Star, StarChange
from scheduler.agendas.rules import Choices
from scheduler.agendas.terms import Followed, KeyKind
from scheduler.kernel.db import session
from scheduler.links.rules import digest
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.models import Organisation

A_SWEEP = 500
"""So many are thrown away at once."""


def of_person(person_id: int) -> Agenda | None:
    """The agenda of somebody with an account."""
    return session.scalars(select(Agenda).where(Agenda.person_id == person_id)).one_or_none()


def by_key(token: str, kind: KeyKind) -> Agenda | None:
    """The agenda that a browser's cookie, or the secret link, opens."""
    found = select(Agenda).join(AgendaKey).where(AgendaKey.digest == digest(token), AgendaKey.kind == kind)
    return session.scalars(found).one_or_none()


def choices(agenda_id: int) -> Choices:
    """What an agenda chose, in three questions, however much it is. Ask `rules.listed` with it."""
    starred = (
        select(Entry.uid, Star.level, Meeting.code)
        .join(Entry, Entry.id == Star.entry_id)
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .where(Star.agenda_id == agenda_id)
    )
    stars = session.execute(starred).all()
    followed: dict[str, dict[Followed, frozenset[str]]] = defaultdict(dict)
    for code, what, value in session.execute(_values(agenda_id)):
        followed[code][what] = followed[code].get(what, frozenset()) | {value}
    return Choices(
        stars={row.uid: row.level for row in stars},
        organisations=_organisations(agenda_id),
        followed=dict(followed),
        starred_in=frozenset(row.code for row in stars),
    )


def star_changes(agenda_id: int) -> dict[str, tuple[int, datetime]]:
    """How often the level of each entry changed, and when last (UTC), by UID; of those no longer starred
    too."""
    found = (
        select(Entry.uid, StarChange.changes, StarChange.at)
        .join(Entry, Entry.id == StarChange.entry_id)
        .where(StarChange.agenda_id == agenda_id)
    )
    return {uid: (changes, at) for uid, changes, at in session.execute(found)}


def _values(agenda_id: int) -> Select[str, Followed, str]:
    return (
        select(Meeting.code, FollowedValue.what, FollowedValue.value)
        .join(Meeting, Meeting.id == FollowedValue.meeting_id)
        .where(FollowedValue.agenda_id == agenda_id)
    )


def _organisations(agenda_id: int) -> frozenset[str]:
    """Their slugs, and those of records that were merged into them: older releases know them so."""
    kept = func.coalesce(Organisation.merged_into_id, Organisation.id)
    followed = select(FollowedOrganisation.organisation_id).where(FollowedOrganisation.agenda_id == agenda_id)
    return frozenset(session.scalars(select(Organisation.slug).where(kept.in_(followed))))


def followed_organisations(agenda_id: int) -> Sequence[Organisation]:
    """By name."""
    found = (
        select(Organisation)
        .join(FollowedOrganisation)
        .where(FollowedOrganisation.agenda_id == agenda_id)
        .order_by(Organisation.name, Organisation.id)
    )
    return session.scalars(found).all()


def followed_values(agenda_id: int) -> list[tuple[str, Followed, str]]:
    """The meeting's code, what it is, and its slug."""
    found = _values(agenda_id).order_by(Meeting.code, FollowedValue.what, FollowedValue.value)
    return [(code, what, value) for code, what, value in session.execute(found)]


def unused(since: datetime) -> Sequence[int]:
    """The numbers of agendas of nobody known that nobody has used since then (UTC), some of them."""
    old = select(Agenda.id).where(Agenda.person_id.is_(None), Agenda.used_at < since)
    return session.scalars(old.order_by(Agenda.id).limit(A_SWEEP)).all()


def entry_number(uid: str) -> int:
    """The number of the entry with this UID."""
    return session.scalars(select(Entry.id).where(Entry.uid == uid)).one()


def has_link(agenda_id: int) -> bool:
    """Whether there is a secret link to it."""
    found = select(AgendaKey.id).where(AgendaKey.agenda_id == agenda_id, AgendaKey.kind == KeyKind.LINK)
    return session.scalar(found) is not None


def browsers(agenda_id: int) -> int:
    """How many browsers keep it."""
    mine = AgendaKey.agenda_id == agenda_id, AgendaKey.kind == KeyKind.BROWSER
    return session.scalars(select(func.count(AgendaKey.id)).where(*mine)).one()
