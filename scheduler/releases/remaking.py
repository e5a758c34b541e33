"""Making anew what names a person whose name is gone, so that nothing stored yields it any more.

Content knows people by number. What is made from it (VEVENTs, feeds, words that filters look in, digests)
holds their names, in past versions too; and so may the texts of entries that came of applications.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.formats.entry import MeetingFace, Stamps
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.meetings.actions import hold
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.models import Person
from scheduler.releases import content, queries
from scheduler.releases.actions import Change, publish, write
from scheduler.releases.models import PublishedEntry, Release

WHY = "Names were taken out."
NAMED_ANEW = "Somebody is named in another way."


@dataclass(frozen=True)
class Gone:
    """Who is not to be named any more, or in another way: people by number; and in the texts of these
    entries, the words that `strike` takes out. `texts`: their presentations and statements go too."""

    people: Collection[int]
    entries: Collection[int]
    strike: content.Strike
    texts: bool = True


def naming(gone: Gone) -> list[Meeting]:
    """The meetings of which any release names them."""
    versions = select(PublishedEntry.meeting_id).where(_names(PublishedEntry.content, gone.people))
    releases = select(Release.meeting_id).where(_names(Release.meeting, gone.people))
    told = select(PublishedEntry).where(PublishedEntry.entry_id.in_(gone.entries))
    spelling = {one.meeting_id for one in session.scalars(told) if _kept(one, gone) != one.content}
    named = or_(Meeting.id.in_(versions), Meeting.id.in_(releases), Meeting.id.in_(spelling))
    return list(session.scalars(select(Meeting).where(named).order_by(Meeting.id)))


def name_anew(this: Decision, meeting: Meeting, person_id: int, base_url: str) -> None:
    """Let what is out follow how somebody chose to be named in a meeting; nothing where no release names
    them. Call it once the choice is stored."""
    theirs = or_(Person.id == person_id, Person.merged_into_id == person_id)
    numbers = frozenset(session.scalars(select(Person.id).where(theirs)))
    named = Gone(numbers, (), lambda value: value, texts=False)
    if meeting in naming(named):
        make_anew(this, meeting, named, base_url, NAMED_ANEW)


def make_anew(this: Decision, meeting: Meeting, gone: Gone, base_url: str, why: str = WHY) -> Release:
    """Release the meeting's entries that name them anew, and nothing else of what may have changed.

    Call it once the names are changed or gone. Past versions are rewritten where they stand.
    """
    session.flush()
    hold(meeting.id)
    last = queries.last_release(meeting)
    assert last, "only a release names anybody"
    face = content.load_meeting(last.meeting)
    changes = list(_rewritten(meeting, face, gone, base_url))
    return publish(this, meeting, face, changes, last, base_url, why)


def _rewritten(meeting: Meeting, face: MeetingFace, gone: Gone, base_url: str) -> Iterable[Change]:
    """Rewrites every version that names them; yields those that have to be published anew."""
    rows = list(_telling_of(meeting, gone))
    named = [person for *_, told in rows for person in content.people(content.load(told))]
    names = queries.names(meeting.code, [*named, *content.people(face)])
    named_face = content.named_meeting(face, names)
    for version, entry, told in rows:
        says = content.named(content.load(told), names)
        stamps = Stamps(entry.uid, version.sequence, version.created_at, version.changed_at)
        write(version, says, stamps, named_face, base_url)
        version.content, version.digest = told, content.digest(says, face)
        if version.superseded_in is None:
            yield Change(entry, version, says, version.content, version.digest)


def _telling_of(meeting: Meeting, gone: Gone) -> Iterator[tuple[PublishedEntry, Entry, dict[str, Any]]]:
    """Every version that names them, with what is left of its content."""
    named = _names(PublishedEntry.content, gone.people)
    found = (
        select(PublishedEntry, Entry, named)
        .join(Entry, Entry.id == PublishedEntry.entry_id)
        .where(PublishedEntry.meeting_id == meeting.id, or_(named, Entry.id.in_(gone.entries)))
        .order_by(PublishedEntry.id)
    )
    for version, entry, by_number in session.execute(found).all():
        left = _kept(version, gone)
        if by_number or left != version.content:
            yield version, entry, left


def _kept(version: PublishedEntry, gone: Gone) -> dict[str, Any]:
    """What is left of a version: their own texts go everywhere, their names only where they are theirs."""
    left = content.without_documents(version.content, lambda one: gone.texts and _is_by(one, gone.people))
    return content.without(left, gone.people, gone.strike) if version.entry_id in gone.entries else left


def _is_by(document: dict[str, Any], people: Collection[int]) -> bool:
    return document.get("author", {}).get("person") in people


def _names(column: InstrumentedAttribute[dict[str, object]], people: Collection[int]) -> ColumnElement[bool]:
    """Whether stored content names one of them: people stand in it as `"person":5`, always before a comma
    or the end of an object."""
    text = cast(column, String)
    return or_(*(text.contains(f'"person":{number}{end}') for number in people for end in ",}"))
