"""The rules of a timetable, and what breaking each of them means. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.kernel.words import Sentence


class Level(StrEnum):
    """What a clash means, the gravest first."""

    BLOCKS_PLACING = "blocks_placing"
    """Nothing is put there; the allocator is given exactly what bears this level."""
    BLOCKS_RELEASE = "blocks_release"
    """It may stand in a plan, but the programme is not released with it, unless forced with a reason."""
    WARNS = "warns"
    OFF = "off"


class Rule(StrEnum):
    """What can clash, in the order in which clashes are listed."""

    ROOM_TWICE = "room_twice"
    ROOM_CLOSED = "room_closed"
    OUTSIDE_DAYS = "outside_days"
    SPEAKER_TWICE = "speaker_twice"
    ORGANISATION_TWICE = "organisation_twice"
    EXCLUDED_SLOT = "excluded_slot"
    EQUIPMENT_LACKING = "equipment_lacking"
    FORMAT_LACKING = "format_lacking"
    NOT_PARALLEL = "not_parallel"
    MUST_FOLLOW = "must_follow"
    ROOM_TOO_SMALL = "room_too_small"
    CAPACITY_UNKNOWN = "capacity_unknown"
    OUTSIDE_SLOTS = "outside_slots"
    SPECIAL_TOO_SHORT = "special_too_short"
    SET_UP_TIME = "set_up_time"
    INTERPRETATION = "interpretation"
    SAME_THEME = "same_theme"
    NAME_LENT_TWICE = "name_lent_twice"


@dataclass(frozen=True)
class Range:
    """The level of a rule where a meeting says nothing, and the gravest that it may set. `why` it can be no
    graver, or no other at all."""

    default: Level
    gravest: Level = Level.BLOCKS_PLACING
    lightest: Level = Level.OFF
    why: Sentence | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """Those that a meeting may choose from, the gravest first."""
        all_ = list(Level)
        return tuple(all_[all_.index(self.gravest) : all_.index(self.lightest) + 1])


DATABASE_REFUSES = Sentence("Always: a room cannot be given twice.")
MEETING_ENDS = Sentence("Always: there is no programme before the meeting or after it.")
NOT_PROPOSED = Sentence(
    "It cannot block placing, since a proposal of slots does not know it: a proposal keeps all that does."
)
ONLY_A_NAME = Sentence("It can only warn: who only lends a name to an event need not be there.")
ONLY_UNKNOWN = Sentence("It can only warn: what is not known fits everything.")

RANGES: Mapping[Rule, Range] = {
    Rule.ROOM_TWICE: Range(Level.BLOCKS_PLACING, lightest=Level.BLOCKS_PLACING, why=DATABASE_REFUSES),
    Rule.ROOM_CLOSED: Range(Level.BLOCKS_PLACING),
    Rule.OUTSIDE_DAYS: Range(Level.BLOCKS_PLACING, lightest=Level.BLOCKS_PLACING, why=MEETING_ENDS),
    Rule.SPEAKER_TWICE: Range(Level.BLOCKS_PLACING),
    Rule.ORGANISATION_TWICE: Range(Level.BLOCKS_PLACING),
    Rule.EXCLUDED_SLOT: Range(Level.BLOCKS_PLACING),
    Rule.EQUIPMENT_LACKING: Range(Level.BLOCKS_PLACING),
    Rule.FORMAT_LACKING: Range(Level.BLOCKS_PLACING),
    Rule.NOT_PARALLEL: Range(Level.BLOCKS_PLACING),
    Rule.MUST_FOLLOW: Range(Level.BLOCKS_PLACING),
    Rule.ROOM_TOO_SMALL: Range(Level.WARNS),
    Rule.CAPACITY_UNKNOWN: Range(Level.WARNS, Level.WARNS, why=ONLY_UNKNOWN),
    Rule.OUTSIDE_SLOTS: Range(Level.WARNS, Level.BLOCKS_RELEASE, why=NOT_PROPOSED),
    Rule.SPECIAL_TOO_SHORT: Range(Level.WARNS, Level.BLOCKS_RELEASE, why=NOT_PROPOSED),
    Rule.SET_UP_TIME: Range(Level.WARNS, Level.BLOCKS_RELEASE, why=NOT_PROPOSED),
    Rule.INTERPRETATION: Range(Level.WARNS, Level.BLOCKS_RELEASE, why=NOT_PROPOSED),
    Rule.SAME_THEME: Range(Level.WARNS),
    Rule.NAME_LENT_TWICE: Range(Level.WARNS, Level.WARNS, why=ONLY_A_NAME),
}
"""The one table of defaults. Its reasons stand in docs/timetable.md."""


class Link(StrEnum):
    """How two entries are tied to each other."""

    NOT_PARALLEL = "not_parallel"
    MUST_FOLLOW = "must_follow"
    """The second begins when the first is over, or later."""


BLOCKS_RELEASE = frozenset({Level.BLOCKS_PLACING, Level.BLOCKS_RELEASE})
"""The levels with which a programme is not released."""
