"""Reading allocation files (`side-event-allocation/1`): what the allocator is given, without a database.

An instance of kind `allocate` or `reallocate` holds slots, rooms and events; one of kind `panel` holds
sessions and nominations. Everything in it is known by an id of its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from scheduler.formats.programme_file import Fault
from scheduler.formats.programme_json import Steps, TwiceSaid, parse, place, walk
from scheduler.formats.programme_values import Wrong, shown
from scheduler.kernel.text import has_controls, quoted
from scheduler.kernel.words import Sentence

FORMAT = "side-event-allocation/1"
LONGEST_ID = 100
LARGEST_NUMBER = 10**9


def _id(value: str) -> str:
    if not value.strip() or len(value) > LONGEST_ID or has_controls(value):
        raise Wrong(
            Sentence(
                "An id is a text of 1 to %(most)s characters without control characters.", most=LONGEST_ID
            )
        )
    return value


Id: TypeAlias = Annotated[str, Field(strict=True), AfterValidator(_id)]
Number: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=LARGEST_NUMBER)]


class Kind(StrEnum):
    """What is asked for."""

    ALLOCATE = "allocate"
    REALLOCATE = "reallocate"
    PANEL = "panel"


class Group(StrEnum):
    """Who leads an event. Member States come first in the published rule."""

    MEMBER_STATE = "member-state"
    UN = "un"
    IGO = "igo"
    NGO = "ngo"


class Part(BaseModel):
    """A part of the file. It never changes."""

    model_config = ConfigDict(frozen=True)


class Cell(Part):
    """A room in a slot."""

    slot: Id
    room: Id


class Slot(Part):
    """`order`: a later slot has a higher one."""

    id: Id
    day: Number
    order: Number


class Room(Part):
    """`unavailable`: the slots in which it is closed."""

    id: Id
    capacity: Number
    equipment: tuple[Id, ...] = ()
    unavailable: tuple[Id, ...] = ()


class Event(Part):
    """`submitted`: its place in the order of receipt. `cosponsors`: only those who take part."""

    id: Id
    submitted: Number
    lead: Id
    group: Group
    cosponsors: tuple[Id, ...] = ()
    speakers: tuple[Id, ...] = ()
    attendance: Number = 0
    equipment: tuple[Id, ...] = ()
    preferred_slots: tuple[Id, ...] = ()
    preferred_days: tuple[Number, ...] = ()
    excluded_slots: tuple[Id, ...] = ()
    theme: Id
    pinned: Cell | None = None


class Busy(Part):
    """Somebody who is needed elsewhere then."""

    actor: Id
    slot: Id


Pair: TypeAlias = tuple[Id, Id]


class Allocation(Part):
    """Events that want places. `after`: [a, b] puts b into a later slot than a, if both are placed."""

    format: Literal["side-event-allocation/1"]
    kind: Literal[Kind.ALLOCATE, Kind.REALLOCATE]
    name: str = ""
    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    events: tuple[Event, ...]
    busy: tuple[Busy, ...] = ()
    not_parallel: tuple[Pair, ...] = ()
    after: tuple[Pair, ...] = ()
    previous: dict[Id, Cell] | None = None


class Gender(StrEnum):
    """As somebody said it of themselves; nothing said counts for no balance."""

    WOMAN = "f"
    MAN = "m"


class Session(Part):
    """`min_women` and `min_men` are of all its seats; where fewer are filled, the share counts. `seated`:
    nominations that have their seats already, and keep them. Sessions of one `panel` count countries
    together."""

    id: Id
    slot: Id
    seats: dict[Id, Number]
    min_women: Number = 0
    min_men: Number = 0
    max_per_country: Number = LARGEST_NUMBER
    seated: tuple[Id, ...] = ()
    panel: Id | None = None


class Nomination(Part):
    """`rank` 1: the first wish of the nominating body."""

    id: Id
    constituency: Id
    country: Id
    gender: Gender | None = None
    sessions: tuple[Id, ...]
    unavailable_slots: tuple[Id, ...] = ()
    rank: Annotated[int, Field(strict=True, ge=1, le=LARGEST_NUMBER)]
    max_sessions: Number = 1


class Panels(Part):
    """Names that want seats."""

    format: Literal["side-event-allocation/1"]
    kind: Literal[Kind.PANEL]
    name: str = ""
    sessions: tuple[Session, ...]
    nominations: tuple[Nomination, ...]


Instance: TypeAlias = Allocation | Panels


@dataclass(frozen=True)
class Reading:
    """What a file says. With faults there is no instance."""

    instance: Instance | None = None
    faults: list[Fault] = field(default_factory=list)


def read(data: bytes, name: str) -> Reading:
    """Read an instance, with all its faults at once; the place of a fault of the whole file is its name."""
    try:
        root = parse(data)
        said_twice = list(_said_twice(root))
    except Wrong as wrong:
        return Reading(faults=[Fault(name, wrong.sentence)])
    model = _model(root)
    if model is None:
        return Reading(faults=[Fault(name, NOT_OURS)])
    try:
        instance = model.model_validate(root)
    except ValidationError as error:
        found = [(each["loc"], _sentence(each)) for each in error.errors(include_url=False)]
        return Reading(faults=_told([*said_twice, *found], root, name))
    if found := [*said_twice, *unknown_ids(instance)]:
        return Reading(faults=_told(found, root, name))
    return Reading(instance)


NOT_OURS = Sentence(
    'This is no allocation file: "format" must be "%(format)s", and "kind" one of allocate, reallocate and '
    "panel.",
    format=FORMAT,
)


def _model(root: object) -> type[Instance] | None:
    if not isinstance(root, dict) or root.get("format") != FORMAT:
        return None
    kinds: dict[object, type[Instance]] = {
        Kind.ALLOCATE.value: Allocation,
        Kind.REALLOCATE.value: Allocation,
        Kind.PANEL.value: Panels,
    }
    kind = root.get("kind")
    return kinds.get(kind) if isinstance(kind, str) else None


def _said_twice(root: object) -> Iterator[tuple[Steps, Sentence]]:
    for steps, value in walk(root):
        if isinstance(value, TwiceSaid):
            for key in value.keys_said_twice:
                told = {"key": quoted(key)}
                yield (*steps, key), Sentence("The key %(key)s stands here more than once. Keep one.", **told)


def _sentence(error: ErrorDetails) -> Sentence:
    if error["type"] == "value_error":
        said: Sentence = error["ctx"]["error"].sentence
        return said
    if error["type"] == "missing":
        return Sentence("This is missing: it must be given.")
    found = shown(error["input"])
    if error["type"] in ("enum", "literal_error"):
        told = {"found": found, "wanted": error.get("ctx", {}).get("expected")}
        return Sentence("%(found)s cannot stand here. Write one of: %(wanted)s.", **told)
    wanted = WANTED.get(error["type"].split("_")[0], Sentence("another value"))
    return Sentence("Write %(wanted)s here, not %(found)s.", wanted=wanted, found=found)


WANTED: dict[str, Sentence] = {
    "int": Sentence("a whole number"),
    "greater": Sentence("a number that is not below what it can be"),
    "less": Sentence("a smaller number"),
    "string": Sentence("a text in quotes"),
    "tuple": Sentence("a list"),
    "too": Sentence("a pair"),
    "dict": Sentence("an object"),
    "model": Sentence("an object"),
}
"""What should stand where something else stands, by the first word of pydantic's name for it."""


def _told(findings: Iterable[tuple[Steps, Sentence]], root: object, name: str) -> list[Fault]:
    """One fault for each place: the first."""
    told: dict[str, Fault] = {}
    for steps, sentence in findings:
        where = place(steps, root) or name
        told.setdefault(where, Fault(where, sentence))
    return list(told.values())


def unknown_ids(instance: Instance) -> Iterator[tuple[Steps, Sentence]]:
    """Ids that nothing bears, and those that two things bear."""
    if isinstance(instance, Panels):
        yield from _twice("sessions", instance.sessions)
        yield from _twice("nominations", instance.nominations)
        sessions = {one.id for one in instance.sessions}
        for number, nomination in enumerate(instance.nominations):
            yield from _unknown(("nominations", number, "sessions"), nomination.sessions, sessions)
        nominations = {one.id for one in instance.nominations}
        for number, session in enumerate(instance.sessions):
            yield from _unknown(("sessions", number, "seated"), session.seated, nominations)
        return
    for section in ("slots", "rooms", "events"):
        yield from _twice(section, getattr(instance, section))
    yield from _unknown_in_allocation(instance)


def _unknown_in_allocation(instance: Allocation) -> Iterator[tuple[Steps, Sentence]]:
    slots = {one.id for one in instance.slots}
    rooms = {one.id for one in instance.rooms}
    events = {one.id for one in instance.events}
    for number, room in enumerate(instance.rooms):
        yield from _unknown(("rooms", number, "unavailable"), room.unavailable, slots)
    for number, event in enumerate(instance.events):
        yield from _unknown(("events", number, "preferred_slots"), event.preferred_slots, slots)
        yield from _unknown(("events", number, "excluded_slots"), event.excluded_slots, slots)
        if event.pinned:
            yield from _unknown_cell(("events", number, "pinned"), event.pinned, slots, rooms)
    for number, busy in enumerate(instance.busy):
        if busy.slot not in slots:
            yield ("busy", number, "slot"), _no_such(busy.slot)
    for section in ("not_parallel", "after"):
        for number, pair in enumerate(getattr(instance, section)):
            yield from _unknown((section, number), pair, events)
            if pair[0] == pair[1]:
                yield (section, number), Sentence("An event cannot be linked to itself.")
    for event_id, cell in (instance.previous or {}).items():
        yield from _unknown_cell(("previous", event_id), cell, slots, rooms)


def _unknown_cell(
    steps: Steps, cell: Cell, slots: set[str], rooms: set[str]
) -> Iterator[tuple[Steps, Sentence]]:
    if cell.slot not in slots:
        yield (*steps, "slot"), _no_such(cell.slot)
    if cell.room not in rooms:
        yield (*steps, "room"), _no_such(cell.room)


def _unknown(steps: Steps, ids: Iterable[str], known: set[str]) -> Iterator[tuple[Steps, Sentence]]:
    for number, id_ in enumerate(ids):
        if id_ not in known:
            yield (*steps, number), _no_such(id_)


def _no_such(id_: str) -> Sentence:
    return Sentence("Nothing here has the id %(id)s.", id=quoted(id_))


def _twice(section: str, things: Iterable[Any]) -> Iterator[tuple[Steps, Sentence]]:
    times = Counter(one.id for one in things)
    for number, one in enumerate(things):
        if times[one.id] > 1:
            yield (section, number, "id"), Sentence("The id %(id)s stands here twice.", id=quoted(one.id))
