"""What programmes tell of a person: where they are named, and as what."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Executable, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.side_events.models import SideEvent, SideEventSpeaker
from scheduler.thematic_sessions.models import (
    Document,
    FloorSpeaker,
    Panel,
    Panellist,
    Segment,
    ThematicSession,
)

SPEAKER = Sentence("Speaker")
PANELLIST = Sentence("Panellist")
FLOOR_SPEAKER = Sentence("Speaker from the floor")


@dataclass(frozen=True)
class Named:
    """That a programme names somebody: in an entry, or, where `code` and `title` are None, in the meeting as
    a whole."""

    meeting: str
    code: str | None
    title: str | None
    role: Sentence
    represents: str | None


def named(people: Collection[int]) -> list[Named]:
    """Every place in a programme where one of these people stands."""
    speakers = (
        select(Meeting.code, Entry.code, Entry.title, SideEventSpeaker.affiliation)
        .join(Entry, Entry.id == SideEventSpeaker.side_event_id)
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .where(SideEventSpeaker.person_id.in_(people))
        .order_by(Meeting.starts, Entry.id)
    )
    panellists = (
        select(Meeting.code, Entry.code, Entry.title, Panellist.represents)
        .join(Panel, Panel.id == Panellist.panel_id)
        .join(Entry, Entry.id == Panel.session_id)
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .where(Panellist.person_id.in_(people))
        .order_by(Meeting.starts, Entry.id)
    )
    floor = (
        select(Meeting.code, Entry.code, Entry.title, FloorSpeaker.represents)
        .join(Meeting, Meeting.id == FloorSpeaker.meeting_id)
        .outerjoin(Entry, Entry.id == FloorSpeaker.session_id)
        .where(FloorSpeaker.person_id.in_(people))
        .order_by(Meeting.starts, Entry.id.is_(None), Entry.id)
    )
    asked = ((speakers, SPEAKER), (panellists, PANELLIST), (floor, FLOOR_SPEAKER))
    return [one for found, role in asked for one in _read(found, role)]


def mentions(words: Collection[str], but: Collection[int] = ()) -> list[tuple[str, str, str]]:
    """Entries, but for these, in whose own texts a name or an address stands: meeting, code and title. Nobody
    knows by these texts which person is meant."""
    if not words:
        return []
    events, sessions = SideEvent.__table__.c, ThematicSession.__table__.c
    told = (
        select(Segment.session_id).where(_holds((Segment.by, Segment.note), words)),
        select(events.id).where(_holds((events.description,), words)),
        select(sessions.id).where(_holds((sessions.chair, sessions.moderator), words)),
        select(Document.session_id).where(_holds((Document.title,), words), Document.author_id.is_(None)),
    )
    found = (
        select(Meeting.code, Entry.code, Entry.title)
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .where(or_(_holds((Entry.title, Entry.note), words), *(Entry.id.in_(numbers) for numbers in told)))
        .where(Entry.id.not_in(but))
        .order_by(Meeting.starts, Entry.id)
    )
    return [(meeting, code, title) for meeting, code, title in session.execute(found)]


def _holds(
    columns: Iterable[ColumnElement[Any] | InstrumentedAttribute[Any]], words: Collection[str]
) -> ColumnElement[bool]:
    return or_(*(column.icontains(word, autoescape=True) for column in columns for word in words))


def _read(found: Executable, role: Sentence) -> Iterator[Named]:
    for meeting, code, title, represents in session.execute(found):
        yield Named(meeting, code, title, role, represents)
