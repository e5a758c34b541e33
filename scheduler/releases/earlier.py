"""Earlier releases: looking at one, and putting the timetable back as it was then, as a draft."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from scheduler.formats.entry import CalendarEntry, Span, Standing
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting, Room
from scheduler.releases import content, queries
from scheduler.releases.models import PublishedEntry, Release
from scheduler.timetable.actions import put
from scheduler.timetable.models import Plan
from scheduler.timetable.plans import make_draft
from scheduler.timetable.queries import entries
from scheduler.timetable.spots import Spot


def existing(meeting: Meeting, number: int) -> Release:
    """The release of this number. Raises NotFound."""
    found = session.get(Release, (meeting.id, number))
    if found is None:
        raise NotFound(Sentence("There is no such release."))
    return found


def programme_of(meeting: str, number: int) -> list[CalendarEntry]:
    """What a release of a meeting (by code) said of every entry, with people named as they are now; by day
    and hour, what had no date last. Of what was taken down since, nothing."""
    told = [content.load(stored) for stored in session.scalars(_standing(number, Meeting.code == meeting))]
    names = queries.names(meeting, (person for one in told for person in content.people(one)))
    return sorted((content.named(one, names) for one in told), key=_place)


def as_draft(this: Decision, meeting: Meeting, number: int, name: str) -> Plan:
    """A draft in which everything stands where a release had it. What did not take place then, or is
    cancelled now, stands nowhere; what came later neither. Compared and adopted like any draft, it becomes
    public with a release of its own.

    Raises NotFound, Refused, and Clash where a room would be given twice.
    """
    existing(meeting, number)
    rooms = {one.slug: one for one in meeting.rooms}
    found = dict(_placed(meeting, number))
    gone = sorted({span.room.name for span in found.values() if span.room and span.room.slug not in rooms})
    if gone:
        told = ", ".join(gone)
        raise Refused(
            Sentence("The meeting no longer has these rooms: %(rooms)s. Add them to it first.", rooms=told)
        )
    plan = make_draft(this, meeting, name)
    known = entries(meeting.id)
    put(plan, {known[one]: _spot(span, rooms) for one, span in found.items() if not known[one].cancelled})
    return plan


def _standing(number: int, of_meeting: Any) -> Select[Any]:
    version = PublishedEntry
    return (
        select(version.content)
        .join(Meeting, Meeting.id == version.meeting_id)
        .where(of_meeting, version.released_in <= number)
        .where(version.superseded_in.is_(None) | (version.superseded_in > number))
        .order_by(version.entry_id)
    )


def _placed(meeting: Meeting, number: int) -> Iterator[tuple[int, Span]]:
    """Where each entry (by number) that took place stood in a release."""
    found = _standing(number, Meeting.id == meeting.id).add_columns(PublishedEntry.entry_id)
    for stored, entry in session.execute(found):
        said = content.load(stored)
        if said.standing is Standing.SCHEDULED and said.span:
            yield entry, said.span


def _spot(span: Span, rooms: dict[str, Room]) -> Spot:
    room = rooms[span.room.slug].id if span.room else None
    return Spot(span.day, span.until, span.starts_at, span.ends_at, room)


def _place(entry: CalendarEntry) -> tuple[Any, ...]:
    span = entry.span if entry.standing is Standing.SCHEDULED else None
    if span is None:
        return (1, entry.title)
    return 0, span.day, str(span.starts_at or ""), span.room.name if span.room else "", entry.title
