"""Applications with all that hangs on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.applications.rules import Rank
from scheduler.applications.terms import Check, Flyer, State, Support, Way
from scheduler.calls.models import Call
from scheduler.kernel.db import Base
from scheduler.kernel.terms import Format, Source
from scheduler.meetings.models import Entry, Slot
from scheduler.organisations.models import Organisation, Person


class Application(Base):
    """What somebody wants to hold. It keeps what was submitted; from its acceptance a side event has a public
    text of its own."""

    __tablename__ = "application"
    __table_args__ = (CheckConstraint("joined_into_id <> id", name="not_into_itself"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    """Stands in addresses; never changes. The number is the receipt's."""
    state: Mapped[State] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with each save, so that a stale one shows."""
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    """Who began it; they can always come back to it."""

    title: Mapped[str | None]
    abstract: Mapped[str | None]
    theme: Mapped[str | None]
    format: Mapped[Format | None]
    languages: Mapped[list[str]] = mapped_column(default=list)
    attendance: Mapped[int | None]
    equipment: Mapped[list[str]] = mapped_column(default=list)
    """`kernel.terms.Equipment` values."""
    links: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """`{"kind", "url"}` each; kind of `terms.LinkKind`."""
    contact: Mapped[str | None]
    """Name and address for the public."""
    note: Mapped[str | None]
    """For the secretariat."""
    days: Mapped[list[str]] = mapped_column(default=list)
    """On which any slot would do, as ISO dates of the venue."""
    open_to_joining: Mapped[bool] = mapped_column(default=False)
    """Others may ask to make one event of two."""

    claimed_by: Mapped[str | None]
    """Who reads it at the desk, such as "account 7"."""
    reason: Mapped[str | None]
    """What the desk said at its last decision."""
    of_state: Mapped[bool | None]
    """Whether its lead is a Member State, where the desk found that its receipt has the wrong class."""
    waiting_rank: Mapped[int | None]
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey(Entry.id), unique=True)
    """The side event that it became."""
    told: Mapped[dict[str, Any] | None]
    """What its side event was last told (accepted.py), to see what the desk changed there since."""

    call: Mapped[Call] = relationship(lazy="joined")
    receipt: Mapped["Receipt | None"] = relationship(back_populates="application", lazy="joined")
    organisers: Mapped[list["Organiser"]] = relationship(
        order_by="Organiser.position", cascade="all, delete-orphan", lazy="selectin"
    )
    cosponsors: Mapped[list["CoSponsor"]] = relationship(order_by="CoSponsor.id", lazy="selectin")
    speakers: Mapped[list["Speaker"]] = relationship(
        order_by="Speaker.position", cascade="all, delete-orphan", lazy="selectin"
    )
    wishes: Mapped[list["Wish"]] = relationship(
        order_by="Wish.rank", cascade="all, delete-orphan", lazy="selectin"
    )
    material: Mapped["Material | None"] = relationship(back_populates="application")

    @property
    def thing(self) -> str:
        return f"application {self.id}"

    @property
    def lead(self) -> Organisation | None:
        """Who leads, or the first of several equal organisers."""
        return self.organisers[0].organisation if self.organisers else None


class Organiser(Base):
    """An organisation that leads an application, alone or as one of several equal ones."""

    __tablename__ = "application_organiser"
    __table_args__ = (UniqueConstraint("application_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    position: Mapped[int]

    organisation: Mapped[Organisation] = relationship(lazy="joined")


class CoSponsor(Base):
    """An organisation that an applicant named as supporting. Only confirmed ones are published."""

    __tablename__ = "application_cosponsor"
    __table_args__ = (
        UniqueConstraint("application_id", "organisation_id"),
        CheckConstraint("(state = 'confirmed') = (way IS NOT NULL)", name="confirmed_some_way"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    state: Mapped[Support]
    way: Mapped[Way | None]
    takes_part: Mapped[bool | None]
    """True: with people of its own; False: it lends its name."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    """Whom the applicant wants to be asked."""
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    said: Mapped[str | None]
    """What they wrote, such as whom to ask instead."""

    application: Mapped[Application] = relationship(back_populates="cosponsors")
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(lazy="joined")

    @property
    def thing(self) -> str:
        return f"cosponsor {self.id}"


class Speaker(Base):
    """Who is to speak at the event."""

    __tablename__ = "application_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    affiliation: Mapped[str | None]
    online: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]

    person: Mapped[Person] = relationship(lazy="joined")


class Wish(Base):
    """A slot that the applicant wants, by rank from 1; or cannot have (rank 0)."""

    __tablename__ = "application_wish"
    __table_args__ = (
        UniqueConstraint("application_id", "slot_id"),
        CheckConstraint("rank >= 0", name="rank"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    slot_id: Mapped[int] = mapped_column(ForeignKey(Slot.id), index=True)
    rank: Mapped[int]

    slot: Mapped[Slot] = relationship(lazy="joined")


class Version(Base):
    """What was submitted each time, as JSON values; kept as long as the application."""

    __tablename__ = "application_version"

    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]


class Receipt(Base):
    """That an application was received: one line of its call's chain (receipts.py). It is never changed."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("application_id"),)

    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Without gaps, in the order of receipt."""
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    at: Mapped[datetime]
    rank: Mapped[Rank]
    """Its class when it was received."""
    salt: Mapped[str]
    fingerprint: Mapped[str]
    before: Mapped[str]
    seal: Mapped[str] = mapped_column(unique=True)
    signature: Mapped[str]
    key: Mapped[str]
    """Which key signed it."""
    declared_at: Mapped[datetime | None]
    """For what the desk entered on somebody's behalf: when it came, which counts in the queue."""
    source: Mapped[Source | None]
    doubled: Mapped[bool] = mapped_column(default=False)
    """Its lead had another application in the call already."""

    application: Mapped[Application] = relationship(back_populates="receipt")


class Head(Base):
    """The end of a call's chain of receipts; locked while one is added."""

    __tablename__ = "receipt_head"

    call_id: Mapped[int] = mapped_column(ForeignKey(Call.id), primary_key=True)
    number: Mapped[int]
    seal: Mapped[str]
    at: Mapped[datetime]
    """The last time of receipt, so that none goes back."""


class Reading(Base):
    """What a reader at the desk found about one point."""

    __tablename__ = "application_reading"

    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)
    check: Mapped[Check] = mapped_column(primary_key=True)
    is_fine: Mapped[bool]
    said: Mapped[str | None]
    at: Mapped[datetime]


class Joining(Base):
    """That an applicant offers another to make one event of two."""

    __tablename__ = "application_joining"
    __table_args__ = (
        CheckConstraint("from_id <> into_id", name="two_of_them"),
        Index(
            "uq_application_joining_open",
            "from_id",
            "into_id",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    into_id: Mapped[int] = mapped_column(ForeignKey(Application.id))
    offered_at: Mapped[datetime]
    offered_by: Mapped[str]
    settled_at: Mapped[datetime | None]
    agreed: Mapped[bool | None]
    moved: Mapped[dict[str, Any] | None]
    """What became of which application, and what went from one to the other, so that it can be undone."""
    undone_at: Mapped[datetime | None]

    from_: Mapped[Application] = relationship(foreign_keys=from_id)
    into: Mapped[Application] = relationship(foreign_keys=into_id)

    @property
    def thing(self) -> str:
        return f"joining {self.id}"


class Material(Base):
    """The flyer of an application. The file lies in uploads/ under its digest."""

    __tablename__ = "application_material"

    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id), primary_key=True)
    digest: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    alternative: Mapped[str]
    """What it says, for those who cannot see it."""
    state: Mapped[Flyer]
    said: Mapped[str | None]
    uploaded_at: Mapped[datetime]

    application: Mapped[Application] = relationship(back_populates="material")
