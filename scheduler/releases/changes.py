"""What changed from one published version to the next, in sentences. Pure.

People are named as releases name them now, so that an erased name is gone from here too.
"""

from collections.abc import Iterator

from scheduler.formats import describe
from scheduler.formats.entry import CalendarEntry, MeetingFace
from scheduler.kernel.words import Sentence
from scheduler.releases.change import Change, ChangeKind
from scheduler.releases.contents import OF_ENTRY, OF_MEETING, differences
from scheduler.releases.moves import first, moves


def changes(before: CalendarEntry | None, after: CalendarEntry, zone: str) -> tuple[Change, ...]:
    """What a new version of an entry says that the one before did not, the most telling first; never nothing.

    Both have names filled in. Times are those of `zone` (IANA).
    """
    if before is None:
        return (first(after, zone),)
    told = (*_kind(before, after), *differences(OF_ENTRY, before, after))
    contents = (Change(ChangeKind.CONTENT, sentence) for sentence in told)
    found = (*moves(before, after, zone), *_renamed(before, after), *contents)
    return found or (Change(ChangeKind.DETAILS, Sentence("Details changed")),)


def meeting_changes(before: MeetingFace | None, after: MeetingFace) -> tuple[Change, ...]:
    """What a release says of its meeting that the one before did not."""
    if before is None or before == after:
        return ()
    told = (*_frame(before, after), *differences(OF_MEETING, before, after))
    found = tuple(Change(ChangeKind.CONTENT, sentence) for sentence in told)
    return found or (Change(ChangeKind.DETAILS, Sentence("Details of the meeting changed")),)


def is_reframed(before: MeetingFace | None, after: MeetingFace) -> bool:
    """Whether a release says something else of what concerns everybody in the meeting: its title, dates,
    venue or time zone."""
    return before is not None and _held(before) != _held(after)


def _held(meeting: MeetingFace) -> tuple[object, ...]:
    return meeting.title, meeting.starts, meeting.ends, meeting.venue, meeting.time_zone


def _renamed(before: CalendarEntry, after: CalendarEntry) -> Iterator[Change]:
    if before.title != after.title:
        yield Change(ChangeKind.RENAMED, Sentence("The title was: “%(before)s”", before=before.title))


def _kind(before: CalendarEntry, after: CalendarEntry) -> Iterator[Sentence]:
    if before.kind is not after.kind:
        was, now = describe.kind_name(before.kind), describe.kind_name(after.kind)
        yield Sentence("Kind: %(after)s. Before: %(before)s", before=was, after=now)


def _frame(before: MeetingFace, after: MeetingFace) -> Iterator[Sentence]:
    """What every meeting has: title, dates, time zone."""
    if before.title != after.title:
        yield Sentence("The title of the meeting was: “%(before)s”", before=before.title)
    if _dates(before) != _dates(after):
        dates = {"before": _dates(before), "after": _dates(after)}
        yield Sentence("Dates of the meeting: %(after)s. Before: %(before)s", **dates)
    if before.time_zone != after.time_zone:
        zones = {"before": before.time_zone, "after": after.time_zone}
        yield Sentence("Times are now those of %(after)s, no longer of %(before)s", **zones)


def _dates(meeting: MeetingFace) -> Sentence:
    return Sentence("%(start)s to %(end)s", start=meeting.starts, end=meeting.ends)
