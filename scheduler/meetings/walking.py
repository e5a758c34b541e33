"""The parts of a venue and the ways between them: read, and written by the desk."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.text import clean_line, fold
from scheduler.meetings.models import Room, RoomPart, Venue, VenuePart, Walk
from scheduler.meetings.walk_rules import Walks

Pair = tuple[int, int]


def walks(venues: Collection[str]) -> Walks:
    """What is known of the ways in venues of these names, in two questions."""
    rooms = (
        select(Venue.name, Room.slug, RoomPart.part_id)
        .join(Room, Room.venue_id == Venue.id)
        .join(RoomPart, RoomPart.room_id == Room.id)
        .where(Venue.name.in_(venues))
    )
    parts = {(name, slug): part for name, slug, part in session.execute(rooms)}
    known = select(Walk).where(Walk.one_id.in_(set(parts.values())))
    ways = session.scalars(known) if parts else ()
    return Walks(parts, {frozenset((way.one_id, way.other_id)): way.minutes for way in ways})


def parts_of(venue: Venue) -> Sequence[VenuePart]:
    """In the order in which they were named."""
    found = select(VenuePart).where(VenuePart.venue_id == venue.id).order_by(VenuePart.id)
    return session.scalars(found).all()


def part_of_rooms(venue: Venue) -> dict[int, VenuePart]:
    """The part in which each room lies, by the room's number."""
    found = (
        select(RoomPart.room_id, VenuePart)
        .join(VenuePart, VenuePart.id == RoomPart.part_id)
        .where(VenuePart.venue_id == venue.id)
    )
    return dict(session.execute(found).all())


def minutes_of(venue: Venue) -> dict[Pair, int]:
    """By the numbers of both parts, the smaller first."""
    found = select(Walk).join(VenuePart, VenuePart.id == Walk.one_id).where(VenuePart.venue_id == venue.id)
    return {(way.one_id, way.other_id): way.minutes for way in session.scalars(found)}


def put_rooms(this: Decision, venue: Venue, named: Mapping[int, str]) -> None:
    """Say for each room, by its number, in which part of the venue it lies; empty: not known. Parts without a
    room are forgotten, and the ways to them."""
    known = {part.folded: part for part in parts_of(venue)}
    session.execute(delete(RoomPart).where(RoomPart.room_id.in_([room.id for room in venue.rooms])))
    for room in venue.rooms:
        name = clean_line(named.get(room.id, ""))
        if not name:
            continue
        if fold(name) not in known:
            known[fold(name)] = VenuePart(venue_id=venue.id, name=name, folded=fold(name))
            session.add(known[fold(name)])
            session.flush()
        session.add(RoomPart(room_id=room.id, part_id=known[fold(name)].id))
    session.flush()
    _forget_empty(venue)
    record(this, "set walks", f"venue {venue.id}")


def set_minutes(this: Decision, venue: Venue, minutes: Mapping[Pair, int | None]) -> None:
    """Minutes between two parts, or within one, by their numbers, the smaller first; None: not known."""
    for (one, other), number in minutes.items():
        found = session.get(Walk, (one, other))
        if number is None and found:
            session.delete(found)
        elif number is not None and found:
            found.minutes = number
        elif number is not None:
            session.add(Walk(one_id=one, other_id=other, minutes=number))
    session.flush()
    record(this, "set walks", f"venue {venue.id}")


def _forget_empty(venue: Venue) -> None:
    used = {part.id for part in part_of_rooms(venue).values()}
    for part in parts_of(venue):
        if part.id not in used:
            session.execute(delete(Walk).where((Walk.one_id == part.id) | (Walk.other_id == part.id)))
            session.delete(part)
    session.flush()
