"""The rooms and organisations that a file speaks of: found by name or alias, or made."""

from collections.abc import Iterator
from typing import Any

from scheduler.formats import programme_model as told
from scheduler.kernel.text import fold
from scheduler.meetings import actions as meetings
from scheduler.meetings.models import Room, Venue
from scheduler.meetings.queries import rooms as rooms_of
from scheduler.organisations.actions import enrol
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import all_names


class Directory:
    """Names as an import understands them. What was asked for is remembered in `rooms` and
    `organisations`."""

    def __init__(self, venue: Venue | None) -> None:
        self._venue = venue
        self._rooms = rooms_of(venue) if venue else {}
        self._organisations = all_names()
        self.rooms: set[Room] = set()
        self.organisations: set[Organisation] = set()

    def organisation(self, name: str) -> Organisation:
        """The organisation of this name; one that is only named is enrolled with its kind unknown."""
        found = self._organisations.get(fold(name))
        if found is None:
            found = self._organisations[fold(name)] = enrol(name)
        self.organisations.add(found)
        return found

    def known(self, name: str) -> Organisation | None:
        """The organisation of this name, if there is one."""
        return self._organisations.get(fold(name))

    def room(self, name: str) -> Room:
        """The room of this name; one that is only named is added with nothing else known."""
        found = self._rooms.get(fold(name))
        if found is None:
            assert self._venue, "the rules want a venue where there are rooms"
            found = self._rooms[fold(name)] = meetings.add_room(self._venue, name)
        self.rooms.add(found)
        return found

    def tell_room(self, item: told.Room) -> Room:
        """What the file says of a room. It fills what is unknown and changes what is known, but unsays
        nothing."""
        names = (item.name, *item.aliases)
        name = next((name for name in names if fold(name) in self._rooms), item.name)
        room = self.room(name)
        for name in names:
            meetings.add_room_name(room, name)
            self._rooms[fold(name)] = room
        room.capacity = room.capacity if item.capacity is None else item.capacity
        room.equipment = sorted({*room.equipment, *item.equipment})
        return room

    def tell_organisation(self, item: told.Organisation) -> None:
        """What the file says of an organisation; as for rooms."""
        organisation = self.organisation(item.name)
        for field in ("kind", "short_name", "country", "ecosoc_status", "regional_group"):
            if (value := getattr(item, field)) is not None:
                setattr(organisation, field, value)

    def canonical(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Facts of an entry with every organisation and room under the name that we give it."""
        same = dict(facts)
        for field in ("co_organisers", "cosponsors"):
            if field in facts:
                same[field] = list(self._each_once(facts, field))
        if facts.get("organiser"):
            same["organiser"] = self.organisation(facts["organiser"]).name
        if facts.get("room"):
            same["room"] = self.room(facts["room"]).name
        return same

    def _each_once(self, facts: dict[str, Any], field: str) -> Iterator[str]:
        """An organisation that a file names twice in one event stands in the first of its roles."""
        before = [facts.get("organiser"), *(facts["co_organisers"] if field == "cosponsors" else ())]
        seen = {self.organisation(name).name for name in before if name}
        for name in facts[field]:
            if (known := self.organisation(name).name) not in seen:
                seen.add(known)
                yield known
