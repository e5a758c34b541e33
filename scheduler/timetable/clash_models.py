"""What a meeting sets for its clash rules, and how entries are tied to each other."""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.db import Base
from scheduler.meetings.models import Meeting
from scheduler.timetable.clashes.terms import Level, Link, Rule


class ClashLevel(Base):
    """That a rule means something else to a meeting than by default (clashes/terms.py). Where there is no
    row, the default counts."""

    __tablename__ = "clash_level"

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    rule: Mapped[Rule] = mapped_column(primary_key=True)
    level: Mapped[Level]


class ClashSettings(Base):
    """Numbers that the rules of a meeting need."""

    __tablename__ = "clash_settings"
    __table_args__ = (
        CheckConstraint("set_up_minutes >= 0", name="set_up_minutes"),
        CheckConstraint("teams >= 0", name="teams"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    set_up_minutes: Mapped[int] = mapped_column(default=0)
    """Between two events in a room."""
    teams: Mapped[int | None]
    """Teams of interpreters; None: nobody counts them."""


class EntryLink(Base):
    """That two entries must not be at the same time, or that the second must come after the first."""

    __tablename__ = "entry_link"
    __table_args__ = (
        ForeignKeyConstraint(["meeting_id", "first_id"], ["entry.meeting_id", "entry.id"]),
        ForeignKeyConstraint(["meeting_id", "second_id"], ["entry.meeting_id", "entry.id"]),
        UniqueConstraint("kind", "first_id", "second_id"),
        CheckConstraint("first_id <> second_id", name="two_of_them"),
        CheckConstraint("kind <> 'not_parallel' OR first_id < second_id", name="told_once"),
        Index("ix_entry_link_meeting_id", "meeting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int]
    kind: Mapped[Link]
    first_id: Mapped[int]
    second_id: Mapped[int] = mapped_column(index=True)
    reason: Mapped[str]

    @property
    def thing(self) -> str:
        return f"link {self.id}"
