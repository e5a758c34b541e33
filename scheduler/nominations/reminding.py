"""Letters to speakers about what they owe: before it is due, and once when it is late. Each names what is
due at one time, goes out once, and brings who has no account the only link that works then."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from scheduler.accounts.queries import addressee, by_person
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.mail.models import Letter
from scheduler.meetings.models import Meeting
from scheduler.nominations import letters, owing
from scheduler.nominations.acting import lock, write_down
from scheduler.nominations.call_models import ContributionDue, SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.telling import SPEAKER, owed, secret, send
from scheduler.nominations.terms import State

SPEAKING = "/account/speaking/{code}/"
"""Where a speaker with an account gives it."""


def owing_now(now: datetime) -> list[int]:
    """Whom something has to be written to now, by nomination. Meetings that are over ask for nothing."""
    soon = now + timedelta(days=max(owing.REMINDED))
    due = select(ContributionDue.call_id).where(ContributionDue.due_at <= soon)
    found = (
        select(Nomination)
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .join(Meeting, Meeting.id == SpeakerCall.meeting_id)
        .where(
            Nomination.state == State.ACCEPTED,
            Meeting.ends >= now.date(),
            or_(SpeakerCall.contribution_due_at <= soon, SpeakerCall.id.in_(due)),
        )
    )
    every = session.scalars(found.order_by(Nomination.id)).unique().all()
    keys = {
        one.id: [_once(one, *stage) for stage in _stages(one, now)] for one in every if addressee(one.person)
    }
    known = select(Letter.once).where(Letter.once.in_([key for each in keys.values() for key in each]))
    told = set(session.scalars(known))
    return [number for number, wanted in keys.items() if set(wanted) - told]


def remind_of_contribution(this: Decision, number: int) -> None:
    """Tell a speaker what is still to come, or is late, unless they were told."""
    one = session.get_one(Nomination, number)
    lock(one)
    to = addressee(one.person)
    for due_at, days in list(_stages(one, this.at)) if to else ():
        told = select(Letter.id).where(Letter.once == _once(one, due_at, days))
        if to is None or session.scalars(told).first():
            continue
        write_down(this, "remind of contribution", one, days=days)
        account = by_person(one.person_id)
        send(
            this,
            letters.CONTRIBUTION_DUE if days else letters.CONTRIBUTION_LATE,
            to,
            one,
            {"owed": owed(this, one, due_at), "page": SPEAKING.format(code=one.code) if account else ""},
            None if account else secret(this, SPEAKER, one),
            once=_once(one, due_at, days),
        )


def _stages(one: Nomination, at: datetime) -> Iterator[tuple[datetime, int]]:
    """What is due when, and which of its letters has its time now, by its days before; 0: it is late."""
    for due_at in sorted({each.due_at for each in one.owed if each.is_missing}):
        days = owing.days_before(due_at, at)
        if days is not None:
            yield due_at, days


def _once(one: Nomination, due_at: datetime, days: int) -> str:
    return f"{one.thing} contribution {due_at:%Y-%m-%dT%H:%M:%S} {days}"
