"""Thematic sessions with their agenda, panel, floor speakers and documents. The list of those who ask for the
floor has its own file (floor_models.py)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.kernel.terms import Constituency, NamedAs, SegmentKind, SegmentMode
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions.terms import DocumentKind, DocumentStatus


class ThematicSession(Entry):
    """A session on one theme: segments in order, a panel, speakers from the floor, documents."""

    __tablename__ = "thematic_session"
    __mapper_args__ = {"polymorphic_identity": "thematic_sessions"}  # noqa: RUF012

    id: Mapped[int] = mapped_column(ForeignKey(Entry.id), primary_key=True)
    chair: Mapped[str | None]
    moderator: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    """Into which it is interpreted; often none."""
    livestream: Mapped[str | None]
    """Where it can be watched, as an address."""

    segments: Mapped[list["Segment"]] = relationship(
        order_by="Segment.position", cascade="all, delete-orphan", lazy="selectin"
    )
    panel: Mapped["Panel | None"] = relationship(cascade="all, delete-orphan", lazy="selectin")
    floor_speakers: Mapped[list["FloorSpeaker"]] = relationship(
        order_by="FloorSpeaker.position", cascade="all, delete-orphan", lazy="selectin"
    )
    documents: Mapped[list["Document"]] = relationship(
        back_populates="session",
        order_by="Document.position",
        cascade="all, delete-orphan",
        lazy="selectin",
    )

    namings: Mapped[list["Naming"]] = relationship(
        primaryjoin=lambda: Entry.meeting_id == foreign(Naming.meeting_id), viewonly=True, lazy="selectin"
    )

    @property
    def thing(self) -> str:
        return f"session {self.id}"


class Naming(Base):
    """How somebody chose to be named in all of a meeting's programme; without a choice, in full. It stays
    when they lose their place, since earlier releases name them."""

    __tablename__ = "naming"

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True, index=True)
    named_as: Mapped[NamedAs]
    chosen_at: Mapped[datetime]


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

    @property
    def thing(self) -> str:
        return f"panel {self.id}"


class Seat(Base):
    """A line of a panel's plan: seats for a constituency, or for one Regional Group of it; a target, and what
    is still acceptable."""

    __tablename__ = "seat"
    __table_args__ = (
        # Lets every panellist sit on a seat of their own panel.
        Index("uq_seat_panel_id_id", "panel_id", "id", unique=True),
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
    channel: Mapped[str | None]
    """For whom they are kept: the code of a channel. None: whoever names somebody."""


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
    __table_args__ = (
        ForeignKeyConstraint(["panel_id", "seat_id"], ["seat.panel_id", "seat.id"]),
        CheckConstraint("seat_id IS NOT NULL OR NOT tentative", name="tentative_on_a_seat"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey(Panel.id), index=True)
    seat_id: Mapped[int | None] = mapped_column(index=True)
    """The line of the plan that counts them; None where the record does not say."""
    tentative: Mapped[bool] = mapped_column(default=False)
    """The seat is kept for them, but they have not accepted yet: nothing public names them."""
    position: Mapped[int]

    organisation: Mapped[Organisation | None] = relationship(lazy="selectin")
    person: Mapped[Person | None] = relationship(lazy="selectin")

    @property
    def thing(self) -> str:
        return f"panellist {self.id}"


class FloorSpeaker(SpeaksFor, Base):
    """Who spoke from the floor: in a session, or in the meeting where the day is not known."""

    __tablename__ = "floor_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("floor_request.id"), index=True, unique=True)
    """The request on the session's floor list that this came of."""
    heard: Mapped[bool] = mapped_column(default=True)
    """False: they were on the list, and the time was over before their turn."""
    position: Mapped[int]

    organisation: Mapped[Organisation | None] = relationship(lazy="selectin")
    person: Mapped[Person | None] = relationship(lazy="selectin")


class Document(Base):
    """A paper of a session: a file, or a link, or known by its symbol alone.

    What belongs to its author (terms.AUTHORED) is public only while they agree to the very version that it
    has now: the database refuses anything else. `version` is the SHA-256 of the file, or of the link.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("digest IS NULL OR url IS NULL", name="file_or_link"),
        CheckConstraint(
            "(digest IS NULL) = (name IS NULL) AND (digest IS NULL) = (size IS NULL)", name="whole_file"
        ),
        CheckConstraint(
            "kind NOT IN ('presentation', 'statement') OR (author_id IS NOT NULL AND version IS NOT NULL)",
            name="whose_it_is",
        ),
        CheckConstraint(
            "(agreed_version IS NULL) = (agreed_at IS NULL)"
            " AND (agreed_version IS NULL) = (agreed_by IS NULL)"
            " AND (agreed_version IS NULL OR (author_id IS NOT NULL AND refused_at IS NULL))",
            name="agreed_by_somebody",
        ),
        CheckConstraint(
            "status <> 'public' OR kind NOT IN ('presentation', 'statement')"
            " OR (agreed_version IS NOT NULL AND agreed_version = version)",
            name="public_only_as_agreed",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    position: Mapped[int]
    kind: Mapped[DocumentKind] = mapped_column(default=DocumentKind.OTHER)
    status: Mapped[DocumentStatus] = mapped_column(default=DocumentStatus.PUBLIC)
    title: Mapped[str]
    symbol: Mapped[str | None]
    url: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    digest: Mapped[str | None]
    """The file lies under it among the uploads."""
    name: Mapped[str | None]
    """To download the file by."""
    size: Mapped[int | None]
    """Bytes."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    version: Mapped[str | None]
    asked_at: Mapped[datetime | None]
    """When its author was last asked to agree to this version."""
    agreed_version: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    agreed_by: Mapped[str | None]
    """Who said so, as the history writes them."""
    refused_at: Mapped[datetime | None]
    """When they said that it shall not be public."""

    session: Mapped[ThematicSession] = relationship(back_populates="documents")
    author: Mapped[Person | None] = relationship(lazy="selectin")

    @property
    def thing(self) -> str:
        return f"document {self.id}"
