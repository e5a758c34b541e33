"""A programme in the form that apps for conferences read: schedule.xml and schedule.json, as frab began it
and the C3VOC describes it (its schema.json; schedule.xml.xsd in
github.com/voc/schedule).

The form has no word for what is cancelled, has no hour yet or lasts several days: such entries are left
out. It is in English, with times of the venue. Pure.
"""

import hashlib
import json
import uuid
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.formats import describe
from scheduler.formats.entry import CalendarEntry, MeetingFace, Place, Span, Stamps, Standing
from scheduler.formats.xml_text import xml_text
from scheduler.kernel.codes import as_uuid
from scheduler.kernel.localtime import to_local
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence

XML_TYPE = "application/xml; charset=utf-8"
JSON_TYPE = "application/json"
SCHEMA = "https://c3voc.de/schedule/schema.json"
GRAIN = "00:05"
"""Of the drawing that apps make."""
SHORTEST = 4
"""Characters of what stands in slugs."""
NO_ROOM = Sentence("Room not announced")

AddressOf = Callable[[CalendarEntry], str]
Days = Mapping[date, Mapping[str, list["Line"]]]


@dataclass(frozen=True)
class Line:
    """An entry as this form tells it. `number` and `guid` are the same in every release; times are those of
    the venue."""

    entry: CalendarEntry
    number: int
    guid: uuid.UUID
    starts: datetime
    ends: datetime
    room: str
    page: str
    slug: str

    @property
    def facts(self) -> dict[str, str]:
        """What both forms call alike."""
        entry = self.entry
        return {
            "title": clean(entry.title),
            "subtitle": "",
            "slug": self.slug,
            "date": self.starts.isoformat(timespec="seconds"),
            "start": f"{self.starts:%H:%M}",
            "duration": _length(self.ends - self.starts),
            "room": self.room,
            "track": clean(entry.theme or ""),
            "type": str(describe.kind_name(entry.kind)),
            "language": ",".join(entry.languages),
            "abstract": clean(entry.description or ""),
        }

    @property
    def people(self) -> list[str]:
        """Names, as far as their bearers are named."""
        panel = (one.speaker for one in self.entry.panellists)
        return [clean(one.name) for one in (*self.entry.speakers, *panel) if one and one.name]

    @property
    def links(self) -> list[tuple[str, str]]:
        """Words and address."""
        return [(clean(link.label or link.url), link.url) for link in self.entry.links]


def by_day_and_room(
    entries: Iterable[tuple[CalendarEntry, Stamps]], meeting: MeetingFace, page_of: AddressOf
) -> Days:
    """The entries that have their hours, by day (each of the meeting's) and room, in the order of time."""
    days: dict[date, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    length = (meeting.ends - meeting.starts).days + 1
    for number in range(length):
        days[meeting.starts + timedelta(number)] = defaultdict(list)
    lines = [line for entry, stamps in entries for line in _lines(entry, stamps, meeting, page_of)]
    for line in sorted(lines, key=lambda line: (line.starts, line.ends, line.entry.code)):
        days[line.starts.date()][line.room].append(line)
    return {day: dict(sorted(days[day].items())) for day in sorted(days)}


def _lines(entry: CalendarEntry, stamps: Stamps, meeting: MeetingFace, page_of: AddressOf) -> Iterator[Line]:
    span = entry.span
    if entry.standing is not Standing.SCHEDULED or span is None or span.until or span.starts_at is None:
        return
    ends = describe.end_of(span) or span.starts_at
    yield Line(
        entry,
        _number(stamps.uid),
        as_uuid(stamps.uid),
        to_local(span.starts_at, meeting.time_zone),
        to_local(ends, meeting.time_zone),
        _room(span, meeting, entry),
        page_of(entry),
        slug(meeting.code, entry.code),
    )


def _number(uid: str) -> int:
    """The form asks for a number. Made from the UID, so that it stays what it is; of 48 bits, which JSON
    carries exactly, and which two entries hardly share."""
    return int.from_bytes(hashlib.sha256(uid.encode(errors="replace")).digest()[:6]) or 1


def _room(span: Span, meeting: MeetingFace, entry: CalendarEntry) -> str:
    return clean(str(describe.place(span.room, None, entry.format) or NO_ROOM))


def _length(span: timedelta) -> str:
    """Hours and minutes."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{hours:02}:{minutes:02}"


def acronym(code: str) -> str:
    """A meeting's code as the form allows it: small letters, digits and low lines, four at least."""
    plain = code.casefold().replace("-", "_")
    return plain if len(plain) >= SHORTEST else f"meeting_{plain}"


def slug(meeting: str, code: str) -> str:
    """An entry's short name among all schedules: its meeting's and its own code, as the form allows them."""
    plain = code.casefold()
    return f"{acronym(meeting)}-{plain if len(plain) >= SHORTEST else f'entry_{plain}'}"


def _hours(day: date, rooms: Mapping[str, list[Line]], zone: str) -> tuple[datetime, datetime]:
    """When a day begins and ends: with its first and last entry, or at midnight."""
    lines = [line for in_room in rooms.values() for line in in_room]
    if lines:
        return min(line.starts for line in lines), max(line.ends for line in lines)
    midnight = to_local(datetime.fromisoformat(f"{day}T12:00:00+00:00"), zone).replace(hour=0)
    return midnight, midnight + timedelta(days=1)


# --- XML ---


def as_xml(days: Days, meeting: MeetingFace, release: int) -> bytes:
    """The schedule as XML. `release` is its version."""
    root = ET.Element("schedule")
    _text(root, "version", str(release))
    conference = ET.SubElement(root, "conference")
    for name, value in _conference(days, meeting).items():
        _text(conference, name, value)
    for index, (day, rooms) in enumerate(days.items(), 1):
        starts, ends = _hours(day, rooms, meeting.time_zone)
        told = {"index": str(index), "date": day.isoformat()}
        box = ET.SubElement(root, "day", {**told, "start": starts.isoformat(), "end": ends.isoformat()})
        for room, lines in rooms.items():
            within = ET.SubElement(box, "room", name=xml_text(room))
            for line in lines:
                _event(within, line)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def _conference(days: Days, meeting: MeetingFace) -> dict[str, str]:
    return {
        "title": meeting.title,
        "acronym": acronym(meeting.code),
        "start": min(days).isoformat(),
        "end": max(days).isoformat(),
        "days": str(len(days)),
        "timeslot_duration": GRAIN,
    }


def _event(room: ET.Element, line: Line) -> None:
    event = ET.SubElement(room, "event", id=str(line.number), guid=str(line.guid))
    for name, value in line.facts.items():
        _text(event, name, value)
    people = ET.SubElement(event, "persons")
    for name in line.people:
        _text(people, "person", name)
    links = ET.SubElement(event, "links")
    for words, address in [(str(Sentence("Page of the programme")), line.page), *line.links]:
        ET.SubElement(links, "link", href=xml_text(address)).text = xml_text(words)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = xml_text(text)


# --- JSON ---


def as_json(days: Days, meeting: MeetingFace, release: int, base_url: str) -> bytes:
    """The schedule as JSON. `base_url` is the application's, without a slash at the end."""
    url = f"{base_url}/{meeting.code}/"
    told = {
        "$schema": SCHEMA,
        "schedule": {
            "version": str(release),
            "base_url": url,
            "conference": {
                "acronym": acronym(meeting.code),
                "title": clean(meeting.title),
                "start": min(days).isoformat(),
                "end": max(days).isoformat(),
                "daysCount": len(days),
                "timeslot_duration": GRAIN,
                "time_zone_name": meeting.time_zone,
                "url": url,
                "rooms": _rooms(days),
                "days": [
                    _day(index, day, rooms, meeting.time_zone)
                    for index, (day, rooms) in enumerate(days.items(), 1)
                ],
            },
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode(errors="replace") + b"\n"


def _rooms(days: Days) -> list[dict[str, Any]]:
    places: dict[str, Place | None] = {}
    for rooms in days.values():
        for name, lines in rooms.items():
            places.setdefault(name, lines[0].entry.span.room if lines[0].entry.span else None)
    return [
        {
            "guid": str(uuid.uuid5(uuid.NAMESPACE_OID, name)),
            "name": name,
            "capacity": place.capacity if place else None,
        }
        for name, place in sorted(places.items())
    ]


def _day(index: int, day: date, rooms: Mapping[str, list[Line]], zone: str) -> dict[str, Any]:
    starts, ends = _hours(day, rooms, zone)
    return {
        "index": index,
        "date": day.isoformat(),
        "day_start": starts.isoformat(),
        "day_end": ends.isoformat(),
        "rooms": {name: [_as_object(line) for line in lines] for name, lines in rooms.items()},
    }


def _as_object(line: Line) -> dict[str, Any]:
    return {
        "id": line.number,
        "guid": str(line.guid),
        **line.facts,
        "url": line.page,
        "persons": [{"name": name} for name in line.people],
        "links": [{"title": words, "url": address} for words, address in line.links],
    }
