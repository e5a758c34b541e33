"""Calendar invitations, who wants none, and answers that were not taken. Times in UTC."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.invitations.terms import Answer, Doubt, Part
from scheduler.kernel.db import Base
from scheduler.meetings.models import Entry
from scheduler.organisations.models import Person


class CalendarInvitation(Base):
    """That an entry lies in the calendar at an address. It stays when it is called off, and comes to life
    again under its UID. Two of one person can lie at two addresses."""

    __tablename__ = "calendar_invitation"
    __table_args__ = (
        UniqueConstraint("entry_id", "address"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("asked_sequence <= sequence", name="asked_before"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at_some_time"),
        CheckConstraint("NOT stands OR address IS NOT NULL", name="stands_somewhere"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, insert_sentinel=True)
    """Another one than the entry's in feeds, so that nothing done to the one touches the other; random and
    long, so that nobody answers who was not written to. By it, those that are written together in one
    statement find their numbers."""
    entry_id: Mapped[int] = mapped_column(ForeignKey(Entry.id))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    address: Mapped[str | None]
    """In lower case; None once the person was erased."""
    part: Mapped[Part]
    about: Mapped[str]
    """The thing that its letters are about, such as "nomination 12"."""
    sequence: Mapped[int]
    """Never goes back, and is never below that of the entry when it was written."""
    asked_sequence: Mapped[int]
    """The one by which its hours last changed: answers to an earlier one count no more."""
    occasion: Mapped[dict[str, Any]]
    """A `formats.invitation.Occasion`: what it says."""
    stands: Mapped[bool]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    answer: Mapped[Answer | None]
    answered_at: Mapped[datetime | None]
    """As the answer itself says, by which the newest one is known."""

    entry: Mapped[Entry] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def thing(self) -> str:
        return f"calendar invitation {self.id}"


class CalendarRefusal(Base):
    """That a person wants no calendar invitations."""

    __tablename__ = "calendar_refusal"

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True)
    at: Mapped[datetime]


class UntakenReply(Base):
    """An answer that came by mail and was not taken. What it says is whoever's words."""

    __tablename__ = "untaken_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    doubt: Mapped[Doubt]
    sender: Mapped[str]
    guest: Mapped[str]
    """For whom it says to answer."""
    answer: Mapped[str]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey(CalendarInvitation.id), index=True)
    """The one whose UID it has."""
    settled_at: Mapped[datetime | None]
    """When the desk had looked at it."""

    invitation: Mapped[CalendarInvitation | None] = relationship(lazy="joined")
