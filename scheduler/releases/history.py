"""Reading what became of a programme: the versions of an entry, and the changes of each release."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from scheduler.formats.describe import Line
from scheduler.formats.entry import CalendarEntry, MeetingFace
from scheduler.kernel.db import session
from scheduler.meetings.models import Entry, Meeting
from scheduler.releases import content, queries
from scheduler.releases.change import Change, ChangeKind, published, summary
from scheduler.releases.changes import changes, is_reframed, meeting_changes
from scheduler.releases.models import PublishedEntry, Release

A_PAGE = 20
"""Releases that are read together at most."""
A_PAGE_OF_ENTRIES = 1000
"""From this many changed entries on, fewer releases are read together."""

_ORDER = list(ChangeKind)


@dataclass(frozen=True)
class Version:
    """A version of an entry, with what it changed. `released_at` in UTC."""

    release: int
    released_at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ChangedEntry:
    """An entry by its `number`, which a release published anew: as that release says it, and as it was
    `before`."""

    number: int
    entry: CalendarEntry
    uid: str
    before: CalendarEntry | None
    changes: tuple[Change, ...]

    @property
    def kind(self) -> ChangeKind:
        return self.changes[0].kind


@dataclass(frozen=True)
class ReleaseChanges:
    """What a release changed. The first one has no `entries` here, only how many it `published`."""

    number: int
    released_at: datetime
    meeting: tuple[Change, ...]
    entries: tuple[ChangedEntry, ...]
    published: int | None = None
    is_reframed: bool = False
    """Whether it changed something of the meeting that concerns all who have a part in it."""
    said: str | None = None
    """The summary as the desk worded it."""
    note: str | None = None

    @property
    def summary(self) -> Line:
        if self.said is not None:
            return self.said
        if self.published is not None:
            return published(self.published)
        return summary(one.changes for one in self.entries)


def of_entry(meeting: str, entry: str, last: int, zone: str) -> list[Version]:
    """The versions of an entry up to release number `last`, the newest first. Meeting and entry by code,
    times in `zone` (IANA)."""
    version = PublishedEntry
    found = (
        select(version.released_in, version.changed_at, version.content)
        .join(Entry, Entry.id == version.entry_id)
        .join(Meeting, Meeting.id == version.meeting_id)
        .where(Meeting.code == meeting, Entry.code == entry, version.released_in <= last)
        .order_by(version.sequence)
    )
    rows = session.execute(found).all()
    told = _read(meeting, [None, *(row.content for row in rows)])
    versions = [
        Version(row.released_in, row.changed_at, changes(before, after, zone))
        for row, (before, after) in zip(rows, pairwise(told), strict=True)
        if after
    ]
    return versions[::-1]


def page(meeting: str, before: int, most: int = A_PAGE, most_entries: int = A_PAGE_OF_ENTRIES) -> range:
    """The numbers of releases to read together: those next to, and below, the number `before`."""
    numbers = range(max(1, before - most), before)
    sizes, first, entries = _sizes(meeting, numbers), before, 0
    for number in reversed(numbers):
        size = sizes.get(number, 0) if number > 1 else 0
        if entries and size and entries + size > most_entries:
            break
        first, entries = number, entries + size
    return range(first, before)


def of_releases(
    meeting: str, numbers: Collection[int], zone: str, most: int | None = None
) -> list[ReleaseChanges]:
    """What the releases of these numbers changed, the newest first, in a constant number of queries.

    `most`: how many entries in all, the oldest being left out.
    """
    releases = {release.number: release for release in session.scalars(_releases(meeting, numbers))}
    faces = _faces(meeting, releases.values())
    changed = _changed(meeting, [number for number in numbers if number > 1], zone, most)
    return [
        ReleaseChanges(
            number=number,
            released_at=release.released_at,
            meeting=meeting_changes(faces.get(number - 1), faces[number]),
            entries=tuple(sorted(changed[number], key=by_weight)),
            published=_sizes(meeting, range(1, 2)).get(1, 0) if number == 1 else None,
            is_reframed=is_reframed(faces.get(number - 1), faces[number]),
            said=release.summary,
            note=release.note,
        )
        for number, release in releases.items()
        if number in numbers
    ]


def news_of(meeting: str, numbers: Collection[int], zone: str) -> dict[int, ReleaseChanges]:
    """All that the releases of these numbers changed; of the first one, all that it published. A constant
    number of queries."""
    found = {one.number: one for one in of_releases(meeting, numbers, zone)}
    if 1 in found:
        published = sorted(_changed(meeting, (1,), zone)[1], key=by_weight)
        found[1] = replace(found[1], entries=tuple(published))
    return found


def _releases(meeting: str, numbers: Collection[int]) -> Select[Release]:
    """These releases, and the one before each."""
    near = {one for number in numbers for one in (number - 1, number)}
    return (
        select(Release)
        .join(Meeting, Meeting.id == Release.meeting_id)
        .where(Meeting.code == meeting, Release.number.in_(near))
        .order_by(Release.number.desc())
    )


def _faces(meeting: str, releases: Iterable[Release]) -> dict[int, MeetingFace]:
    """What each release says of the meeting, by its number, with people's names."""
    told = {release.number: content.load_meeting(release.meeting) for release in releases}
    people = (person for face in told.values() for person in content.people(face))
    names = queries.names(meeting, people)
    return {number: content.named_meeting(face, names) for number, face in told.items()}


def _changed(
    meeting: str, numbers: Collection[int], zone: str, most: int | None = None
) -> dict[int, list[ChangedEntry]]:
    """The entries that these releases published anew, by the number of the release."""
    rows = session.execute(_versions(meeting, numbers).limit(most)).all()
    told = _read(meeting, [*(row.before for row in rows), *(row.content for row in rows)])
    changed = defaultdict(list)
    for row, before, after in zip(rows, told, told[len(rows) :], strict=False):
        if after:
            one = ChangedEntry(row.number, after, row.uid, before, changes(before, after, zone))
            changed[row.released_in].append(one)
    return changed


def _versions(meeting: str, numbers: Collection[int]) -> Select[Any]:
    """Versions, each with the content of the one before it."""
    version, before = PublishedEntry, aliased(PublishedEntry)
    return (
        select(
            version.released_in,
            version.content,
            before.content.label("before"),
            Entry.uid,
            Entry.id.label("number"),
        )
        .join(Entry, Entry.id == version.entry_id)
        .join(Meeting, Meeting.id == version.meeting_id)
        .outerjoin(before, (before.entry_id == version.entry_id) & (before.sequence == version.sequence - 1))
        .where(Meeting.code == meeting, version.released_in.in_(numbers))
        .order_by(version.released_in.desc(), version.entry_id)
    )


def _sizes(meeting: str, numbers: range) -> dict[int, int]:
    """How many entries each of these releases published anew; those with none are left out."""
    version = PublishedEntry
    found = (
        select(version.released_in, func.count())
        .join(Meeting, Meeting.id == version.meeting_id)
        .where(Meeting.code == meeting, version.released_in >= numbers.start)
        .where(version.released_in < numbers.stop)
        .group_by(version.released_in)
    )
    return dict(session.execute(found).all())


def _read(meeting: str, stored: Sequence[dict[str, Any] | None]) -> list[CalendarEntry | None]:
    """Stored contents as entries with people's names; None where there is none."""
    told = [content.load(one) if one else None for one in stored]
    people = (person for entry in told if entry for person in content.people(entry))
    names = queries.names(meeting, people)
    return [content.named(entry, names) if entry else None for entry in told]


def by_weight(one: ChangedEntry) -> tuple[int, str]:
    """The most telling first."""
    return _ORDER.index(one.kind), one.entry.title
