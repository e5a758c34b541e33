"""Delegations: founding one, letting people in, leaving, and removing.

They are their members' own matter, which the history need not tell: `kernel.decision.bookkeeping`.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update

from scheduler.agendas.delegation_models import Cover, Delegation, Member, ToCover
from scheduler.agendas.letters import DELEGATION_INVITED
from scheduler.agendas.models import Agenda
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean_line, shorten
from scheduler.kernel.words import Sentence
from scheduler.links import actions as links
from scheduler.links.models import Link
from scheduler.links.rules import digest, new_token
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.rules import unusable

JOIN = "join-delegation"
"""What links in invitations are for."""
LASTS = timedelta(days=30)
LONGEST_NAME = 100
MOST_MEMBERS = 100
MOST_DELEGATIONS = 10
"""To which one agenda belongs."""


def found(this: Decision, agenda: Agenda, name: str, own_name: str) -> Member:
    """A new delegation; who founds it owns it. Raises Refused without both names, or where it is one too
    many."""
    _refuse_one_more(agenda)
    delegation = Delegation(name=_named(name), made_at=this.at)
    session.add(delegation)
    session.flush()
    return _enter(this, delegation, agenda, own_name, is_owner=True)


def new_link(delegation: Delegation) -> str:
    """A new token for the link by which one joins; the old one is dead. It is nowhere kept."""
    token = new_token()
    delegation.digest = digest(token)
    return token


def end_link(delegation: Delegation) -> None:
    """Nobody joins by a link any more; invitations that were written go on working."""
    delegation.digest = None


def invite(this: Decision, delegation: Delegation, address: str, by: str) -> None:
    """A letter with a link by which one person joins within 30 days. `by`: who invites them. Raises Refused
    for what is no address, or where the delegation is full."""
    if why := unusable(address):
        raise Refused(why)
    _refuse_full(delegation)
    link, token = links.make(this, JOIN, delegation.thing, lasts=LASTS)
    places = {"delegation": delegation.name, "person": by}
    secret = Secret(f"/agenda/join/{token}/", link.id)
    write(this, DELEGATION_INVITED, Addressee(address), delegation.thing, places=places, secret=secret)


def join(
    this: Decision, delegation: Delegation, agenda: Agenda, name: str, shares: bool, link: Link | None = None
) -> Member:
    """An agenda's holder joins under this name; the link of an invitation is used up. Who belongs to it
    already only changes name and sharing. Raises Refused without a name, or where it is one too many."""
    session.refresh(delegation, with_for_update=True)
    if link:
        link.used_at = this.at
    mine = next((one for one in delegation.members if one.agenda_id == agenda.id), None)
    if mine is None:
        _refuse_one_more(agenda)
        _refuse_full(delegation)
        mine = _enter(this, delegation, agenda, name)
    describe(mine, name, shares)
    return mine


def describe(member: Member, name: str, shares: bool) -> None:
    """How a member is called, and whether the delegation sees what they go to. Raises Refused."""
    member.name, member.shares = _named(name), shares
    session.flush()


def leave(this: Decision, member: Member, heir: Member | None = None) -> None:
    """A member leaves or is removed, with all that they were asked to cover. After an owner the heir owns it,
    else the one who has been there for longest; with its last member the delegation is gone."""
    delegation = session.get_one(Delegation, member.delegation_id)
    session.refresh(delegation, with_for_update=True)
    session.execute(delete(Cover).where(Cover.member_id == member.id))
    was_owner = member.is_owner
    session.delete(member)
    session.flush()
    session.expire(delegation)
    if not delegation.members:
        _dissolve(this, delegation)
    elif was_owner:
        (heir or delegation.members[0]).is_owner = True
    session.flush()


def leave_all(this: Decision, agenda: Agenda) -> None:
    """The agenda belongs to no delegation any more."""
    for member in _memberships(agenda):
        leave(this, member)


def hand_on(this: Decision, agenda: Agenda, to: Agenda) -> None:
    """What one agenda's holder is in delegations, the other's is from now on; where that one is a member
    already, the membership of the first ends, and who owned it goes on owning it."""
    mine = {one.delegation_id: one for one in _memberships(to)}
    for member in _memberships(agenda):
        if member.delegation_id in mine:
            leave(this, member, mine[member.delegation_id])
    session.execute(update(Member).where(Member.agenda_id == agenda.id).values(agenda_id=to.id))


def _memberships(agenda: Agenda) -> Sequence[Member]:
    """In one order: delegations are locked so, whoever leaves several at once."""
    found = select(Member).where(Member.agenda_id == agenda.id).order_by(Member.delegation_id)
    return session.scalars(found).all()


def _dissolve(this: Decision, delegation: Delegation) -> None:
    links.withdraw(this, JOIN, delegation.thing)
    session.execute(delete(ToCover).where(ToCover.delegation_id == delegation.id))
    session.delete(delegation)


def _enter(
    this: Decision, delegation: Delegation, agenda: Agenda, name: str, is_owner: bool = False
) -> Member:
    member = Member(
        delegation_id=delegation.id,
        agenda_id=agenda.id,
        name=_named(name),
        is_owner=is_owner,
        joined_at=this.at,
    )
    session.add(member)
    session.flush()
    session.expire(delegation)
    return member


def _named(name: str) -> str:
    if cleaned := shorten(clean_line(name), LONGEST_NAME):
        return cleaned
    raise Refused(Sentence("Write a name: it is how the others of the delegation know it."))


def _refuse_one_more(agenda: Agenda) -> None:
    mine = session.scalars(select(Member.id).where(Member.agenda_id == agenda.id)).all()
    if len(mine) >= MOST_DELEGATIONS:
        raise Refused(
            Sentence(
                "You belong to %(most)s delegations, which is as many as can be. Leave one first.",
                most=MOST_DELEGATIONS,
            )
        )


def _refuse_full(delegation: Delegation) -> None:
    if len(delegation.members) >= MOST_MEMBERS:
        raise Refused(
            Sentence("This delegation has %(most)s members, which is as many as can be.", most=MOST_MEMBERS)
        )
