"""Reading side events."""

from collections.abc import Callable
from typing import Any

from scheduler.kernel.terms import EntryKind, SideEventKind
from scheduler.organisations.models import Person
from scheduler.side_events.models import Role, SideEvent

Calls = Callable[[Person], str | None]
"""How a person chose to be named in the event's meeting; None: not at all."""

KINDS = {
    SideEventKind.SIDE_EVENT: EntryKind.SIDE_EVENT,
    SideEventKind.SPECIAL_EVENT: EntryKind.SPECIAL_EVENT,
    SideEventKind.EXHIBITION: EntryKind.EXHIBITION,
    SideEventKind.OTHER: EntryKind.OTHER_EVENT,
}
"""The kind of an entry by the kind that a programme file gives."""


def as_told(event: SideEvent, called: Calls) -> dict[str, Any]:
    """The event's own facts as a programme file tells them. Of speakers who chose not to be named it says
    nothing."""

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
            {"name": name, "affiliation": item.affiliation}
            for item in event.speakers
            if (name := called(item.person))
        ],
        "links": event.links,
    }
