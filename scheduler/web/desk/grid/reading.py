"""Everything that one look at a plan needs, in a fixed number of questions."""

from scheduler.formats.entry import CalendarEntry, Standing
from scheduler.meetings.models import Meeting
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace
from scheduler.timetable.draft_programmes.queries import earlier_answers, shown_now
from scheduler.timetable.draft_programmes.rules import slots_read
from scheduler.timetable.facts import facts_of
from scheduler.timetable.models import Plan
from scheduler.timetable.queries import placements
from scheduler.timetable.spots import Spot
from scheduler.web.desk.grid.cards import Answer
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
        _answers(meeting),
    )


def _answers(meeting: Meeting) -> dict[int, Answer]:
    """Of the draft programme that is shown; where it has none yet, what was said of another place before."""
    draft = shown_now(meeting)
    if draft is None:
        return {}
    earlier = earlier_answers(draft)
    return {
        place.entry_id: _answer(place, earlier.get(place.entry_id)) for place in draft.places if place.asked
    }


def _answer(place: DraftPlace, earlier: DraftAnswer | None) -> Answer:
    found = place.answer or earlier
    if found is None:
        return Answer(place.draft.number, place.spot)
    of = found.place
    slots = tuple(slots_read(found.slots))
    return Answer(
        of.draft.number, of.spot, found.reply, found.said, slots, is_earlier=found is not place.answer
    )


def _spot(entry: CalendarEntry, rooms: dict[str, int]) -> Spot | None:
    """Where the release has it. Rooms that the meeting no longer uses are not known here."""
    span = entry.span
    if span is None or entry.standing is not Standing.SCHEDULED:
        return None
    room = rooms.get(span.room.slug) if span.room else None
    return Spot(span.day, span.until, span.starts_at, span.ends_at, room)
