"""The outbox: letters that are due go out, one after the other. The table is the truth; whoever works on it
may die at any moment, and several may work on it at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import LetterState, Outcome
from scheduler.links.actions import end_older
from scheduler.links.models import Link
from scheduler.mail import rules
from scheduler.mail.letters import KINDS
from scheduler.mail.message import Draft, Office, message
from scheduler.mail.models import Correspondent, Delivery, Letter
from scheduler.mail.parcels import Answer, Parcel, Transport

ACTOR = "worker"
BROKE_OFF = "The attempt before broke off. The letter may have arrived; it was tried again."


@dataclass(frozen=True)
class Claim:
    """A letter that this process took upon itself to send, and nobody else does meanwhile."""

    letter_id: int
    attempt: int
    at: datetime
    draft: Draft

    @property
    def name(self) -> str:
        """Of its file."""
        return f"{self.letter_id:06}-{self.draft.message_id}"


def draft(letter: Letter, office: Office) -> Draft:
    """What the letter says, with the link in it as long as it is known."""
    sender = session.get_one(Correspondent, letter.sender)
    return Draft(
        message_id=letter.message_id,
        address=letter.address,
        name=letter.name,
        sender=sender.name,
        reply_to=sender.reply_to,
        language=letter.language,
        subject=letter.subject,
        text=rules.complete(letter.text, office.base_url, letter.secret),
        stop=_stop(letter, office),
    )


def _stop(letter: Letter, office: Office) -> str | None:
    kind = KINDS.get(letter.kind)
    return f"{office.base_url}{letter.secret}stop" if letter.secret and kind and kind.can_stop else None


def drain(transport: Transport, office: Office, stop: Callable[[], bool] = lambda: False) -> int:
    """Hand on every letter that is due, until there is none, `stop` says so, or nothing gets through for
    now. Returns how many left the house."""
    handed_on = 0
    with transport:
        while not stop() and (claim := _claim(transport, office)):
            answer = _hand_on(claim, transport, office)
            _settle(claim, answer)
            handed_on += answer.outcome is Outcome.SENT
            if answer.is_shut:
                break
    return handed_on


def next_moment(patience: timedelta) -> datetime | None:
    """When, after now, a letter will be due, or one that is being sent will be taken back; None: never."""
    now = clock.now()
    waits = select(func.min(Letter.due_at)).where(Letter.state == LetterState.WAITING, Letter.due_at > now)
    taken = select(func.min(Letter.claimed_at)).where(
        Letter.state == LetterState.SENDING, Letter.claimed_at > now - patience
    )
    due, claimed = session.scalars(waits).one(), session.scalars(taken).one()
    return min((moment for moment in (due, claimed and claimed + patience) if moment), default=None)


def _claim(transport: Transport, office: Office) -> Claim | None:
    """Take the letter that is due first, or one whose sending broke off; None where there is none."""
    while True:
        with bookkeeping(ACTOR) as this:
            letter = session.scalars(_due(this, transport.patience)).first()
            if letter is None:
                return None
            if letter.state is LetterState.SENDING:
                _take_back(this, letter, transport)
            if letter.state is LetterState.WAITING:
                letter.state, letter.claimed_at = LetterState.SENDING, this.at
                letter.attempts += 1
                return Claim(letter.id, letter.attempts, this.at, draft(letter, office))


def _due(this: Decision, patience: timedelta) -> Select[Letter]:
    waiting = and_(Letter.state == LetterState.WAITING, Letter.due_at <= this.at)
    broken_off = and_(Letter.state == LetterState.SENDING, Letter.claimed_at <= this.at - patience)
    found = select(Letter).where(or_(waiting, broken_off)).order_by(Letter.due_at, Letter.id).limit(1)
    return found.with_for_update(skip_locked=True)


def _take_back(this: Decision, letter: Letter, transport: Transport) -> None:
    """Whoever was sending this letter is gone."""
    letter.state, letter.claimed_at = LetterState.WAITING, None
    if transport.leaves_doubt:
        letter.unsure = True
        session.add(Delivery(letter_id=letter.id, at=this.at, outcome=Outcome.UNSURE, said=BROKE_OFF))
    if rules.next_try(letter.attempts, this.at) is None:
        _fail(letter)


def _hand_on(claim: Claim, transport: Transport, office: Office) -> Answer:
    """Outside of any transaction, as it may take its time."""
    try:
        made = message(claim.draft, office, claim.at)
        return transport.hand_on(Parcel(claim.name, claim.attempt, made))
    except Refused as error:
        return Answer(Outcome.REFUSED, str(error.sentence))
    except Exception as error:  # one letter must not keep the others from going out
        return Answer(Outcome.DEFERRED, f"This was not foreseen: {type(error).__name__}: {error}")


def _settle(claim: Claim, answer: Answer) -> None:
    """Write down how it ended."""
    with bookkeeping(ACTOR) as this:
        letter = session.get(Letter, claim.letter_id, with_for_update=True)
        if letter is None:
            return
        session.add(Delivery(letter_id=letter.id, at=this.at, outcome=answer.outcome, said=answer.said))
        letter.unsure = letter.unsure or answer.outcome is Outcome.UNSURE
        if letter.state is not LetterState.SENDING or letter.attempts != claim.attempt:
            return  # it took so long that somebody else is at it
        letter.claimed_at = None
        _move_on(letter, answer.outcome, this)


def _move_on(letter: Letter, outcome: Outcome, this: Decision) -> None:
    again = rules.next_try(letter.attempts, this.at)
    if outcome is Outcome.SENT:
        letter.state, letter.sent_at, letter.secret = LetterState.SENT, this.at, None
        if link := session.get(Link, letter.link_id) if letter.link_id else None:
            end_older(this, link)
    elif outcome is Outcome.REFUSED or again is None:
        _fail(letter)
    else:
        letter.state, letter.due_at = LetterState.WAITING, again


def _fail(letter: Letter) -> None:
    letter.state, letter.secret = LetterState.FAILED, None
