"""The release that could be made now: what it would say."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.formats.entry import MeetingFace
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.releases import content, queries
from scheduler.releases.actions import Change as Publishing
from scheduler.releases.actions import changed
from scheduler.releases.change import Change, published, summary
from scheduler.releases.changes import changes, is_reframed, meeting_changes
from scheduler.releases.clashing import in_the_way
from scheduler.releases.history import ChangedEntry, by_weight
from scheduler.releases.models import Release
from scheduler.timetable.clashes.ground import Clash


@dataclass(frozen=True)
class Coming:
    """What release `number` would say if it were made now, and the clashes that stand in its way. `mark` is
    another one as soon as anything in it is. `is_reframed`: as of `ReleaseChanges`."""

    number: int
    meeting: tuple[Change, ...]
    is_reframed: bool
    entries: tuple[ChangedEntry, ...]
    clashes: tuple[Clash, ...]
    mark: str

    @property
    def summary(self) -> Sentence:
        """As it would be made from the differences."""
        if self.number == 1:
            return published(len(self.entries))
        return summary(one.changes for one in self.entries)


def coming(meeting: Meeting) -> Coming | None:
    """None where nothing differs from what is public."""
    last, face = queries.last_release(meeting), queries.meeting_face(meeting)
    found = changed(meeting, face)
    stored = content.dump_meeting(face)
    if not found and (last is None or last.meeting == stored):
        return None
    clashes = in_the_way(meeting)
    seen = [repr(stored), *(f"{one.entry.id} {one.digest}" for one in found), *(repr(one) for one in clashes)]
    return Coming(
        number=last.number + 1 if last else 1,
        meeting=_of_meeting(last, face),
        is_reframed=is_reframed(content.load_meeting(last.meeting) if last else None, face),
        entries=tuple(sorted(_told(meeting.code, found, meeting.time_zone), key=by_weight)),
        clashes=clashes,
        mark=_mark(last, seen),
    )


def _of_meeting(last: Release | None, face: MeetingFace) -> tuple[Change, ...]:
    if last is None:
        return ()
    before = content.load_meeting(last.meeting)
    people = (person for one in (before, face) for person in content.people(one))
    names = queries.names(face.code, people)
    return meeting_changes(content.named_meeting(before, names), content.named_meeting(face, names))


def _told(meeting: str, found: Sequence[Publishing], zone: str) -> Iterator[ChangedEntry]:
    before = [content.load(one.before.content) if one.before else None for one in found]
    people = (person for old in before if old for person in content.people(old))
    names = queries.names(meeting, people)
    for one, old in zip(found, before, strict=True):
        named = content.named(old, names) if old else None
        yield ChangedEntry(one.entry.id, one.says, one.entry.uid, named, changes(named, one.says, zone))


def _mark(last: Release | None, parts: list[str]) -> str:
    text = "\n".join([str(last.number if last else 0), *parts])
    return hashlib.sha256(text.encode()).hexdigest()
