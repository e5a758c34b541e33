"""How somebody wants to be told, and up to when they looked at their news: what they say themselves."""

from datetime import datetime

from sqlalchemy import select, update

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.organisations.models import Person
from scheduler.telling.models import Listener, Notice
from scheduler.telling.terms import ByMail


def choose(this: Decision, person: int, by_mail: ByMail) -> None:
    """From now on news reach them so. What waits for a daily letter still comes with it; who wants no letters
    does not get that one either."""
    listener = _listener(person)
    before, listener.by_mail, listener.chosen_at = listener.by_mail, by_mail, this.at
    if by_mail is ByMail.NEVER:
        waiting = Notice.by_mail == ByMail.DAILY, Notice.letter_id.is_(None)
        theirs = update(Notice).where(Notice.person_id == person, *waiting)
        session.execute(theirs.values(by_mail=ByMail.NEVER))
    record(this, "choose how to be told", f"person {person}", before=before, after=by_mail)


def look(person: int, until: datetime) -> None:
    """They have seen their news of releases up to this moment (UTC). A page that was opened before another
    one takes nothing back."""
    listener = _listener(person)
    listener.looked_at = max(until, listener.looked_at or until)


def _listener(person: int) -> Listener:
    """Nobody else says something for them at the same time; what only refers to them waits for nothing, such
    as a letter, so that no two wait for each other."""
    session.execute(select(Person.id).where(Person.id == person).with_for_update(key_share=True))
    listener = session.get(Listener, person, populate_existing=True) or Listener(person_id=person)
    session.add(listener)
    return listener
