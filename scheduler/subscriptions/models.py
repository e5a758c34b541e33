"""Feeds of one's own."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.agendas.models import Agenda
from scheduler.kernel.db import Base
from scheduler.meetings.models import Meeting
from scheduler.subscriptions.terms import Cancelled


class Subscription(Base):
    """A calendar at an address that only its holder knows: of their agenda, or of a selection of a meeting's
    programme. Of the token in the address only the hash is kept. It holds until it is revoked."""

    __tablename__ = "subscription"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("alarm_minutes >= 0", name="alarm"),
        CheckConstraint("meeting_id IS NOT NULL OR query = ''", name="selection_of_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey(Agenda.id), index=True)
    """Whose it is: that of the agenda's holder."""
    digest: Mapped[str] = mapped_column(unique=True)
    uid: Mapped[str]
    """From which the UIDs of what its holder owes are made; never changes."""
    name: Mapped[str]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey(Meeting.id), index=True)
    """The meeting whose programme it shows; None: it shows the agenda."""
    query: Mapped[str] = mapped_column(default="")
    """The selection of that programme, as `Selection.query` writes it; empty: all of it."""
    cancelled: Mapped[Cancelled] = mapped_column(default=Cancelled.MARK)
    alarm_minutes: Mapped[int | None]
    """So long before an entry begins, calendars give an alarm; None: never."""
    with_owed: Mapped[bool] = mapped_column(default=False)
    """Whether it also says what its holder owes."""
    revision: Mapped[int] = mapped_column(default=0)
    """Rises with each change of what its holder chose, and with each new address."""
    rewritten: Mapped[int] = mapped_column(default=0)
    """How often they chose another way of writing every entry; part of each entry's SEQUENCE."""
    rewritten_at: Mapped[datetime]
    made_at: Mapped[datetime]

    modified_at: Mapped[datetime]
    """When its holder last chose, or what they owe last changed. Only moves forward."""
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What calendars were told of what its holder owes (`rules.Told`), by UID, also of what is done."""
    owed: Mapped[str] = mapped_column(default="")
    """A digest of what was owed then."""
    fetched_at: Mapped[datetime | None]
    """When it was last fetched, to the day."""

    agenda: Mapped[Agenda] = relationship(lazy="joined")
    meeting: Mapped[Meeting | None] = relationship(lazy="joined")

    @property
    def thing(self) -> str:
        return f"subscription {self.id}"
