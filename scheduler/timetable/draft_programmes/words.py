"""What draft programmes and answers are called in words. Pure."""

from collections.abc import Iterable

from scheduler.kernel.localtime import to_local
from scheduler.kernel.words import Sentence
from scheduler.timetable.draft_programmes.rules import Span
from scheduler.timetable.draft_programmes.terms import Audience, Reply
from scheduler.timetable.spots import Spot, told

AUDIENCES = {
    Audience.ORGANISERS: Sentence("Organisers and confirmed co-sponsors only"),
    Audience.ALL: Sentence("All who have its address"),
}
REPLIES = {
    Reply.SUITS: Sentence("It suits"),
    Reply.CANNOT: Sentence("It cannot be there"),
    Reply.WOULD_SWAP: Sentence("Would swap"),
}


def slots_told(spans: Iterable[Span], zone: str) -> Sentence:
    """One slot or several in words, on the clock of `zone` (IANA)."""
    first, *more = (
        told(Spot(to_local(start, zone).date(), None, start, end), zone, {}) for start, end in spans
    )
    for one in more:
        first = Sentence("%(slots)s; %(slot)s", slots=first, slot=one)
    return first


def answered(reply: Reply, said: str | None) -> Sentence:
    """An answer in one line."""
    if said:
        return Sentence("%(reply)s: %(said)s", reply=REPLIES[reply], said=said)
    return REPLIES[reply]
