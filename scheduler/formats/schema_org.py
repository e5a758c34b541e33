"""Entries as schema.org Events (JSON-LD), for search engines. Pure.

People are left out: a programme names them for its readers, not for collectors.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from scheduler.formats.entry import CalendarEntry, MeetingFace, Place, Span, Standing
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import Format
from scheduler.kernel.text import shorten

MOST_CHARACTERS = 300
"""Of a description."""

_SCHEMA = "https://schema.org/"
_MODES = {
    Format.IN_PERSON: "OfflineEventAttendanceMode",
    Format.ONLINE: "OnlineEventAttendanceMode",
    Format.HYBRID: "MixedEventAttendanceMode",
}
_STATUSES = {Standing.CANCELLED: "EventCancelled", Standing.UNPLACED: "EventPostponed"}


def event(entry: CalendarEntry, meeting: MeetingFace, url: str, meeting_url: str) -> dict[str, Any]:
    """An entry as an Event, with the addresses of its page and of its meeting's. What is not published is
    left out, and so is an end that calendars assume."""
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": entry.title,
        "url": url,
        "description": shorten(entry.description, MOST_CHARACTERS) if entry.description else None,
        "eventStatus": _one_or_all([_SCHEMA + status for status in _statuses(entry)]),
        "eventAttendanceMode": _SCHEMA + _MODES[entry.format] if entry.format else None,
        **_dates(entry, meeting.time_zone),
        "location": _locations(entry, meeting, url),
        "organizer": [{"@type": "Organization", "name": body.name} for body in entry.organisers],
        "inLanguage": list(entry.languages),
        "superEvent": _meeting(meeting, meeting_url),
    }
    return {name: value for name, value in told.items() if value}


def as_script(data: Mapping[str, Any]) -> str:
    """JSON in ASCII that can stand inside a script element of HTML: nothing in it can end the element."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _statuses(entry: CalendarEntry) -> Iterator[str]:
    """What the vocabulary calls its standing; what moved online may have another time as well."""
    if entry.standing in _STATUSES:
        yield _STATUSES[entry.standing]
        return
    if _is_online_now(entry):
        yield "EventMovedOnline"
    if _is_rescheduled(entry):
        yield "EventRescheduled"
    elif not _is_online_now(entry):
        yield "EventScheduled"


def _one_or_all(statuses: list[str]) -> str | list[str]:
    return statuses[0] if len(statuses) == 1 else statuses


def _is_online_now(entry: CalendarEntry) -> bool:
    """Whether it had a room before, and is held online alone."""
    before, now = entry.moved_from, entry.span
    if before is None or now is None or entry.format is not Format.ONLINE:
        return False
    return before.room is not None and now.room is None


def _is_rescheduled(entry: CalendarEntry) -> bool:
    """Whether it begins at another time than before. Another room, or a time that was not published before,
    is no other time."""
    before, now = entry.moved_from, entry.span
    if before is None or now is None:
        return False
    if before.day != now.day:
        return True
    return None not in (before.starts_at, now.starts_at) and before.starts_at != now.starts_at


def _dates(entry: CalendarEntry, zone: str) -> dict[str, str | None]:
    """When it begins and ends. What has no date now has had one."""
    if entry.span is None:
        return {}
    if entry.standing is Standing.UNPLACED:
        return {"previousStartDate": _start(entry.span, zone)}
    before = entry.moved_from if _is_rescheduled(entry) and entry.standing is Standing.SCHEDULED else None
    return {
        "startDate": _start(entry.span, zone),
        "endDate": _end(entry.span, zone),
        "previousStartDate": _start(before, zone) if before else None,
    }


def _start(span: Span, zone: str) -> str:
    return _moment(span.starts_at, zone) if span.starts_at else span.day.isoformat()


def _end(span: Span, zone: str) -> str | None:
    """None where it is not published. Of what lasts several days the hours are those of each day."""
    if span.until:
        return span.until.isoformat()
    return _moment(span.ends_at, zone) if span.ends_at else None


def _moment(at: datetime, zone: str) -> str:
    """With the zone's offset from UTC."""
    return to_local(at, zone).isoformat(timespec="minutes")


def _locations(entry: CalendarEntry, meeting: MeetingFace, url: str) -> list[dict[str, Any]]:
    placed = entry.span if entry.standing is not Standing.UNPLACED else None
    found = []
    if entry.format is not Format.ONLINE:
        found += _places(placed.room if placed else None, meeting.venue)
    if entry.format in (Format.ONLINE, Format.HYBRID):
        found.append({"@type": "VirtualLocation", "url": entry.links[0].url if entry.links else url})
    return found


def _places(room: Place | None, venue: str | None) -> list[dict[str, Any]]:
    """The room, or as much as is known."""
    if room is None:
        return [_place(venue)] if venue else []
    seats = {"maximumAttendeeCapacity": room.capacity} if room.capacity else {}
    return [{**_place(f"{room.name}, {room.venue}"), **seats}]


def _place(name: str) -> dict[str, Any]:
    return {"@type": "Place", "name": name}


def _meeting(meeting: MeetingFace, url: str) -> dict[str, Any]:
    told = {
        "@type": "Event",
        "name": meeting.title,
        "url": url,
        "startDate": meeting.starts.isoformat(),
        "endDate": meeting.ends.isoformat(),
        "location": _place(meeting.venue) if meeting.venue else None,
    }
    return {name: value for name, value in told.items() if value}
