"""What draft programmes and answers are called in words. Pure."""

from scheduler.kernel.words import Sentence
from scheduler.timetable.draft_programmes.terms import Audience, Reply

AUDIENCES = {
    Audience.ORGANISERS: Sentence("Organisers and confirmed co-sponsors only"),
    Audience.ALL: Sentence("All who have its address"),
}
REPLIES = {
    Reply.SUITS: Sentence("It suits"),
    Reply.CANNOT: Sentence("It cannot be there"),
    Reply.WOULD_SWAP: Sentence("Would swap"),
}


def answered(reply: Reply, said: str | None) -> Sentence:
    """An answer in one line."""
    if said:
        return Sentence("%(reply)s: %(said)s", reply=REPLIES[reply], said=said)
    return REPLIES[reply]
