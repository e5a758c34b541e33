"""Making the feed of a selection from the fragments that the release stored."""

from collections.abc import Iterator
from datetime import date, datetime

from scheduler.feeds.http import FeedBytes
from scheduler.feeds.selection import FILTERS, Selection, fragments, in_feed
from scheduler.formats import ical
from scheduler.kernel.localtime import day_told
from scheduler.releases import addresses
from scheduler.releases.programme import Programme
from scheduler.releases.rules import kinds


def calendar(programme: Programme, selection: Selection, base_url: str, now: datetime) -> FeedBytes:
    """The feed of a selection as it stands `now` (UTC)."""
    code = programme.meeting.code
    if selection.is_everything:
        return FeedBytes(code, programme.issue, programme.feed, programme.released_at, None)
    choice = in_feed(selection, programme, now)
    body = ical.feed(
        programme.meeting,
        (fragment for _, fragment in fragments(choice.entries, selection.cancelled)),
        name=f"{code}: {', '.join(labels(programme, selection)) or programme.meeting.title}",
        description=addresses.feed_description(programme.meeting),
        source=base_url + addresses.of_feed(code, selection.query),
        refresh_minutes=programme.refresh_minutes,
    )
    return FeedBytes(code, programme.issue, body, choice.since, choice.until)


def labels(programme: Programme, selection: Selection) -> Iterator[str]:
    """The selection in words: the names behind the values, in the order of the filters."""
    known = names(programme)
    for key in FILTERS:
        for value in sorted(selection.wanted.get(key, ())):
            yield known.get((key, value)) or (_day(value) if key == "day" else value)
    if selection.words:
        yield " ".join(selection.words)


def _day(value: str) -> str:
    try:
        return day_told(date.fromisoformat(value))
    except ValueError:
        return value


def names(programme: Programme) -> dict[tuple[str, str], str]:
    """What the values of filters are called, for those that occur in the programme."""
    known: dict[tuple[str, str], str] = {}
    for one in programme.entries:
        entry = one.entry
        known.update({("organisation", body.slug): body.name for body in entry.organisers + entry.cosponsors})
        for voice in entry.panellists + entry.floor_speakers:
            if voice.organisation and voice.represents:
                known.setdefault(("organisation", voice.organisation), voice.represents)
        if entry.span and entry.span.room:
            known["room", entry.span.room.slug] = entry.span.room.name
        if entry.theme and "theme" in one.facts:
            known["theme", one.facts["theme"][0]] = entry.theme
        known.update({("kind", value): value.replace("-", " ") for value in kinds(entry.kind)})
    return known
