"""Links without an account."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.db import Base


class Link(Base):
    """That whoever has the token may do one thing, or see one page. Only the token's hash is kept."""

    __tablename__ = "link"
    __table_args__ = (CheckConstraint("made_at < expires_at", name="made_before_it_expires"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True, insert_sentinel=True)
    purpose: Mapped[str]
    thing: Mapped[str] = mapped_column(index=True)
    """What it is about, such as "representative 12"."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whom it was sent to."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    alone: Mapped[bool] = mapped_column(default=False)
    """When the letter with it has left, the older ones that the same person has for the same end."""
