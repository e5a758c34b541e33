"""From what is stored to what the public sees: an entry and its placement become a `CalendarEntry`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from scheduler.formal_meetings.models import FormalMeeting
from scheduler.formats import entry as public
from scheduler.kernel.db import session
from scheduler.kernel.terms import Equipment
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.organisations.models import Organisation, Person
from scheduler.side_events.models import Role, SideEvent
from scheduler.thematic_sessions.models import Document, FloorSpeaker, Panellist, ThematicSession
from scheduler.thematic_sessions.queries import heard, public_documents, public_panellists
from scheduler.timetable.models import Placement
from scheduler.timetable.rules import assumed_end

Slots = Sequence[tuple[datetime, datetime]]


def entries_of(meeting: Meeting) -> list[Entry]:
    """Every entry of a meeting with all that hangs on it, in a constant number of queries."""
    found: list[Entry] = []
    for section in (SideEvent, ThematicSession, FormalMeeting):
        found.extend(
            session.scalars(select(section).where(section.meeting_id == meeting.id).order_by(section.id))
        )
    return found


def slots_of(meeting: Meeting) -> Slots:
    return [(slot.starts_at, slot.ends_at) for slot in meeting.slots]


def face(entry: Entry, placement: Placement | None, slots: Slots) -> public.CalendarEntry:
    """What a release says of an entry. People stand in it by id, without their names."""
    plain = public.CalendarEntry(
        kind=entry.kind,
        code=entry.code,
        title=entry.title,
        standing=_standing(entry, placement),
        span=span(placement, slots) if placement else None,
        format=entry.format,
    )
    return _FACES[type(entry)](entry, plain)


def _standing(entry: Entry, placement: Placement | None) -> public.Standing:
    if entry.cancelled:
        return public.Standing.CANCELLED
    return public.Standing.SCHEDULED if placement else public.Standing.UNPLACED


def span(placement: Placement, slots: Slots) -> public.Span:
    """When and where a placement is."""
    starts_at, ends_at = placement.starts_at, placement.ends_at
    return public.Span(
        day=placement.day,
        until=placement.until,
        starts_at=starts_at,
        ends_at=ends_at,
        assumed_end=assumed_end(starts_at, slots) if starts_at and not ends_at else None,
        room=_place(placement.room) if placement.room else None,
    )


def _place(room: Room) -> public.Place:
    return public.Place(
        name=room.name,
        slug=room.slug,
        venue=room.venue.name,
        capacity=room.capacity,
        step_free=True if Equipment.STEP_FREE in room.equipment else None,
    )


def _body(organisation: Organisation) -> public.Body:
    return public.Body(organisation.name, organisation.slug, organisation.short_name, organisation.kind)


def _speaker(person: Person | None, affiliation: str | None = None) -> public.Speaker | None:
    return public.Speaker(person.id, affiliation=affiliation) if person else None


def _side_event(event: SideEvent, plain: public.CalendarEntry) -> public.CalendarEntry:
    def bodies(*roles: Role) -> tuple[public.Body, ...]:
        return tuple(_body(item.organisation) for item in event.bodies if item.role in roles)

    return replace(
        plain,
        description=event.description,
        theme=event.theme,
        languages=tuple(event.languages),
        organisers=bodies(Role.ORGANISER, Role.CO_ORGANISER),
        joint=any(item.role is Role.CO_ORGANISER for item in event.bodies),
        cosponsors=bodies(Role.COSPONSOR),
        speakers=tuple(
            public.Speaker(item.person_id, affiliation=item.affiliation) for item in event.speakers
        ),
        links=tuple(public.Link(link["label"], link["url"]) for link in event.links),
    )


def voice(item: Panellist | FloorSpeaker) -> public.Panellist:
    """Someone on the panel or from the floor."""
    return public.Panellist(
        constituency=item.constituency,
        represents=item.represents,
        organisation=item.organisation.slug if item.organisation else None,
        regional_group=item.regional_group,
        channel=item.channel,
        speaker=_speaker(item.person),
    )


def _thematic_session(session_: ThematicSession, plain: public.CalendarEntry) -> public.CalendarEntry:
    panel = session_.panel
    return replace(
        plain,
        chair=session_.chair,
        moderator=session_.moderator,
        languages=tuple(session_.languages),
        segments=tuple(public.Segment(s.kind, s.by, s.mode, s.minutes) for s in session_.segments),
        seats=tuple(
            public.Seat(s.constituency, s.target, s.regional_group, s.minimum, s.maximum)
            for s in (panel.seats if panel else ())
        ),
        panellists=tuple(map(voice, public_panellists(panel))),
        floor_speakers=tuple(map(voice, heard(session_))),
        not_heard=tuple(voice(one) for one in session_.floor_speakers if not one.heard),
        links=(public.Link("Livestream", session_.livestream),) if session_.livestream else (),
        documents=tuple(map(_document, public_documents(session_))),
    )


def _document(item: Document) -> public.Document:
    """Only what this house keeps bears a number: what a file told is no more than that."""
    told = public.Document(item.title, item.symbol, item.url, tuple(item.languages))
    if item.version is None:
        return told
    return replace(told, kind=item.kind, number=item.id, name=item.name, author=_speaker(item.author))


def _formal_meeting(meeting: FormalMeeting, plain: public.CalendarEntry) -> public.CalendarEntry:
    items = (public.AgendaItem(i.number, i.title, tuple(i.symbols)) for i in meeting.agenda_items)
    return replace(plain, agenda_items=tuple(items))


_FACES: dict[type[Entry], Callable[..., public.CalendarEntry]] = {
    SideEvent: _side_event,
    ThematicSession: _thematic_session,
    FormalMeeting: _formal_meeting,
}
