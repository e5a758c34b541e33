"""What the worker does for draft programmes by the clock: who has not answered is reminded, once."""

from datetime import datetime

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.timetable import letters
from scheduler.timetable.draft_programmes import rules
from scheduler.timetable.draft_programmes.answering import shut
from scheduler.timetable.draft_programmes.models import DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.queries import place as by_number
from scheduler.timetable.draft_programmes.showing import lock_place
from scheduler.timetable.draft_programmes.telling import ANSWER, tell_organisers
from scheduler.timetable.draft_programmes.terms import Showing


def due(now: datetime) -> list[int]:
    """Places of events whose organisers are to be reminded, by number. `now` in UTC."""
    shown = session.scalars(select(DraftProgramme).where(DraftProgramme.state == Showing.SHOWN))
    drafts = [draft.id for draft in shown if _is_time(draft, now)]
    if not drafts:
        return []
    found = select(DraftPlace).where(
        DraftPlace.draft_id.in_(drafts), DraftPlace.letters > 0, DraftPlace.reminded_at.is_(None)
    )
    return [place.id for place in session.scalars(found.order_by(DraftPlace.id)) if _waits(place)]


def remind(this: Decision, number: int) -> None:
    """Write once more to who answers for the event. Raises Refused where that was done meanwhile, or where
    nobody has to answer any more."""
    place = by_number(number)
    lock_place(place)
    if why := shut(this, place):
        raise Refused(why)
    if not _waits(place):
        raise Refused(Sentence("It was answered, or they were reminded meanwhile."))
    place.reminded_at = this.at
    record(this, "remind of a draft programme", place.thing, about=[place.draft.thing])
    tell_organisers(this, letters.REMINDER, place, ANSWER)


def _is_time(draft: DraftProgramme, now: datetime) -> bool:
    closes = rules.closes_at(draft.last_day, draft.meeting.time_zone)
    return rules.reminds_at(draft.shown_at, closes) <= now < closes


def _waits(place: DraftPlace) -> bool:
    """Whether it is asked for, somebody was written to, and nobody answered or was reminded."""
    return (
        bool(place.letters)
        and place.answer is None
        and place.reminded_at is None
        and not place.entry.cancelled
    )
