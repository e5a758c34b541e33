"""Rooms dealt to the events of one slot. Pure."""

from collections.abc import Collection, Mapping


def deal(wanted: Mapping[str, Collection[str]], rooms: Collection[str]) -> dict[str, str] | None:
    """A room of its own for each event, out of those that would do; None if there are not enough. Earlier
    events and earlier rooms are tried first, so that the same input gives the same rooms."""
    taken: dict[str, str] = {}
    for event in wanted:
        if not _seat(event, wanted, list(rooms), taken, set()):
            return None
    return {event: room for room, event in taken.items()}


def _seat(
    event: str,
    wanted: Mapping[str, Collection[str]],
    rooms: list[str],
    taken: dict[str, str],
    tried: set[str],
) -> bool:
    """Give the event a room, if need be by moving those that have one."""
    for room in rooms:
        if room in wanted[event] and room not in tried:
            tried.add(room)
            if room not in taken or _seat(taken[room], wanted, rooms, taken, tried):
                taken[room] = event
                return True
    return False


def too_few(wanted: Mapping[str, Collection[str]]) -> tuple[list[str], list[str]] | None:
    """Events that together need more rooms than there are for them, and those rooms (Hall's condition); None
    if each can have one."""
    hall = Growing()
    for event, rooms in wanted.items():
        if short := hall.add(event, rooms):
            return short
    return None


class Growing:
    """Events that come one after another, each of which takes a place of its own."""

    def __init__(self) -> None:
        self._wanted: dict[str, Collection[str]] = {}
        self._taken: dict[str, str] = {}

    def add(self, event: str, places: Collection[str]) -> tuple[list[str], list[str]] | None:
        """None if there is a place for it too; else it is left out, and the answer is events, it among them,
        that need more places than would do for them, and those places."""
        self._wanted[event] = frozenset(places)
        tried: set[str] = set()
        known = sorted(set().union(*self._wanted.values()))
        if _seat(event, self._wanted, known, self._taken, tried):
            return None
        del self._wanted[event]
        return sorted({event, *(self._taken[place] for place in tried)}), sorted(tried)
