"""Erasing a person from calendar invitations. Nothing more is written to them, not even that something moved
or is cancelled: their address is gone at once, and what lies in their calendar is theirs."""

from sqlalchemy import delete

from scheduler.accounts.traces import Traces
from scheduler.invitations.models import CalendarRefusal
from scheduler.invitations.own_data import invitations, untaken
from scheduler.kernel.db import session


def erase(traces: Traces) -> None:
    """Their invitations stay as empty rows, since nobody else may have the same UID."""
    for answer in untaken(traces):
        session.delete(answer)
    for one in invitations(traces):
        one.stands, one.address, one.answer, one.answered_at = False, None, None, None
    session.execute(delete(CalendarRefusal).where(CalendarRefusal.person_id.in_(traces.numbers)))
    session.flush()
