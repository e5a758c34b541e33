"""Channels of a meeting, and its calls for speakers. Times in UTC."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.calls.rules import Late
from scheduler.kernel.db import Base
from scheduler.kernel.terms import Constituency, OrganisationKind
from scheduler.meetings.models import Meeting
from scheduler.nominations import channels
from scheduler.nominations.channels import Step
from scheduler.nominations.owing import Owed
from scheduler.nominations.terms import Contribution, Doing, Dropout, Field, Lapse, Part, Party
from scheduler.thematic_sessions.models import ThematicSession


class Channel(Base):
    """A route by which names arrive at a meeting (channels.py)."""

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("meeting_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    code: Mapped[str]
    name: Mapped[str]
    sender: Mapped[str] = mapped_column(ForeignKey("correspondent.code"))
    constituency: Mapped[Constituency]
    regional_group: Mapped[str | None]
    kinds: Mapped[list[str]]
    """`kernel.terms.OrganisationKind` values of those who may put somebody forward."""
    dropout: Mapped[Dropout]
    open_to_desk: Mapped[bool] = mapped_column(default=False)

    meeting: Mapped[Meeting] = relationship(lazy="joined")
    rows: Mapped[list["ChannelStep"]] = relationship(
        order_by="ChannelStep.place", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def thing(self) -> str:
        return f"channel {self.id}"

    @property
    def word(self) -> str:
        """As programmes and plans of seats name it: there the Regional Groups are one channel."""
        return "regional_group" if self.regional_group else self.code.lower()

    @property
    def steps(self) -> tuple[Step, ...]:
        """As the rules read them."""
        return tuple(row.step for row in self.rows)

    @property
    def terms(self) -> channels.Terms:
        """As the rules read it."""
        return channels.Terms(
            code=self.code,
            name=self.name,
            sender=self.sender,
            constituency=self.constituency,
            kinds=frozenset(map(OrganisationKind, self.kinds)),
            dropout=self.dropout,
            steps=self.steps,
            regional_group=self.regional_group,
            open_to_desk=self.open_to_desk,
        )


class ChannelStep(Base):
    """One step of a channel."""

    __tablename__ = "channel_step"
    __table_args__ = (CheckConstraint("needs >= 1", name="somebody_acts"),)

    channel_id: Mapped[int] = mapped_column(ForeignKey(Channel.id), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 0."""
    name: Mapped[str]
    party: Mapped[Party]
    bodies: Mapped[list[str]]
    may: Mapped[list[str]]
    sees: Mapped[list[str]]
    lapse: Mapped[Lapse]
    passes_to: Mapped[str | None]
    remind: Mapped[list[int]] = mapped_column(JSON)
    """So many days before the deadline."""
    needs: Mapped[int]

    @property
    def step(self) -> Step:
        """As the rules read it."""
        return Step(
            name=self.name,
            party=self.party,
            may=frozenset(map(Doing, self.may)),
            bodies=tuple(self.bodies),
            sees=frozenset(map(Field, self.sees)),
            lapse=self.lapse,
            passes_to=Party(self.passes_to) if self.passes_to else None,
            remind=tuple(self.remind),
            needs=self.needs,
        )


class SpeakerCall(Base):
    """A call for speakers of a meeting; several may be open at once."""

    __tablename__ = "speaker_call"
    __table_args__ = (
        UniqueConstraint("meeting_id", "code"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint(
            "(contribution = 'none') = (contribution_due_at IS NULL)", name="due_where_something_is"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    code: Mapped[str]
    """Stands in addresses, such as "panels"; of the meeting."""
    title: Mapped[str]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    late: Mapped[Late]
    languages: Mapped[list[str]]
    required: Mapped[list[str]]
    contribution: Mapped[Contribution]
    """What every speaker owes; `contributions` holds what they owe besides, or by another day."""
    contribution_due_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="joined")
    channels: Mapped[list[Channel]] = relationship(
        secondary="speaker_call_channel", order_by=Channel.id, lazy="selectin"
    )
    places: Mapped[list["SpeakerPlace"]] = relationship(
        order_by="SpeakerPlace.id", cascade="all, delete-orphan", lazy="selectin"
    )
    criteria: Mapped[list["Criterion"]] = relationship(
        order_by="Criterion.position", cascade="all, delete-orphan", lazy="selectin"
    )
    deadlines: Mapped[list["StepDeadline"]] = relationship(
        order_by="StepDeadline.id", cascade="all, delete-orphan", lazy="selectin", back_populates="call"
    )
    contributions: Mapped[list["ContributionDue"]] = relationship(
        order_by="ContributionDue.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def thing(self) -> str:
        return f"call for speakers {self.id}"

    @property
    def owed(self) -> list[Owed]:
        """All that speakers owe, as the rules read it."""
        found = [Owed(one.kind, one.due_at, one.session_id) for one in self.contributions]
        if self.contribution_due_at is not None:
            found.append(Owed(self.contribution, self.contribution_due_at))
        return found

    def deadline(self, channel_id: int, place: int) -> "StepDeadline | None":
        """By when a step of a channel is due in this call, if that was said."""
        key = (channel_id, place)
        return next((one for one in self.deadlines if (one.channel_id, one.place) == key), None)


class CallChannel(Base):
    """That names arrive at a call by a channel."""

    __tablename__ = "speaker_call_channel"

    call_id: Mapped[int] = mapped_column(ForeignKey(SpeakerCall.id), primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey(Channel.id), primary_key=True, index=True)


class StepDeadline(Base):
    """By when a step of a channel is due in a call."""

    __tablename__ = "step_deadline"
    __table_args__ = (
        UniqueConstraint("call_id", "channel_id", "place"),
        ForeignKeyConstraint(["channel_id", "place"], ["channel_step.channel_id", "channel_step.place"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(SpeakerCall.id))
    channel_id: Mapped[int]
    place: Mapped[int]
    until: Mapped[datetime]
    lapsed_at: Mapped[datetime | None]
    """When the worker found that it had passed, and did what its lapse means."""
    reminded: Mapped[list[int]] = mapped_column(JSON, default=list)
    """The reminders that went out: so many days before."""

    call: Mapped[SpeakerCall] = relationship(back_populates="deadlines")
    row: Mapped[ChannelStep] = relationship(lazy="joined", viewonly=True)


class SpeakerPlace(Base):
    """So many places of a call: of one session, or in all."""

    __tablename__ = "speaker_place"
    __table_args__ = (
        UniqueConstraint("call_id", "part", "session_id"),
        CheckConstraint("number >= 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(SpeakerCall.id))
    part: Mapped[Part]
    session_id: Mapped[int | None] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    number: Mapped[int]


class ContributionDue(Base):
    """By when a statement or a video is due besides what the call itself says: of one session, or of all."""

    __tablename__ = "contribution_due"
    __table_args__ = (
        UniqueConstraint("call_id", "kind", "session_id"),
        CheckConstraint("kind <> 'none'", name="something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(SpeakerCall.id))
    kind: Mapped[Contribution]
    session_id: Mapped[int | None] = mapped_column(ForeignKey(ThematicSession.id), index=True)
    due_at: Mapped[datetime]


class Criterion(Base):
    """A published criterion of a call."""

    __tablename__ = "speaker_criterion"
    __table_args__ = (
        UniqueConstraint("call_id", "code"),
        CheckConstraint("weight >= 1", name="weight"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey(SpeakerCall.id))
    position: Mapped[int]
    code: Mapped[str]
    text: Mapped[str]
    weight: Mapped[int]
