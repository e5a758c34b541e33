"""The queue of a call, and the list of its receipts, each in a fixed number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from scheduler.applications import rules
from scheduler.applications.models import Application, Receipt
from scheduler.applications.rules import LATE, OF_STATES, Place, Queued, Rank, rank_now
from scheduler.applications.terms import State
from scheduler.applications.workflow import IN_QUEUE
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from scheduler.kernel.terms import Source
from scheduler.kernel.words import Sentence


@dataclass(frozen=True)
class Line:
    """One line of the list of receipts, as anybody may read it. `rank`: the class that counts; where that was
    corrected, `sealed_rank` is the one in the receipt. `counts_at`: the time that counts in the queue."""

    number: int
    at: datetime
    rank: Rank
    sealed_rank: Rank
    fingerprint: str
    seal: str
    counts_at: datetime
    source: Source | None
    outcome: Sentence | None = None

    @property
    def is_late(self) -> bool:
        return self.rank in LATE


OUTCOMES = {
    State.RECEIVED: Sentence("Not decided yet"),
    State.RETURNED: Sentence("Returned for changes, not decided yet"),
    State.WAITING: Sentence("On the waiting list"),
    State.ACCEPTED: Sentence("Accepted"),
    State.DECLINED: Sentence("Declined"),
    State.WITHDRAWN: Sentence("Withdrawn by its organiser"),
    State.CANCELLED: Sentence("Accepted, and cancelled later"),
}
"""What a line of the list says once there is a release."""


def queue_of(call: Call) -> list[int]:
    """The numbers of the applications that wait or are accepted, from the head of the queue."""
    numbers, standing = _standing(call)
    return [numbers[one.number] for one in rules.order(standing)]


def places(call: Call) -> dict[int, Place]:
    """The place of each application in the queue now, by the application's number. One question."""
    numbers, standing = _standing(call)
    return {numbers[one.number]: place for one, place in rules.places(standing)}


def place_of(application: Application) -> Place | None:
    """Where it stands now, and why; None for what is not in the queue."""
    if application.state not in IN_QUEUE:
        return None
    return places(application.call).get(application.id)


def lines(call: Call, *, with_outcomes: bool = False) -> list[Line]:
    """The list of receipts in their order. One question."""
    columns = (Application.state, Application.joined_into_id, Application.of_state, Receipt)
    rows = session.execute(_received(call, *columns)).all()
    numbers = {receipt.application_id: receipt.number for *_, receipt in rows}
    return [
        _line(receipt, of_state, _outcome(state, numbers.get(joined or 0)) if with_outcomes else None)
        for state, joined, of_state, receipt in rows
    ]


def line_of(receipt: Receipt) -> Line:
    """A single one, without its outcome."""
    return _line(receipt, receipt.application.of_state, None)


def _standing(call: Call) -> tuple[dict[int, int], list[Queued]]:
    """Applications by the numbers of their receipts, and what the queue knows of those that are in it."""
    columns = (
        Receipt.number,
        Receipt.application_id,
        Receipt.at,
        Receipt.declared_at,
        Receipt.rank,
        Application.of_state,
    )
    rows = session.execute(_received(call, *columns).where(Application.state.in_(IN_QUEUE))).all()
    standing = [
        _queued(number, declared or at, rank_now(sealed, of_state))
        for number, _, at, declared, sealed, of_state in rows
    ]
    return {row[0]: row[1] for row in rows}, standing


def _queued(number: int, at: datetime, rank: Rank) -> Queued:
    return Queued(number, at, of_state=rank in OF_STATES, late=rank in LATE)


def _received(call: Call, *columns: Any) -> Any:
    found = select(*columns).join(Application, Application.id == Receipt.application_id)
    return found.where(Receipt.call_id == call.id).order_by(Receipt.number)


def _line(receipt: Receipt, of_state: bool | None, outcome: Sentence | None) -> Line:
    one = receipt
    return Line(
        number=one.number,
        at=one.at,
        rank=rank_now(one.rank, of_state),
        sealed_rank=one.rank,
        fingerprint=one.fingerprint,
        seal=one.seal,
        counts_at=one.declared_at or one.at,
        source=one.source,
        outcome=outcome,
    )


def _outcome(state: State, joined: int | None) -> Sentence:
    if state is not State.JOINED:
        return OUTCOMES[state]
    if joined is None:
        return Sentence("Joined with another one")
    return Sentence("Joined with number %(number)s", number=joined)


def last_seal(found: Sequence[Line]) -> str | None:
    """The seal that vouches for the whole list."""
    return found[-1].seal if found else None
