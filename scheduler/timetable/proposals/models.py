"""Runs of the allocation."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.db import Base
from scheduler.meetings.models import Meeting
from scheduler.timetable.terms import RunState


class AllocationRun(Base):
    """That somebody asked for a proposal, how far it is, and what came of it. Times in UTC."""

    __tablename__ = "allocation_run"
    __table_args__ = (ForeignKeyConstraint(["meeting_id", "plan_id"], ["plan.meeting_id", "plan.id"]),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), index=True)
    asked_by: Mapped[str]
    """Such as "account 7". The draft is theirs."""
    asked_at: Mapped[dt.datetime]
    policy: Mapped[str]
    """In the words of allocation files."""
    seed: Mapped[int]
    options: Mapped[dict[str, Any]]
    """All that was asked, see `options.Options`."""
    instance_digest: Mapped[str | None]
    state: Mapped[RunState]
    began_at: Mapped[dt.datetime | None]
    beat_at: Mapped[dt.datetime | None]
    """When the worker last said that it is at it."""
    ended_at: Mapped[dt.datetime | None]
    progress: Mapped[list[dict[str, Any]]]
    """Steps: `{"level", "value", "bound", "seconds"}` each; or the points of a curve, see `progress`."""
    plan_id: Mapped[int | None]
    """The draft that came of it."""
    said: Mapped[str | None]
    """Why there is no draft. Demands that cannot all hold stand below it, each on a line, with the ids of the
    instance."""


class AllocationRule(Base):
    """The rule by which a meeting says that it gives places. Where there is no row, it says nothing."""

    __tablename__ = "allocation_rule"

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    policy: Mapped[str]
