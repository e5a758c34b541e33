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
    rooms = sorted({room for these in wanted.values() for room in these})
    taken: dict[str, str] = {}
    for event in wanted:
        tried: set[str] = set()
        if not _seat(event, wanted, rooms, taken, tried):
            return sorted({event, *(taken[room] for room in tried)}), sorted(tried)
    return None
