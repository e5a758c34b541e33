"""Publishing a meeting's public plan."""

from dataclasses import dataclass
from typing import Any

from scheduler.audit.actions import record
from scheduler.formats import ical
from scheduler.formats.entry import CalendarEntry, MeetingFace, Stamps, Standing
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.localtime import to_local
from scheduler.meetings.actions import hold
from scheduler.meetings.models import Entry, Meeting
from scheduler.releases import addresses, content, queries, rules
from scheduler.releases.models import PublishedEntry, Release, WholeFeed
from scheduler.timetable import entries
from scheduler.timetable.draft_programmes.showing import close_by_release
from scheduler.timetable.queries import placements, public_plan


@dataclass(frozen=True)
class Change:
    """An entry that a release publishes anew, with the version it takes the place of."""

    entry: Entry
    before: PublishedEntry | None
    says: CalendarEntry
    """With names filled in."""
    stored: dict[str, Any]
    digest: str


@dataclass(frozen=True)
class Words:
    """What the desk says of a release to everybody, as plain text. Without a `summary` it is made from the
    differences."""

    summary: str | None = None
    note: str | None = None


def release(this: Decision, meeting: Meeting, base_url: str, words: Words | None = None) -> Release | None:
    """Publish what differs from the last release, and make the feed; a draft programme that is shown is
    closed. None when nothing differs. Nobody is told: that is `telling.releasing`, through which releases
    are made.

    Versions of entries that did not change stay as they are: one changed event costs one new fragment.
    """
    hold(meeting.id)
    last = queries.last_release(meeting)
    face = queries.meeting_face(meeting)
    changes = changed(meeting, face)
    if last and not changes and last.meeting == content.dump_meeting(face):
        return None
    close_by_release(this, meeting)  # it locks, so before the history is written to
    made = publish(this, meeting, face, changes, last, base_url)
    made.summary, made.note = (words.summary, words.note) if words else (None, None)
    return made


def publish(
    this: Decision,
    meeting: Meeting,
    face: MeetingFace,
    changes: list[Change],
    last: Release | None,
    base_url: str,
    why: str | None = None,
) -> Release:
    """A release of these changes after the last one, whatever else may have changed since."""
    made = _open(this, meeting, face, last)
    named_face = content.named_meeting(face, queries.names(meeting.code, content.people(face)))
    for change in changes:
        if change.before:
            change.before.superseded_in = made.number
    session.flush()
    session.add_all(_version(change, made, named_face, base_url) for change in changes)
    session.flush()
    _make_feed(meeting, made, named_face, base_url)
    record(
        this,
        "release",
        f"meeting {meeting.code}",
        why=why,
        number=made.number,
        entries=[c.entry.code for c in changes],
    )
    return made


def changed(meeting: Meeting, face: MeetingFace) -> list[Change]:
    """What a release made now would publish anew, in the order of entries. `face` is what it says of
    the meeting."""
    current, places = queries.current_versions(meeting), placements(public_plan(meeting))
    slots = entries.slots_of(meeting)
    told = []
    for entry in entries.entries_of(meeting):
        before = current.get(entry.id)
        old = content.load(before.content) if before else None
        told.append((entry, before, rules.following(entries.face(entry, places.get(entry.id), slots), old)))
    names = queries.names(meeting.code, (person for *_, says in told for person in content.people(says)))
    found = [_change(entry, before, says, content.named(says, names), face) for entry, before, says in told]
    return [change for change in found if _is_news(change)]


def _is_news(change: Change) -> bool:
    """Whether it says something new. What was accepted here and called off before any release told of it is
    nobody's business; what a file calls cancelled is."""
    if change.before is None:
        return change.entry.made_by_import or not change.entry.cancelled
    return change.before.digest != change.digest


def _change(
    entry: Entry, before: PublishedEntry | None, says: CalendarEntry, named: CalendarEntry, face: MeetingFace
) -> Change:
    return Change(entry, before, named, content.dump(says), content.digest(named, face))


def _open(this: Decision, meeting: Meeting, face: MeetingFace, last: Release | None) -> Release:
    at = rules.released_at(this.at, last.released_at if last else None)
    today = to_local(at, meeting.time_zone).date()
    made = Release(
        meeting_id=meeting.id,
        number=last.number + 1 if last else 1,
        released_at=at,
        meeting=content.dump_meeting(face),
        refresh_minutes=rules.refresh_minutes(today, meeting.starts, meeting.ends),
    )
    session.add(made)
    return made


def _version(change: Change, made: Release, face: MeetingFace, base_url: str) -> PublishedEntry:
    before, entry = change.before, change.entry
    stamps = Stamps(
        uid=entry.uid,
        sequence=before.sequence + 1 if before else 0,
        created_at=before.created_at if before else made.released_at,
        changed_at=made.released_at,
    )
    version = PublishedEntry(
        meeting_id=made.meeting_id,
        entry_id=entry.id,
        sequence=stamps.sequence,
        released_in=made.number,
        created_at=stamps.created_at,
        changed_at=stamps.changed_at,
        content=change.stored,
        digest=change.digest,
    )
    write(version, change.says, stamps, face, base_url)
    return version


def write(
    version: PublishedEntry, says: CalendarEntry, stamps: Stamps, face: MeetingFace, base_url: str
) -> None:
    """Give a version what is made from its content: what filters look at, and its VEVENTs. `says` and
    `face` with names filled in."""
    address = base_url + addresses.of_entry(face.code, says)
    version.facts = rules.facts(says)
    version.fragment = ical.fragment(says, stamps, face, address)
    version.fragment_kept = None
    if says.standing is not Standing.SCHEDULED:
        version.fragment_kept = ical.fragment(says, stamps, face, address, cancelled="keep")


def _make_feed(meeting: Meeting, made: Release, face: MeetingFace, base_url: str) -> None:
    fragments = (fragment for fragment in queries.current_fragments(meeting) if fragment)
    body = ical.feed(
        face,
        fragments,
        name=f"{face.code} {face.title}",
        description=addresses.feed_description(face),
        source=base_url + addresses.of_feed(face.code),
        refresh_minutes=made.refresh_minutes,
    )
    feed = session.get(WholeFeed, meeting.id) or WholeFeed(meeting_id=meeting.id)
    feed.release_number, feed.body = made.number, body
    session.add(feed)
