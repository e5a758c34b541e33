"""A meeting's thematic sessions: when they are, how their panels stand, what they lack."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template, request

from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.thematic_sessions import queries
from scheduler.thematic_sessions.agenda_rules import summed
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.permissions import SEE_SESSION
from scheduler.thematic_sessions.readiness_rules import Prepared, lacking
from scheduler.thematic_sessions.seat_rules import Standing
from scheduler.thematic_sessions.terms import AUTHORED, Consent, DocumentStatus
from scheduler.timetable.models import Placement
from scheduler.timetable.queries import placements, public_plan
from scheduler.web.access import guarded
from scheduler.web.desk.sessions.door import door, hours


@dataclass(frozen=True)
class Row:
    """A session with what it lacks still. `seats` is None where it has no panel."""

    item: ThematicSession
    placed: Placement | None
    seats: Standing | None
    lacks: list[Sentence]


@door.get("/")
@guarded(SEE_SESSION)
def sessions() -> str:
    """The sessions of the meeting that was asked for, or of the newest that has any."""
    meetings = queries.meetings_with_sessions()
    wanted = clean_line(request.args.get("meeting", ""))
    found = next((one for one in meetings if one.code == wanted), None)
    shown = found or (meetings[0] if meetings else None)
    return render_template(
        "desk/sessions/all.html",
        meetings=meetings,
        unknown=wanted if wanted and not found else None,
        shown=shown,
        rows=rows(shown) if shown else [],
    )


def rows(meeting: Meeting) -> list[Row]:
    """In the order of the programme; what has no time comes last."""
    places = placements(public_plan(meeting))
    found = [row(item, places.get(item.id)) for item in queries.sessions_of(meeting)]
    return sorted(found, key=_place)


def row(item: ThematicSession, placed: Placement | None) -> Row:
    seats = queries.seats(item.panel) if item.panel else None
    lacks = [] if item.cancelled else lacking(_prepared(item, placed, seats))
    return Row(item, placed, seats, lacks)


def _place(one: Row) -> tuple[bool, str, bool, str, int]:
    day, starts_at = (one.placed.day, one.placed.starts_at) if one.placed else (None, None)
    has_day, has_time = day is not None, starts_at is not None
    written = starts_at.isoformat() if starts_at else ""
    return not has_day, day.isoformat() if day else "", not has_time, written, one.item.id


def _prepared(item: ThematicSession, placed: Placement | None, seats: Standing | None) -> Prepared:
    waiting = [one for one in item.documents if one.status is DocumentStatus.DRAFT]
    without = [one for one in waiting if one.kind in AUTHORED and _has_no_consent(one)]
    return Prepared(
        has_time=placed is not None and placed.starts_at is not None,
        has_chair=bool(item.chair),
        has_moderator=bool(item.moderator),
        has_format=item.format is not None,
        agenda=[(one.kind, one.minutes) for one in item.segments],
        summed=summed((one.minutes for one in item.segments), *hours(placed)),
        seats=seats,
        without_consent=len(without),
        drafts=len(waiting) - len(without),
    )


def _has_no_consent(one: Document) -> bool:
    return queries.consent_of(one) is not Consent.GIVEN


def total(found: Iterable[Row]) -> tuple[int, int]:
    """How many sit on all panels, and how many are planned."""
    known = [one.seats for one in found if one.seats]
    return sum(one.filled for one in known), sum(one.target for one in known)
