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
from scheduler.timetable.draft_programmes.queries import room_names
from scheduler.timetable.draft_programmes.showing import lock
from scheduler.timetable.draft_programmes.telling import ANSWER, concerned, send
from scheduler.timetable.draft_programmes.terms import Showing


def due(now: datetime) -> list[int]:
    """Places of events whose organisers are to be reminded, by number. `now` in UTC."""
    shown = session.scalars(select(DraftProgramme).where(DraftProgramme.state == Showing.SHOWN))
    return [place.id for draft in shown if _is_time(draft, now) for place in draft.places if _waits(place)]


def remind(this: Decision, number: int) -> None:
    """Write once more to who answers for the event. Raises Refused where that was done meanwhile, or where
    nobody has to answer any more."""
    place = by_number(number)
    lock(place.draft)
    session.refresh(place)
    if why := shut(this, place):
        raise Refused(why)
    if not _waits(place):
        raise Refused(Sentence("It was answered, or they were reminded meanwhile."))
    place.reminded_at = this.at
    who, rooms = concerned(place), room_names(place.draft.meeting)
    record(this, "remind of a draft programme", place.thing, about=[place.draft.thing])
    for to in who.organisers:
        send(this, letters.REMINDER, place, to, who, rooms, ANSWER, page=who.page)


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
