"""The queue, and what of an application can still be changed. Pure.

The rule for side events of the Commission: Member States' events first, then the others, each in the order
of receipt.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.calls.rules import Terms
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence


class Rank(StrEnum):
    """The class of an application in the queue."""

    STATE = "state"
    OTHER = "other"
    LATE_STATE = "late_state"
    LATE_OTHER = "late_other"


OF_STATES = frozenset({Rank.STATE, Rank.LATE_STATE})
LATE = frozenset({Rank.LATE_STATE, Rank.LATE_OTHER})


def rank(*, of_state: bool, late: bool) -> Rank:
    if late:
        return Rank.LATE_STATE if of_state else Rank.LATE_OTHER
    return Rank.STATE if of_state else Rank.OTHER


def rank_now(sealed: Rank, of_state: bool | None) -> Rank:
    """The class that counts: the one in the receipt, unless the desk found another lead (`of_state`)."""
    return rank(of_state=sealed in OF_STATES if of_state is None else of_state, late=sealed in LATE)


@dataclass(frozen=True)
class Queued:
    """What the queue knows of an application. `at` is its time of receipt, or the declared one of what the
    desk entered for somebody."""

    number: int
    at: datetime
    of_state: bool
    late: bool = False

    @property
    def rank(self) -> Rank:
        return rank(of_state=self.of_state, late=self.late)


def declared(terms: Terms, starts: datetime, ends: datetime, now: datetime) -> datetime:
    """The moment that counts for what came at some time from `starts` to `ends` in UTC, and was entered
    later: the last one of that span, as nobody knows it better and nobody who came within it shall lose by
    it; but still within the call, if a part of the span was. The span is a day for a letter or a call, and
    the second or minute that a web form wrote down. Raises Refused for a time to come."""
    if starts > now:
        raise Refused(Sentence("It cannot have come on a day that is still to come. Correct the day."))
    last = min(ends - TICK, now)
    return max(starts, terms.closes_at - TICK) if starts < terms.closes_at <= last else last


TICK = timedelta(microseconds=1)
"""The databases know nothing shorter."""


def order(queue: Iterable[Queued]) -> list[Queued]:
    """The queue from its head."""
    ranks = list(Rank)
    return sorted(queue, key=lambda one: (ranks.index(one.rank), one.at, one.number))


@dataclass(frozen=True)
class Place:
    """A place in the queue, counted from 1, and who stands before it because of what."""

    place: int
    of: int
    states_before: int
    earlier_before: int
    in_time_before: int

    def sentences(self, *, yours: bool = True) -> list[Sentence]:
        """Why it is this place: for whoever applied, or else for somebody who looks at it."""
        told = [
            Sentence((to_you if yours else to_others).text, number=number)
            for number, (to_you, to_others) in zip(self._before, _WHY, strict=True)
            if number
        ]
        return told or [NOBODY if yours else NOBODY_BEFORE_IT]

    @property
    def _before(self) -> tuple[int, int, int]:
        return self.states_before, self.in_time_before, self.earlier_before


_WHY = (
    (
        Sentence("Events of Member States come first; so many stand before yours: %(number)s."),
        Sentence("Events of Member States come first; so many stand before it: %(number)s."),
    ),
    (
        Sentence("What came before the close comes first; so many stand before yours: %(number)s."),
        Sentence("What came before the close comes first; so many stand before it: %(number)s."),
    ),
    (
        Sentence("First come, first served; so many of the same class came before yours: %(number)s."),
        Sentence("First come, first served; so many of the same class came before it: %(number)s."),
    ),
)
NOBODY = Sentence("Nobody stands before you.")
NOBODY_BEFORE_IT = Sentence("Nobody stands before it.")


def places(queue: Iterable[Queued]) -> Iterator[tuple[Queued, Place]]:
    """Where each application stands, and why, from the head."""
    ordered = order(queue)
    before: Counter[Rank] = Counter()
    for number, mine in enumerate(ordered, 1):
        same = before[mine.rank]
        in_time = before[Rank.STATE] + before[Rank.OTHER] if mine.late else 0
        yield mine, Place(number, len(ordered), number - 1 - same - in_time, same, in_time)
        before[mine.rank] += 1


class Field(StrEnum):
    """The parts of an application, as they close one after the other."""

    SUBJECT = "subject"
    """Title, topic, organiser: only while it is a draft or was returned."""
    COSPONSORS = "cosponsors"
    LINKS = "links"
    MATERIAL = "material"
    SPEAKERS = "speakers"


def open_fields(
    terms: Terms, now: datetime, day_of_event: datetime | None, *, in_hand: bool
) -> frozenset[Field]:
    """What the applicant can change now. `in_hand`: a draft, or returned; `day_of_event`: its beginning in
    UTC, where it is known."""
    deadlines = {
        Field.COSPONSORS: terms.support_until,
        Field.LINKS: terms.links_until,
        Field.MATERIAL: terms.material_until,
        Field.SPEAKERS: day_of_event,
    }
    open_ = {field for field, until in deadlines.items() if until is None or now < until}
    return frozenset(open_ | {Field.SUBJECT} if in_hand else open_)
