"""What a release says anew, for those whom it concerns."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.formats.entry import MeetingFace, Standing
from scheduler.meetings.models import Meeting
from scheduler.releases import content, history, queries
from scheduler.releases.change import Change
from scheduler.releases.coming import Coming
from scheduler.releases.history import ChangedEntry, ReleaseChanges
from scheduler.telling import rules
from scheduler.telling.concerned import everybody
from scheduler.telling.terms import Concerned


@dataclass(frozen=True)
class News:
    """What release `number` says anew: of the meeting as a whole, where that concerns all who have a part in
    it; and of entries, the most telling first. `at`: when it was made (UTC); None while it is not."""

    meeting: MeetingFace
    number: int
    of_meeting: tuple[Change, ...]
    entries: tuple[ChangedEntry, ...]
    at: datetime | None = None
    note: str | None = None


def of_releases(meeting: Meeting, numbers: Collection[int]) -> dict[int, News]:
    """Of the releases of these numbers, in a constant number of queries."""
    told = history.news_of(meeting.code, numbers, meeting.time_zone)
    face = queries.meeting_face(meeting)
    return {number: _news(face, one, one.released_at, one.note) for number, one in told.items()}


def of_coming(meeting: Meeting, found: Coming, note: str | None = None) -> News:
    """Of a release that is not made yet."""
    return _news(queries.meeting_face(meeting), found, None, note)


def concerned(meeting: Meeting, news: News) -> dict[int, list[Concerned]]:
    """Whom it concerns, by the person's number, with the changed entries that do; none for those whom only
    the news of the meeting reach."""
    found = everybody(news.entries)
    if not news.of_meeting:
        return found
    return {**{person: [] for person in everybody(list(_standing(meeting)))}, **found}


def _news(face: MeetingFace, told: ReleaseChanges | Coming, at: datetime | None, note: str | None) -> News:
    entries = tuple(one for one in told.entries if rules.is_news(one.before, one.entry))
    return News(face, told.number, told.meeting if told.is_reframed else (), entries, at, note)


def _standing(meeting: Meeting) -> Iterator[ChangedEntry]:
    """What is published and not called off, as if it had changed."""
    for number, version in queries.current_versions(meeting).items():
        said = content.load(version.content)
        if said.standing is not Standing.CANCELLED:
            yield ChangedEntry(number, said, "", None, ())
