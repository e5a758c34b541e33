"""What the speakers of a call owe and gave, as the desk reads it. Times in UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.contributing import GIVES, by_kind
from scheduler.nominations.models import Nomination, Sent
from scheduler.nominations.owing import Standing
from scheduler.nominations.terms import State


@dataclass(frozen=True)
class Row:
    """One thing that one speaker owes."""

    one: Nomination
    standing: Standing
    sent: Sent | None
    at: datetime
    """When this was asked."""

    @property
    def is_missing(self) -> bool:
        return self.standing.is_missing

    @property
    def late_by(self) -> timedelta:
        return self.standing.late_by(self.at)

    @property
    def is_late(self) -> bool:
        """It is overdue, or came too late."""
        return bool(self.late_by)

    @property
    def can_be_published(self) -> bool:
        """They did not get the floor, so that the text may be published instead."""
        return self.one.state is State.NOT_DELIVERED and self.sent is not None and self.sent.document is None


def rows(call: SpeakerCall) -> list[Row]:
    """All that the speakers of a call owe, what is due first first. The same number of questions, however
    many there are."""
    found = select(Nomination).where(Nomination.call_id == call.id, Nomination.state.in_(GIVES))
    now = clock.now()
    every = [
        Row(one, standing, by_kind(one, standing.kind), now)
        for one in session.scalars(found)
        for standing in one.owed
    ]
    return sorted(every, key=lambda row: (row.standing.due_at, row.one.person.folded or "", row.one.id))
