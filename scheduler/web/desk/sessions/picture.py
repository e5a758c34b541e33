"""A panel against its plan as a picture: one box for each seat, with a word on it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.seat_rules import Filled, Standing, told


class Mark(StrEnum):
    """How a seat stands, and how its box is drawn."""

    TAKEN = "taken"
    HELD = "held"
    """For somebody who has not accepted yet."""
    OVER = "over"
    LACKING = "lacking"
    """The plan must have somebody there."""
    FREE = "free"
    """Somebody more is wanted, and need not be."""


WORDS = {
    Mark.TAKEN: Sentence("seated"),
    Mark.HELD: Sentence("held"),
    Mark.OVER: Sentence("too many"),
    Mark.LACKING: Sentence("lacking"),
    Mark.FREE: Sentence("free"),
}
WIDTH, HEIGHT, BOX = 72, 60, 66
"""Of a mark with the space after it, of a line with its words above, of a box; in the picture's own units."""
LEAST = 430
"""No picture is narrower, or its words would not fit."""


@dataclass(frozen=True)
class Bench:
    """A line of the plan as it is drawn: how it stands in words, and its marks from the start."""

    says: Sentence
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Picture:
    benches: tuple[Bench, ...]

    @property
    def width(self) -> int:
        return max([LEAST, *(len(bench.marks) * WIDTH for bench in self.benches)])

    @property
    def height(self) -> int:
        return len(self.benches) * HEIGHT


def picture(of: Standing) -> Picture:
    return Picture(tuple(Bench(told(one), tuple(_marks(one))) for one in of.lines))


def _marks(one: Filled) -> Iterator[Mark]:
    """Who is there, first; of them the last are too many where there are more than planned."""
    accepted = one.filled - one.tentative
    there = [Mark.TAKEN] * accepted + [Mark.HELD] * one.tentative
    yield from there[: one.filled - one.over]
    yield from [Mark.OVER] * one.over
    yield from [Mark.LACKING] * one.lacking
    yield from [Mark.FREE] * (one.missing - one.lacking)
