"""What the read API says, in shapes of its own, so that they stay as they are when others change. Pure.

Days are the venue's; moments are in UTC. What is not published is null or an empty list. People are named
as they chose.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from scheduler.formats import entry as public
from scheduler.formats.entry import Standing
from scheduler.kernel.terms import Constituency, EntryKind, Format, MeetingKind, SegmentKind, SegmentMode

_EXACT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_EXACT)
class Meeting:
    """A meeting with a programme. `release` is the number of the last release."""

    code: str
    title: str
    kind: MeetingKind | None
    session_number: int | None
    venue: str | None
    time_zone: Annotated[str, Field(description="A name of the IANA data base, such as Europe/Vienna.")]
    starts: date
    ends: date
    release: int
    released_at: AwareDatetime
    entries: Annotated[int, Field(description="How many entries the programme has.")]
    page: str
    calendar: str


@dataclass(frozen=True, config=_EXACT)
class Meetings:
    """The meetings that have a programme, the newest first."""

    items: tuple[Meeting, ...]


@dataclass(frozen=True, config=_EXACT)
class Organisation:
    """An organisation that is named in an entry; its slug never changes."""

    name: str
    slug: str
    short_name: str | None
    kind: str | None


@dataclass(frozen=True, config=_EXACT)
class Room:
    name: str
    slug: str
    venue: str
    capacity: int | None


@dataclass(frozen=True, config=_EXACT)
class Speaker:
    """Somebody who speaks: named as far as they chose, else by whom they speak for."""

    name: str | None
    affiliation: str | None
    constituency: Constituency | None = None
    regional_group: str | None = None


@dataclass(frozen=True, config=_EXACT)
class Link:
    label: str | None
    url: str


@dataclass(frozen=True, config=_EXACT)
class Part:
    """A part of a thematic session."""

    kind: SegmentKind
    by: str | None
    mode: SegmentMode | None
    minutes: int | None


@dataclass(frozen=True, config=_EXACT)
class When:
    """A day, hours as far as they are published, and the last day of what lasts several."""

    day: date
    last_day: date | None
    starts_at: AwareDatetime | None
    ends_at: AwareDatetime | None
    room: Room | None


@dataclass(frozen=True, config=_EXACT)
class Entry:
    """An entry of a programme. Its code, UID and page never change; `sequence` rises when what is published
    of it changes. What is cancelled, or has no date any more, keeps its last one in `when`."""

    code: str
    kind: EntryKind
    status: Standing
    title: str
    description: str | None
    theme: str | None
    format: Format | None
    languages: tuple[str, ...]
    when: When | None
    organisers: tuple[Organisation, ...]
    cosponsors: tuple[Organisation, ...]
    chair: str | None
    moderator: str | None
    speakers: tuple[Speaker, ...]
    panellists: tuple[Speaker, ...]
    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    page: str
    uid: str
    sequence: int
    created_at: AwareDatetime
    changed_at: AwareDatetime


@dataclass(frozen=True, config=_EXACT)
class Entries:
    """A page of entries. `next` is the address of the next page."""

    meeting: str
    release: int
    total: int
    items: tuple[Entry, ...]
    next: str | None


@dataclass(frozen=True, config=_EXACT)
class Fault:
    """Why there is no answer."""

    error: str


SHAPES: tuple[type[Any], ...] = (Meetings, Meeting, Entries, Entry, Fault)
_ADAPTERS = {shape: TypeAdapter(shape) for shape in SHAPES}


def as_json(value: Any) -> bytes:
    """One of the shapes as JSON in UTF-8, which has no way to write half a pair of surrogates."""
    told = _ADAPTERS[type(value)].dump_python(value, mode="json")
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(errors="ignore") + b"\n"


def schemas() -> dict[str, Any]:
    """The shapes as JSON Schema, by name, as OpenAPI 3.1 wants them."""
    wanted = [(shape.__name__, "serialization", adapter) for shape, adapter in _ADAPTERS.items()]
    _, told = TypeAdapter.json_schemas(wanted, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    return dict(told["$defs"])


def entry(told: public.CalendarEntry, stamps: public.Stamps, page: str) -> Entry:
    """An entry as the API says it."""
    return Entry(
        code=told.code,
        kind=told.kind,
        status=told.standing,
        title=told.title,
        description=told.description,
        theme=told.theme,
        format=told.format,
        languages=told.languages,
        when=_when(told.span) if told.span else None,
        organisers=_organisations(told.organisers),
        cosponsors=_organisations(told.cosponsors),
        chair=told.chair,
        moderator=told.moderator,
        speakers=tuple(Speaker(one.name, one.affiliation) for one in told.speakers),
        panellists=tuple(map(_panellist, told.panellists)),
        parts=tuple(Part(one.kind, one.by, one.mode, one.minutes) for one in told.segments),
        links=tuple(Link(one.label, one.url) for one in told.links),
        page=page,
        uid=stamps.uid,
        sequence=stamps.sequence,
        created_at=stamps.created_at,
        changed_at=stamps.changed_at,
    )


def _when(span: public.Span) -> When:
    place = span.room
    room = Room(place.name, place.slug, place.venue, place.capacity) if place else None
    return When(span.day, span.until, span.starts_at, span.ends_at, room)


def _organisations(bodies: Iterable[public.Body]) -> tuple[Organisation, ...]:
    return tuple(Organisation(one.name, one.slug, one.short_name, one.kind) for one in bodies)


def _panellist(one: public.Panellist) -> Speaker:
    name = one.speaker.name if one.speaker else None
    affiliation = one.represents or (one.speaker.affiliation if one.speaker else None)
    return Speaker(name, affiliation, one.constituency, one.regional_group)
