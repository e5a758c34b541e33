"""Reading thematic sessions."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.thematic_sessions.models import (
    Document,
    FloorSpeaker,
    Panel,
    Panellist,
    Seat,
    Segment,
    ThematicSession,
)
from scheduler.thematic_sessions.seat_rules import Line, Sitter, Standing, standing
from scheduler.thematic_sessions.terms import DocumentStatus


def floor_of(meeting: Meeting) -> list[FloorSpeaker]:
    """Those who spoke from the floor of a meeting on a day that is not known."""
    found = select(FloorSpeaker).where(
        FloorSpeaker.meeting_id == meeting.id, FloorSpeaker.session_id.is_(None)
    )
    return list(session.scalars(found.order_by(FloorSpeaker.position)))


def as_told(item: ThematicSession) -> dict[str, Any]:
    """The session's own facts as a programme file tells them."""
    panel = item.panel
    return {
        "format": item.format,
        "chair": item.chair,
        "moderator": item.moderator,
        "languages": item.languages,
        "segments": [_segment(segment) for segment in item.segments],
        "seats": [_seat(seat) for seat in panel.seats] if panel else [],
        "panellists": voices(public_panellists(panel)),
        "floor_speakers": voices(heard(item)),
        "documents": [document(one) for one in public_documents(item)],
    }


def voices(items: Iterable[Panellist | FloorSpeaker]) -> list[dict[str, Any]]:
    """People on the panel or from the floor, as a programme file tells them."""
    return [voice(item) for item in items]


def voice(item: Panellist | FloorSpeaker) -> dict[str, Any]:
    """One of them."""
    return {
        "constituency": item.constituency,
        "represents": item.represents,
        "regional_group": item.regional_group,
        "channel": item.channel,
        "name": item.person.name if item.person else None,
    }


def document(item: Document) -> dict[str, Any]:
    """A document as a programme file tells it."""
    return {
        "title": item.title,
        "symbol": item.symbol,
        "url": item.url,
        "languages": tuple(item.languages),
    }


def line(seat: Seat) -> Line:
    """A line of the plan, as rules see it."""
    return Line(
        constituency=seat.constituency,
        target=seat.target,
        regional_group=seat.regional_group,
        minimum=seat.minimum,
        maximum=seat.maximum,
        channel=seat.channel,
        number=seat.id,
    )


def sitters(panel: Panel) -> list[Sitter]:
    """Who sits on the panel, as rules see them."""
    return [
        Sitter(one.constituency, one.regional_group, one.channel, one.seat_id, one.tentative)
        for one in panel.panellists
    ]


def seats(panel: Panel) -> Standing:
    """How the panel stands against its plan: for each line who is there, missing, or too many."""
    return standing(map(line, panel.seats), sitters(panel))


def public_panellists(panel: Panel | None) -> list[Panellist]:
    """Those whom a release names: not those who have not accepted yet."""
    return [one for one in panel.panellists if not one.tentative] if panel else []


def public_documents(item: ThematicSession) -> list[Document]:
    """Those that a release names. Of what belongs to its author, the database keeps public only what they
    agreed to."""
    return [one for one in item.documents if one.status is DocumentStatus.PUBLIC]


def heard(item: ThematicSession) -> list[FloorSpeaker]:
    """Who spoke from the floor."""
    return [one for one in item.floor_speakers if one.heard]


def _segment(item: Segment) -> dict[str, Any]:
    return {"kind": item.kind, "by": item.by, "mode": item.mode, "minutes": item.minutes, "note": item.note}


def _seat(item: Seat) -> dict[str, Any]:
    return {
        "constituency": item.constituency,
        "regional_group": item.regional_group,
        "min": item.minimum,
        "target": item.target,
        "max": item.maximum,
    }
