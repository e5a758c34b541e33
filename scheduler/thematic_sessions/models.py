"""Thematic sessions with their agenda, panel and floor speakers, as the record gives them."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.kernel.terms import Constituency, SegmentKind, SegmentMode
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.models import Organisation, Person


class ThematicSession(Entry):
    """A session on one theme: segments in order, a panel, speakers from the floor, documents."""

    __tablename__ = "thematic_session"
    __mapper_args__ = {"polymorphic_identity": "thematic_sessions"}  # noqa: RUF012

    id: Mapped[int] = mapped_column(ForeignKey(Entry.id), primary_key=True)
    chair: Mapped[str | None]
    moderator: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)

    segments: Mapped[list["Segment"]] = relationship(
        order_by="Segment.position", cascade="all, delete-orphan", lazy="selectin"
    )
    panel: Mapped["Panel | None"] = relationship(cascade="all, delete-orphan", lazy="selectin")
    floor_speakers: Mapped[list["FloorSpeaker"]] = relationship(
        order_by="FloorSpeaker.position", cascade="all, delete-orphan", lazy="selectin"
    )
    documents: Mapped[list["Document"]] = relationship(
        order_by="Document.position", cascade="all, delete-orphan", lazy="selectin"
    )


class Segment(Base):
    """A part of the agenda."""

    __tablename__ = "segment"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    position: Mapped[int]
    kind: Mapped[SegmentKind]
    by: Mapped[str | None]
    mode: Mapped[SegmentMode | None]
    minutes: Mapped[int | None]
    note: Mapped[str | None]


class Panel(Base):
    """The panel of a session: the seats it should have and who sits on it."""

    __tablename__ = "panel"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ThematicSession.id), unique=True)

    seats: Mapped[list["Seat"]] = relationship(
        order_by="Seat.position", cascade="all, delete-orphan", lazy="selectin"
    )
    panellists: Mapped[list["Panellist"]] = relationship(
        order_by="Panellist.position", cascade="all, delete-orphan", lazy="selectin"
    )


class Seat(Base):
    """Seats for a constituency, or for one Regional Group of it: a target, and what is still acceptable."""

    __tablename__ = "seat"
    __table_args__ = (
        CheckConstraint("target >= 0", name="target"),
        CheckConstraint("minimum BETWEEN 0 AND target", name="minimum"),
        CheckConstraint("maximum >= target", name="maximum"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey(Panel.id), index=True)
    position: Mapped[int]
    constituency: Mapped[Constituency]
    regional_group: Mapped[str | None]
    minimum: Mapped[int | None]
    target: Mapped[int]
    maximum: Mapped[int | None]


class SpeaksFor:
    """Whom someone on the panel or from the floor speaks for. `represents` is text; an organisation may
    be known by it."""

    constituency: Mapped[Constituency]
    represents: Mapped[str | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey(Organisation.id), index=True)
    regional_group: Mapped[str | None]
    channel: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))


class Panellist(SpeaksFor, Base):
    """A place on the panel as it was filled."""

    __tablename__ = "panellist"

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey(Panel.id), index=True)
    position: Mapped[int]

    organisation: Mapped[Organisation | None] = relationship(lazy="selectin")
    person: Mapped[Person | None] = relationship(lazy="selectin")


class FloorSpeaker(SpeaksFor, Base):
    """Who spoke from the floor: in a session, or in the meeting where the day is not known."""

    __tablename__ = "floor_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    position: Mapped[int]

    organisation: Mapped[Organisation | None] = relationship(lazy="selectin")
    person: Mapped[Person | None] = relationship(lazy="selectin")


class Document(Base):
    """A paper of a session, by its symbol or address."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    position: Mapped[int]
    title: Mapped[str]
    symbol: Mapped[str | None]
    url: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
