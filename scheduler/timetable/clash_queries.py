"""What a meeting set for its clash rules, who set it when, and its links."""

from datetime import timedelta

from sqlalchemy import func, select

from scheduler.audit.models import Record
from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable.clash_models import ClashLevel, ClashSettings, EntryLink
from scheduler.timetable.clashes.ground import Settings, Tie


def settings_of(meeting: Meeting) -> Settings:
    """Two questions."""
    levels = select(ClashLevel.rule, ClashLevel.level).where(ClashLevel.meeting_id == meeting.id)
    numbers = session.get(ClashSettings, meeting.id)
    return Settings(
        dict(session.execute(levels).all()),
        timedelta(minutes=numbers.set_up_minutes) if numbers else timedelta(0),
        numbers.teams if numbers else None,
    )


SET_RULES = "set clash rules"
"""What the history calls setting levels and numbers."""


def last_set(meeting: Meeting) -> int:
    """The number by which the history knows the last setting of the rules; 0 where nobody set any."""
    found = select(func.max(Record.number)).where(
        Record.act == SET_RULES, Record.thing == f"meeting {meeting.code}"
    )
    return session.scalar(found) or 0


def set_since(meeting: Meeting, seen: int) -> list[Record]:
    """What the history tells of settings after the number that somebody has seen, oldest first."""
    found = select(Record).where(
        Record.act == SET_RULES, Record.thing == f"meeting {meeting.code}", Record.number > seen
    )
    return list(session.scalars(found.order_by(Record.number)))


def links_of(meeting: Meeting) -> list[EntryLink]:
    """In the order in which they were made."""
    found = select(EntryLink).where(EntryLink.meeting_id == meeting.id).order_by(EntryLink.id)
    return list(session.scalars(found))


def ties_of(meeting: Meeting) -> tuple[Tie, ...]:
    """The links as the rules read them."""
    return tuple(Tie(one.kind, one.first_id, one.second_id, one.reason) for one in links_of(meeting))


def link(meeting: Meeting, number: int) -> EntryLink:
    """Raises NotFound."""
    found = session.get(EntryLink, number) if 0 < number <= LARGEST else None
    if found is None or found.meeting_id != meeting.id:
        raise NotFound(Sentence("There is no such link. Somebody may have removed it."))
    return found
