"""What happened to a nomination, as whom it concerns may read it: no notes, no scores, no names of those who
decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.audit.models import Record
from scheduler.audit.queries import Asked, page
from scheduler.audit.words import act_name
from scheduler.formats.describe import Line
from scheduler.kernel.words import Sentence
from scheduler.nominations.models import Nomination

MOST = 200
"""So many records are shown, the newest."""
PERSON, OWN, BODY, DESK = (
    Sentence("The person"),
    Sentence("The person, or who put them forward"),
    Sentence("The body of the channel"),
    Sentence("The secretariat"),
)
WHO = {
    **dict.fromkeys(
        (
            "put forward",
            "change nomination",
            "hand in nomination again",
            "withdraw nomination",
        ),
        OWN,
    ),
    **dict.fromkeys(
        (
            "confirm nomination",
            "choose naming",
            "accept invitation",
            "decline invitation",
            "receive contribution",
        ),
        PERSON,
    ),
    **dict.fromkeys(
        (
            "return nomination",
            "endorse nomination",
            "not endorse nomination",
            "decide on nomination anew",
            "forward nomination",
        ),
        BODY,
    ),
    **dict.fromkeys(
        (
            "give a place",
            "hold in reserve",
            "not choose nominee",
            "invite nominee",
            "offer the place",
            "replace nominee",
            "deliver",
            "not deliver",
        ),
        DESK,
    ),
}
"""Whose acts are told; all others are for the eyes of bodies and the desk."""
WITH_REASON = frozenset(
    {
        "return nomination",
        "not endorse nomination",
        "decide on nomination anew",
        "not choose nominee",
        "not deliver",
    }
)
"""Of which a letter told the reason too."""


@dataclass(frozen=True)
class Told:
    """A line of it."""

    at: datetime
    who: Line
    what: Line
    why: str | None


def so_far(one: Nomination) -> list[Told]:
    """The newest first."""
    return list(_lines(one))


def _lines(one: Nomination) -> Iterator[Told]:
    for record in page(Asked(things=frozenset({one.thing})), most=MOST):
        if record.act in WHO:
            yield _told(record)


def _told(record: Record) -> Told:
    facts = record.content.facts if record.content else {}
    return Told(
        at=record.at,
        who=DESK if facts.get("on_behalf") else WHO[record.act],
        what=act_name(record.act),
        why=facts.get("why") if record.act in WITH_REASON else None,
    )
