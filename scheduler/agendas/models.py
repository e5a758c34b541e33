"""Agendas with their stars, what they follow, and the keys that open them without an account."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.agendas.terms import Followed, KeyKind, Level
from scheduler.kernel.db import Base
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.models import Organisation, Person


class Agenda(Base):
    """What one person means to go to, over all meetings: of somebody with an account, or of nobody known, who
    holds a key to it."""

    __tablename__ = "agenda"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), unique=True)
    revision: Mapped[int] = mapped_column(default=0)
    """Rises with every change of stars and of what is followed: what was made from an agenda still holds
    while this number and the releases are the same."""
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    used_at: Mapped[datetime]
    """When it was last opened, or a feed of it fetched, to the day. Unused ones of nobody known are thrown
    away (`actions.sweep`)."""
    looked_at: Mapped[datetime]
    """Until when its holder has seen what changed."""

    @property
    def thing(self) -> str:
        return f"agenda {self.id}"


class AgendaKey(Base):
    """That whoever has the token may open and change the agenda. Only the token's hash is kept."""

    __tablename__ = "agenda_key"
    __table_args__ = (
        Index(
            "uq_agenda_key_link",
            "agenda_id",
            unique=True,
            sqlite_where=text("kind = 'link'"),
            postgresql_where=text("kind = 'link'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey(Agenda.id), index=True)
    kind: Mapped[KeyKind]
    digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]


class Star(Base):
    """That an entry stands in an agenda, or is left out of it."""

    __tablename__ = "star"
    __table_args__ = (CheckConstraint("level != 'follows'", name="given"),)

    agenda_id: Mapped[int] = mapped_column(ForeignKey(Agenda.id), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey(Entry.id), primary_key=True, index=True)
    level: Mapped[Level]
    at: Mapped[datetime]


class StarChange(Base):
    """How often the level of an entry in an agenda changed, and when last, in whole seconds: calendars are
    told by a SEQUENCE that never goes back, so this stays when the star goes."""

    __tablename__ = "star_change"

    agenda_id: Mapped[int] = mapped_column(ForeignKey(Agenda.id), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey(Entry.id), primary_key=True, index=True)
    changes: Mapped[int]
    at: Mapped[datetime]


class FollowedOrganisation(Base):
    """That an agenda follows an organisation, in all meetings."""

    __tablename__ = "followed_organisation"

    agenda_id: Mapped[int] = mapped_column(ForeignKey(Agenda.id), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey(Organisation.id), primary_key=True, index=True)
    at: Mapped[datetime]


class FollowedValue(Base):
    """That an agenda follows a theme, a room, a kind or an agenda item of a meeting: `value` is the slug by
    which filters know it."""

    __tablename__ = "followed_value"

    agenda_id: Mapped[int] = mapped_column(ForeignKey(Agenda.id), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True, index=True)
    what: Mapped[Followed] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
