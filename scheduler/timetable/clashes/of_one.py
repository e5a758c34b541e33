"""Rules that look at one entry where it stands. Each says what is wrong, or None. Pure."""

from collections.abc import Callable, Mapping

from scheduler.kernel.terms import EntryKind, Equipment, Format
from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Ground, Item, Room
from scheduler.timetable.clashes.hours import Placed, Span, meets, span, written
from scheduler.timetable.clashes.terms import Rule

IN_SLOTS = frozenset({EntryKind.SIDE_EVENT, EntryKind.SPECIAL_EVENT})
"""What stands in slots; everything else has hours of its own."""
SLOTS_OF_A_SPECIAL_EVENT = 2
FROM_AFAR = frozenset({Format.HYBRID, Format.ONLINE})
EQUIPMENT = {
    Equipment.HYBRID: Sentence("equipment for taking part online"),
    Equipment.INTERPRETATION: Sentence("equipment for interpretation"),
    Equipment.RECORDING: Sentence("equipment for recording"),
    Equipment.STEP_FREE: Sentence("access without steps"),
}


def outside_days(ground: Ground, one: Placed) -> Sentence | None:
    if ground.starts <= one.spot.day and (one.spot.until or one.spot.day) <= ground.ends:
        return None
    told = {"starts": ground.starts.isoformat(), "ends": ground.ends.isoformat(), "title": one.title}
    return Sentence("“%(title)s” lies outside the meeting, which is from %(starts)s to %(ends)s.", **told)


def outside_slots(ground: Ground, one: Placed) -> Sentence | None:
    """It begins in a slot and ends in one: a special event goes on from one slot into the next."""
    hours = span(one.spot)
    if hours is None or one.item.kind not in IN_SLOTS or not ground.slots:
        return None
    slots = ground.slots_on.get(one.spot.day, [])
    begins = any(slot.starts_at <= hours.starts_at < slot.ends_at for slot in slots)
    ends = any(slot.starts_at < hours.ends_at <= slot.ends_at for slot in slots)
    if begins and ends:
        return None
    told = {"title": one.title, "hours": written(ground, *hours)}
    return Sentence("“%(title)s” (%(hours)s) is not within the slots of its day.", **told)


def special_too_short(ground: Ground, one: Placed) -> Sentence | None:
    """Special events cover two ordinary slots, as far as the day has two."""
    if one.item.kind is not EntryKind.SPECIAL_EVENT or span(one.spot) is None:
        return None
    slots = ground.slots_on.get(one.spot.day, [])
    covered = sum(meets(one.spot, slot) for slot in slots)
    if covered >= min(SLOTS_OF_A_SPECIAL_EVENT, len(slots)):
        return None
    return Sentence("“%(title)s” is a special event: it takes two slots, and has one.", title=one.title)


def excluded_slot(ground: Ground, one: Placed) -> Sentence | None:
    for slot in ground.slots_on.get(one.spot.day, []):
        if slot.number in one.item.wishes.excluded and meets(one.spot, slot):
            told = {"title": one.title, "hours": written(ground, slot.starts_at, slot.ends_at)}
            return Sentence("The organiser of “%(title)s” cannot have this slot (%(hours)s).", **told)
    return None


def room_closed(ground: Ground, one: Placed) -> Sentence | None:
    room = _room(ground, one)
    if room is None:
        return None
    for closure in ground.closed.get((room.number, one.spot.day), []):
        if meets(one.spot, Span(closure.starts_at, closure.ends_at)):
            hours = written(ground, closure.starts_at, closure.ends_at)
            told = {"title": one.title, "room": room.name, "hours": hours}
            return Sentence("%(room)s is closed %(hours)s, when “%(title)s” is there.", **told)
    return None


def room_too_small(ground: Ground, one: Placed) -> Sentence | None:
    room, expected = _room(ground, one), one.item.attendance or 0
    if room is None or room.capacity is None or expected <= room.capacity:
        return None
    told = {"title": one.title, "room": room.name, "expected": expected, "capacity": room.capacity}
    return Sentence("“%(title)s” expects %(expected)s people; %(room)s holds %(capacity)s.", **told)


def capacity_unknown(ground: Ground, one: Placed) -> Sentence | None:
    room, expected = _room(ground, one), one.item.attendance
    if room is None or room.capacity is not None or not expected:
        return None
    told = {"title": one.title, "room": room.name, "expected": expected}
    return Sentence(
        "“%(title)s” expects %(expected)s people; how many %(room)s holds is not recorded.", **told
    )


def equipment_lacking(ground: Ground, one: Placed) -> Sentence | None:
    """What its organiser asked for. Equipment for taking part online is the next rule's, where the format
    asks for it too."""
    room = _room(ground, one)
    lacking = lacks(room, one.item.equipment - of_format(one.item)) if room else []
    if room is None or not lacking:
        return None
    told = {"title": one.title, "room": room.name, "lacking": _listed(lacking)}
    return Sentence("“%(title)s” asked for what %(room)s does not have: %(lacking)s.", **told)


def format_lacking(ground: Ground, one: Placed) -> Sentence | None:
    room = _room(ground, one)
    if room is None or not lacks(room, of_format(one.item)):
        return None
    told = {"title": one.title, "room": room.name}
    if one.item.format is Format.ONLINE:
        return Sentence("“%(title)s” is online; %(room)s has no equipment for that.", **told)
    return Sentence(
        "“%(title)s” is in person and online; %(room)s has no equipment for taking part online.", **told
    )


def lacks(room: Room, needed: frozenset[Equipment]) -> list[Equipment]:
    """What a room does not have; nothing where its equipment is not known."""
    return [] if room.equipment is None else sorted(needed - room.equipment)


def of_format(item: Item) -> frozenset[Equipment]:
    """What a room needs for the event's format."""
    return frozenset({Equipment.HYBRID}) if item.format in FROM_AFAR else frozenset()


def _listed(needs: list[Equipment]) -> Sentence:
    first, *others = [EQUIPMENT[need] for need in needs]
    said = first
    for other in others:
        said = Sentence("%(first)s, %(others)s", first=said, others=other)
    return said


def _room(ground: Ground, one: Placed) -> Room | None:
    """The room that it takes: what lasts several days leaves it to others."""
    if one.spot.room is None or one.spot.until is not None:
        return None
    return ground.rooms.get(one.spot.room)


OF_ONE: Mapping[Rule, Callable[[Ground, Placed], Sentence | None]] = {
    Rule.ROOM_CLOSED: room_closed,
    Rule.OUTSIDE_DAYS: outside_days,
    Rule.EXCLUDED_SLOT: excluded_slot,
    Rule.EQUIPMENT_LACKING: equipment_lacking,
    Rule.FORMAT_LACKING: format_lacking,
    Rule.ROOM_TOO_SMALL: room_too_small,
    Rule.CAPACITY_UNKNOWN: capacity_unknown,
    Rule.OUTSIDE_SLOTS: outside_slots,
    Rule.SPECIAL_TOO_SHORT: special_too_short,
}
