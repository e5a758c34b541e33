"""What changed in an agenda's entries since its holder last looked."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.releases import history
from scheduler.releases.history import ChangedEntry
from scheduler.releases.models import Release
from scheduler.releases.programme import Programme

MOST_RELEASES = 50
"""The newest ones that are looked through."""


def since(programme: Programme, uids: Collection[str], moment: datetime) -> Sequence[ChangedEntry]:
    """The entries of these UIDs that releases since the moment (UTC) changed, the newest release first; no
    question is asked where there are none. Releases know whole seconds: all of the moment's own one count."""
    moment = moment.replace(microsecond=0)
    seen = (one.stamps for one in programme.entries if one.stamps.uid in uids)
    if not any(stamps.changed_at >= moment and stamps.sequence for stamps in seen):
        return ()
    code = programme.meeting.code
    later = (
        select(Release.number)
        .join(Meeting, Meeting.id == Release.meeting_id)
        .where(Meeting.code == code, Release.released_at >= moment)
        .order_by(Release.number)
    )
    numbers = session.scalars(later).all()[-MOST_RELEASES:]
    if not numbers:
        return ()
    told = history.of_releases(code, range(numbers[0], programme.number + 1), programme.meeting.time_zone)
    return [one for release in told for one in release.entries if one.uid in uids]
