"""Erasing a person from what was told: of which releases they were told goes; and their name, from letters to
others about the meetings that named them."""

from collections.abc import Collection

from sqlalchemy import delete, or_, select

from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.mail.models import Letter
from scheduler.telling.letters import DIGEST, RELEASED
from scheduler.telling.models import Listener, Notice


def erase(traces: Traces, meetings: Collection[int]) -> None:
    """`meetings`: of which any release ever named them, by number."""
    for kept in (Notice, Listener):
        session.execute(delete(kept).where(kept.person_id.in_(traces.numbers)))
    told = select(Notice.letter_id).where(Notice.meeting_id.in_(meetings), Notice.letter_id.is_not(None))
    spelt = or_(*(Letter.text.icontains(word, autoescape=True) for word in traces.words))
    found = select(Letter).where(Letter.id.in_(told), Letter.kind.in_((RELEASED.name, DIGEST.name)), spelt)
    for letter in session.scalars(found):
        letter.text = traces.strike(letter.text)
        letter.places = traces.strike_all(letter.places)
