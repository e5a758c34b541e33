"""Who was told of which release, and how everybody wants to be told."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.db import Base
from scheduler.mail.models import Letter
from scheduler.organisations.models import Person
from scheduler.telling.terms import ByMail


class Listener(Base):
    """How somebody wants to be told, and up to when they looked at their news."""

    __tablename__ = "listener"

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True)
    by_mail: Mapped[ByMail | None]
    """None: as is usual for what concerns them (terms.USUAL)."""
    chosen_at: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]


class Notice(Base):
    """That a release concerns somebody: one for each of the two, so that nobody is told twice."""

    __tablename__ = "notice"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "release_number"], ["release.meeting_id", "release.number"]),
        Index(None, "by_mail", "letter_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(primary_key=True)
    release_number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    """When it was released."""
    concerns: Mapped[list[dict[str, Any]]]
    """Which of its changes: `{"entry", "concern", "through"}` each. None: only the meeting as a whole."""
    by_mail: Mapped[ByMail]
    """As it was to go when it was released; NEVER also where the desk let nobody be told by mail."""
    letter_id: Mapped[int | None] = mapped_column(ForeignKey(Letter.id), index=True)
    """The letter that told it."""
