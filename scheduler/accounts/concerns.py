"""What concerns somebody who has an account: what waits for them, and letters that do not reach them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.permissions import Visitor
from scheduler.mail.models import Letter
from scheduler.mail.queries import has_failed
from scheduler.organisations.models import Representative
from scheduler.organisations.queries import requests, speaks_for

MOST_LETTERS = 10


@dataclass(frozen=True)
class Concerns:
    """For whom somebody speaks, who waits for their answer, what they were offered to take over, and the
    newest letters that did not reach them."""

    speaking: Sequence[Representative]
    requests: Sequence[Representative]
    offers: Sequence[Representative]
    troubled: Sequence[Letter]

    @property
    def waiting(self) -> int:
        return len(self.requests) + len(self.offers)


def concerns(who: Visitor) -> Concerns:
    """In three questions, however much it is."""
    person = who.person or 0
    speaking = speaks_for(person)
    return Concerns(
        speaking,
        requests(who.contact_of) if who.contact_of else [],
        [one for one in speaking if one.offered_by_id],
        _troubled(person),
    )


def _troubled(person_id: int) -> Sequence[Letter]:
    found = select(Letter).where(Letter.person_id == person_id, has_failed())
    return session.scalars(found.order_by(Letter.id.desc()).limit(MOST_LETTERS)).all()
