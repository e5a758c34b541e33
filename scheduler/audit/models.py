"""The history: a chain of records that nobody can change unseen, over content that can be erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base


class Record(Base):
    """One act. `digest` covers the content with its salt; `chained` covers the record and the one
    before it."""

    __tablename__ = "audit_record"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    act: Mapped[str]
    thing: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]
    chained: Mapped[str] = mapped_column(unique=True)

    content: Mapped["Content | None"] = relationship(back_populates="record", lazy="joined")


class Content(Base):
    """Who, why, before and after. Erasing this row leaves the chain whole: its salt goes with it, so
    nothing can be guessed back."""

    __tablename__ = "audit_content"

    number: Mapped[int] = mapped_column(ForeignKey("audit_record.number"), primary_key=True)
    salt: Mapped[str]
    facts: Mapped[dict[str, Any]]

    record: Mapped[Record] = relationship(back_populates="content")


class Head(Base):
    """The end of the chain. One row, locked while a record is added."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    chained: Mapped[str]
