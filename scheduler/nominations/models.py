"""Nominations, and what people and bodies said of them. Times in UTC."""

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel import clock
from scheduler.kernel.db import Base
from scheduler.kernel.terms import SegmentMode
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.channels import Step
from scheduler.nominations.owing import Standing, standings
from scheduler.nominations.terms import Contribution, Doing, Lapse, NamedAs, Part, Region, State
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions.models import Document, Panellist, Seat, ThematicSession


class Nomination(Base):
    """A person put forward in answer to a call, by one channel."""

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint(
            "session_id IS NOT NULL OR state NOT IN ('seated', 'invited', 'accepted', 'delivered')",
            name="places_are_in_a_session",
        ),
        Index(None, "call_id", "channel_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """Stands in addresses; never changes."""
    call_id: Mapped[int] = mapped_column(ForeignKey(SpeakerCall.id))
    channel_id: Mapped[int] = mapped_column(ForeignKey(Channel.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), index=True)
    """Who puts them forward."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    """Who wrote it for the organisation; None where the desk did."""
    state: Mapped[State] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=1)
    """Rises with each save, so that a stale one shows."""
    at: Mapped[int]
    """The place of the channel's step that has its turn."""
    reached: Mapped[int]
    """The furthest place that it came to: its parties, and all before, may see it."""
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    is_late: Mapped[bool] = mapped_column(default=False)
    by_desk: Mapped[bool] = mapped_column(default=False)
    """The desk entered it on somebody's behalf, and goes on seeing it."""
    came_at: Mapped[datetime | None]
    """When a web form received it, as the form wrote that down."""
    row_key: Mapped[str | None] = mapped_column(index=True)
    """By what a row of a web form's answers is known again."""
    sealed_names: Mapped[list[str] | None]
    """Of a person who was erased: no web form brings them again into this meeting (kernel/seals.py)."""

    part: Mapped[Part]
    abstract: Mapped[str | None]
    biography: Mapped[str | None]
    affiliation: Mapped[str | None]
    language: Mapped[str | None]
    mode: Mapped[SegmentMode | None]
    availability: Mapped[list[str]] = mapped_column(default=list)
    region: Mapped[Region | None]
    first_time: Mapped[bool | None]
    named_as: Mapped[NamedAs] = mapped_column(default=NamedAs.IN_FULL)
    may_be_shown: Mapped[bool] = mapped_column(default=True)
    may_be_recorded: Mapped[bool] = mapped_column(default=True)

    reason: Mapped[str | None]
    """What was said at the last decision; the person is shown it."""
    rank: Mapped[int | None]
    """In the list of the body that endorsed it, from 1."""
    session_id: Mapped[int | None] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    """Where they have a place, or are held in reserve."""
    seat_id: Mapped[int | None] = mapped_column(ForeignKey(Seat.id, ondelete="SET NULL"), index=True)
    """Of a panel; None for the floor, and where the seat was taken out of the plan."""
    panellist_id: Mapped[int | None] = mapped_column(
        ForeignKey(Panellist.id, ondelete="SET NULL"), unique=True
    )
    reserve_rank: Mapped[int | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), unique=True)
    """Whose place they have."""
    joining_link: Mapped[str | None]
    """By which they join online: theirs alone, on no public page."""

    call: Mapped[SpeakerCall] = relationship(lazy="joined")
    channel: Mapped[Channel] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined", foreign_keys=person_id)
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    wanted: Mapped[list["WantedSession"]] = relationship(
        order_by="WantedSession.rank", cascade="all, delete-orphan", lazy="selectin"
    )
    endorsements: Mapped[list["Endorsement"]] = relationship(
        order_by="Endorsement.id", cascade="all, delete-orphan", lazy="selectin"
    )
    reviews: Mapped[list["Review"]] = relationship(
        order_by="Review.id", cascade="all, delete-orphan", lazy="selectin"
    )
    session: Mapped[ThematicSession | None] = relationship()
    sent: Mapped[list["Sent"]] = relationship(
        order_by="Sent.kind", cascade="all, delete-orphan", lazy="selectin", back_populates="nomination"
    )

    @property
    def thing(self) -> str:
        return f"nomination {self.id}"

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.channel.steps

    @property
    def owed(self) -> list[Standing]:
        """What the speaker owes in their session, and what of it came."""
        return standings(self.call.owed, self.session_id, {one.kind: one.came_at for one in self.sent})

    @property
    def is_open_to_desk(self) -> bool:
        return self.channel.open_to_desk or self.by_desk

    @property
    def passed(self) -> frozenset[int]:
        """The places of steps whose deadline passed in its call, so that somebody else has them now."""
        now = clock.now()
        return frozenset(
            one.place
            for one in self.call.deadlines
            if one.channel_id == self.channel_id and one.until <= now and one.row.lapse is Lapse.PASSES
        )


class WantedSession(Base):
    """A session in which somebody wants to speak, by rank from 1."""

    __tablename__ = "nomination_session"

    nomination_id: Mapped[int] = mapped_column(ForeignKey(Nomination.id), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ThematicSession.id), primary_key=True, index=True)
    rank: Mapped[int]


class PrivateFact(Base):
    """What a person told of themselves that few may see, until its day comes (privacy.py)."""

    __tablename__ = "nomination_private"

    nomination_id: Mapped[int] = mapped_column(ForeignKey(Nomination.id), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    given_at: Mapped[datetime]
    erase_after: Mapped[dt.date] = mapped_column(index=True)


class Sent(Base):
    """The statement, or the video with its transcript, that a speaker gave; the latest one of each kind."""

    __tablename__ = "contribution_sent"
    __table_args__ = (
        CheckConstraint("kind <> 'none'", name="something"),
        CheckConstraint(
            "(digest IS NULL) = (name IS NULL) AND (digest IS NULL) = (size IS NULL)", name="whole_file"
        ),
        CheckConstraint("text IS NOT NULL OR digest IS NOT NULL OR reference IS NOT NULL", name="not_empty"),
    )

    nomination_id: Mapped[int] = mapped_column(ForeignKey(Nomination.id), primary_key=True)
    kind: Mapped[Contribution] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    """Of the statement, or the transcript of the video."""
    digest: Mapped[str | None]
    """Of the text as a file, which lies under it among the uploads."""
    name: Mapped[str | None]
    """To download the file by."""
    size: Mapped[int | None]
    """Bytes."""
    reference: Mapped[str | None]
    """The address of the video, or where the original is."""
    came_at: Mapped[datetime]
    """When it first came: what replaces it in time does not make it late."""
    changed_at: Mapped[datetime]
    by_desk: Mapped[bool] = mapped_column(default=False)
    document_id: Mapped[int | None] = mapped_column(ForeignKey(Document.id, ondelete="SET NULL"), unique=True)
    """The draft or public document of the session that was made of it."""

    nomination: Mapped[Nomination] = relationship(back_populates="sent")
    document: Mapped[Document | None] = relationship(lazy="joined")


class Review(Base):
    """What a reviewer of a body thinks, or that they step aside. Kept to the body."""

    __tablename__ = "nomination_review"
    __table_args__ = (
        UniqueConstraint("nomination_id", "reviewer"),
        Index("uq_nomination_review_person_id_nomination_id", "person_id", "nomination_id", unique=True),
        CheckConstraint("(scores IS NULL) = (recused IS NOT NULL)", name="scored_or_recused"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey(Nomination.id))
    body: Mapped[str]
    reviewer: Mapped[str]
    """As the history names them, such as "account 7"."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    """Who that is: one opinion each, whether they come with an account or by a link."""
    scores: Mapped[dict[str, Any] | None]
    """From 0 to `rules.HIGHEST_SCORE`, by criterion."""
    said: Mapped[str | None]
    recused: Mapped[str | None]
    """Why they step aside."""
    at: Mapped[datetime]


class Endorsement(Base):
    """A body's yes or no in a step. Of a step that several bodies take together, each has its own."""

    __tablename__ = "endorsement"
    __table_args__ = (UniqueConstraint("nomination_id", "place", "body"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey(Nomination.id))
    place: Mapped[int]
    body: Mapped[str]
    doing: Mapped[Doing]
    """What was done: endorse, comment or forward."""
    said: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[datetime]
