"""The history: a chain of records that nobody can change unseen, over content that can be erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base


class Record(Base):
    """One act. `digest` covers the content with its salt; `chained` covers the record and the one
    before it."""

    __tablename__ = "audit_record"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    act: Mapped[str]
    thing: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]
    chained: Mapped[str] = mapped_column(unique=True)

    content: Mapped["Content | None"] = relationship(back_populates="record", lazy="joined")
    parties: Mapped[list["Party"]] = relationship(lazy="selectin", order_by="Party.name")


class Content(Base):
    """Who, why, before and after. Erasing this row leaves the chain whole: its salt goes with it, so
    nothing can be guessed back."""

    __tablename__ = "audit_content"

    number: Mapped[int] = mapped_column(ForeignKey("audit_record.number"), primary_key=True)
    salt: Mapped[str]
    facts: Mapped[dict[str, Any]]

    record: Mapped[Record] = relationship(back_populates="content")


class Party(Base):
    """Whom a record concerns besides its thing, such as "account 7" or "person 3": who acted, and upon whom.

    Beside the chain, so that a person's records can be found, and the link to them be erased.
    """

    __tablename__ = "audit_party"
    __table_args__ = (Index(None, "name", "number"),)

    number: Mapped[int] = mapped_column(ForeignKey("audit_record.number"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class Note(Base):
    """What the desk wrote to itself about a thing. Never shown to the person concerned."""

    __tablename__ = "audit_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    text: Mapped[str]


class Head(Base):
    """The end of the chain. One row, locked while a record is added."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    chained: Mapped[str]
