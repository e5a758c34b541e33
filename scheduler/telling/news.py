"""What a release says anew, for those whom it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.formats.entry import MeetingFace, Standing
from scheduler.meetings.models import Meeting
from scheduler.releases import content, history, queries
from scheduler.releases.change import Change
from scheduler.releases.coming import Coming
from scheduler.releases.history import ChangedEntry, ReleaseChanges
from scheduler.releases.models import Release
from scheduler.telling import rules
from scheduler.telling.concerned import everybody
from scheduler.telling.terms import Concerned


@dataclass(frozen=True)
class News:
    """What release `number` says anew: of the meeting as a whole, where that concerns all who have a part in
    it; and of entries, the most telling first."""

    meeting: MeetingFace
    number: int
    of_meeting: tuple[Change, ...]
    entries: tuple[ChangedEntry, ...]
    note: str | None = None


def of_release(meeting: Meeting, made: Release) -> News:
    """In a constant number of queries."""
    told = history.news_of(meeting.code, made.number, meeting.time_zone)
    earlier = queries.release(meeting, made.number - 1)
    before = content.load_meeting(earlier.meeting) if earlier else None
    return _news(before, content.load_meeting(made.meeting), told)


def of_coming(meeting: Meeting, found: Coming) -> News:
    """The same of a release that is not made yet."""
    last = queries.last_release(meeting)
    before = content.load_meeting(last.meeting) if last else None
    return _news(before, queries.meeting_face(meeting), found)


def concerned(meeting: Meeting, news: News) -> dict[int, list[Concerned]]:
    """Whom it concerns, by the person's number, with the changed entries that do; none for those whom only
    the news of the meeting reach."""
    found = everybody(news.entries)
    if not news.of_meeting:
        return found
    return {**{person: [] for person in everybody(list(_standing(meeting)))}, **found}


def _news(before: MeetingFace | None, after: MeetingFace, told: ReleaseChanges | Coming) -> News:
    return News(
        meeting=after,
        number=told.number,
        of_meeting=told.meeting if rules.is_for_everybody(before, after) else (),
        entries=tuple(one for one in told.entries if rules.is_news(one.before, one.entry)),
        note=told.note if isinstance(told, ReleaseChanges) else None,
    )


def _standing(meeting: Meeting) -> Iterator[ChangedEntry]:
    """What is published and not called off, as if it had changed."""
    for number, version in queries.current_versions(meeting).items():
        said = content.load(version.content)
        if said.standing is not Standing.CANCELLED:
            yield ChangedEntry(number, said, "", None, ())
