"""Draft programmes, what they showed of each entry, and what was answered."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.kernel.terms import Source
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.timetable.draft_programmes.terms import Audience, Reply, Showing
from scheduler.timetable.models import Plan
from scheduler.timetable.spots import Spot
from scheduler.timetable.terms import Hand


class DraftProgramme(Base):
    """A plan as it stood when it was shown; one at a time is shown for each meeting. Times in UTC."""

    __tablename__ = "draft_programme"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        ForeignKeyConstraint(["meeting_id", "plan_id"], ["plan.meeting_id", "plan.id"]),
        CheckConstraint("(state = 'shown') = (ended_at IS NULL)", name="shown_until_it_ended"),
        Index(
            "uq_draft_programme_shown",
            "meeting_id",
            unique=True,
            sqlite_where=text("state = 'shown'"),
            postgresql_where=text("state = 'shown'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    number: Mapped[int]
    """Counts from 1 in each meeting, and stands in the address."""
    plan_id: Mapped[int]
    plan_revision: Mapped[int]
    audience: Mapped[Audience]
    state: Mapped[Showing]
    shown_at: Mapped[dt.datetime]
    shown_by: Mapped[str]
    """Such as "account 7"."""
    last_day: Mapped[dt.date]
    """The venue's day until whose end organisers answer."""
    note: Mapped[str | None]
    """What the secretariat says with it."""
    revision: Mapped[int] = mapped_column(default=0)
    """Rises with each answer, so that pages see that there is a new one."""
    ended_at: Mapped[dt.datetime | None]
    why: Mapped[str | None]
    """Why it was taken back."""

    meeting: Mapped[Meeting] = relationship(overlaps="plan")
    plan: Mapped[Plan] = relationship(overlaps="meeting")
    places: Mapped[list["DraftPlace"]] = relationship(back_populates="draft", order_by="DraftPlace.id")

    @property
    def thing(self) -> str:
        return f"draft programme {self.id}"


class DraftPlace(Base):
    """Where a draft programme showed an entry; without a day: nowhere. It is not changed when the plan is.
    Times in UTC, days are the venue's."""

    __tablename__ = "draft_place"
    __table_args__ = (
        UniqueConstraint("draft_id", "entry_id"),
        CheckConstraint("day IS NOT NULL OR starts_at IS NULL", name="no_time_without_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey(DraftProgramme.id))
    entry_id: Mapped[int] = mapped_column(ForeignKey(Entry.id), index=True)
    asked: Mapped[bool]
    """It is an event, whose organisers are asked."""
    letters: Mapped[int] = mapped_column(default=0)
    """How many of them were written to when it was shown."""
    reminded_at: Mapped[dt.datetime | None]
    day: Mapped[dt.date | None]
    until: Mapped[dt.date | None]
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    room_id: Mapped[int | None] = mapped_column(ForeignKey(Room.id))
    hand: Mapped[Hand | None]
    """Where a person had put it there, with day and reason; see `Placement`."""
    put_at: Mapped[dt.datetime | None]
    reason: Mapped[str | None]

    draft: Mapped[DraftProgramme] = relationship(back_populates="places")
    entry: Mapped[Entry] = relationship(lazy="joined")
    answer: Mapped["DraftAnswer | None"] = relationship(back_populates="place", lazy="selectin")

    @property
    def thing(self) -> str:
        return f"draft place {self.id}"

    @property
    def spot(self) -> Spot | None:
        """As plans know it; nobody is named."""
        if self.day is None:
            return None
        return Spot(
            self.day,
            self.until,
            self.starts_at,
            self.ends_at,
            self.room_id,
            hand=self.hand,
            put_at=self.put_at,
            reason=self.reason,
        )


class DraftAnswer(Base):
    """What the organisers of an event say of its place, together: the last one counts."""

    __tablename__ = "draft_answer"
    __table_args__ = (
        CheckConstraint("reply <> 'cannot' OR said IS NOT NULL", name="cannot_has_a_reason"),
        CheckConstraint("(source IS NULL) = (came_on IS NULL)", name="by_the_desk_or_not"),
    )

    place_id: Mapped[int] = mapped_column(ForeignKey(DraftPlace.id), primary_key=True)
    reply: Mapped[Reply]
    said: Mapped[str | None]
    slots: Mapped[list[str]] = mapped_column(default=list)
    """Which they would like instead, see `rules.slot_said`."""
    given_at: Mapped[dt.datetime]
    """Before this draft programme was shown where the one before had the event in the same place."""
    given_by: Mapped[str]
    """Such as "person 5"."""
    source: Mapped[Source | None]
    """How it reached the desk, which entered it; with `came_on`, the venue's day."""
    came_on: Mapped[dt.date | None]

    place: Mapped[DraftPlace] = relationship(back_populates="answer")
