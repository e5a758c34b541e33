"""Everything that one look at a plan needs, in a fixed number of questions."""

from scheduler.formats.entry import CalendarEntry, Standing
from scheduler.meetings.models import Meeting
from scheduler.timetable.facts import facts_of
from scheduler.timetable.models import Plan
from scheduler.timetable.queries import placements
from scheduler.timetable.spots import Spot
from scheduler.web.desk.grid.looking import Look
from scheduler.web.shelf import programmes


def look_at(meeting: Meeting, plan: Plan) -> Look:
    facts = facts_of(meeting, plan)
    rooms = {room.slug: room.id for room in meeting.rooms}
    programme = programmes().get(meeting.code)
    released = {one.entry.code: _spot(one.entry, rooms) for one in programme.entries} if programme else None
    return Look(
        facts.ground,
        facts.items,
        {entry: one.spot for entry, one in placements(plan).items() if entry in facts.items},
        facts.index(),
        released,
    )


def _spot(entry: CalendarEntry, rooms: dict[str, int]) -> Spot | None:
    """Where the release has it. Rooms that the meeting no longer uses are not known here."""
    span = entry.span
    if span is None or entry.standing is not Standing.SCHEDULED:
        return None
    room = rooms.get(span.room.slug) if span.room else None
    return Spot(span.day, span.until, span.starts_at, span.ends_at, room)
