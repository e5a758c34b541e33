"""Reading what imports remember."""

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.programmes.models import ErasedName


def erased_names(meeting: Meeting) -> list[tuple[str, str]]:
    """The names that files of this meeting must not bring again, each as its salt and its seal."""
    found = select(ErasedName.salt, ErasedName.digest).where(ErasedName.meeting_id == meeting.id)
    return [(salt, digest) for salt, digest in session.execute(found)]
