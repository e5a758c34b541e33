"""Plans, and what stands where and when in them."""

import datetime as dt
from dataclasses import fields
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.timetable.spots import Spot
from scheduler.timetable.terms import Hand, Origin, StepKind, StepState


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
    revision: Mapped[int] = mapped_column(default=0)
    """Rises with each step, so that a stale one shows."""
    made_by: Mapped[str | None]
    """Such as "account 7"."""
    origin: Mapped[Origin] = mapped_column(default=Origin.BY_HAND)
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    seed: Mapped[int | None]
    instance_digest: Mapped[str | None]
    policy: Mapped[str | None]
    """These three of a proposed plan; the policy in the words of allocation files."""
    report: Mapped[dict[str, Any] | None]
    """What the solver told of a proposed plan: values, bounds, reasons."""
    adopted_at: Mapped[dt.datetime | None]
    """Since then it is the record of what was adopted, and is not changed any more."""
    thrown_at: Mapped[dt.datetime | None]

    placements: Mapped[list["Placement"]] = relationship(back_populates="plan")

    @property
    def thing(self) -> str:
        return f"plan {self.id}"


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
    pinned: Mapped[bool] = mapped_column(default=False)
    """It stays where it is until the pin is taken off."""
    hand: Mapped[Hand | None]
    """Where a person put it there; None: an import or a proposal."""
    put_by: Mapped[str | None]
    """Such as "account 7"; this, `put_at` and `reason` only where there is a `hand`."""
    put_at: Mapped[dt.datetime | None]
    reason: Mapped[str | None]

    plan: Mapped[Plan] = relationship(back_populates="placements")
    entry: Mapped[Entry] = relationship(overlaps="plan,placements")
    room: Mapped[Room | None] = relationship(lazy="selectin")

    @property
    def spot(self) -> Spot:
        """All that is said of where it is, as a plain value."""
        return Spot(**{spoken: getattr(self, column) for spoken, column in _SPOT.items()})

    @spot.setter
    def spot(self, spot: Spot) -> None:
        for spoken, column in _SPOT.items():
            setattr(self, column, getattr(spot, spoken))


_SPOT = {field.name: "room_id" if field.name == "room" else field.name for field in fields(Spot)}
"""The columns that hold the parts of a spot."""


class PlanStep(Base):
    """A step in a plan's journal. Rows are added and never taken away; `state` says what holds."""

    __tablename__ = "plan_step"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey(Plan.id))
    number: Mapped[int]
    """The plan's revision since this step."""
    kind: Mapped[StepKind]
    state: Mapped[StepState | None]
    """Of an undo or redo there is none."""
    of_id: Mapped[int | None] = mapped_column(ForeignKey("plan_step.id"))
    """Which step an undo took back, or a redo did again."""
    source_id: Mapped[int | None] = mapped_column(ForeignKey(Plan.id))
    """From which plan something was adopted."""
    at: Mapped[dt.datetime]
    by: Mapped[str]
    """Such as "account 7"."""
    why: Mapped[str | None]
    changes: Mapped[list[dict[str, Any]]]
    """`{"entry", "before", "after"}` each, see `spots.Spot`."""

    of: Mapped["PlanStep | None"] = relationship(remote_side="PlanStep.id")
