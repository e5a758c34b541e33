"""Reading side events."""

from typing import Any

from scheduler.kernel.terms import EntryKind, SideEventKind
from scheduler.side_events.models import Role, SideEvent

KINDS = {
    SideEventKind.SIDE_EVENT: EntryKind.SIDE_EVENT,
    SideEventKind.SPECIAL_EVENT: EntryKind.SPECIAL_EVENT,
    SideEventKind.EXHIBITION: EntryKind.EXHIBITION,
    SideEventKind.OTHER: EntryKind.OTHER_EVENT,
}
"""The kind of an entry by the kind that a programme file gives."""


def as_told(event: SideEvent) -> dict[str, Any]:
    """The event's own facts as a programme file tells them."""

    def bodies(role: Role) -> list[str]:
        return [item.organisation.name for item in event.bodies if item.role is role]

    return {
        "organiser": next(iter(bodies(Role.ORGANISER)), None),
        "co_organisers": bodies(Role.CO_ORGANISER),
        "cosponsors": bodies(Role.COSPONSOR),
        "format": event.format,
        "kind": next(kind for kind, held in KINDS.items() if held is event.kind),
        "description": event.description,
        "theme": event.theme,
        "languages": event.languages,
        "speakers": [
            {"name": item.person.name, "affiliation": item.affiliation}
            for item in event.speakers
            if item.person.name
        ],
        "links": event.links,
    }
