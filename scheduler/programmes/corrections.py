"""Putting right who is who: duplicates merged, and published so at once."""

from collections.abc import Iterable

from scheduler.kernel.decision import Decision
from scheduler.meetings.models import Meeting
from scheduler.organisations import merging
from scheduler.organisations.merging import Record
from scheduler.organisations.models import Merger
from scheduler.programmes.appearances import meetings_with
from scheduler.releases.queries import last_release
from scheduler.telling.releasing import release


def merge(this: Decision, kept: Record, merged: Record, base_url: str, why: str | None = None) -> Merger:
    """Make two records one; what is published names the kept one from now on. Raises Refused."""
    concerned = meetings_with(kept, merged)
    merger = merging.merge(this, kept, merged, why)
    _publish(this, concerned, base_url)
    return merger


def undo(this: Decision, merger: Merger, base_url: str, why: str | None = None) -> None:
    """Make two of one again, and publish that. Raises Refused where something changed since."""
    merging.undo(this, merger, why)
    _publish(this, meetings_with(*merging.pair(merger)), base_url)


def _publish(this: Decision, meetings: Iterable[Meeting], base_url: str) -> None:
    """Only what was published before: a programme that nobody has released stays unreleased."""
    for meeting in meetings:
        if last_release(meeting):
            release(this, meeting, base_url)
