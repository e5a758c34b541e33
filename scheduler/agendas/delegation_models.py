"""Delegations: groups whose members share what they go to, and ask each other to cover what else there is."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.agendas.models import Agenda
from scheduler.agendas.terms import CoverState
from scheduler.kernel.db import Base
from scheduler.meetings.models import Entry


class Delegation(Base):
    """A group with a name. Only its members know of it."""

    __tablename__ = "delegation"
    __table_args__ = (CheckConstraint("name != ''", name="named"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    digest: Mapped[str | None] = mapped_column(unique=True)
    """Hash of the token in the link by which one joins; None where there is no such link."""
    made_at: Mapped[datetime]

    members: Mapped[list["Member"]] = relationship(order_by="Member.id", lazy="selectin")

    @property
    def thing(self) -> str:
        return f"delegation {self.id}"


class Member(Base):
    """That an agenda's holder belongs to a delegation, under the name that they gave there."""

    __tablename__ = "delegation_member"
    __table_args__ = (
        UniqueConstraint("delegation_id", "agenda_id"),
        UniqueConstraint("delegation_id", "id"),  # lets every Cover carry its member's delegation
        CheckConstraint("name != ''", name="named"),
        Index(
            "uq_delegation_member_owner",
            "delegation_id",
            unique=True,
            sqlite_where=text("is_owner"),
            postgresql_where=text("is_owner"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey(Delegation.id))
    agenda_id: Mapped[int] = mapped_column(ForeignKey(Agenda.id), index=True)
    name: Mapped[str]
    is_owner: Mapped[bool] = mapped_column(default=False)
    shares: Mapped[bool] = mapped_column(default=True)
    """Whether the delegation sees what they go to; never what they only perhaps go to, or follow."""
    joined_at: Mapped[datetime]


class ToCover(Base):
    """That the delegation wants somebody at an entry."""

    __tablename__ = "delegation_entry"

    delegation_id: Mapped[int] = mapped_column(ForeignKey(Delegation.id), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey(Entry.id), primary_key=True, index=True)
    at: Mapped[datetime]


class Cover(Base):
    """That a member was asked to cover an entry, and what became of it."""

    __tablename__ = "cover"
    __table_args__ = (
        ForeignKeyConstraint(
            ["delegation_id", "entry_id"], ["delegation_entry.delegation_id", "delegation_entry.entry_id"]
        ),
        ForeignKeyConstraint(
            ["delegation_id", "member_id"], ["delegation_member.delegation_id", "delegation_member.id"]
        ),
    )

    delegation_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    state: Mapped[CoverState]
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When they were written to about it, or there was nobody to write to."""
    settled_at: Mapped[datetime | None]
