"""Side events as the public sees them: special events, exhibitions and others too."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.meetings.models import Entry
from scheduler.organisations.models import Organisation, Person


class Role(StrEnum):
    """What an organisation is to a side event."""

    ORGANISER = "organiser"
    CO_ORGANISER = "co_organiser"
    """One of several equal organisers of a joint event, which has no lead."""
    COSPONSOR = "cosponsor"


class SideEvent(Entry):
    """An event beside the formal meetings."""

    __tablename__ = "side_event"
    __mapper_args__ = {"polymorphic_identity": "side_events"}  # noqa: RUF012

    id: Mapped[int] = mapped_column(ForeignKey(Entry.id), primary_key=True)
    description: Mapped[str | None]
    theme: Mapped[str | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    links: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """`{"label", "url"}` each."""

    bodies: Mapped[list["SideEventOrganisation"]] = relationship(
        order_by="SideEventOrganisation.position", cascade="all, delete-orphan", lazy="selectin"
    )
    speakers: Mapped[list["SideEventSpeaker"]] = relationship(
        order_by="SideEventSpeaker.position", cascade="all, delete-orphan", lazy="selectin"
    )


class SideEventOrganisation(Base):
    """That an organisation organises or co-sponsors a side event: in one role only, and at most one leads."""

    __tablename__ = "side_event_organisation"
    __table_args__ = (
        Index(
            "uq_side_event_organisation_lead",
            "side_event_id",
            unique=True,
            sqlite_where=text("role = 'organiser'"),
            postgresql_where=text("role = 'organiser'"),
        ),
        UniqueConstraint("side_event_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    side_event_id: Mapped[int] = mapped_column(ForeignKey(SideEvent.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    role: Mapped[Role]
    position: Mapped[int]

    organisation: Mapped[Organisation] = relationship(lazy="selectin")


class SideEventSpeaker(Base):
    """A person who speaks at a side event."""

    __tablename__ = "side_event_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    side_event_id: Mapped[int] = mapped_column(ForeignKey(SideEvent.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    affiliation: Mapped[str | None]
    position: Mapped[int]

    person: Mapped[Person] = relationship(lazy="selectin")
