"""The door of the desk's pages of thematic sessions, and what finds the things behind it."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.thematic_sessions import permissions
from scheduler.thematic_sessions.models import Document, Segment, ThematicSession
from scheduler.thematic_sessions.queries import document_by_number, session_by_number
from scheduler.timetable.models import Placement
from scheduler.timetable.queries import placements, public_plan
from scheduler.web.private import private_door

door = private_door("desk_sessions", __name__, "/desk/sessions")


@dataclass(frozen=True)
class Part:
    """A segment of a session's agenda."""

    session: ThematicSession
    segment: Segment


def session_of(number: int) -> ThematicSession:
    return session_by_number(number)


def part_of(number: int, segment: int) -> Part:
    item = session_by_number(number)
    found = next((one for one in item.segments if one.id == segment), None)
    if found is None:
        raise NotFound(Sentence("This segment was removed meanwhile. Load the page again."))
    return Part(item, found)


def document_of(number: int) -> Document:
    return document_by_number(number)


def meeting_of(item: ThematicSession) -> Meeting:
    return session.get_one(Meeting, item.meeting_id)


def placement_of(item: ThematicSession) -> Placement | None:
    """Where it stands in the public plan."""
    return placements(public_plan(meeting_of(item))).get(item.id)


def hours(placed: Placement | None) -> tuple[datetime | None, datetime | None]:
    """From when to when, in UTC, as far as that is known."""
    return (placed.starts_at, placed.ends_at) if placed else (None, None)


def page(template: str, item: ThematicSession, here: str, **more: object) -> str:
    """A page of one session; `here` is its part that is shown."""
    meeting = meeting_of(item)
    return render_template(
        f"desk/sessions/{template}",
        item=item,
        meeting=meeting,
        zone=meeting.time_zone,
        placed=placement_of(item),
        here_is=here,
        acts=permissions,
        **more,
    )
