"""Taking back the desk's last decision, as long as nothing was released since."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from scheduler.applications import letters
from scheduler.applications.accepted import call_off, make_event
from scheduler.applications.anew import lock, lock_call
from scheduler.applications.deciding import number, waiting_list, why_not_accept
from scheduler.applications.models import Application
from scheduler.applications.telling import page, send
from scheduler.applications.terms import State
from scheduler.applications.workflow import NAMES
from scheduler.audit.actions import record
from scheduler.audit.models import Record
from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import LetterState
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import Addressee
from scheduler.mail.handling import discard
from scheduler.mail.models import Letter

BY_THE_DESK = frozenset(
    {
        "accept application",
        "decline application",
        "return application",
        "put on the waiting list",
        "reopen application",
        "cancel application",
    }
)
"""Decisions, as the history names them."""
BY_THE_APPLICANT = frozenset({"submit", "withdraw application", "call off application"})
NOTHING = Sentence("There is no decision that could be undone.")


def undo(this: Decision, application: Application, why: str) -> None:
    """Bring back what stood before the desk's last decision. Letters that did not leave yet are kept back;
    whoever got one is told. Raises Refused."""
    lock_call(application.call)
    lock(application)
    if reason := why_not_undo(application):
        raise Refused(reason)
    last, undone = _steps(application)[-1], application.state
    _bring_back(application, _facts(last)["was"])
    _settle_event(application, undone)
    record(this, "undo decision", application.thing, why=why, before=undone, after=application.state)
    _take_back_letters(this, application, last, why)


def why_not_undo(application: Application) -> Sentence | None:
    """Why the last decision stays; None where it can be undone."""
    last = next(reversed(_steps(application)), None)
    if last is None or last.act not in BY_THE_DESK or _facts(last).get("after") != application.state:
        return NOTHING
    if application.state is State.RETURNED and application.changed_at > last.at:
        return Sentence("The applicant has changed it since. Wait until it is submitted again.")
    if _was_released_since(application, last):
        return Sentence("The programme was released since this was decided. Decide anew instead.")
    if _facts(last)["was"]["state"] == State.ACCEPTED:
        return why_not_accept(application)
    return None


def was_decided_since(application: Application, number: int) -> bool:
    """Whether the desk decided on it after the record of this number."""
    return any(one.act in BY_THE_DESK and one.number > number for one in history(application.thing))


def _steps(application: Application) -> list[Record]:
    """Its steps, whoever took them; one that was undone, and its undoing, do not count."""
    steps: list[Record] = []
    for one in history(application.thing):
        if one.act == "undo decision" and steps:
            steps.pop()
        elif one.act in BY_THE_DESK | BY_THE_APPLICANT:
            steps.append(one)
    return steps


def _facts(record: Record) -> dict[str, Any]:
    """What it says; nothing once that was erased."""
    return record.content.facts if record.content else {}


def _was_released_since(application: Application, decided: Record) -> bool:
    releases = history(f"meeting {application.call.meeting.code}")
    return any(one.act == "release" and one.number > decided.number for one in releases)


def _bring_back(application: Application, was: dict[str, Any]) -> None:
    left = application.state
    application.state, application.reason = State(was["state"]), was["reason"]
    application.waiting_rank = None
    session.flush()
    others = waiting_list(application.call)
    if application.state is State.WAITING:
        others.remove(application)
        others.insert((was["waiting_rank"] or len(others) + 1) - 1, application)
    if State.WAITING in (left, application.state):
        number(others)


def _settle_event(application: Application, undone: State) -> None:
    if application.state is State.ACCEPTED:
        make_event(application)
    elif undone is State.ACCEPTED:
        call_off(application)


def _take_back_letters(this: Decision, application: Application, decided: Record, why: str) -> None:
    for letter in _letters_of(application, decided):
        if letter.state in (LetterState.HELD, LetterState.WAITING):
            discard(this, letter, why)
        elif letter.state is not LetterState.DISCARDED:
            to = Addressee(letter.address, letter.name, letter.person_id, letter.language)
            send(this, letters.REOPENED, to, application, _said(application, letter, why))


def _said(application: Application, letter: Letter, why: str) -> dict[str, str]:
    """To the organisers' people the reason; to others why they get the letter."""
    if letter.places.get("as"):
        return {"as": letter.places["as"]}
    return {"why": f"{why} It is now {NAMES[application.state]}.", "page": page(application)}


def _letters_of(application: Application, decided: Record) -> Sequence[Letter]:
    found = select(Letter).where(Letter.about == application.thing, Letter.written_at == decided.at)
    return session.scalars(found.order_by(Letter.id)).all()
