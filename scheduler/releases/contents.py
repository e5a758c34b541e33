"""What an entry and a meeting say of themselves, field by field, and how to tell that it changed. Pure.

Links and descriptions are not quoted: what is taken back should not live on in a list of changes.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from scheduler.formats import describe
from scheduler.formats.describe import Line, listed
from scheduler.formats.entry import AgendaItem, CalendarEntry, Document, MeetingFace, Panellist, Speaker
from scheduler.kernel.words import Sentence


class Fact(NamedTuple):
    """A field that can be empty: how to say that it is published, changed, taken back. Without `write` its
    value is not quoted."""

    field: str
    published: Sentence
    changed: Sentence
    gone: Sentence
    write: Callable[[Any], Line] | None = None


class Several(NamedTuple):
    """A field with several values: how to say which are new, which are gone, and that they changed otherwise.

    `key`: what makes two of them the same. `write`: None where there is no name to tell.
    """

    field: str
    new: Sentence
    gone: Sentence
    changed: Sentence
    key: Callable[[Any], object]
    write: Callable[[Any], Line | None]


def differences(
    fields: Sequence[Fact | Several], before: CalendarEntry | MeetingFace, after: CalendarEntry | MeetingFace
) -> Iterator[Sentence]:
    """What differs in these fields, in their order."""
    for field in fields:
        was, now = getattr(before, field.field), getattr(after, field.field)
        if was != now:
            yield from _of_fact(field, was, now) if isinstance(field, Fact) else _of_several(field, was, now)


def _of_fact(fact: Fact, was: object, now: object) -> Iterator[Sentence]:
    words = fact.gone if not now else fact.changed if was else fact.published
    quoted = {"before": was, "after": now} if fact.write else {}
    yield Sentence(
        words.text, **{name: fact.write(value) for name, value in quoted.items() if fact.write and value}
    )


def _of_several(field: Several, was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Sentence]:
    new, gone = _names(field, now, was), _names(field, was, now)
    if new:
        yield Sentence(field.new.text, names=listed(new))
    if gone:
        yield Sentence(field.gone.text, names=listed(gone))
    if not new and not gone:
        yield field.changed


def _names(field: Several, these: tuple[Any, ...], those: tuple[Any, ...]) -> list[Line]:
    """The names of these that are not among those."""
    known = {field.key(value) for value in those}
    written = (field.write(value) for value in these if field.key(value) not in known)
    return [name for name in written if name]


def _languages(codes: tuple[str, ...]) -> Line:
    return listed([describe.language_name(code) for code in codes])


def _speaker(speaker: Speaker) -> Line | None:
    return describe.person_line(speaker) if speaker.name else None


def _voice_key(voice: Panellist) -> object:
    return voice.constituency, voice.represents, voice.speaker and voice.speaker.person


def _voice(voice: Panellist) -> Line | None:
    return describe.person_line(voice) or describe.constituency_name(voice.constituency)


def _document(document: Document) -> Line:
    return f"{document.title} ({document.symbol})" if document.symbol else document.title


def _item(item: AgendaItem) -> Line:
    return " ".join(filter(None, (item.number, item.title))) or ", ".join(item.symbols)


FLOOR = Several(
    "floor_speakers",
    new=Sentence("New from the floor: %(names)s"),
    gone=Sentence("No longer from the floor: %(names)s"),
    changed=Sentence("Speakers from the floor changed"),
    key=_voice_key,
    write=_voice,
)
OF_ENTRY: tuple[Fact | Several, ...] = (
    Fact(
        "format",
        published=Sentence("Format published: %(after)s"),
        changed=Sentence("Format: %(after)s. Before: %(before)s"),
        gone=Sentence("The format is no longer published. Before, it was: %(before)s"),
        write=describe.format_name,
    ),
    Several(
        "organisers",
        new=Sentence("New organisers: %(names)s"),
        gone=Sentence("No longer organisers: %(names)s"),
        changed=Sentence("Details of the organisers changed"),
        key=lambda body: body.slug,
        write=lambda body: body.name,
    ),
    Fact(
        "joint",
        published=Sentence("Now organised jointly"),
        changed=Sentence("Now organised jointly"),
        gone=Sentence("No longer organised jointly"),
    ),
    Several(
        "cosponsors",
        new=Sentence("New co-sponsors: %(names)s"),
        gone=Sentence("No longer co-sponsors: %(names)s"),
        changed=Sentence("Details of the co-sponsors changed"),
        key=lambda body: body.slug,
        write=lambda body: body.name,
    ),
    Fact(
        "chair",
        published=Sentence("Chair published: %(after)s"),
        changed=Sentence("New chair: %(after)s"),
        gone=Sentence("The chair is no longer published"),
        write=str,
    ),
    Fact(
        "moderator",
        published=Sentence("Moderator published: %(after)s"),
        changed=Sentence("New moderator: %(after)s"),
        gone=Sentence("The moderator is no longer published"),
        write=str,
    ),
    Several(
        "speakers",
        new=Sentence("New speakers: %(names)s"),
        gone=Sentence("No longer speakers: %(names)s"),
        changed=Sentence("Details of the speakers changed"),
        key=lambda speaker: speaker.person,
        write=_speaker,
    ),
    Several(
        "panellists",
        new=Sentence("New on the panel: %(names)s"),
        gone=Sentence("No longer on the panel: %(names)s"),
        changed=Sentence("Details of the panel changed"),
        key=_voice_key,
        write=_voice,
    ),
    FLOOR,
    Fact(
        "seats",
        published=Sentence("Seats of the panel published"),
        changed=Sentence("Seats of the panel changed"),
        gone=Sentence("The seats of the panel are no longer published"),
    ),
    Fact(
        "theme",
        published=Sentence("Theme published: %(after)s"),
        changed=Sentence("Theme: %(after)s. Before: %(before)s"),
        gone=Sentence("The theme is no longer published. Before, it was: %(before)s"),
        write=str,
    ),
    Fact(
        "languages",
        published=Sentence("Languages published: %(after)s"),
        changed=Sentence("Languages: %(after)s. Before: %(before)s"),
        gone=Sentence("The languages are no longer published. Before: %(before)s"),
        write=_languages,
    ),
    Fact(
        "description",
        published=Sentence("Description published"),
        changed=Sentence("Description changed"),
        gone=Sentence("The description is no longer published"),
    ),
    Fact(
        "links",
        published=Sentence("Links published"),
        changed=Sentence("Links changed"),
        gone=Sentence("The links are no longer published"),
    ),
    Fact(
        "segments",
        published=Sentence("Order of the session published"),
        changed=Sentence("Order of the session changed"),
        gone=Sentence("The order of the session is no longer published"),
    ),
    Several(
        "not_heard",
        new=Sentence("Not heard for want of time: %(names)s"),
        gone=Sentence("No longer told as not heard: %(names)s"),
        changed=Sentence("Who was not heard changed"),
        key=_voice_key,
        write=_voice,
    ),
    Several(
        "documents",
        new=Sentence("New documents: %(names)s"),
        gone=Sentence("No longer published: %(names)s"),
        changed=Sentence("Details of the documents changed"),
        key=lambda document: (document.title, document.symbol),
        write=_document,
    ),
    Several(
        "agenda_items",
        new=Sentence("New on the agenda: %(names)s"),
        gone=Sentence("No longer on the agenda: %(names)s"),
        changed=Sentence("Details of the agenda changed"),
        key=lambda item: (item.number, item.title),
        write=_item,
    ),
)
OF_MEETING: tuple[Fact | Several, ...] = (
    Fact(
        "venue",
        published=Sentence("Venue of the meeting published: %(after)s"),
        changed=Sentence("Venue of the meeting: %(after)s. Before: %(before)s"),
        gone=Sentence("The venue of the meeting is no longer published. Before, it was: %(before)s"),
        write=str,
    ),
    Fact(
        "side_events_in_truth",
        published=Sentence("Number of all side events, known or not, published: %(after)s"),
        changed=Sentence("Number of all side events, known or not: %(after)s. Before: %(before)s"),
        gone=Sentence("The number of all side events is no longer published. Before, it was: %(before)s"),
        write=str,
    ),
    FLOOR,
)
