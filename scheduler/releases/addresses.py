"""Public addresses, as files and feeds write them. They never change once they exist. Pure."""

from urllib.parse import quote

from scheduler.formats.entry import CalendarEntry, Document, MeetingFace
from scheduler.kernel.terms import EntryKind
from scheduler.kernel.words import Sentence
from scheduler.releases.rules import SIDE_EVENTS


def section(kind: EntryKind) -> str:
    """The part of an address that says what kind of page follows."""
    if kind is EntryKind.THEMATIC_SESSION:
        return "sessions"
    return "side-events" if kind in SIDE_EVENTS else "meetings"


def of_entry(meeting: str, entry: CalendarEntry) -> str:
    """The page of an entry, from the root."""
    return f"/{meeting}/{section(entry.kind)}/{entry.code}/"


def of_document(meeting: str, entry: CalendarEntry, document: Document) -> str | None:
    """Where a document can be read: in this house, from the root; elsewhere; or nowhere that we know."""
    if document.number is None or document.name is None:
        return document.url
    return f"{of_entry(meeting, entry)}documents/{document.number}/{quote(document.name)}"


def of_feed(meeting: str, query: str = "") -> str:
    """The feed of a meeting, or of a selection of it, from the root."""
    return f"/{meeting}/calendar.ics" + (f"?{query}" if query else "")


def feed_description(meeting: MeetingFace) -> str:
    """What a calendar shows about the feed."""
    return str(
        Sentence(
            "Programme of %(title)s. Times in the zone of %(zone)s. "
            "Cancelled entries stay in the calendar, marked as such.",
            title=meeting.title,
            zone=meeting.time_zone,
        )
    )
