"""Whether the list gets through before the session ends. Pure; times in UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.thematic_sessions.floor_queries import Live

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Outlook:
    """When the last one is done (None: nobody speaks or waits), when the session ends (None: not known), how
    many minutes the list goes beyond that, and how many who wait are not done by then."""

    done_at: datetime | None
    ends_at: datetime | None
    minutes_over: int
    too_late: int


def outlook(live: Live, ends_at: datetime | None) -> Outlook:
    done_at = _done_at(live)
    over = max(done_at - ends_at, timedelta()) if done_at and ends_at else timedelta()
    return Outlook(done_at, ends_at, -(-over // MINUTE), sum(one.fits is False for one in live.waiting))


def _done_at(live: Live) -> datetime | None:
    last = live.waiting[-1] if live.waiting else None
    if last and last.expected_at:
        return last.expected_at + last.minutes * MINUTE
    return live.speaking.ends_at if live.speaking else None
