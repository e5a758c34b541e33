"""Names of people, rooms and entries, to speak of what happens in a plan."""

from collections.abc import Iterable

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.timetable.called import called
from scheduler.timetable.models import Placement, Plan
from scheduler.timetable.moving_rules import Words


def words_of(meeting: Meeting, actors: Iterable[str] = ()) -> Words:
    """For plans of a meeting and what these did, such as "account 7", in a constant number of queries. Whose
    name was erased is "somebody"."""
    titles = select(Entry.id, Entry.title).where(Entry.meeting_id == meeting.id)
    used = select(Placement.room_id).join(Plan).where(Plan.meeting_id == meeting.id)
    rooms = select(Room.id, Room.name).where(
        Room.id.in_(used) | Room.id.in_([room.id for room in meeting.rooms])
    )
    people = {thing: one.name for thing, one in called(actors).items() if one.name}
    return Words(
        zone=meeting.time_zone,
        rooms=dict(session.execute(rooms).all()),
        titles=dict(session.execute(titles).all()),
        people=people,
    )
