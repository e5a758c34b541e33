"""How a release keeps what it says: as JSON, with people by id. Pure."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from scheduler.formats.entry import CalendarEntry, MeetingFace, Panellist, Speaker

_ENTRY = TypeAdapter(CalendarEntry)
_MEETING = TypeAdapter(MeetingFace)


class Known(NamedTuple):
    """Who somebody is now: the record that counts, and the name; None: erased."""

    person: int
    name: str | None


Names = Mapping[int, Known]
"""Who people are now, by the id that a release knows them by."""
Strike = Callable[[Any], Any]
"""Takes somebody's name and addresses out of every text of a value."""
_OWN_TEXTS = ("title", "description", "theme", "links")


def dump(entry: CalendarEntry) -> dict[str, Any]:
    """As JSON values. What is not said is left out, so that a later version of the program finds old
    content unchanged."""
    return dict(_ENTRY.dump_python(entry, mode="json", exclude_defaults=True))


def load(stored: dict[str, Any]) -> CalendarEntry:
    return _ENTRY.validate_python(stored)


def dump_meeting(meeting: MeetingFace) -> dict[str, Any]:
    return dict(_MEETING.dump_python(meeting, mode="json", exclude_defaults=True))


def load_meeting(stored: dict[str, Any]) -> MeetingFace:
    return _MEETING.validate_python(stored)


def digest(entry: CalendarEntry, meeting: MeetingFace) -> str:
    """SHA-256 of all that the entry says, and of what its VEVENT takes from the meeting. Equal:
    subscribers have nothing to learn."""
    said = [dump(entry), meeting.time_zone, meeting.venue]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def people(face: CalendarEntry | MeetingFace) -> Iterator[int]:
    """The ids of everybody named."""
    voices = face.floor_speakers
    if isinstance(face, CalendarEntry):
        yield from (speaker.person for speaker in face.speakers)
        yield from (document.author.person for document in face.documents if document.author)
        voices = face.panellists + face.floor_speakers + face.not_heard
    yield from (voice.speaker.person for voice in voices if voice.speaker)


def named(entry: CalendarEntry, names: Names) -> CalendarEntry:
    """The entry with people's names filled in; who was merged into another one is that one."""
    if not any(people(entry)):
        return entry
    return replace(
        entry,
        speakers=tuple(_name(speaker, names) for speaker in entry.speakers),
        panellists=_voices(entry.panellists, names),
        floor_speakers=_voices(entry.floor_speakers, names),
        not_heard=_voices(entry.not_heard, names),
        documents=tuple(
            replace(one, author=_name(one.author, names)) if one.author else one for one in entry.documents
        ),
    )


def without(stored: dict[str, Any], people: Collection[int], strike: Strike) -> dict[str, Any]:
    """Stored content of an entry with words struck out of its own texts, and without speakers who are no more
    than a name, if they are of these people. What organisations are called stays."""
    kept = {field: strike(value) if field in _OWN_TEXTS else value for field, value in stored.items()}
    if "speakers" in kept:
        speakers = [one for one in kept["speakers"] if one["person"] not in people or one.get("affiliation")]
        kept["speakers"] = [{**one, **_struck(one, strike)} for one in speakers]
    return {field: value for field, value in kept.items() if value != []}


def without_documents(stored: dict[str, Any], goes: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Stored content of an entry without the documents that go."""
    left = [one for one in stored.get("documents", ()) if not goes(one)]
    kept = {field: left if field == "documents" else value for field, value in stored.items()}
    return {field: value for field, value in kept.items() if value != []}


def _struck(speaker: dict[str, Any], strike: Strike) -> dict[str, Any]:
    return {field: strike(value) for field, value in speaker.items() if field == "affiliation"}


def named_meeting(meeting: MeetingFace, names: Names) -> MeetingFace:
    return replace(meeting, floor_speakers=_voices(meeting.floor_speakers, names))


def _name(speaker: Speaker, names: Names) -> Speaker:
    person, name = names.get(speaker.person, Known(speaker.person, None))
    return replace(speaker, person=person, name=name)


def _voices(voices: tuple[Panellist, ...], names: Names) -> tuple[Panellist, ...]:
    return tuple(replace(v, speaker=_name(v.speaker, names)) if v.speaker else v for v in voices)
