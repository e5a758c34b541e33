"""An entry of the programme as the public sees it: the one shape that feeds, pages, tables and files
are made from."""

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, ConfigDict
from pydantic.dataclasses import dataclass

from scheduler.kernel.terms import Constituency, EntryKind, Format, MeetingKind, SegmentKind, SegmentMode

_FROZEN = ConfigDict(extra="forbid")


class Standing(StrEnum):
    """Where an entry stands in the published programme.

    `unplaced`: it has no date now. If it had one in an earlier release, its last day, time and room are
    kept here, so that feeds can go on telling subscribers that it does not take place then.
    """

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    UNPLACED = "unplaced"


@dataclass(frozen=True, config=_FROZEN)
class Body:
    """An organisation named in an entry."""

    name: str
    slug: str
    short_name: str | None = None
    kind: str | None = None


@dataclass(frozen=True, config=_FROZEN)
class Place:
    """A room of a venue."""

    name: str
    slug: str
    venue: str
    capacity: int | None = None
    step_free: bool | None = None
    """True where the record says so; otherwise unknown."""


@dataclass(frozen=True, config=_FROZEN)
class Speaker:
    """A person named in an entry. Stored releases keep only `person`; the name is filled in when they
    are read."""

    person: int
    name: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, config=_FROZEN)
class Link:
    label: str | None
    url: str


@dataclass(frozen=True, config=_FROZEN)
class Segment:
    """A part of a thematic session; `minutes` is its length where the record gives one."""

    kind: SegmentKind
    by: str | None = None
    mode: SegmentMode | None = None
    minutes: int | None = None


@dataclass(frozen=True, config=_FROZEN)
class Seat:
    """Seats of a panel for a constituency, or for one Regional Group of it."""

    constituency: Constituency
    target: int
    regional_group: str | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, config=_FROZEN)
class Panellist:
    """A place on the panel, or the floor, and whom it speaks for."""

    constituency: Constituency
    represents: str | None = None
    organisation: str | None = None
    """Slug of the organisation that `represents` names, where it is one we know."""
    regional_group: str | None = None
    channel: str | None = None
    speaker: Speaker | None = None


@dataclass(frozen=True, config=_FROZEN)
class Document:
    """A paper of a session. `number` is for those that this house keeps: by it the file, which bears `name`,
    is fetched, and the document is taken down."""

    title: str
    symbol: str | None = None
    url: str | None = None
    languages: tuple[str, ...] = ()
    kind: str | None = None
    number: int | None = None
    name: str | None = None
    author: Speaker | None = None


@dataclass(frozen=True, config=_FROZEN)
class AgendaItem:
    number: str | None
    title: str | None
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, config=_FROZEN)
class Span:
    """When and where an entry stands: a day of the venue, times in UTC where they are published.

    `until` is the last day of what lasts several. A start without an end means that the end is not published.
    """

    day: date
    until: date | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    assumed_end: AwareDatetime | None = None
    """The end that feeds give where only the start is published (timetable.rules.assumed_end)."""
    room: Place | None = None


@dataclass(frozen=True, config=_FROZEN)
class CalendarEntry:
    """One entry of a release. Equal content means nothing to tell anybody; stamps and sequence stand
    apart."""

    kind: EntryKind
    code: str
    title: str
    standing: Standing
    span: Span | None = None
    moved_from: Span | None = None
    format: Format | None = None
    description: str | None = None
    theme: str | None = None
    languages: tuple[str, ...] = ()
    organisers: tuple[Body, ...] = ()
    joint: bool = False
    """Several equal organisers, none of them the lead."""
    cosponsors: tuple[Body, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    links: tuple[Link, ...] = ()
    chair: str | None = None
    moderator: str | None = None
    segments: tuple[Segment, ...] = ()
    seats: tuple[Seat, ...] = ()
    panellists: tuple[Panellist, ...] = ()
    floor_speakers: tuple[Panellist, ...] = ()
    not_heard: tuple[Panellist, ...] = ()
    """Who was on the list of speakers when the time was over."""
    documents: tuple[Document, ...] = ()
    agenda_items: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True, config=_FROZEN)
class Stamps:
    """What identifies an entry to calendars and tells them that it changed (RFC 5545 3.8.4.7, 3.8.7).
    Times in UTC."""

    uid: str
    sequence: int
    created_at: AwareDatetime
    changed_at: AwareDatetime


@dataclass(frozen=True, config=_FROZEN)
class MeetingFace:
    """What a release says of its meeting as a whole."""

    code: str
    title: str
    venue: str | None
    time_zone: str
    starts: date
    ends: date
    kind: MeetingKind | None = None
    session_number: int | None = None
    side_events_in_truth: int | None = None
    """How many side events there were, where not all of them are known."""
    floor_speakers: tuple[Panellist, ...] = ()
    """Those whose session is not known."""
