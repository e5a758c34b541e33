"""Entries of a meeting as the desk names them, and finds them."""

from typing import NamedTuple

from sqlalchemy import select

from scheduler.applications.models import Application
from scheduler.kernel.db import session
from scheduler.kernel.terms import EntryKind
from scheduler.meetings.models import Entry, Meeting


class Named(NamedTuple):
    """An entry by its number. `application`: the number of what it was made from."""

    number: int
    code: str
    title: str
    kind: EntryKind
    cancelled: bool
    application: int | None


def named(meeting: Meeting) -> list[Named]:
    """Every entry of a meeting, by title. One question."""
    entry = Entry.__table__.c
    found = (
        select(entry.id, entry.code, entry.title, entry.kind, entry.cancelled, Application.id)
        .select_from(Entry.__table__)
        .outerjoin(Application, Application.entry_id == entry.id)
        .where(entry.meeting_id == meeting.id)
        .order_by(entry.title, entry.id)
    )
    return [Named(*row) for row in session.execute(found)]
