"""Letters to entities that were asked to name somebody: the invitation, and reminders as the step says that
lets them name. Each brings its reader the only link that works for them then."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from scheduler.accounts.queries import addressee, by_person
from scheduler.audit.actions import record
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.words import Sentence
from scheduler.links.actions import make, withdraw
from scheduler.links.models import Link
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.mail.models import Letter
from scheduler.nominations import answers, letters
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.body_models import Asked
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.terms import Doing
from scheduler.nominations.times import day
from scheduler.organisations.models import Person
from scheduler.organisations.queries import contacts
from scheduler.thematic_sessions.models import ThematicSession

ENTITY = "entity-asked"
"""What the link is for: to name somebody, or to say that there is no nominee."""
PAGE = "/account/nominations/"


def readers(one: Asked, also: Person | None = None) -> list[Addressee]:
    """The contacts of the entity, and whom the desk names besides."""
    people = [contact.person for contact in contacts(one.organisation_id)] + ([also] if also else [])
    return list({to.address.lower(): to for to in filter(None, map(addressee, people))}.values())


def require_readers(one: Asked, also: Person | None) -> None:
    """That a letter reaches somebody. Raises Refused."""
    if not readers(one, also):
        raise Refused(
            Sentence(
                "No letter reaches anybody of %(name)s. Say to whom it shall go.", name=one.organisation.name
            )
        )


def ask_again(this: Decision, one: Asked) -> None:
    """The same readers get a new link; the ones before work no more. Raises Refused where it has answered."""
    lock_meeting(one.call.meeting_id)
    if not answers.answer(one).is_open:
        raise Refused(Sentence("It has answered already. Load the page again."))
    to = _written_to(one)
    withdraw(this, ENTITY, one.thing)
    record(this, "ask an entity again", one.thing, about=[f"organisation {one.organisation_id}"])
    write_to(this, one, letters.ENTITY_ASKED, to)


def unanswered(now: datetime) -> list[int]:
    """Who is to be reminded now, by the number of what they were asked."""
    found = select(Asked).join(SpeakerCall, SpeakerCall.id == Asked.call_id).order_by(Asked.id)
    every = [one for one in session.scalars(found).unique() if _days(one, now) is not None]
    keys = {one.id: _once(one, _days(one, now)) for one in every}
    known = select(Letter.once).where(Letter.once.in_([f"{key} first" for key in keys.values()]))
    told = set(session.scalars(known))
    return [
        one.id
        for one in every
        if f"{keys[one.id]} first" not in told and answers.answer(one).is_open and _written_to(one)
    ]


def remind(this: Decision, number: int) -> None:
    """Tell them that the day is near."""
    one = session.get_one(Asked, number)
    lock_meeting(one.call.meeting_id)
    days = _days(one, this.at)
    if days is None or not answers.answer(one).is_open:
        return
    record(this, "ask an entity again", one.thing, about=[f"organisation {one.organisation_id}"], days=days)
    write_to(this, one, letters.ENTITY_REMINDED, _written_to(one), once=_once(one, days))


def write_to(
    this: Decision, one: Asked, kind: LetterKind, to: Iterable[Addressee], once: str | None = None
) -> None:
    """A letter with a link to each. `once`: what must not be told twice."""
    call, until = one.call, by_when(one)
    places = {
        "organisation": one.organisation.name,
        "call": call.title,
        "meeting": call.meeting.title,
        "place": session.get_one(ThematicSession, one.session_id).title,
        "until": day(until, call.meeting),
    }
    lasts = max(until - this.at, timedelta(days=1))
    for number, each in enumerate(to):
        link, token = make(this, ENTITY, one.thing, person_id=each.person_id, lasts=lasts, alone=True)
        has_account = each.person_id is not None and by_person(each.person_id) is not None
        write(
            this,
            kind,
            each,
            one.thing,
            places={**places, "page": PAGE if has_account else ""},
            secret=Secret(LINK_PATH.format(token=token), link.id),
            meeting_id=call.meeting_id,
            once=f"{once} {each.person_id if number else 'first'}" if once else None,
        )


def by_when(one: Asked) -> datetime:
    """The deadline of the step in which they name somebody; without one, the close of the call."""
    place = one.channel.terms.first(Doing.NAME)
    deadline = one.call.deadline(one.channel_id, place) if place is not None else None
    return deadline.until if deadline else one.call.closes_at


def by_number(number: int) -> Asked:
    """Raises NotFound."""
    found = session.get(Asked, number)
    if found is None:
        raise NotFound(Sentence("Nobody was asked this. Load the page again."))
    return found


def is_over(one: Asked) -> bool:
    return by_when(one) <= clock.now()


def _written_to(one: Asked) -> list[Addressee]:
    """Who was written to, and the contacts of today."""
    asked = select(Link.person_id).where(Link.purpose == ENTITY, Link.thing == one.thing)
    people = list(session.scalars(select(Person).where(Person.id.in_(asked)).order_by(Person.id)))
    people += [contact.person for contact in contacts(one.organisation_id)]
    return list({to.address.lower(): to for to in filter(None, map(addressee, people))}.values())


def _days(one: Asked, now: datetime) -> int | None:
    """The reminder that is due now, by its days before; None: none."""
    place = one.channel.terms.first(Doing.NAME)
    until = by_when(one)
    if place is None or until <= now:
        return None
    near = (days for days in one.channel.steps[place].remind if until - timedelta(days=days) <= now)
    days = min(near, default=None)
    return None if days is None or one.asked_at > until - timedelta(days=days) else days


def _once(one: Asked, days: int | None) -> str:
    return f"{one.thing} reminded {days}"
