"""Wanting no calendar invitations, and wanting them again."""

from scheduler.audit.actions import record
from scheduler.invitations.models import CalendarRefusal
from scheduler.invitations.queries import refuses
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence


def refuse(this: Decision, person_id: int) -> None:
    """From now on. What lies in the calendar is taken out of it (`following`), since nobody would keep it
    true any more. Raises Refused where they want none already."""
    if refuses(person_id):
        raise Refused(Sentence("You get no calendar invitations already. Nothing was changed."))
    session.add(CalendarRefusal(person_id=person_id, at=this.at))
    session.flush()
    record(this, "refuse calendar invitations", f"person {person_id}")


def want(this: Decision, person_id: int) -> None:
    """Get them again. Raises Refused where they do already."""
    refusal = session.get(CalendarRefusal, person_id)
    if refusal is None:
        raise Refused(Sentence("You get calendar invitations already. Nothing was changed."))
    session.delete(refusal)
    session.flush()
    record(this, "want calendar invitations", f"person {person_id}")
