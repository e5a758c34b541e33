"""All that is kept of somebody about calendars and in the rooms below, as plain values."""

from sqlalchemy import func, or_, select

from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.invitations.models import CalendarInvitation, CalendarRefusal, UntakenReply
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.timetable import own_data as below

FIELDS = {
    **below.FIELDS,
    "answer": Sentence("What your calendar answered"),
    "answered": Sentence("Answered"),
    "answers not taken": Sentence("Answers of calendars for you that were not taken"),
    "calendar": Sentence("Invitations for your calendar"),
    "changed last": Sentence("Last changed"),
    "no calendar invitations": Sentence("Since when you want no calendar invitations"),
    "part there": Sentence("As what you are there"),
    "sender": Sentence("From"),
    "stands": Sentence("Lies in your calendar"),
    "came": Sentence("Came"),
}
"""What each field is called on the page."""


def held(traces: Traces, base_url: str) -> Values:
    """What is kept of this person: by kind, each a list or a record."""
    refused = select(CalendarRefusal.at).where(CalendarRefusal.person_id.in_(traces.numbers))
    return {
        **below.held(traces, base_url),
        "calendar": [_invitation(one) for one in invitations(traces)],
        "answers not taken": [_untaken(one) for one in untaken(traces)],
        "no calendar invitations": [stamp(at) for at in session.scalars(refused)],
    }


def invitations(traces: Traces) -> list[CalendarInvitation]:
    """All that were written to them."""
    found = select(CalendarInvitation).where(CalendarInvitation.person_id.in_(traces.numbers))
    return list(session.scalars(found.order_by(CalendarInvitation.id)).unique())


def untaken(traces: Traces) -> list[UntakenReply]:
    """Answers to their invitations, or in their name, that were not taken."""
    addresses = [word.lower() for word in traces.words if "@" in word]
    theirs = select(CalendarInvitation.id).where(CalendarInvitation.person_id.in_(traces.numbers))
    found = select(UntakenReply).where(
        or_(
            UntakenReply.invitation_id.in_(theirs),
            func.lower(UntakenReply.sender).in_(addresses),
            func.lower(UntakenReply.guest).in_(addresses),
        )
    )
    return list(session.scalars(found.order_by(UntakenReply.id)).unique())


def _invitation(one: CalendarInvitation) -> Values:
    return {
        "title": one.entry.title,
        "part there": one.part.value,
        "to": one.address,
        "stands": one.stands,
        "made": stamp(one.made_at),
        "changed last": stamp(one.changed_at),
        "answer": one.answer.value.lower() if one.answer else None,
        "answered": stamp(one.answered_at),
    }


def _untaken(one: UntakenReply) -> Values:
    return {"came": stamp(one.at), "sender": one.sender, "answer": one.answer, "why": one.doubt.value}
