"""A meeting's programme as released: read once per release, then asked by every page and feed. Pure."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.formats.entry import CalendarEntry, MeetingFace, Stamps
from scheduler.releases.rules import Facts


@dataclass(frozen=True)
class Published:
    """An entry of a release: what it says, its stamps, its VEVENTs, and what filters saw in earlier
    versions."""

    entry: CalendarEntry
    stamps: Stamps
    facts: Facts
    past: tuple[Facts, ...]
    fragment: bytes | None
    fragment_kept: bytes | None


@dataclass(frozen=True)
class Programme:
    """All of a release. `released_at` in UTC."""

    meeting: MeetingFace
    number: int
    released_at: datetime
    refresh_minutes: int
    entries: tuple[Published, ...]
    feed: bytes
    """The whole feed, as made at the release."""

    @property
    def issue(self) -> tuple[int, datetime]:
        """Which release it is: after a restore, one number can stand for another release."""
        return self.number, self.released_at
