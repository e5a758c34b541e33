"""Erasing a person's agenda: it is thrown away with all of it, and their places in delegations with it."""

from sqlalchemy import select

from scheduler.accounts.traces import Traces
from scheduler.agendas.actions import throw_away
from scheduler.agendas.delegation_models import Member
from scheduler.agendas.models import Agenda
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision


def things_of(traces: Traces) -> set[str]:
    """Delegations of theirs, as letters name them: invitations say who wrote them."""
    mine = select(Member.delegation_id).join(Agenda).where(Agenda.person_id.in_(traces.numbers))
    return {f"delegation {number}" for number in session.scalars(mine)}


def erase(this: Decision, traces: Traces) -> None:
    for agenda in session.scalars(select(Agenda).where(Agenda.person_id.in_(traces.numbers))).all():
        throw_away(this, agenda)
