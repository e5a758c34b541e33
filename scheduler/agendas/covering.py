"""What a delegation wants covered: put on its list, asked for, agreed to or declined."""

from sqlalchemy import delete, func, select

from scheduler.agendas import actions
from scheduler.agendas.delegation_models import Cover, Member, ToCover
from scheduler.agendas.models import Agenda
from scheduler.agendas.terms import CoverState, Level
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence

MOST_TO_COVER = 300
GONE = Sentence("This is not on the delegation's list any more. Load the page again.")


def want(this: Decision, delegation_id: int, entry_id: int) -> None:
    """The delegation wants somebody at this entry. Raises Refused where its list is full."""
    if session.get(ToCover, (delegation_id, entry_id)):
        return
    listed = select(func.count()).select_from(ToCover).where(ToCover.delegation_id == delegation_id)
    if session.scalars(listed).one() >= MOST_TO_COVER:
        raise Refused(
            Sentence(
                "The list holds %(most)s entries at most. Remove some that are over first.",
                most=MOST_TO_COVER,
            )
        )
    session.add(ToCover(delegation_id=delegation_id, entry_id=entry_id, at=this.at))
    session.flush()


def unwant(delegation_id: int, entry_id: int) -> None:
    """It does no longer; who was asked need not answer. What stands in agendas stays there."""
    for table in (Cover, ToCover):
        session.execute(delete(table).where(table.delegation_id == delegation_id, table.entry_id == entry_id))


def ask(this: Decision, member: Member, entry_id: int) -> None:
    """A member is asked to cover an entry of the list, also again after they declined; a letter tells who has
    an account (`asking`). Raises Refused."""
    cover = _cover(this, member, entry_id)
    if cover.state is CoverState.DECLINED:
        cover.state, cover.asked_at = CoverState.ASKED, this.at
        cover.told_at = cover.settled_at = None
    session.flush()


def agree(this: Decision, member: Member, entry_id: int) -> None:
    """A member covers an entry of the list, asked or not; it stands in their agenda. Raises Refused."""
    cover = _cover(this, member, entry_id)
    cover.state, cover.settled_at = CoverState.AGREED, this.at
    actions.star(this, session.get_one(Agenda, member.agenda_id), entry_id, Level.GOING)


def decline(this: Decision, member: Member, entry_id: int) -> None:
    """A member does not cover an entry, also where they agreed before. Raises Refused."""
    cover = _cover(this, member, entry_id)
    cover.state, cover.settled_at = CoverState.DECLINED, this.at
    session.flush()


def _cover(this: Decision, member: Member, entry_id: int) -> Cover:
    if session.get(ToCover, (member.delegation_id, entry_id), with_for_update=True) is None:
        raise Refused(GONE)
    key = (member.delegation_id, entry_id, member.id)
    found = session.get(Cover, key)
    if found is None:
        found = Cover(
            delegation_id=member.delegation_id,
            entry_id=entry_id,
            member_id=member.id,
            state=CoverState.ASKED,
            asked_at=this.at,
        )
        session.add(found)
    return found
