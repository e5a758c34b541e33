"""Entries of a meeting as the desk names them, and finds them."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from scheduler.applications.models import Application
from scheduler.kernel.db import session
from scheduler.kernel.terms import EntryKind
from scheduler.kernel.text import clean_line, fold
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


def meant(written: str, known: Iterable[Named]) -> list[Named]:
    """The entries that somebody means who writes a code, a code with words after it, or a whole title."""
    line = clean_line(written)
    code = line.partition(" ")[0].upper()
    entries = list(known)
    by_code = [one for one in entries if one.code == code]
    return by_code or [one for one in entries if fold(one.title) == fold(line)]
