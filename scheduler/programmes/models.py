"""What imports must remember."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.db import Base
from scheduler.meetings.models import Meeting


class ErasedName(Base):
    """That somebody of this name was erased from a meeting, so that its next file does not bring them back.
    Only a salted hash of the folded name is kept: it answers yes or no to a name that somebody brings."""

    __tablename__ = "erased_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), index=True)
    salt: Mapped[str]
    digest: Mapped[str]
