"""Reading formal meetings."""

from typing import Any

from scheduler.formal_meetings.models import FormalMeeting
from scheduler.kernel.terms import EntryKind, FormalKind

KINDS = {
    FormalKind.PLENARY: EntryKind.PLENARY,
    FormalKind.COMMITTEE_OF_THE_WHOLE: EntryKind.COMMITTEE_OF_THE_WHOLE,
    FormalKind.DIALOGUE: EntryKind.DIALOGUE,
    FormalKind.HEARING: EntryKind.HEARING,
    FormalKind.FORUM: EntryKind.FORUM,
    FormalKind.OTHER: EntryKind.OTHER_MEETING,
}
"""The kind of an entry by the kind that a programme file gives."""


def as_told(meeting: FormalMeeting) -> dict[str, Any]:
    """The formal meeting's own facts as a programme file tells them."""
    return {
        "kind": next(kind for kind, held in KINDS.items() if held is meeting.kind),
        "agenda_items": [
            {"number": item.number, "title": item.title, "symbols": item.symbols}
            for item in meeting.agenda_items
        ],
    }
