"""What happened to an application, as its applicant may read it: no notes of the desk, and no names of those
who work there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask.typing import ResponseReturnValue

from scheduler.applications.models import Application
from scheduler.applications.permissions import SEE
from scheduler.audit.models import Record
from scheduler.audit.queries import Asked
from scheduler.audit.queries import page as records
from scheduler.audit.words import act_name
from scheduler.formats.describe import Line
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.account.applications.door import application, door, page
from scheduler.web.account.applications.words import LABELS

MOST = 200
"""So many records are shown, the newest."""
APPLICANT, DESK, COSPONSOR = (
    Sentence("The applicant"),
    Sentence("The secretariat"),
    Sentence("A co-sponsor"),
)
WHO = {
    **dict.fromkeys(
        (
            "start an application",
            "save a draft",
            "change after receipt",
            "submit",
            "discard",
            "restore",
            "withdraw application",
            "call off application",
            "name co-sponsor",
            "ask co-sponsor",
            "remind co-sponsor",
            "remove co-sponsor",
            "offer to join",
            "agree to join",
            "refuse to join",
            "take back the offer to join",
            "undo joining",
            "upload flyer",
            "remove flyer",
            "answer to a draft programme",
        ),
        APPLICANT,
    ),
    **dict.fromkeys(
        (
            "return application",
            "accept application",
            "decline application",
            "put on the waiting list",
            "reopen application",
            "cancel application",
            "correct the class",
            "undo decision",
            "enter support",
            "return flyer",
            "clear flyer",
            "enter an answer to a draft programme",
        ),
        DESK,
    ),
    **dict.fromkeys(
        (
            "ask somebody else",
            "confirm support",
            "vouch for support",
            "decline support",
            "withdraw support",
            "object to support",
        ),
        COSPONSOR,
    ),
}
"""Whose acts the applicant reads; all others are the desk's own."""
ACTS: dict[str, Line] = {
    "discard": Sentence("Threw the draft away"),
    "restore": Sentence("Took the draft back"),
}
"""Words that the history uses for other things too."""


@dataclass(frozen=True)
class Told:
    """A line for the applicant."""

    at: datetime
    who: Line
    what: Line
    why: str | None
    fields: list[str]


@door.get("/<code>/history/")
@guarded(SEE, application)
def history(one: Application) -> ResponseReturnValue:
    """The newest first."""
    return page("history", one, lines=list(_lines(one)))


def _lines(one: Application) -> Iterator[Told]:
    for record in records(Asked(things=frozenset({one.thing})), most=MOST):
        if record.act in WHO:
            yield _told(record)


def _told(record: Record) -> Told:
    facts = record.content.facts if record.content else {}
    return Told(
        at=record.at,
        who=DESK if facts.get("on_behalf") else WHO[record.act],
        what=ACTS.get(record.act) or act_name(record.act),
        why=facts.get("why"),
        fields=[str(LABELS[name]) for name in facts.get("fields", ()) if name in LABELS],
    )
