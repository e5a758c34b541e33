"""What a release does to an entry, what a filter sees in it, and when a selection lets go of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from scheduler.formats.entry import CalendarEntry, Span, Standing
from scheduler.kernel.terms import EntryKind
from scheduler.kernel.text import slug, words

Facts = dict[str, list[str]]
"""For each filter, the values under which an entry is found."""

KEPT_AFTER_END = timedelta(days=30)
"""How long a selection keeps an entry that has left it: four times the slowest client found
(docs/calendars.md, A6)."""

SIDE_EVENTS = {EntryKind.SIDE_EVENT, EntryKind.SPECIAL_EVENT, EntryKind.EXHIBITION, EntryKind.OTHER_EVENT}
FORMAL_MEETINGS = set(EntryKind) - SIDE_EVENTS - {EntryKind.THEMATIC_SESSION}


def following(new: CalendarEntry, before: CalendarEntry | None) -> CalendarEntry:
    """The entry as a release publishes it, given what the last release said of it.

    One that lost its date keeps its last place, so that calendars can say that it is off; one that
    moved says from where.
    """
    if before is None or before.span is None:
        return new
    if new.span is None:
        return replace(new, span=before.span, moved_from=before.moved_from)
    if new.standing is Standing.SCHEDULED and _place(new.span) != _place(before.span):
        return replace(new, moved_from=before.span)
    return replace(new, moved_from=before.moved_from)


def _place(span: Span) -> tuple[object, ...]:
    """When and where, without the room's own facts and without ends that nobody published."""
    return span.day, span.until, span.starts_at, span.ends_at, span.room.slug if span.room else None


def facts(entry: CalendarEntry) -> Facts:
    """What filters look at."""
    bodies = {body.slug for body in entry.organisers + entry.cosponsors}
    heard = entry.panellists + entry.floor_speakers + entry.not_heard
    voices = {voice.organisation for voice in heard if voice.organisation}
    span = entry.span if entry.standing is not Standing.UNPLACED else None
    found = {
        "day": [day.isoformat() for day in days(span)],
        "room": [span.room.slug] if span and span.room else [],
        "theme": [slug(entry.theme)] if entry.theme else [],
        "organisation": sorted(bodies | voices),
        "kind": kinds(entry.kind),
        "format": [entry.format.replace("_", "-")] if entry.format else [],
        "text": [text(entry)],
    }
    return {key: values for key, values in found.items() if values}


def text(entry: CalendarEntry) -> str:
    """What the filter `q` looks in, word by word folded: code, title, theme, and everybody's names."""
    bodies = entry.organisers + entry.cosponsors
    voices = entry.panellists + entry.floor_speakers + entry.not_heard
    speakers = (*entry.speakers, *(voice.speaker for voice in voices if voice.speaker))
    texts = [entry.code, entry.title, entry.theme, entry.chair, entry.moderator]
    texts += [name for body in bodies for name in (body.name, body.short_name)]
    texts += [name for voice in voices for name in (voice.represents, voice.regional_group)]
    texts += [name for speaker in speakers for name in (speaker.name, speaker.affiliation)]
    return " ".join(word for text in texts if text for word in words(text))


def found_by_alias(facts: Facts, aliases: Mapping[str, str]) -> Facts:
    """The facts with the other names of organisations among the words; `aliases` by slug, folded."""
    others = [aliases[slug] for slug in facts.get("organisation", ()) if slug in aliases]
    return {**facts, "text": [" ".join([*facts["text"], *others])]}


def found_by_merged(facts: Facts, merged: Mapping[str, Sequence[str]]) -> Facts:
    """The facts with organisations also under the slugs of records that were merged into them."""
    if "organisation" not in facts:
        return facts
    slugs = [other for slug in facts["organisation"] for other in (slug, *merged.get(slug, ()))]
    return {**facts, "organisation": slugs}


def kinds(kind: EntryKind) -> list[str]:
    """The values of the filter `kind` that find this kind."""
    return [kind.replace("_", "-"), *(["formal-meeting"] if kind in FORMAL_MEETINGS else [])]


def days(span: Span | None) -> list[date]:
    """Every day on which it stands; of what lasts several, all of them."""
    if span is None:
        return []
    count = ((span.until or span.day) - span.day).days + 1
    return [span.day + timedelta(days=n) for n in range(count)]


def last_moment(span: Span) -> datetime | None:
    """When a timed entry ends, in UTC; None where only the day is known."""
    return span.ends_at or span.assumed_end if span.until is None else None


def refresh_minutes(today: date, starts: date, ends: date) -> int:
    """How often calendars are asked to come back: each quarter of an hour from the eve of a meeting to
    its end, else hourly (docs/calendars.md, C17)."""
    return 15 if starts - timedelta(days=1) <= today <= ends else 60


def released_at(now: datetime, before: datetime | None) -> datetime:
    """A release's time in whole seconds, after every earlier one: HTTP's dates know no fractions (RFC
    9110 8.8.2)."""
    at = now.replace(microsecond=0)
    return max(at, before + timedelta(seconds=1)) if before else at
