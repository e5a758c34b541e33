"""What is stored, as the items of a programme file."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from scheduler.formal_meetings.models import FormalMeeting
from scheduler.formal_meetings.queries import as_told as formal_meeting_as_told
from scheduler.formats import programme_model as told
from scheduler.formats.programme_fields import FORMAT, Status
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import Equipment
from scheduler.kernel.text import fold
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.meetings.queries import organisations_of
from scheduler.organisations.models import Organisation
from scheduler.side_events.models import SideEvent
from scheduler.side_events.queries import as_told as side_event_as_told
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.queries import Namings, floor_of, namings_of, public_name, voices
from scheduler.thematic_sessions.queries import as_told as thematic_session_as_told
from scheduler.timetable.entries import entries_of
from scheduler.timetable.models import Placement
from scheduler.timetable.queries import placements, public_plan


def as_file(meeting: Meeting) -> told.ProgrammeFile:
    """All of a meeting as a programme file: its public plan, with codes, UIDs, sources and editors' notes."""
    places = placements(public_plan(meeting))
    zone, named = meeting.time_zone, namings_of(meeting)
    items = [as_item(entry, places.get(entry.id), zone, named) for entry in entries_of(meeting)]
    return told.ProgrammeFile(
        format=FORMAT,
        meeting=as_meeting(meeting),
        rooms=tuple(_room(room, meeting) for room in sorted(meeting.rooms, key=lambda room: fold(room.name))),
        slots=tuple(_span(slot.day, slot.starts_at, slot.ends_at, zone) for slot in meeting.slots),
        organisations=tuple(_organisation(one) for one in organisations_of(meeting)),
        side_events=tuple(item for item in items if isinstance(item, told.SideEvent)),
        thematic_sessions=tuple(item for item in items if isinstance(item, told.ThematicSession)),
        formal_meetings=tuple(item for item in items if isinstance(item, told.FormalMeeting)),
        floor_speakers=tuple(told.Voice(**voice) for voice in voices(floor_of(meeting), named)),
    )


def as_meeting(meeting: Meeting) -> told.Meeting:
    return told.Meeting(
        code=meeting.code,
        title=meeting.title,
        kind=meeting.kind,
        session_number=meeting.session_number,
        starts=meeting.starts,
        ends=meeting.ends,
        time_zone=meeting.time_zone,
        venue=meeting.venue.name if meeting.venue else None,
        coverage=told.Coverage(side_events=meeting.side_events_in_truth),
    )


def as_item(entry: Entry, placement: Placement | None, zone: str, named: Namings) -> told.Entry:
    """An entry with its place in a plan; its people as they chose to be named."""
    common = {
        "title": entry.title,
        "code": entry.code,
        "uid": entry.uid,
        "status": Status.CANCELLED if entry.cancelled else None,
        "sources": entry.sources,
        "note": entry.note,
        **(_place(placement, zone) if placement else {}),
    }
    match entry:
        case SideEvent():
            until = placement.until if placement else None
            facts = side_event_as_told(entry, partial(public_name, named=named))
            return told.SideEvent(**common, until=until, **facts)
        case ThematicSession():
            return told.ThematicSession(**common, **thematic_session_as_told(entry))
        case FormalMeeting():
            return told.FormalMeeting(**common, **formal_meeting_as_told(entry))
    raise TypeError(entry)


def _place(placement: Placement, zone: str) -> dict[str, Any]:
    def clock(moment: datetime | None) -> object:
        return to_local(moment, zone).time() if moment else None

    return {
        "date": placement.day,
        "start": clock(placement.starts_at),
        "end": clock(placement.ends_at),
        "room": placement.room.name if placement.room else None,
    }


def _span(day: date, starts_at: datetime, ends_at: datetime, zone: str) -> told.Span:
    return told.Span(date=day, start=to_local(starts_at, zone).time(), end=to_local(ends_at, zone).time())


def _room(room: Room, meeting: Meeting) -> told.Room:
    def closed() -> Iterator[told.Span]:
        for closure in meeting.closures:
            if closure.room_id == room.id:
                yield _span(closure.day, closure.starts_at, closure.ends_at, meeting.time_zone)

    return told.Room(
        name=room.name,
        capacity=room.capacity,
        aliases=tuple(item.text for item in room.names if item.text != room.name),
        equipment=tuple(map(Equipment, room.equipment)),
        closed=tuple(closed()),
    )


def _organisation(one: Organisation) -> told.Organisation:
    return told.Organisation(
        name=one.name,
        kind=one.kind,
        short_name=one.short_name,
        country=one.country,
        ecosoc_status=one.ecosoc_status,
        regional_group=one.regional_group,
    )
