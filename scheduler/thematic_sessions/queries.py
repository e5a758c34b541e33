"""Reading thematic sessions."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.thematic_sessions.models import (
    Document,
    FloorSpeaker,
    Panellist,
    Seat,
    Segment,
    ThematicSession,
)


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
        "panellists": voices(panel.panellists) if panel else [],
        "floor_speakers": voices(item.floor_speakers),
        "documents": [_document(document) for document in item.documents],
    }


def voices(items: Iterable[Panellist | FloorSpeaker]) -> list[dict[str, Any]]:
    """People on the panel or from the floor, as a programme file tells them."""
    return [
        {
            "constituency": item.constituency,
            "represents": item.represents,
            "regional_group": item.regional_group,
            "channel": item.channel,
            "name": item.person.name if item.person else None,
        }
        for item in items
    ]


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


def _document(item: Document) -> dict[str, Any]:
    return {"title": item.title, "symbol": item.symbol, "url": item.url, "languages": item.languages}
