"""The list of those who ask for the floor in a session, and how long a house lets them speak."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions.models import SpeaksFor, ThematicSession
from scheduler.thematic_sessions.terms import FloorKind, Turn


class FloorTime(Base):
    """How many minutes a meeting gives to a kind of speaker, where that is not as usual
    (floor_rules.USUAL)."""

    __tablename__ = "floor_time"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    kind: Mapped[FloorKind] = mapped_column(primary_key=True)
    minutes: Mapped[int]


class FloorList(Base):
    """Who asked for the floor in a session, in order. Each change raises `revision`, so that two clerks at
    once cannot undo each other unseen, and screens know what they have."""

    __tablename__ = "floor_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ThematicSession.id), unique=True)
    revision: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    """When it became the record of who spoke."""

    session: Mapped[ThematicSession] = relationship(lazy="joined")
    requests: Mapped[list["FloorRequest"]] = relationship(
        order_by="FloorRequest.position", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def thing(self) -> str:
        return f"floor {self.id}"


class FloorRequest(SpeaksFor, Base):
    """That somebody asks for the floor. Times in UTC."""

    __tablename__ = "floor_request"
    __table_args__ = (
        UniqueConstraint("list_id", "position"),
        Index(
            "uq_floor_request_speaking",
            "list_id",
            unique=True,
            sqlite_where=text("state = 'speaking'"),
            postgresql_where=text("state = 'speaking'"),
        ),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint(
            "(started_at IS NOT NULL) = (state IN ('speaking', 'spoke'))"
            " AND (ended_at IS NOT NULL) = (state = 'spoke')",
            name="clock_runs_while_speaking",
        ),
        CheckConstraint("NOT for_group OR regional_group IS NOT NULL", name="which_group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey(FloorList.id))
    position: Mapped[int]
    state: Mapped[Turn] = mapped_column(default=Turn.WAITING)
    for_group: Mapped[bool] = mapped_column(default=False)
    """They speak on behalf of the whole Regional Group."""
    minutes: Mapped[int | None]
    """How long they get, where that is not as the meeting has it."""
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship(lazy="selectin")
    person: Mapped[Person | None] = relationship(lazy="selectin")

    @property
    def thing(self) -> str:
        return f"request {self.id}"
