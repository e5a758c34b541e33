"""What plans are called in the history, and all that the rooms below know."""

from collections.abc import Iterable

from sqlalchemy import select

from scheduler.accounts.called import Called, Finder, called_by
from scheduler.kernel.db import session
from scheduler.meetings.models import Entry, Meeting
from scheduler.nominations import called as below
from scheduler.timetable.draft_programmes.models import DraftPlace, DraftProgramme
from scheduler.timetable.models import Plan


def called(things: Iterable[str]) -> dict[str, Called]:
    """Names by how the history names things, in a constant number of queries. What is not there is left
    out."""
    return called_by(FINDERS, things)


def _plans(numbers: set[int]) -> dict[int, Called]:
    rows = session.execute(select(Plan.id, Plan.name, Meeting.code).join(Meeting).where(Plan.id.in_(numbers)))
    return {number: Called(name, code) for number, name, code in rows}


def _drafts(numbers: set[int]) -> dict[int, Called]:
    found = select(DraftProgramme.id, DraftProgramme.number, Meeting.code).join(
        Meeting, Meeting.id == DraftProgramme.meeting_id
    )
    rows = session.execute(found.where(DraftProgramme.id.in_(numbers)))
    return {key: Called(str(number), code) for key, number, code in rows}


def _places(numbers: set[int]) -> dict[int, Called]:
    found = select(DraftPlace.id, Entry.title, DraftProgramme.number).join(
        Entry, Entry.id == DraftPlace.entry_id
    )
    rows = session.execute(found.join(DraftPlace.draft).where(DraftPlace.id.in_(numbers)))
    return {key: Called(title, str(number)) for key, title, number in rows}


FINDERS: dict[str, Finder] = {
    **below.FINDERS,
    "plan": _plans,
    "draft programme": _drafts,
    "draft place": _places,
}
