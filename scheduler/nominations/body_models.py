"""What bodies are asked and answer, and who acts for them without an account. Times in UTC."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.kernel.terms import Role
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Settled
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions.models import ThematicSession


class Asked(Base):
    """That the secretariat asked an entity to name somebody."""

    __tablename__ = "entity_asked"
    __table_args__ = (UniqueConstraint("call_id", "channel_id", "organisation_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(SpeakerCall.id))
    channel_id: Mapped[int] = mapped_column(ForeignKey(Channel.id), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    asked_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    call: Mapped[SpeakerCall] = relationship(lazy="joined")
    channel: Mapped[Channel] = relationship(lazy="joined")

    @property
    def thing(self) -> str:
        return f"asked {self.id}"


class NoNominee(Base):
    """That a body has nobody to name for a session of a call, or for all of them (None)."""

    __tablename__ = "no_nominee"
    __table_args__ = (
        Index(
            "ix_no_nominee_standing",
            "call_id",
            "channel_id",
            "body",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(SpeakerCall.id))
    channel_id: Mapped[int] = mapped_column(ForeignKey(Channel.id))
    body: Mapped[str]
    """A body of the channel's steps by its code, or "organisation 12"."""
    session_id: Mapped[int | None] = mapped_column(ForeignKey(ThematicSession.id))
    why: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When somebody was named after all."""


class Vacancy(Base):
    """A place that somebody dropped out of, and that its nominating body may fill before any reserve."""

    __tablename__ = "vacancy"
    __table_args__ = (CheckConstraint("(closed_at IS NULL) = (how IS NULL)", name="closed_somehow"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey(Nomination.id), unique=True)
    """Who dropped out."""
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    """How long it waits for the body."""
    closed_at: Mapped[datetime | None]
    how: Mapped[Settled | None]

    nomination: Mapped[Nomination] = relationship(lazy="joined")

    @property
    def thing(self) -> str:
        return f"vacancy {self.id}"


class Holder(Base):
    """Who acts for a body by a personal link, without an account. A role has one holder at a time."""

    __tablename__ = "channel_holder"
    __table_args__ = (
        CheckConstraint("role LIKE 'channel%'", name="role_of_a_channel"),
        Index(
            "uq_channel_holder_now",
            "body",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    """As in roles, such as VNGOC."""
    role: Mapped[Role]
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def thing(self) -> str:
        return f"holder {self.id}"
