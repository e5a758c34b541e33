"""What a session still lacks, in words for whoever prepares it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.kernel.terms import SegmentKind
from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.agenda_rules import Sum, told, where_it_stops
from scheduler.thematic_sessions.seat_rules import Standing


@dataclass(frozen=True)
class Prepared:
    """How far a session is prepared. `agenda`: its segments, each with its minutes; `without_consent`: texts
    that wait for their author's yes; `drafts`: other documents that are not public."""

    has_time: bool
    has_chair: bool
    has_moderator: bool
    has_format: bool
    agenda: Sequence[tuple[SegmentKind, int | None]]
    summed: Sum
    seats: Standing | None
    without_consent: int = 0
    drafts: int = 0


def lacking(of: Prepared) -> list[Sentence]:
    """What is to be done still, in the order in which it is done; nothing for a session that is ready."""
    return [*_of_facts(of), *_of_agenda(of), *_of_seats(of), *_of_documents(of)]


def _of_facts(of: Prepared) -> Iterator[Sentence]:
    if not of.has_time:
        yield Sentence("Its day or its time is not known.")
    if not of.has_chair:
        yield Sentence("It has no chair.")
    if not of.has_moderator:
        yield Sentence("It has no moderator.")
    if not of.has_format:
        yield Sentence("Nobody has said whether it is in person, online or both.")


def _of_agenda(of: Prepared) -> Iterator[Sentence]:
    if not of.agenda:
        yield Sentence("It has no agenda.")
    if why := where_it_stops([minutes for _, minutes in of.agenda]):
        yield why
    if of.summed.left is not None and of.summed.left < 0 and (too_long := told(of.summed)):
        yield too_long


def _of_seats(of: Prepared) -> Iterator[Sentence]:
    has_panel = any(kind is SegmentKind.PANEL for kind, _ in of.agenda)
    if (has_panel or of.seats) and not (of.seats and of.seats.lines):
        yield Sentence("Its panel has no plan of seats.")
    if of.seats and (lacks := sum(one.lacking for one in of.seats.lines)):
        yield Sentence("The panel must have more people: %(count)s.", count=lacks)
    if of.seats and (held := sum(one.tentative for one in of.seats.lines)):
        yield Sentence("Seats held for people who have not accepted yet: %(count)s.", count=held)


def _of_documents(of: Prepared) -> Iterator[Sentence]:
    if of.without_consent:
        yield Sentence("Texts without their author's consent: %(count)s.", count=of.without_consent)
    if of.drafts:
        yield Sentence("Documents that are not public yet: %(count)s.", count=of.drafts)
