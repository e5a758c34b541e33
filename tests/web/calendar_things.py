"""A calendar invitation and an answer, for the walk over all routes."""

from datetime import UTC, datetime

from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.invitations.models import CalendarInvitation, UntakenReply
from scheduler.invitations.terms import Doubt, Part
from scheduler.kernel.db import session
from scheduler.meetings.models import Entry


def make(whose: Account) -> dict[str, int]:
    """An invitation, and an answer to it that was not taken."""
    at, entry = datetime(2027, 1, 1, tzinfo=UTC), session.scalars(select(Entry.id).order_by(Entry.id)).first()
    invitation = CalendarInvitation(
        uid="invitation-1", entry_id=entry, person_id=whose.person_id, address=whose.email,
        part=Part.SPEAKER, about="meeting T1", sequence=0, asked_sequence=0, stands=True,
        occasion={"title": "An event", "span": {"day": "2027-03-09"}}, made_at=at, changed_at=at,
    )  # fmt: skip
    untaken = UntakenReply(at=at, doubt=Doubt.OTHER_SENDER, sender="eve@else.example", guest="", answer="")
    untaken.invitation = invitation
    session.add_all([invitation, untaken])
    session.flush()
    return {"invitation": invitation.id, "untaken": untaken.id}
