"""The programme file `scheduler-programme/1` as values. Fields stand in the order in which they are written.

None and an empty list: the public record does not say. Dates and times are those of the venue's clocks.
"""

from collections.abc import Iterator
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from scheduler.formats import programme_fields as field
from scheduler.formats.programme_fields import Items
from scheduler.formats.programme_values import Wrong, listed
from scheduler.kernel import terms
from scheduler.kernel.words import Sentence


class Part(BaseModel):
    """A part of the file. It never changes."""

    model_config = ConfigDict(frozen=True)


class Coverage(Part):
    """How much of the truth the file knows: `side_events` is how many there were."""

    side_events: field.MaybeCount = None


def _said(coverage: Coverage | None) -> Coverage | None:
    return None if coverage == Coverage() else coverage


class Meeting(Part):
    code: field.MeetingCode
    title: field.Title
    kind: field.MeetingKind
    session_number: field.MaybeCount = None
    starts: field.Date
    ends: field.Date
    time_zone: field.Name
    venue: field.MaybeName = None
    coverage: Annotated[Coverage | None, AfterValidator(_said)] = None


class Span(Part):
    """Hours of one day: a slot, or a time when a room is closed."""

    date: field.Date
    start: field.Time
    end: field.Time


class Room(Part):
    name: field.Name
    capacity: field.MaybeCount = None
    aliases: Items[field.Name] = ()
    equipment: Items[field.Equipment] = ()
    closed: Items[Span] = ()


class Organisation(Part):
    name: field.Name
    kind: field.MaybeOrganisationKind = None
    short_name: field.MaybeName = None
    country: field.MaybeName = None
    ecosoc_status: field.MaybeEcosocStatus = None
    regional_group: field.MaybeName = None


class Speaker(Part):
    name: field.Name
    affiliation: field.MaybeName = None


class Link(Part):
    label: field.MaybeName = None
    url: field.Url


class SideEvent(Part):
    title: field.Title
    organiser: field.MaybeName = None
    co_organisers: Items[field.Name] = ()
    cosponsors: Items[field.Name] = ()
    date: field.MaybeDate = None
    start: field.MaybeTime = None
    end: field.MaybeTime = None
    room: field.MaybeName = None
    format: field.MaybeFormat = None
    kind: field.SideEventKind = terms.SideEventKind.SIDE_EVENT
    until: field.MaybeDate = None
    description: field.Description = None
    theme: field.MaybeName = None
    languages: Items[field.Language] = ()
    speakers: Items[Speaker] = ()
    links: Items[Link] = ()
    code: field.MaybeCode = None
    uid: field.MaybeUid = None
    status: field.MaybeStatus = None
    sources: Items[field.Source] = ()
    note: field.Note = None


class Segment(Part):
    kind: field.SegmentKind
    by: field.MaybeName = None
    mode: field.MaybeSegmentMode = None
    minutes: field.MaybeMinutes = None
    note: field.Note = None


class Seat(Part):
    """Seats of a panel for a constituency or for one Regional Group of it: the target, and what will do."""

    constituency: field.Constituency
    regional_group: field.MaybeName = None
    min: field.MaybeCount = None
    target: field.Count
    max: field.MaybeCount = None


def _seats(value: object) -> object:
    """Seats can be written as `{constituency: target}` too."""
    if isinstance(value, dict):
        value = [{"constituency": constituency, "target": target} for constituency, target in value.items()]
    return listed(value)


class Voice(Part):
    """Someone on the panel or from the floor, and whom they speak for."""

    constituency: field.Constituency
    represents: field.MaybeName = None
    regional_group: field.MaybeName = None
    channel: field.MaybeName = None
    name: field.MaybeName = None


class Document(Part):
    title: field.Title
    symbol: field.MaybeName = None
    url: field.MaybeUrl = None
    languages: Items[field.Language] = ()


class ThematicSession(Part):
    title: field.Title
    date: field.MaybeDate = None
    start: field.MaybeTime = None
    end: field.MaybeTime = None
    room: field.MaybeName = None
    format: field.MaybeFormat = None
    chair: field.MaybeName = None
    moderator: field.MaybeName = None
    languages: Items[field.Language] = ()
    segments: Items[Segment] = ()
    seats: Annotated[tuple[Seat, ...], BeforeValidator(_seats)] = ()
    panellists: Items[Voice] = ()
    floor_speakers: Items[Voice] = ()
    documents: Items[Document] = ()
    code: field.MaybeCode = None
    uid: field.MaybeUid = None
    status: field.MaybeStatus = None
    sources: Items[field.Source] = ()
    note: field.Note = None


class AgendaItem(Part):
    number: field.MaybeNumber = None
    title: field.MaybeTitle = None
    symbols: Items[field.Name] = ()

    @model_validator(mode="after")
    def _says_something(self) -> "AgendaItem":
        if self.number is None and self.title is None and not self.symbols:
            raise Wrong(Sentence("This agenda item says nothing. Give its number or its title."))
        return self


class FormalMeeting(Part):
    kind: field.FormalKind
    title: field.Title
    date: field.MaybeDate = None
    start: field.MaybeTime = None
    end: field.MaybeTime = None
    room: field.MaybeName = None
    agenda_items: Items[AgendaItem] = ()
    code: field.MaybeCode = None
    uid: field.MaybeUid = None
    status: field.MaybeStatus = None
    sources: Items[field.Source] = ()
    note: field.Note = None


Entry: TypeAlias = SideEvent | ThematicSession | FormalMeeting


class ProgrammeFile(Part):
    """One meeting with its rooms, slots, organisations and entries."""

    format: field.ThisFormat
    meeting: Meeting
    rooms: Items[Room] = ()
    slots: Items[Span] = ()
    organisations: Items[Organisation] = ()
    side_events: Items[SideEvent] = ()
    thematic_sessions: Items[ThematicSession] = ()
    formal_meetings: Items[FormalMeeting] = ()
    floor_speakers: Items[Voice] = ()

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """All entries with their places, in the order of the file."""
        for section in ("side_events", "thematic_sessions", "formal_meetings"):
            for number, entry in enumerate(getattr(self, section)):
                yield f"{section}[{number}]", entry
