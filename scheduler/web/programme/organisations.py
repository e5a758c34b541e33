"""An organisation over all meetings: where it organises, supports, and speaks. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from scheduler.formats.entry import CalendarEntry, Panellist
from scheduler.releases.programme import Programme, Published
from scheduler.web.programme.day import is_placed
from scheduler.web.programme.order import natural


class Part(StrEnum):
    """What an organisation does in an entry."""

    ORGANISES = "organises"
    SUPPORTS = "supports"
    ON_PANEL = "on_panel"
    FROM_FLOOR = "from_floor"


@dataclass(frozen=True)
class Appearance:
    """An entry in which an organisation takes part."""

    one: Published
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Record:
    """What an organisation does in one meeting. `floor`: where it spoke in a session that is not known."""

    programme: Programme
    appearances: tuple[Appearance, ...]
    floor: tuple[Panellist, ...]


@dataclass(frozen=True)
class Listed:
    """A line of the directory."""

    slug: str
    name: str
    short_name: str | None
    entries: int


def records(slug: str, programmes: Iterable[Programme]) -> list[Record]:
    """The meetings in which an organisation takes part, the newest first."""
    found = [_record(slug, programme) for programme in programmes]
    named = [record for record in found if record.appearances or record.floor]
    return sorted(named, key=lambda record: record.programme.meeting.starts, reverse=True)


def _record(slug: str, programme: Programme) -> Record:
    here = [one for one in programme.entries if slug in one.facts.get("organisation", ())]
    appearances = (Appearance(one, tuple(_parts(slug, one.entry))) for one in here)
    floor = (voice for voice in programme.meeting.floor_speakers if voice.organisation == slug)
    return Record(programme, tuple(sorted(appearances, key=_when)), tuple(floor))


def _when(appearance: Appearance) -> tuple[object, ...]:
    """By day and time; what has none comes last."""
    one, span = appearance.one, appearance.one.entry.span
    if span is None or not is_placed(one):
        return (1, natural(one.entry.title))
    return 0, span.day, span.starts_at is None, span.starts_at or 0, natural(one.entry.title)


def _parts(slug: str, entry: CalendarEntry) -> Iterator[Part]:
    if any(body.slug == slug for body in entry.organisers):
        yield Part.ORGANISES
    if any(body.slug == slug for body in entry.cosponsors):
        yield Part.SUPPORTS
    if any(voice.organisation == slug for voice in entry.panellists):
        yield Part.ON_PANEL
    if any(voice.organisation == slug for voice in entry.floor_speakers):
        yield Part.FROM_FLOOR


def directory(programmes: Iterable[Programme]) -> list[Listed]:
    """Every organisation that a programme names, by name."""
    names: dict[str, tuple[str, str | None]] = {}
    entries: Counter[str] = Counter()
    for programme in programmes:
        for one in programme.entries:
            entries.update(one.facts.get("organisation", ()))
            bodies = one.entry.organisers + one.entry.cosponsors
            names.update({body.slug: (body.name, body.short_name) for body in bodies})
            voices = one.entry.panellists + one.entry.floor_speakers
            _note(names, voices)
        _note(names, programme.meeting.floor_speakers)
    listed = (Listed(slug, name, short, entries[slug]) for slug, (name, short) in names.items())
    return sorted(listed, key=lambda item: natural(item.name))


def _note(names: dict[str, tuple[str, str | None]], voices: Iterable[Panellist]) -> None:
    for voice in voices:
        if voice.organisation and voice.represents:
            names.setdefault(voice.organisation, (voice.represents, None))
