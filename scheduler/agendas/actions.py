"""Starting agendas, filling them, opening and shutting them.

What somebody stars is their own matter, which the history need not tell: `kernel.decision.bookkeeping`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from scheduler.agendas import delegating
from scheduler.agendas.delegation_models import Member
from scheduler.agendas.models import Agenda, AgendaKey, FollowedOrganisation, FollowedValue, Star, StarChange
from scheduler.agendas.rules import MOST_FOLLOWED, MOST_STARS
from scheduler.agendas.terms import Followed, KeyKind, Level
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links.rules import digest, new_token
from scheduler.organisations.merging import references
from scheduler.releases.models import PublishedEntry
from scheduler.releases.rules import released_at

MOST_BROWSERS = 20
"""That keep one agenda; the one that was added first forgets it."""


def start(this: Decision, person_id: int | None = None) -> Agenda:
    """An empty agenda, of this person or of nobody known."""
    at = this.at
    agenda = Agenda(person_id=person_id, made_at=at, changed_at=at, used_at=at, looked_at=at)
    session.add(agenda)
    session.flush()
    return agenda


def new_key(this: Decision, agenda: Agenda, kind: KeyKind) -> str:
    """A new token (160 bits), which is nowhere kept. A new secret link ends the old one at once."""
    if kind is KeyKind.LINK:
        end_link(agenda)
    else:
        _forget_oldest_browsers(agenda)
    token = new_token()
    session.add(AgendaKey(agenda_id=agenda.id, kind=kind, digest=digest(token), made_at=this.at))
    session.flush()
    return token


def end_link(agenda: Agenda) -> None:
    """The secret link opens nothing any more. Browsers that keep the agenda go on doing so."""
    _end(agenda, KeyKind.LINK)


def forget(token: str) -> None:
    """The browser with this key keeps the agenda no longer."""
    session.execute(delete(AgendaKey).where(AgendaKey.digest == digest(token)))


def end_browsers(agenda: Agenda) -> None:
    """No browser keeps the agenda any more."""
    _end(agenda, KeyKind.BROWSER)


def _end(agenda: Agenda, kind: KeyKind) -> None:
    session.execute(delete(AgendaKey).where(AgendaKey.agenda_id == agenda.id, AgendaKey.kind == kind))


def _forget_oldest_browsers(agenda: Agenda) -> None:
    mine = select(AgendaKey.id).where(AgendaKey.agenda_id == agenda.id, AgendaKey.kind == KeyKind.BROWSER)
    old = session.scalars(mine.order_by(AgendaKey.id.desc()).offset(MOST_BROWSERS - 1)).all()
    session.execute(delete(AgendaKey).where(AgendaKey.id.in_(old)))


def star(this: Decision, agenda: Agenda, entry_id: int, level: Level | None) -> Level | None:
    """Give an entry this level, or with None none of its own; returns the one it had. Raises Refused where
    the agenda is full."""
    _lock(agenda)
    found = session.get(Star, (agenda.id, entry_id))
    before = found.level if found else None
    if before is level:
        return before
    if found and level is None:
        session.delete(found)
    elif found and level:
        found.level, found.at = level, this.at
    elif level:
        _refuse_if_full(agenda)
        session.add(Star(agenda_id=agenda.id, entry_id=entry_id, level=level, at=this.at))
    _changed(this, agenda, _count_change(this, agenda, entry_id))
    return before


def follow_organisation(this: Decision, agenda: Agenda, organisation_id: int, follows: bool = True) -> None:
    """Follow an organisation, or no longer. Raises Refused where the agenda follows too much."""
    row = FollowedOrganisation(agenda_id=agenda.id, organisation_id=organisation_id, at=this.at)
    _follow(this, agenda, row, (agenda.id, organisation_id), follows)


def follow_value(
    this: Decision, agenda: Agenda, meeting_id: int, what: Followed, value: str, follows: bool = True
) -> None:
    """The same for a theme, a room, a kind or an agenda item of a meeting, by its slug."""
    row = FollowedValue(agenda_id=agenda.id, meeting_id=meeting_id, what=what, value=value, at=this.at)
    _follow(this, agenda, row, (agenda.id, meeting_id, what, value), follows)


def _follow(
    this: Decision,
    agenda: Agenda,
    row: FollowedOrganisation | FollowedValue,
    key: tuple[Any, ...],
    follows: bool,
) -> None:
    _lock(agenda)
    found = session.get(type(row), key)
    if bool(found) is follows:
        return
    if found:
        session.delete(found)
    else:
        _refuse_if_following_too_much(agenda)
        session.add(row)
    _changed(this, agenda)


def take_over(this: Decision, agenda: Agenda, other: Agenda) -> None:
    """All that stands in the other agenda stands in this one too, and the other is no more. Of two levels the
    firmer one stays; what hangs on the other in tables of upper rooms, such as feeds, goes over. Raises
    Refused where both together are too much."""
    for one in sorted((agenda, other), key=lambda one: one.id):
        _lock(one)
    for given in session.scalars(select(Star).where(Star.agenda_id == other.id)).all():
        mine = session.get(Star, (agenda.id, given.entry_id))
        if mine is None or _FIRMNESS.index(given.level) > _FIRMNESS.index(mine.level):
            star(this, agenda, given.entry_id, given.level)
    bodies = select(FollowedOrganisation).where(FollowedOrganisation.agenda_id == other.id)
    for body in session.scalars(bodies).all():
        follow_organisation(this, agenda, body.organisation_id)
    for value in session.scalars(select(FollowedValue).where(FollowedValue.agenda_id == other.id)).all():
        follow_value(this, agenda, value.meeting_id, value.what, value.value)
    agenda.looked_at = min(agenda.looked_at, other.looked_at)
    _add_changes(this, agenda, other)
    delegating.hand_on(this, other, agenda)
    for column in references(Agenda.__tablename__):
        if column.table.name not in _OF_THIS_ROOM:
            rows = update(column.table).where(column == other.id)
            session.execute(rows.values({column.name: agenda.id}))
    throw_away(this, other)


def _count_change(this: Decision, agenda: Agenda, entry_id: int, more: StarChange | None = None) -> datetime:
    """That a level changed, after all that calendars were told of the entry; `more` are changes that they saw
    in another agenda. Returns the time that the change bears."""
    published = session.scalar(
        select(func.max(PublishedEntry.changed_at)).where(PublishedEntry.entry_id == entry_id)
    )
    found = session.get(StarChange, (agenda.id, entry_id))
    known = [each for each in (found, more) if each]
    told = [*(one.at for one in known), *([published] if published else [])]
    at = released_at(this.at, max(told, default=None))
    if found is None:
        found = StarChange(agenda_id=agenda.id, entry_id=entry_id, changes=0)
        session.add(found)
    found.changes, found.at = 1 + sum(one.changes for one in known), at
    return at


def _add_changes(this: Decision, agenda: Agenda, other: Agenda) -> None:
    """Calendars that followed the other agenda follow this one: nothing goes back for them."""
    for theirs in session.scalars(select(StarChange).where(StarChange.agenda_id == other.id)).all():
        _count_change(this, agenda, theirs.entry_id, theirs)
    _changed(this, agenda, other.changed_at)


_MODELS = (AgendaKey, Star, StarChange, FollowedOrganisation, FollowedValue, Member)
_OF_THIS_ROOM = {model.__tablename__ for model in _MODELS}
_FIRMNESS = (Level.LEFT_OUT, Level.PERHAPS, Level.GOING)


def looked(this: Decision, agenda: Agenda) -> None:
    """Its holder has seen what changed until now."""
    agenda.looked_at = agenda.used_at = this.at


def used(this: Decision, agenda: Agenda) -> None:
    """It was opened, or a feed of it fetched: it is not thrown away for now. Ask `rules.is_fresh` first: once
    a day is enough."""
    agenda.used_at = this.at


def throw_away(this: Decision, agenda: Agenda) -> None:
    """The agenda, and all that hangs on it, also in tables of upper rooms; it leaves its delegations."""
    delegating.leave_all(this, agenda)
    for column in references(Agenda.__tablename__):
        session.execute(delete(column.table).where(column == agenda.id))
    session.delete(agenda)
    session.flush()


def sweep(this: Decision, agenda_id: int, unused_since: datetime) -> None:
    """Throw away an agenda of nobody known that was not used since then (UTC): neither opened nor fetched by
    a calendar."""
    agenda = session.get(Agenda, agenda_id)
    if agenda is None:
        return
    _lock(agenda)
    if agenda.person_id is None and agenda.used_at < unused_since:
        throw_away(this, agenda)


def _lock(agenda: Agenda) -> None:
    session.flush()
    session.refresh(agenda, with_for_update=True)


def _changed(this: Decision, agenda: Agenda, after: datetime | None = None) -> None:
    """Dates in HTTP have whole seconds: each change bears a later one, and one `after` this."""
    agenda.revision += 1
    agenda.changed_at = released_at(this.at, max(agenda.changed_at, after or agenda.changed_at))
    agenda.used_at = this.at
    session.flush()


def _count(table: type[Any], agenda: Agenda) -> int:
    found = select(func.count()).select_from(table).where(table.agenda_id == agenda.id)
    return session.scalars(found).one()


def _refuse_if_full(agenda: Agenda) -> None:
    if _count(Star, agenda) >= MOST_STARS:
        raise Refused(
            Sentence(
                "An agenda holds %(most)s entries at most. Remove some that are over first.", most=MOST_STARS
            )
        )


def _refuse_if_following_too_much(agenda: Agenda) -> None:
    if _count(FollowedOrganisation, agenda) + _count(FollowedValue, agenda) >= MOST_FOLLOWED:
        raise Refused(
            Sentence(
                "An agenda follows %(most)s things at most. Stop following some of them first.",
                most=MOST_FOLLOWED,
            )
        )
