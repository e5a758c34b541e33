"""When each segment of an agenda is, and whether the whole fits into its session. Pure; times in UTC."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.kernel.terms import SegmentKind
from scheduler.kernel.words import Sentence

LONGEST_SEGMENT = 600
"""Minutes: a whole day of meetings."""

TEMPLATES: dict[str, tuple[Sentence, tuple[SegmentKind, ...]]] = {
    "whole": (
        Sentence("Every part that a session can have"),
        (
            SegmentKind.OPENING_REMARKS,
            SegmentKind.INTRODUCTORY_PRESENTATION,
            SegmentKind.KEYNOTE,
            SegmentKind.PANEL,
            SegmentKind.INTERACTIVE_DEBATE,
            SegmentKind.WAY_FORWARD,
        ),
    ),
    "2022": (
        Sentence("As in September 2022: presentation, keynote, panel, debate"),
        (
            SegmentKind.INTRODUCTORY_PRESENTATION,
            SegmentKind.KEYNOTE,
            SegmentKind.PANEL,
            SegmentKind.INTERACTIVE_DEBATE,
        ),
    ),
    "2025": (
        Sentence("As in 2025: presentation, moderated panel, discussion"),
        (SegmentKind.INTRODUCTORY_PRESENTATION, SegmentKind.PANEL, SegmentKind.INTERACTIVE_DEBATE),
    ),
}
"""Agendas to begin with. Their order is the record's (Chair's summary of the thematic discussions of 21-22
September 2022, paragraphs 6 and 9; announcement of the discussions of autumn 2025); it tells no lengths."""


@dataclass(frozen=True)
class Clock:
    """When a segment starts and ends, as far as that can be told."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None


def clock_times(start: datetime | None, lengths: Iterable[int | None]) -> list[Clock]:
    """The times of segments of these lengths (minutes), one after the other, in a session that starts then.

    After a segment without a length nothing more can be told; its own start still can.
    """
    found, at = [], start
    for minutes in lengths:
        ends = at + timedelta(minutes=minutes) if at and minutes else None
        found.append(Clock(at, ends))
        at = ends
    return found


def where_it_stops(lengths: Sequence[int | None]) -> Sentence | None:
    """Why the times of some segments cannot be told; None where all can."""
    place = next((place for place, minutes in enumerate(lengths, 1) if not minutes), None)
    if place is None or place == len(lengths):
        return None
    return Sentence(
        "Segment %(number)s has no length, so nobody knows when the next ones begin. Give it one.",
        number=place,
    )


@dataclass(frozen=True)
class Sum:
    """How long an agenda is: `minutes` as far as lengths are known, with so many segments of `unknown`
    length; `session` is how long the session is, in minutes, if that is known."""

    minutes: int
    unknown: int
    session: int | None

    @property
    def left(self) -> int | None:
        """Minutes of the session without a segment; negative: the agenda is too long."""
        return None if self.session is None else self.session - self.minutes


def summed(lengths: Iterable[int | None], starts_at: datetime | None, ends_at: datetime | None) -> Sum:
    """An agenda against the time that its session was given."""
    known = list(lengths)
    session = (ends_at - starts_at) // timedelta(minutes=1) if starts_at and ends_at else None
    return Sum(sum(filter(None, known)), sum(1 for minutes in known if not minutes), session)


def told(of: Sum) -> Sentence | None:
    """Whether it fits, in words; None for an agenda without segments."""
    if not of.minutes and not of.unknown:
        return None
    if of.left is None:
        return Sentence(
            "The agenda has %(minutes)s minutes. When the session starts or ends is not known yet.",
            minutes=of.minutes,
        )
    if of.left < 0:
        return Sentence(
            "The agenda is %(minutes)s minutes too long. Shorten a segment, or give the session more time.",
            minutes=-of.left,
        )
    if of.unknown and of.left:
        return Sentence(
            "%(minutes)s minutes are left for segments without a length (%(count)s).",
            minutes=of.left,
            count=of.unknown,
        )
    if of.unknown:
        return Sentence(
            "No time is left for segments without a length (%(count)s). Shorten another one.",
            count=of.unknown,
        )
    if of.left:
        return Sentence("%(minutes)s minutes are left.", minutes=of.left)
    return Sentence("The agenda fills the session.")
