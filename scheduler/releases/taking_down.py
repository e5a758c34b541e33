"""Taking a document down at once: what it was is gone from the public in the same decision, by a release that
publishes this and nothing else of what may have changed.

Past versions are rewritten where they stand, so that no earlier release yields it any more.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from scheduler.formats.entry import MeetingFace, Stamps
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.meetings.actions import hold
from scheduler.meetings.models import Meeting
from scheduler.releases import content, queries
from scheduler.releases.actions import Change, publish, write
from scheduler.releases.models import PublishedEntry
from scheduler.thematic_sessions import consent, documents
from scheduler.thematic_sessions.models import Document, ThematicSession

WHY = "A document was taken down."


def withdraw_consent(this: Decision, document: Document, base_url: str, *, entered: bool = False) -> None:
    """Its author does not agree that it is public, or no more (`entered`: as the desk enters for them).
    Raises Refused where nobody asked them."""
    lock_meeting(document.session)
    consent.withdraw(this, document, entered=entered)
    _take_down(this, document.session, document.id, base_url)


def replace(this: Decision, document: Document, source: documents.Source, base_url: str) -> None:
    """Another version of a document (`documents.replace`). What its author agreed to is down at once. Raises
    Refused."""
    lock_meeting(document.session)
    before = document.status
    documents.replace(this, document, source)
    if document.status is not before:
        _take_down(this, document.session, document.id, base_url)


def hide(this: Decision, document: Document, base_url: str) -> None:
    """A draft again. Raises Refused where it is one."""
    lock_meeting(document.session)
    documents.hide(this, document)
    _take_down(this, document.session, document.id, base_url)


def remove(this: Decision, document: Document, base_url: str) -> None:
    """It goes for good."""
    item, number = document.session, document.id
    lock_meeting(item)
    documents.remove(this, document)
    _take_down(this, item, number, base_url)


def lock_meeting(item: ThematicSession) -> None:
    """Before the history is written to, as whoever releases does it: nobody waits for each other."""
    hold(item.meeting_id)


def _take_down(this: Decision, item: ThematicSession, number: int, base_url: str) -> None:
    """Take the document of this number out of every version of the session's entry, and release that where it
    is published now."""
    session.flush()
    meeting = session.get_one(Meeting, item.meeting_id)
    last = queries.last_release(meeting)
    if last is None:
        return
    face = content.load_meeting(last.meeting)
    changes = list(_without(meeting, item, number, face, base_url))
    if changes:
        publish(this, meeting, face, changes, last, base_url, WHY)


def _without(
    meeting: Meeting, item: ThematicSession, number: int, face: MeetingFace, base_url: str
) -> Iterator[Change]:
    """Rewrites every version that tells of it; yields the one that has to be published anew."""
    found = select(PublishedEntry).where(PublishedEntry.entry_id == item.id).order_by(PublishedEntry.id)
    named_face = content.named_meeting(face, queries.names(meeting.code, content.people(face)))
    for version in session.scalars(found).all():
        left = content.without_documents(version.content, _is(number))
        if left == version.content:
            continue
        says = content.load(left)
        says = content.named(says, queries.names(meeting.code, content.people(says)))
        stamps = Stamps(item.uid, version.sequence, version.created_at, version.changed_at)
        write(version, says, stamps, named_face, base_url)
        version.content, version.digest = left, content.digest(says, face)
        if version.superseded_in is None:
            yield Change(item, version, says, left, version.digest)


def _is(number: int) -> Callable[[dict[str, Any]], bool]:
    return lambda document: document.get("number") == number
