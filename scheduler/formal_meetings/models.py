"""Plenaries, the Committee of the Whole, dialogues, hearings and forums."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.meetings.models import Entry


class FormalMeeting(Entry):
    """A formal meeting with its agenda items."""

    __tablename__ = "formal_meeting"
    __mapper_args__ = {"polymorphic_identity": "formal_meetings"}  # noqa: RUF012

    id: Mapped[int] = mapped_column(ForeignKey(Entry.id), primary_key=True)

    agenda_items: Mapped[list["AgendaItem"]] = relationship(
        order_by="AgendaItem.position", cascade="all, delete-orphan", lazy="selectin"
    )


class AgendaItem(Base):
    """An item of the agenda that the meeting takes up, with the symbols of its documents."""

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    formal_meeting_id: Mapped[int] = mapped_column(ForeignKey(FormalMeeting.id), index=True)
    position: Mapped[int]
    number: Mapped[str | None]
    title: Mapped[str | None]
    symbols: Mapped[list[str]] = mapped_column(default=list)
