"""Making anew what names a person whose name is gone, so that nothing stored yields it any more.

Content knows people by number. What is made from it (VEVENTs, feeds, words that filters look in, digests)
holds their names, in past versions too.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.formats.entry import MeetingFace, Stamps
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.meetings.models import Entry, Meeting
from scheduler.releases import content, queries
from scheduler.releases.actions import Change, publish, write
from scheduler.releases.models import PublishedEntry, Release

WHY = "Names were taken out."


def naming(people: Collection[int]) -> list[Meeting]:
    """The meetings of which any release names one of these people."""
    versions = select(PublishedEntry.meeting_id).where(_names(PublishedEntry.content, people))
    releases = select(Release.meeting_id).where(_names(Release.meeting, people))
    found = select(Meeting).where(or_(Meeting.id.in_(versions), Meeting.id.in_(releases)))
    return list(session.scalars(found.order_by(Meeting.id)))


def make_anew(this: Decision, meeting: Meeting, people: Collection[int], base_url: str) -> Release:
    """Release the meeting's entries that name these people anew, and nothing else of what may have changed.

    Call it once the names are changed or gone. Past versions are rewritten where they stand.
    """
    session.flush()
    session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    last = queries.last_release(meeting)
    assert last, "only a release names anybody"
    face = content.load_meeting(last.meeting)
    changes = list(_rewritten(meeting, face, people, base_url))
    return publish(this, meeting, face, changes, last, base_url, WHY)


def _rewritten(
    meeting: Meeting, face: MeetingFace, people: Collection[int], base_url: str
) -> Iterable[Change]:
    """Rewrites every version that names them; yields those that have to be published anew."""
    found = (
        select(PublishedEntry, Entry)
        .join(Entry, Entry.id == PublishedEntry.entry_id)
        .where(PublishedEntry.meeting_id == meeting.id, _names(PublishedEntry.content, people))
        .order_by(PublishedEntry.id)
    )
    rows = [(version, entry, content.load(version.content)) for version, entry in session.execute(found)]
    names = queries.names(person for *_, says in rows for person in content.people(says))
    names = {**names, **queries.names(content.people(face))}
    named_face = content.named_meeting(face, names)
    for version, entry, told in rows:
        says = content.named(told, names)
        stamps = Stamps(entry.uid, version.sequence, version.created_at, version.changed_at)
        write(version, says, stamps, named_face, base_url)
        version.digest = content.digest(says, face)
        if version.superseded_in is None:
            yield Change(entry, version, says, version.content, version.digest)


def _names(column: InstrumentedAttribute[dict[str, object]], people: Collection[int]) -> ColumnElement[bool]:
    """Whether stored content names one of them: people stand in it as `"person":5`, always before a comma
    or the end of an object."""
    text = cast(column, String)
    return or_(*(text.contains(f'"person":{number}{end}') for number in people for end in ",}"))
