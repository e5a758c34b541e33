"""Plans, and what stands where and when in them."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.meetings.models import Entry, Meeting, Room


class Plan(Base):
    """A timetable of a meeting: the public one (one for each meeting), or a draft beside it."""

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("meeting_id", "id"),
        Index(
            "uq_plan_public",
            "meeting_id",
            unique=True,
            sqlite_where=text("public"),
            postgresql_where=text("public"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), index=True)
    name: Mapped[str]
    public: Mapped[bool]
    made_at: Mapped[dt.datetime]

    placements: Mapped[list["Placement"]] = relationship(back_populates="plan")


class Placement(Base):
    """An entry on a day, if known at a time, in a room, within a plan. Times in UTC; `day` is the venue's.

    The database gives a room once at overlapping times per plan among live placements: by an exclusion
    constraint on PostgreSQL, by triggers on SQLite (migration 0002). Not live: the entry is cancelled
    and its room is free again. What lasts several days (`until`) is an exhibition, and leaves its room
    to others.
    """

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("plan_id", "entry_id"),
        ForeignKeyConstraint(["meeting_id", "plan_id"], ["plan.meeting_id", "plan.id"]),
        ForeignKeyConstraint(["meeting_id", "entry_id"], ["entry.meeting_id", "entry.id"]),
        CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
        CheckConstraint("ends_at IS NULL OR starts_at IS NOT NULL", name="no_end_without_start"),
        CheckConstraint("day <= until", name="day_before_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int]
    plan_id: Mapped[int]
    entry_id: Mapped[int] = mapped_column(index=True)
    day: Mapped[dt.date]
    until: Mapped[dt.date | None]
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    room_id: Mapped[int | None] = mapped_column(ForeignKey(Room.id), index=True)
    live: Mapped[bool] = mapped_column(default=True)

    plan: Mapped[Plan] = relationship(back_populates="placements")
    entry: Mapped[Entry] = relationship(overlaps="plan,placements")
    room: Mapped[Room | None] = relationship(lazy="selectin")
