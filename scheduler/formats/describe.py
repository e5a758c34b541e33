"""What an entry says of itself in words: names for its kinds, and what is published of it as lines. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from scheduler.formats.entry import (
    Body,
    CalendarEntry,
    Link,
    Panellist,
    Place,
    Segment,
    Span,
    Speaker,
    Standing,
)
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import Constituency, EntryKind, Format, SegmentKind, SegmentMode
from scheduler.kernel.words import Sentence

Line: TypeAlias = Sentence | str
"""A sentence of ours, or the programme's own words."""

_USUAL_LENGTH = timedelta(minutes=50)
_MINUTE = timedelta(minutes=1)

_STANDINGS = {
    Standing.SCHEDULED: Sentence("Scheduled"),
    Standing.CANCELLED: Sentence("Cancelled"),
    Standing.UNPLACED: Sentence("Without a date"),
}
_KINDS = {
    EntryKind.SIDE_EVENT: Sentence("Side event"),
    EntryKind.SPECIAL_EVENT: Sentence("Special event"),
    EntryKind.EXHIBITION: Sentence("Exhibition"),
    EntryKind.OTHER_EVENT: Sentence("Event"),
    EntryKind.THEMATIC_SESSION: Sentence("Thematic session"),
    EntryKind.PLENARY: Sentence("Plenary meeting"),
    EntryKind.COMMITTEE_OF_THE_WHOLE: Sentence("Committee of the Whole"),
    EntryKind.DIALOGUE: Sentence("Dialogue"),
    EntryKind.HEARING: Sentence("Hearing"),
    EntryKind.FORUM: Sentence("Forum"),
    EntryKind.OTHER_MEETING: Sentence("Meeting"),
}
_FORMATS = {
    Format.IN_PERSON: Sentence("In person"),
    Format.ONLINE: Sentence("Online"),
    Format.HYBRID: Sentence("In person and online"),
}
_CONSTITUENCIES = {
    Constituency.MEMBER_STATE: Sentence("Member States"),
    Constituency.UN_ENTITY: Sentence("UN entities"),
    Constituency.IGO: Sentence("Intergovernmental organisations"),
    Constituency.PARTNER: Sentence("Partners"),
    Constituency.CIVIL_SOCIETY: Sentence("Civil society"),
}
_SEGMENTS = {
    SegmentKind.OPENING_REMARKS: Sentence("Opening remarks"),
    SegmentKind.INTRODUCTORY_PRESENTATION: Sentence("Introductory presentation"),
    SegmentKind.KEYNOTE: Sentence("Keynote"),
    SegmentKind.PANEL: Sentence("Panel"),
    SegmentKind.INTERACTIVE_DEBATE: Sentence("Interactive debate"),
    SegmentKind.WAY_FORWARD: Sentence("Way forward"),
    SegmentKind.OTHER: Sentence("Further part"),
}
_MODES = {
    SegmentMode.IN_PERSON: Sentence("in person"),
    SegmentMode.ONLINE: Sentence("online"),
    SegmentMode.VIDEO: Sentence("by video"),
}
_LANGUAGES = {
    "ar": Sentence("Arabic"),
    "en": Sentence("English"),
    "es": Sentence("Spanish"),
    "fr": Sentence("French"),
    "ru": Sentence("Russian"),
    "zh": Sentence("Chinese"),
}


def kind_name(kind: EntryKind) -> Sentence:
    return _KINDS[kind]


def standing_name(standing: Standing) -> Sentence:
    return _STANDINGS[standing]


def format_name(format: Format) -> Sentence:
    return _FORMATS[format]


def constituency_name(constituency: Constituency) -> Sentence:
    """Name a constituency as a group."""
    return _CONSTITUENCIES[constituency]


def segment_name(kind: SegmentKind) -> Sentence:
    return _SEGMENTS[kind]


def mode_name(mode: SegmentMode) -> Sentence:
    return _MODES[mode]


def language_name(language: str) -> Line:
    """Name an official language of the United Nations by its code (ISO 639-1); other words stay."""
    return _LANGUAGES.get(language, language)


def listed(parts: Sequence[Line]) -> Sentence:
    """Put parts into one line with commas. No catalogue knows its message id, but those of its parts."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Sentence(", ".join(f"%({name})s" for name in values), **values)


def headline(entry: CalendarEntry) -> Line:
    """Give the title, with a word before it where it does not take place: some calendars show only this."""
    if entry.standing is Standing.SCHEDULED:
        return entry.title
    return Sentence("Cancelled: %(title)s", title=entry.title)


def place(room: Place | None, venue: str | None, format: Format | None) -> Line | None:
    """Say where an entry is, as far as that is known."""
    if room is not None:
        return f"{room.name}, {room.venue}"
    return format_name(format) if format is Format.ONLINE else venue


def end_of(span: Span) -> datetime | None:
    """Give the end that calendars show, in UTC: the published, else the assumed one. None without a start."""
    if span.starts_at is None:
        return None
    later = (end for end in (span.ends_at, span.assumed_end) if end is not None and end > span.starts_at)
    return next(later, span.starts_at + _USUAL_LENGTH)


def names(bodies: Iterable[Body]) -> str:
    return ", ".join(body.name for body in bodies)


def person_line(person: Speaker | Panellist) -> str:
    """Name somebody and whom they speak for; empty where nothing is known, or may be told."""
    if isinstance(person, Speaker):
        return _with_details(person.name, person.affiliation)
    speaker = person.speaker or Speaker(person=0)
    represents = person.represents or speaker.affiliation
    if speaker.name is None:
        return _with_details(represents, person.regional_group)
    return _with_details(speaker.name, represents, person.regional_group)


def link_line(link: Link) -> str:
    return f"{link.label}: {link.url}" if link.label else link.url


def lines(entry: CalendarEntry, time_zone: str) -> list[Line]:
    """Tell what is published of an entry beside title, time, place, description and links.

    Times are those of `time_zone` (IANA).
    """
    parts = (
        _standing(entry),
        _occasion(entry, time_zone),
        organising_lines(entry),
        _people(entry),
        _agenda(entry),
        _frame(entry),
    )
    return [line for part in parts for line in part]


def _standing(entry: CalendarEntry) -> Iterator[Line]:
    if entry.standing is Standing.CANCELLED:
        yield Sentence("This is cancelled. It does not take place.")
    if entry.standing is Standing.UNPLACED:
        yield Sentence("This does not take place at this time. It has no new date yet.")


def _occasion(entry: CalendarEntry, time_zone: str) -> Iterator[Line]:
    yield kind_name(entry.kind)
    if entry.format is not None:
        yield Sentence("Format: %(format)s", format=format_name(entry.format))
    if entry.span is not None and entry.standing is Standing.SCHEDULED:
        yield from _gaps(entry, entry.span, time_zone)
    if entry.moved_from is not None:
        yield moved_line(entry.moved_from, time_zone)


def moved_line(before: Span, time_zone: str) -> Sentence:
    """Say when and where something was before."""
    return Sentence("Moved from: %(span)s", span=_span_line(before, time_zone))


def _gaps(entry: CalendarEntry, span: Span, time_zone: str) -> Iterator[Line]:
    """Say what is not published of time and place, so that nobody takes a guess for a fact."""
    if span.until is not None:
        if span.starts_at or span.ends_at:
            yield Sentence("Published time: %(time)s", time=_time_line(span, time_zone))
    elif span.starts_at is None and span.ends_at is None:
        yield Sentence("The time is not published.")
    elif span.starts_at is None:
        yield Sentence("The start is not published, only the end: %(time)s", time=_time_line(span, time_zone))
    elif span.ends_at is None:
        minutes = ((end_of(span) or span.starts_at) - span.starts_at) // _MINUTE
        yield Sentence("The end is not published; %(minutes)s minutes are assumed.", minutes=minutes)
    if span.room is None and entry.format is not Format.ONLINE:
        yield Sentence("The room is not published.")


def organising_lines(entry: CalendarEntry) -> Iterator[Line]:
    """Say who organises and who supports it."""
    if entry.organisers and entry.joint:
        yield Sentence("Organised jointly by %(names)s", names=names(entry.organisers))
    elif entry.organisers:
        yield Sentence("Organised by %(names)s", names=names(entry.organisers))
    if entry.cosponsors:
        yield Sentence("With the support of %(names)s", names=names(entry.cosponsors))


def _people(entry: CalendarEntry) -> Iterator[Line]:
    if entry.chair:
        yield Sentence("Chair: %(name)s", name=entry.chair)
    if entry.moderator:
        yield Sentence("Moderator: %(name)s", name=entry.moderator)
    for constituency, people in _by_constituency(entry.panellists):
        yield Sentence("Panel, %(constituency)s: %(names)s", constituency=constituency, names=people)
    for constituency, people in _by_constituency(entry.floor_speakers):
        yield Sentence("From the floor, %(constituency)s: %(names)s", constituency=constituency, names=people)
    speakers = list(filter(None, map(person_line, entry.speakers)))
    if speakers:
        yield Sentence("Speakers: %(names)s", names="; ".join(speakers))


def _by_constituency(people: tuple[Panellist, ...]) -> Iterator[tuple[Sentence, str]]:
    for constituency in Constituency:
        known = [person_line(person) for person in people if person.constituency is constituency]
        if any(known):
            yield constituency_name(constituency), "; ".join(filter(None, known))


def _agenda(entry: CalendarEntry) -> Iterator[Line]:
    if entry.segments:
        yield Sentence("Order of the session:")
    yield from map(_segment_line, entry.segments)
    for item in entry.agenda_items:
        text = _with_details(item.title, *item.symbols)
        yield (
            Sentence("Agenda item %(number)s: %(text)s", number=item.number, text=text)
            if item.number
            else text
        )
    for document in entry.documents:
        text = " ".join(filter(None, (_with_details(document.title, document.symbol), document.url)))
        yield Sentence("Document: %(text)s", text=text)


def _segment_line(segment: Segment) -> Line:
    name = segment_name(segment.kind)
    minutes = Sentence("%(minutes)s minutes", minutes=segment.minutes) if segment.minutes else None
    details = (segment.by, segment.mode and mode_name(segment.mode), minutes)
    known = [detail for detail in details if detail]
    return Sentence("%(name)s: %(details)s", name=name, details=listed(known)) if known else name


def _frame(entry: CalendarEntry) -> Iterator[Line]:
    if entry.languages:
        yield Sentence(
            "Languages: %(names)s", names=listed([language_name(code) for code in entry.languages])
        )
    if entry.theme:
        yield Sentence("Theme: %(theme)s", theme=entry.theme)


def _span_line(span: Span, time_zone: str) -> str:
    days = f"{span.day} - {span.until}" if span.until else f"{span.day}"
    room = span.room.name if span.room else ""
    return ", ".join(filter(None, (days, _time_line(span, time_zone), room)))


def _time_line(span: Span, time_zone: str) -> str:
    times = (span.starts_at, span.ends_at)
    return " - ".join(f"{to_local(at, time_zone):%H:%M}" for at in times if at is not None)


def _with_details(name: str | None, *details: str | None) -> str:
    known = ", ".join(filter(None, details))
    return f"{name} ({known})" if name and known else name or known
