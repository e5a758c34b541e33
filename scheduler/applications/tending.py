"""What the worker does for co-sponsors by the clock: it reminds them, and tells leads of letters that did not
arrive. And what organisations were named in."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from scheduler.applications import letters, support
from scheduler.applications.asking import tell_lead
from scheduler.applications.cosponsoring import remind
from scheduler.applications.models import Application, CoSponsor
from scheduler.applications.terms import State, Support
from scheduler.applications.workflow import ALIVE
from scheduler.audit.actions import record
from scheduler.audit.models import Party, Record
from scheduler.calls.models import Call
from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.mail.models import Letter
from scheduler.mail.queries import has_failed, troubles_of

TO_THE_ASKED = (letters.SUPPORT_ASKED.name, letters.SUPPORT_REMINDER.name)
TOLD = "tell of bounce"
NEVER_SEEN = (State.DRAFT, State.DISCARDED)


def due(now: datetime) -> list[int]:
    """Co-sponsors that are to be reminded, by number. `now` in UTC."""
    found = (
        select(CoSponsor)
        .join(CoSponsor.application)
        .join(Call, Call.id == Application.call_id)
        .where(
            CoSponsor.state == Support.ASKED,
            CoSponsor.asked_at <= now - support.BETWEEN_REMINDERS,
            Application.state.in_(ALIVE),
            or_(Call.support_until.is_(None), Call.support_until > now),
        )
        .order_by(CoSponsor.id)
    )
    waiting = session.scalars(found)
    return [one.id for one in waiting if support.may_remind(one.asked_at, one.reminded_at, now)]


def remind_by_number(this: Decision, number: int) -> None:
    """For the worker. Raises Refused where it was answered or reminded meanwhile."""
    remind(this, session.get_one(CoSponsor, number))


def undelivered() -> list[int]:
    """Letters to co-sponsors that did not arrive and of which the lead was not told, by number."""
    told = set(session.scalars(select(Party.name).join(Record).where(Record.act == TOLD)))
    found = select(Letter.id).where(Letter.kind.in_(TO_THE_ASKED), has_failed()).order_by(Letter.id)
    return [number for number in session.scalars(found) if f"letter {number}" not in told]


def tell_of_undelivered(this: Decision, number: int) -> None:
    """Tell the organiser's people that this letter to a co-sponsor did not arrive."""
    letter = session.get_one(Letter, number)
    one = session.get_one(CoSponsor, int(letter.about.partition(" ")[2]))
    record(this, "tell of bounce", one.thing, about=[one.application.thing, f"letter {number}"])
    tell_lead(this, letters.SUPPORT_BOUNCED, one, address=letter.address)


def bounced(cosponsors: Iterable[CoSponsor]) -> dict[int, list[Letter]]:
    """Letters about co-sponsors that did not arrive and were not written again, by the co-sponsor's number,
    for the lead's page. One question."""
    numbers = {one.thing: one.id for one in cosponsors}
    return {
        numbers[thing]: [letter for letter in letters if letter.kind in TO_THE_ASKED]
        for thing, letters in troubles_of(numbers).items()
    }


def cosponsor(number: int) -> CoSponsor:
    """Raises NotFound."""
    found = session.get(CoSponsor, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(Sentence("This co-sponsor is no longer named."))
    return found


def named_in(organisations: Collection[int]) -> Sequence[CoSponsor]:
    """All that organisations were named in, whatever became of it, the newest first; not what was taken off
    again before anybody was asked."""
    found = (
        select(CoSponsor)
        .join(CoSponsor.application)
        .options(contains_eager(CoSponsor.application))
        .where(
            CoSponsor.organisation_id.in_(organisations),
            or_(CoSponsor.asked_at.is_not(None), Application.state.not_in(NEVER_SEEN)),
        )
        .order_by(CoSponsor.id.desc())
    )
    return session.scalars(found).unique().all()
