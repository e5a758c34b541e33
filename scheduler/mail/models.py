"""Letters on their way out, and the texts they are made from."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.kernel.terms import LetterState, Outcome


class Correspondent(Base):
    """A body that writes under its own name: the secretariat, VNGOC, a Regional Group."""

    __tablename__ = "correspondent"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    reply_to: Mapped[str | None]
    """Where answers go; None: to the address that letters come from."""


class MeetingMail(Base):
    """How a meeting's letters go out. A meeting without one sends at once."""

    __tablename__ = "meeting_mail"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    holds: Mapped[bool]
    """Letters wait until the desk lets them go."""


class LetterText(Base):
    """What the desk wants a kind of letter to say, instead of the text that comes with the program."""

    __tablename__ = "letter_text"
    __table_args__ = (
        UniqueConstraint("kind", "meeting_id", "language"),
        Index(
            "uq_letter_text_for_all_meetings",
            "kind",
            "language",
            unique=True,
            sqlite_where=text("meeting_id IS NULL"),
            postgresql_where=text("meeting_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    """None: for all meetings that have no text of their own."""
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]


class Letter(Base):
    """One letter to one address. `text` has a mark (`rules.LINK`) where the personal link stands; the link
    itself lies in `secret` until the letter is sent, and nowhere afterwards."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at_some_time"),
        CheckConstraint("(state = 'sending') = (claimed_at IS NOT NULL)", name="sending_since"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True, insert_sentinel=True)
    """What stands before the @ in its header; the same at every attempt. By it, letters that are written
    together in one statement find their numbers."""
    kind: Mapped[str]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    sender: Mapped[str] = mapped_column(ForeignKey(Correspondent.code))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str | None]
    address: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    places: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What was put into the places of its text, without the link."""
    secret: Mapped[str | None]
    link_id: Mapped[int | None] = mapped_column(ForeignKey("link.id"))
    about: Mapped[str] = mapped_column(index=True)
    """The thing that it tells of, such as "organisation 12"."""
    once: Mapped[str | None] = mapped_column(unique=True)
    """What must be told one time only, whatever happens."""
    again_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    """The letter that this one repeats."""
    state: Mapped[LetterState]
    written_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """When it is to be tried next."""
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    """When news came that it was sent and could not be delivered."""
    attempts: Mapped[int] = mapped_column(default=0)
    unsure: Mapped[bool] = mapped_column(default=False)
    """It may have arrived more than once: an attempt broke off after it was handed over."""

    deliveries: Mapped[list["Delivery"]] = relationship(order_by="Delivery.id", lazy="selectin")


class Delivery(Base):
    """One attempt to hand a letter on, or news of it."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey(Letter.id), index=True)
    at: Mapped[datetime]
    outcome: Mapped[Outcome]
    said: Mapped[str | None]
    """What the other side said."""
