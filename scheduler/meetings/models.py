"""Meetings: where and when a body sits, and the base of everything that stands in its programme."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.kernel.terms import EntryKind, Format, MeetingKind
from scheduler.organisations.models import Organisation


class Venue(Base):
    """A building or group of buildings with rooms."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)

    rooms: Mapped[list["Room"]] = relationship(back_populates="venue", order_by="Room.id")


class Room(Base):
    """A room of a venue, shared by all its meetings. `equipment` holds `kernel.terms.Equipment` values."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("venue_id", "slug"), CheckConstraint("capacity >= 0", name="capacity"))

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey(Venue.id))
    name: Mapped[str]
    slug: Mapped[str]
    capacity: Mapped[int | None]
    equipment: Mapped[list[str]] = mapped_column(default=list)

    venue: Mapped[Venue] = relationship(back_populates="rooms")
    names: Mapped[list["RoomName"]] = relationship(
        back_populates="room", lazy="selectin", order_by="RoomName.text"
    )


class RoomName(Base):
    """A name or alias of a room, folded for comparing; unique within its venue."""

    __tablename__ = "room_name"

    venue_id: Mapped[int] = mapped_column(ForeignKey(Venue.id), primary_key=True)
    folded: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id), index=True)

    room: Mapped[Room] = relationship(back_populates="names")


class VenuePart(Base):
    """A part of a venue from which one walks to the others, such as "M building, first floor"."""

    __tablename__ = "venue_part"
    __table_args__ = (UniqueConstraint("venue_id", "folded"), CheckConstraint("name != ''", name="named"))

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey(Venue.id))
    name: Mapped[str]
    folded: Mapped[str]


class RoomPart(Base):
    """In which part of its venue a room lies. Where that is not known, nothing is said of the way to it."""

    __tablename__ = "room_part"

    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey(VenuePart.id), index=True)


class Walk(Base):
    """How many minutes one walks from one part of a venue to another, and as many back; within a part where
    both are the same."""

    __tablename__ = "walk"
    __table_args__ = (
        CheckConstraint("one_id <= other_id", name="once"),
        CheckConstraint("minutes BETWEEN 0 AND 120", name="minutes"),
    )

    one_id: Mapped[int] = mapped_column(ForeignKey(VenuePart.id), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey(VenuePart.id), primary_key=True, index=True)
    minutes: Mapped[int]


class Meeting(Base):
    """A sitting of a body over one or more days. `time_zone` is the venue's (IANA)."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("starts <= ends", name="starts_before_ends"),
        UniqueConstraint("id", "starts", "ends"),  # lets every Day carry its meeting's dates
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[MeetingKind]
    session_number: Mapped[int | None]
    starts: Mapped[dt.date]
    ends: Mapped[dt.date]
    time_zone: Mapped[str]
    venue_id: Mapped[int | None] = mapped_column(ForeignKey(Venue.id))
    side_events_in_truth: Mapped[int | None]
    """How many side events there were, where the record tells but does not name them all."""
    imported: Mapped[dict[str, Any] | None]
    """The meeting's own facts as last imported, to tell what a person changed since."""

    venue: Mapped[Venue | None] = relationship(lazy="joined")
    days: Mapped[list["Day"]] = relationship(order_by="Day.date", passive_deletes="all")
    slots: Mapped[list["Slot"]] = relationship(order_by="Slot.starts_at, Slot.ends_at", passive_deletes="all")
    rooms: Mapped[list[Room]] = relationship(secondary="meeting_room", order_by="Room.id")
    closures: Mapped[list["RoomClosure"]] = relationship(
        order_by="RoomClosure.starts_at", passive_deletes="all"
    )


class Day(Base):
    """A day of a meeting. It carries its meeting's dates, so that the database itself keeps it inside
    them."""

    __tablename__ = "day"
    __table_args__ = (
        ForeignKeyConstraint(
            ["meeting_id", "meeting_starts", "meeting_ends"],
            ["meeting.id", "meeting.starts", "meeting.ends"],
            onupdate="CASCADE",
        ),
        CheckConstraint("date BETWEEN meeting_starts AND meeting_ends", name="inside_meeting"),
    )

    meeting_id: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[dt.date] = mapped_column(primary_key=True)
    meeting_starts: Mapped[dt.date]
    meeting_ends: Mapped[dt.date]


class Slot(Base):
    """A span of a day in which side events may stand. Slots may overlap: a special event covers two."""

    __tablename__ = "slot"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "day"], ["day.meeting_id", "day.date"]),
        UniqueConstraint("meeting_id", "starts_at", "ends_at"),
        CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    day: Mapped[dt.date]
    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]


class MeetingRoom(Base):
    """That a meeting uses a room."""

    __tablename__ = "meeting_room"

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey(Room.id), primary_key=True)


class MeetingOrganisation(Base):
    """That a meeting's programme names an organisation."""

    __tablename__ = "meeting_organisation"

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), primary_key=True, index=True)


class RoomClosure(Base):
    """Hours of a day in which a room is not to be had by a meeting; at all other hours it is open."""

    __tablename__ = "room_closure"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "day"], ["day.meeting_id", "day.date"]),
        ForeignKeyConstraint(["meeting_id", "room_id"], ["meeting_room.meeting_id", "meeting_room.room_id"]),
        CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), index=True)
    room_id: Mapped[int]
    day: Mapped[dt.date]
    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]


class Entry(Base):
    """One line of a programme: the base of side events, thematic sessions and formal meetings.

    An entry is never deleted (the database refuses it), so that its code and UID are never used again.
    """

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("meeting_id", "code"), UniqueConstraint("meeting_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    section: Mapped[str]
    """Which of the three it is: `side_events`, `thematic_sessions` or `formal_meetings`."""
    kind: Mapped[EntryKind]
    code: Mapped[str]
    uid: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    format: Mapped[Format | None]
    cancelled: Mapped[bool] = mapped_column(default=False)
    sources: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str | None]
    """For editors, never public."""
    imported: Mapped[dict[str, Any] | None]
    """The entry's facts as last imported, to tell what a person changed since; None if no import told
    of it."""
    made_by_import: Mapped[bool] = mapped_column(default=False)
    """Only these does an import cancel when its file no longer has them."""

    __mapper_args__ = {"polymorphic_on": "section"}  # noqa: RUF012 -- read once by SQLAlchemy
