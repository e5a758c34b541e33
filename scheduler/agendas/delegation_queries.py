"""What a delegation's members see: who they are, where they go, what is to be covered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.agendas.delegating import JOIN
from scheduler.agendas.delegation_models import Cover, Delegation, Member, ToCover
from scheduler.agendas.models import Star
from scheduler.agendas.terms import CoverState, Level
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.links.queries import by_token
from scheduler.links.rules import digest
from scheduler.meetings.models import Entry

NOBODYS = Sentence("There is no such delegation, or you do not belong to it.")


@dataclass(frozen=True)
class Shared:
    """What a delegation shares, by UIDs of entries. `going`: members who let the others see that they go
    there; `covers`: who was asked, and what became of it. `wanted` is the list, in the order in which it was
    made."""

    wanted: tuple[str, ...]
    going: Mapping[str, Sequence[Member]]
    covers: Mapping[str, Sequence[tuple[Member, CoverState]]]

    def covered_by(self, uid: str) -> list[Member]:
        """Who goes there or agreed to, each once."""
        agreed = [member for member, state in self.covers.get(uid, ()) if state is CoverState.AGREED]
        return list(dict.fromkeys((*agreed, *self.going.get(uid, ()))))


def memberships(agenda_id: int) -> Sequence[tuple[Member, Delegation]]:
    """The delegations to which an agenda's holder belongs."""
    found = select(Member, Delegation).join(Delegation).where(Member.agenda_id == agenda_id)
    rows = session.execute(found.order_by(Delegation.name, Delegation.id))
    return [(member, delegation) for member, delegation in rows]


def membership(agenda_id: int | None, delegation_id: int) -> Member:
    """Raises NotFound for a delegation that is not theirs, whether there is one or not."""
    mine = select(Member).where(Member.agenda_id == agenda_id, Member.delegation_id == delegation_id)
    found = session.scalars(mine).one_or_none()
    if found is None:
        raise NotFound(NOBODYS)
    return found


def asked_of(agenda_id: int) -> list[tuple[Delegation, str]]:
    """What an agenda's holder is asked to cover and has not answered: the delegation, and the entry's UID."""
    found = (
        select(Delegation, Entry.uid)
        .join(Member, Member.delegation_id == Delegation.id)
        .join(Cover, Cover.member_id == Member.id)
        .join(Entry, Entry.id == Cover.entry_id)
        .where(Member.agenda_id == agenda_id, Cover.state == CoverState.ASKED)
        .order_by(Cover.asked_at, Entry.id)
    )
    return [(delegation, uid) for delegation, uid in session.execute(found)]


def shared(delegation: Delegation) -> Shared:
    """In three questions."""
    members = {member.id: member for member in delegation.members}
    wanted = (
        select(Entry.uid)
        .join(ToCover, ToCover.entry_id == Entry.id)
        .where(ToCover.delegation_id == delegation.id)
        .order_by(ToCover.at, Entry.id)
    )
    return Shared(tuple(session.scalars(wanted)), _going(delegation, members), _covers(delegation, members))


def _going(delegation: Delegation, members: Mapping[int, Member]) -> Mapping[str, Sequence[Member]]:
    found = (
        select(Entry.uid, Member.id)
        .join(Star, Star.entry_id == Entry.id)
        .join(Member, Member.agenda_id == Star.agenda_id)
        .where(Member.delegation_id == delegation.id, Member.shares, Star.level == Level.GOING)
        .order_by(Member.id)
    )
    going: dict[str, list[Member]] = defaultdict(list)
    for uid, number in session.execute(found):
        going[uid].append(members[number])
    return going


def _covers(
    delegation: Delegation, members: Mapping[int, Member]
) -> Mapping[str, Sequence[tuple[Member, CoverState]]]:
    found = (
        select(Entry.uid, Cover.member_id, Cover.state)
        .join(Cover, Cover.entry_id == Entry.id)
        .where(Cover.delegation_id == delegation.id)
        .order_by(Cover.member_id)
    )
    covers: dict[str, list[tuple[Member, CoverState]]] = defaultdict(list)
    for uid, number, state in session.execute(found):
        covers[uid].append((members[number], state))
    return covers


def invited_by(token: str) -> tuple[Delegation, Link | None]:
    """The delegation that one may join with this token: that of its link, or of an invitation. Raises
    NotFound; Refused for an invitation that was used or has ended."""
    by_link = select(Delegation).where(Delegation.digest == digest(token))
    if delegation := session.scalars(by_link).one_or_none():
        return delegation, None
    link = by_token(token)
    number = int(link.thing.rpartition(" ")[2]) if link.purpose == JOIN else 0
    invited = session.get(Delegation, number)
    if invited is None:
        raise NotFound(Sentence("The delegation to which this link led is no more."))
    return invited, link
