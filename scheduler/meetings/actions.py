"""Setting up venues, rooms, and the days and slots of meetings."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from scheduler.kernel.codes import first_free
from scheduler.kernel.db import session
from scheduler.kernel.errors import Clash
from scheduler.kernel.text import fold, slug
from scheduler.kernel.words import Sentence
from scheduler.meetings import queries
from scheduler.meetings.models import (
    Day,
    Meeting,
    MeetingOrganisation,
    MeetingRoom,
    Room,
    RoomClosure,
    RoomName,
    Slot,
    Venue,
)
from scheduler.organisations.models import Organisation

Span = tuple[date, datetime, datetime]
"""A day of the venue, and a start and an end in UTC."""


def hold(number: int) -> None:
    """Nobody else decides on this meeting as a whole until the decision is kept. What belongs to it can be
    written meanwhile: who has written to the history and goes on need not wait for who waits for the history.
    """
    session.execute(select(Meeting.id).where(Meeting.id == number).with_for_update(key_share=True))


def venue(name: str) -> Venue:
    """The venue of this name, made when there is none."""
    found = queries.venue(name)
    if found is None:
        found = Venue(name=name, folded=fold(name))
        session.add(found)
        session.flush()
    return found


def add_room(venue: Venue, name: str) -> Room:
    """A new room of which nothing else is known. Raises Clash where another one goes by that name."""
    taken = set(session.scalars(select(Room.slug).where(Room.venue_id == venue.id)))
    room = Room(venue_id=venue.id, name=name, slug=first_free(slug(name), taken), equipment=[])
    session.add(room)
    session.flush()
    add_room_name(room, name)
    return room


def add_room_name(room: Room, name: str) -> None:
    """Another name that the room goes by. Raises Clash where another one of the venue does already."""
    other = session.get(RoomName, (room.venue_id, fold(name)))
    if other is None:
        room.names.append(RoomName(venue_id=room.venue_id, folded=fold(name), text=name))
        session.flush()
    elif other.room is not room:
        raise Clash(
            Sentence("“%(name)s” is already a name of room %(other)s.", name=name, other=other.room.name)
        )


def sit(meeting: Meeting, starts: date, ends: date) -> None:
    """Give the meeting its dates and days. Slots and closures on days that fall away go with them."""
    for model, day in ((Slot, Slot.day), (RoomClosure, RoomClosure.day), (Day, Day.date)):
        session.execute(delete(model).where(model.meeting_id == meeting.id, (day < starts) | (day > ends)))
    meeting.starts, meeting.ends = starts, ends
    session.flush()
    session.expire(meeting, ["days"])
    present = {day.date for day in meeting.days}
    wanted = (starts + timedelta(days=n) for n in range((ends - starts).days + 1))
    session.add_all(
        Day(meeting_id=meeting.id, date=day, meeting_starts=starts, meeting_ends=ends)
        for day in wanted
        if day not in present
    )
    session.flush()


def set_slots(meeting: Meeting, wanted: Collection[Span]) -> None:
    """These slots and no others."""
    spans = {(start, end): day for day, start, end in wanted}
    for slot in session.scalars(select(Slot).where(Slot.meeting_id == meeting.id)):
        if spans.get((slot.starts_at, slot.ends_at)) == slot.day:
            del spans[slot.starts_at, slot.ends_at]
        else:
            session.delete(slot)
    session.flush()
    session.add_all(
        Slot(meeting_id=meeting.id, day=day, starts_at=start, ends_at=end)
        for (start, end), day in spans.items()
    )
    session.flush()
    session.expire(meeting, ["slots"])


def set_rooms(meeting: Meeting, rooms: Collection[Room]) -> None:
    """The meeting uses these rooms and no others. Closures of rooms that fall away go with them."""
    wanted = {room.id for room in rooms}
    used = set(session.scalars(select(MeetingRoom.room_id).where(MeetingRoom.meeting_id == meeting.id)))
    for model in (RoomClosure, MeetingRoom):
        gone = model.room_id.in_(used - wanted)
        session.execute(delete(model).where(model.meeting_id == meeting.id, gone))
    session.add_all(MeetingRoom(meeting_id=meeting.id, room_id=room) for room in sorted(wanted - used))
    session.flush()
    session.expire(meeting, ["rooms"])


def set_organisations(meeting: Meeting, organisations: Collection[Organisation]) -> None:
    """The meeting's programme names these organisations and no others."""
    named, wanted = MeetingOrganisation, {organisation.id for organisation in organisations}
    known = set(session.scalars(select(named.organisation_id).where(named.meeting_id == meeting.id)))
    gone = named.organisation_id.in_(known - wanted)
    session.execute(delete(named).where(named.meeting_id == meeting.id, gone))
    session.add_all(named(meeting_id=meeting.id, organisation_id=id) for id in sorted(wanted - known))
    session.flush()


def set_closures(meeting: Meeting, wanted: Collection[tuple[Room, Span]]) -> None:
    """These closures of rooms and no others."""
    left = {(room.id, *span) for room, span in wanted}
    for closure in session.scalars(select(RoomClosure).where(RoomClosure.meeting_id == meeting.id)):
        span = (closure.room_id, closure.day, closure.starts_at, closure.ends_at)
        if span in left:
            left.remove(span)
        else:
            session.delete(closure)
    session.flush()
    session.add_all(
        RoomClosure(meeting_id=meeting.id, room_id=room, day=day, starts_at=start, ends_at=end)
        for room, day, start, end in sorted(left)
    )
    session.flush()
