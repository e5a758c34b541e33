"""What calendars were told of what somebody owes, and which SEQUENCE it has for them. Pure.

No release tells of a deadline that is put off, and yet calendars have to see a higher SEQUENCE and a later
LAST-MODIFIED (docs/calendars.md 4). So each feed remembers how often such things changed. What it remembers
stays when something is done: it may come back.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.releases.rules import released_at

MOST_FEEDS = 20
"""Of one holder."""
LONGEST_NAME = 100
"""Characters."""
ALARMS = (5, 10, 15, 30, 60, 120, 24 * 60)
"""Minutes before the beginning that can be chosen."""
NOTED_EACH = timedelta(days=1)
"""How often a fetch is written down."""


@dataclass(frozen=True)
class Told:
    """What was last said of something owed, how often that changed, when it was first said and when it last
    changed (UTC, whole seconds)."""

    says: str
    changes: int
    first_at: datetime
    changed_at: datetime

    def stored(self) -> list[Any]:
        return [self.says, self.changes, _stamp(self.first_at), _stamp(self.changed_at)]


def read(stored: list[Any]) -> Told:
    """Raises ValueError for what was not stored here."""
    says, changes, first_at, changed_at = stored
    return Told(says, changes, datetime.fromisoformat(first_at), datetime.fromisoformat(changed_at))


def told(says: str, before: Told | None, now: datetime) -> Told:
    """What is to be remembered after saying this now (UTC)."""
    if before is None:
        at = released_at(now, None)
        return Told(says, 0, at, at)
    if before.says == says:
        return before
    return Told(says, before.changes + 1, before.first_at, released_at(now, before.changed_at))


def own_uid(seed: str, thing: str) -> str:
    """The UID of what somebody owes: the same for the same thing in the same feed, and in no other."""
    return str(uuid.uuid5(uuid.UUID(seed), thing))


def is_noted(fetched_at: datetime | None, now: datetime) -> bool:
    """Whether a fetch at this moment is written down to the day."""
    return fetched_at is not None and now - fetched_at < NOTED_EACH


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
