"""What the rules look at: the ground (a meeting's days, slots, rooms, closures, links and settings), the
items (what is known of its entries) and the spots (where they stand). Pure; times in UTC, days those of the
venue.

All are known by the numbers that they have in the database.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from scheduler.kernel.terms import EntryKind, Equipment, Format, OrganisationKind
from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.terms import RANGES, Level, Link, Rule


@dataclass(frozen=True, order=True)
class Actor:
    """Who can be needed somewhere: an organisation, or a person."""

    number: int
    name: str
    is_person: bool = False


@dataclass(frozen=True)
class Room:
    """`equipment` is None where nothing is recorded of any room of the meeting."""

    number: int
    name: str
    capacity: int | None = None
    equipment: frozenset[Equipment] | None = None


@dataclass(frozen=True)
class Slot:
    """A span of a day in which side events may stand."""

    number: int
    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Closure:
    """Hours in which a room is not to be had."""

    room: int
    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Tie:
    """A link between two entries, by their numbers, and why."""

    kind: Link
    first: int
    second: int
    reason: str = ""


@dataclass(frozen=True)
class Settings:
    """What a meeting sets. `teams` of interpreters: None where nobody counts them."""

    levels: Mapping[Rule, Level] = field(default_factory=dict)
    """Only those that differ from the defaults."""
    set_up: timedelta = timedelta(0)
    teams: int | None = None

    def level(self, rule: Rule) -> Level:
        return self.levels.get(rule, RANGES[rule].default)


@dataclass(frozen=True)
class Ground:
    """A meeting as the rules see it. `zone` is the venue's (IANA)."""

    starts: date
    ends: date
    zone: str = "Europe/Vienna"
    rooms: Mapping[int, Room] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    closures: tuple[Closure, ...] = ()
    ties: tuple[Tie, ...] = ()
    settings: Settings = Settings()

    @cached_property
    def slot(self) -> dict[int, Slot]:
        return {one.number: one for one in self.slots}

    def room_name(self, number: int | None) -> str | None:
        room = self.rooms.get(number) if number is not None else None
        return room.name if room else None

    @cached_property
    def slots_on(self) -> dict[date, list[Slot]]:
        found: dict[date, list[Slot]] = defaultdict(list)
        for one in sorted(self.slots, key=lambda one: (one.starts_at, one.ends_at)):
            found[one.day].append(one)
        return dict(found)

    @cached_property
    def closed(self) -> dict[tuple[int, date], list[Closure]]:
        """By room and day."""
        found: dict[tuple[int, date], list[Closure]] = defaultdict(list)
        for one in sorted(set(self.closures), key=lambda one: (one.starts_at, one.ends_at)):
            found[one.room, one.day].append(one)
        return dict(found)

    @cached_property
    def ties_of(self) -> dict[int, list[Tie]]:
        """By each of the two entries."""
        found: dict[int, list[Tie]] = defaultdict(list)
        for tie in dict.fromkeys(self.ties):
            found[tie.first].append(tie)
            found[tie.second].append(tie)
        return dict(found)


@dataclass(frozen=True)
class Wishes:
    """What its organiser wants: slots in order; days on which any slot would do; slots that cannot be."""

    slots: tuple[int, ...] = ()
    days: frozenset[date] = frozenset()
    excluded: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Item:
    """What is known of an entry. `organisations` have people there: who leads it, and co-sponsors that take
    part; `supporters` only lend their names, as far as is known. `place`: where it stands in the published
    order, from 0."""

    number: int
    code: str
    title: str
    kind: EntryKind = EntryKind.SIDE_EVENT
    organisations: tuple[Actor, ...] = ()
    """Who leads it first."""
    supporters: tuple[Actor, ...] = ()
    people: tuple[Actor, ...] = ()
    theme: str | None = None
    format: Format | None = None
    attendance: int | None = None
    """How many people its organiser expects."""
    equipment: frozenset[Equipment] = frozenset()
    """What its organiser asked for."""
    interpreted: bool = False
    """By a team of the meeting. Organisers of side events bring their own interpreters."""
    wishes: Wishes = Wishes()
    place: int = 0
    group: OrganisationKind | None = None
    """Of who leads it."""
    precedes: bool = False
    """It has the precedence of Member States in the published order; a late one has it no more."""

    @property
    def stays_for_days(self) -> bool:
        """Exhibitions: they take nobody's time, and leave their room to others."""
        return self.kind is EntryKind.EXHIBITION


@dataclass(frozen=True)
class Spot:
    """Where an entry stands. An end that is not published is the assumed one of feeds. Without times it only
    has a day; `until` is its last day, where it lasts several."""

    day: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room: int | None = None
    until: date | None = None


@dataclass(frozen=True)
class Clash:
    """That a rule is broken: by which entries (numbers, in order), and from when to when, in which room.
    `sentence` says what is wrong."""

    rule: Rule
    level: Level
    entries: tuple[int, ...]
    at: Spot
    sentence: Sentence
    about: str = ""
    """What tells it from others of the same entries, such as who is needed twice."""
