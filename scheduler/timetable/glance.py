"""A plan at one glance, for pages that ask every few seconds whether it still is as they have it."""

from dataclasses import dataclass

from sqlalchemy import select

from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable.draft_programmes.models import DraftProgramme
from scheduler.timetable.draft_programmes.terms import Showing
from scheduler.timetable.models import Plan


@dataclass(frozen=True)
class Glance:
    """A plan by its number, with its meeting's code. `is_open`: it can be worked on. `drafted` and `answers`:
    the draft programme that the meeting shows, and how often it was answered; None where there is none."""

    code: str
    number: int
    revision: int
    is_open: bool
    drafted: int | None
    answers: int | None


def glance(code: str, number: int) -> Glance:
    """At the plan with this number of the meeting with this code. One question. Raises NotFound."""
    is_open = Plan.thrown_at.is_(None) & Plan.adopted_at.is_(None)
    shown = (DraftProgramme.meeting_id == Meeting.id) & (DraftProgramme.state == Showing.SHOWN)
    found = (
        select(Meeting.code, Plan.id, Plan.revision, is_open, DraftProgramme.number, DraftProgramme.revision)
        .join(Meeting, Meeting.id == Plan.meeting_id)
        .outerjoin(DraftProgramme, shown)
        .where(Meeting.code == code, Plan.id == min(number, LARGEST))
    )
    row = session.execute(found).one_or_none()
    if row is None:
        raise NotFound(Sentence("This meeting has no such plan."))
    return Glance(*row)
