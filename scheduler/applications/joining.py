"""Two applicants make one event of two: one offers, the other agrees; both can undo it while nothing is
decided."""

from datetime import datetime

from sqlalchemy import or_, select

from scheduler.applications import letters
from scheduler.applications.anew import lock, lock_call
from scheduler.applications.deciding import number as number_waiting_list
from scheduler.applications.deciding import waiting_list
from scheduler.applications.models import Application, Joining, Receipt
from scheduler.applications.telling import number, organisation, tell, tell_all
from scheduler.applications.terms import State
from scheduler.applications.undoing import was_decided_since
from scheduler.applications.uniting import part, unite
from scheduler.applications.workflow import OPEN, WORKFLOW
from scheduler.audit.actions import record
from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.words import Sentence

JOINABLE = OPEN | {State.DRAFT}


def offer(this: Decision, from_: Application, into: Application) -> Joining:
    """Offer the organisers of another application to make one event of two. Raises Refused; NotFound where
    they are not open to it, so that nothing is told of other people's drafts."""
    lock(from_, into)
    if from_.id == into.id or from_.call_id != into.call_id or not into.open_to_joining:
        raise NotFound(Sentence("There is no such application that is open to joining."))
    _require_joinable(from_, into)
    if offers_between(from_, into):
        raise Refused(Sentence("An offer between these two waits for an answer already."))
    one = Joining(from_=from_, into=into, offered_at=this.at, offered_by=this.actor)
    session.add(one)
    session.flush()
    record(this, "offer to join", one.thing, about=_about(one))
    told = {"other": from_.title or "", "organisation": organisation(from_)}
    tell(this, letters.JOINING_OFFERED, into, **told)
    return one


def agree(this: Decision, one: Joining) -> Application:
    """They become one: the one with the earlier receipt, or that was asked, goes on; the other is part of it.
    Raises Refused."""
    lock_call(one.into.call)
    _require_open(one)
    _require_joinable(one.from_, one.into)
    kept, joined = in_order(one.from_, one.into)
    was = {"state": joined.state, "waiting_rank": joined.waiting_rank}
    joined.state = WORKFLOW.to("join", joined.state)
    joined.joined_into_id, joined.waiting_rank = kept.id, None
    session.flush()
    if was["state"] == State.WAITING:
        number_waiting_list(waiting_list(kept.call))
    one.moved = {"kept": kept.id, "joined": joined.id, "was": was, **unite(kept, joined)}
    _settle(this, one, agreed=True)
    _settle_other_offers(this, joined)
    record(this, "agree to join", one.thing, about=_about(one), kept=kept.thing, joined=joined.thing)
    _tell_both(this, kept, joined)
    return kept


def refuse(this: Decision, one: Joining) -> None:
    """They stay two. Raises Refused."""
    _require_open(one)
    _settle(this, one, agreed=False)
    record(this, "refuse to join", one.thing, about=_about(one))
    tell(this, letters.JOINING_ANSWERED, one.from_, other=one.into.title or "")


def take_back(this: Decision, one: Joining) -> None:
    """Whoever offered it does not want to any more. Raises Refused."""
    _require_open(one)
    _settle(this, one, agreed=None)
    record(this, "take back the offer to join", one.thing, about=_about(one))


def undo(this: Decision, one: Joining) -> None:
    """Two applications again, each as it was. Raises Refused once the desk has decided."""
    lock_call(one.into.call)
    lock(one, one.from_, one.into)
    if reason := why_not_undo(one):
        raise Refused(reason)
    moved = one.moved or {}
    kept, joined = (session.get_one(Application, moved[side]) for side in ("kept", "joined"))
    part(kept, joined, moved)
    joined.state, joined.joined_into_id = State(moved["was"]["state"]), None
    joined.waiting_rank = moved["was"]["waiting_rank"]
    one.undone_at = this.at
    session.flush()
    if joined.state is State.WAITING:
        number_waiting_list(waiting_list(kept.call))
    record(this, "undo joining", one.thing, about=_about(one))
    tell_all(this, letters.PARTED, kept, other=joined.title or "")
    tell_all(this, letters.PARTED, joined, other=kept.title or "")


def why_not_undo(one: Joining) -> Sentence | None:
    """Why they stay one; None where it can be undone."""
    if not one.agreed or one.undone_at or one.moved is None:
        return Sentence("These two are not joined.")
    kept, joined = (session.get_one(Application, one.moved[side]) for side in ("kept", "joined"))
    if joined.state is not State.JOINED or joined.joined_into_id != kept.id or kept.state not in JOINABLE:
        return Sentence("The joint event went on meanwhile. It can be withdrawn, but not parted again.")
    agreed = max(record.number for record in history(one.thing))
    if was_decided_since(kept, agreed):
        return Sentence("The secretariat has decided on the joint event. Write to it if you want to part.")
    return None


def in_order(from_: Application, into: Application) -> tuple[Application, Application]:
    """The one that goes on, and the one that becomes part of it."""
    asked_first = sorted((into, from_), key=_received)
    return asked_first[0], asked_first[1]


def offers_between(one: Application, other: Application) -> list[Joining]:
    """Offers of one to the other, whichever offered, that wait for an answer."""
    both = {one.id, other.id}
    found = select(Joining).where(
        Joining.from_id.in_(both), Joining.into_id.in_(both), Joining.settled_at.is_(None)
    )
    return list(session.scalars(found))


def offers(application: Application) -> list[Joining]:
    """Every offer that an application made or got, the newest first."""
    mine = or_(Joining.from_id == application.id, Joining.into_id == application.id)
    return list(session.scalars(select(Joining).where(mine).order_by(Joining.id.desc())))


def receipts(application: Application) -> list[Receipt]:
    """Its own receipt and those of all that became part of it, the earliest first."""
    found, look_at = [application], [application.id]
    while look_at:
        parts = select(Application).where(Application.joined_into_id.in_(look_at))
        rows = list(session.scalars(parts))
        found += rows
        look_at = [row.id for row in rows]
    return sorted((one.receipt for one in found if one.receipt), key=lambda receipt: receipt.number)


def _received(application: Application) -> tuple[bool, datetime | None, int]:
    """When it was received, for the queue; drafts come last."""
    receipt = application.receipt
    if receipt is None:
        return True, None, 0
    return False, receipt.declared_at or receipt.at, receipt.number


def _require_joinable(*both: Application) -> None:
    for one in both:
        WORKFLOW.to("join", one.state)


def _require_open(one: Joining) -> None:
    lock(one, one.from_, one.into)
    if one.settled_at is not None:
        raise Refused(Sentence("This offer was answered or taken back already."))


def _settle(this: Decision, one: Joining, *, agreed: bool | None) -> None:
    one.settled_at, one.agreed = this.at, agreed
    session.flush()


def _settle_other_offers(this: Decision, joined: Application) -> None:
    """What became part of another one cannot be joined any more."""
    for other in offers(joined):
        if other.settled_at is None:
            _settle(this, other, agreed=None)


def _tell_both(this: Decision, kept: Application, joined: Application) -> None:
    """One letter to everybody of both."""
    numbers = ", ".join(number(one.application) for one in receipts(kept))
    told = {"receipts": numbers, "organisation": organisation(kept)}
    already = tell_all(this, letters.JOINED, kept, other=joined.title or "", **told)
    tell_all(this, letters.JOINED, joined, but=already, other=kept.title or "", **told)


def _about(one: Joining) -> list[str]:
    return [one.from_.thing, one.into.thing]
