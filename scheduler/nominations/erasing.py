"""Erasing a person from nominations. The record stays with its place in the history and in the numbers of its
call; what was said of them goes, and a place that was kept for them goes where the channel says. No web
form brings them again."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_, select

from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.seals import sealed
from scheduler.nominations import letters, placing
from scheduler.nominations.acting import lock, lock_meeting, write_down
from scheduler.nominations.answering import open_vacancy
from scheduler.nominations.body_models import Holder, NoNominee
from scheduler.nominations.models import Endorsement, Nomination, PrivateFact, Review
from scheduler.nominations.telling import coordinators, nominators, tell
from scheduler.nominations.terms import State
from scheduler.nominations.workflow import ALIVE, WITH_A_PLACE

TEXTS = ("abstract", "biography", "affiliation", "reason")


@dataclass(frozen=True)
class Withdrawn:
    """A nomination that erasing its person withdrew, and whether they had a place."""

    nomination: Nomination
    had_place: bool


def touched_by(traces: Traces) -> list[Nomination]:
    """Nominations in which a name like theirs is theirs: of them, by them, and of organisations for which
    they spoke."""
    bodies = [one.organisation_id for one in traces.speaking]
    found = select(Nomination).where(
        or_(
            Nomination.person_id.in_(traces.numbers),
            Nomination.by_id.in_(traces.numbers),
            Nomination.organisation_id.in_(bodies),
        )
    )
    return list(session.scalars(found.order_by(Nomination.id)))


def things_of(nominations: Collection[Nomination]) -> set[str]:
    """As the history names them."""
    return {one.thing for one in nominations}


def lock_all(nominations: Collection[Nomination]) -> None:
    """Nobody else decides on these meanwhile. Call it before anything is written."""
    for number in sorted({one.call.meeting_id for one in nominations}):
        lock_meeting(number)


def erase(this: Decision, traces: Traces, nominations: Collection[Nomination]) -> list[Withdrawn]:
    """Take the person out of these nominations. Their own ones are withdrawn where they were on their way:
    `tell` of them, once nothing names the person any more."""
    withdrawn = []
    for one in nominations:
        if one.person_id in traces.numbers:
            withdrawn += _empty(this, one)
            one.sealed_names = [sealed(name) for name in traces.names]
        else:
            _strike(one, TEXTS, traces)
        for opinion in session.scalars(select(Endorsement).where(Endorsement.nomination_id == one.id)):
            _strike(opinion, ("said",), traces)
        for review in session.scalars(select(Review).where(Review.nomination_id == one.id)):
            _strike(review, ("said", "recused"), traces)
    for review in session.scalars(select(Review).where(Review.reviewer.in_(traces.own))):
        review.said = None
        review.recused = review.recused and "…"
    for said in session.scalars(select(NoNominee).where(NoNominee.by.in_(traces.own))):
        said.why = None
    for holder in session.scalars(select(Holder).where(Holder.person_id.in_(traces.numbers))):
        holder.ended_at = holder.ended_at or this.at
    session.flush()
    return withdrawn


def tell_of(this: Decision, withdrawn: Collection[Withdrawn]) -> None:
    """Tell who acts, without saying whom it is about; a place goes back to the body where the channel says
    so."""
    for each in withdrawn:
        one = each.nomination
        acts = coordinators(one) if each.had_place or one.rank is not None else []
        tell(this, letters.WITHDRAWN, one, nominators(one), acts)
        if each.had_place:
            open_vacancy(this, one)


def _empty(this: Decision, one: Nomination) -> list[Withdrawn]:
    lock(one)
    session.execute(delete(PrivateFact).where(PrivateFact.nomination_id == one.id))
    for field in (*TEXTS, "language", "region", "joining_link"):
        setattr(one, field, None)
    one.sent = []
    one.availability = []
    one.revision += 1  # a form that was open before must not bring anything back
    if one.state not in ALIVE:
        return []
    before, had = one.state, one.state in WITH_A_PLACE
    placing.free(this, one, "Data erased")
    if before is State.RESERVE:  # for a place that they never had
        one.session_id = one.seat_id = one.reserve_rank = None
    one.state, one.changed_at = State.WITHDRAWN, this.at
    write_down(this, "withdraw nomination", one, why="Data erased", before=before, after=one.state)
    return [Withdrawn(one, had)]


def _strike(row: Any, fields: Collection[str], traces: Traces) -> None:
    for field in fields:
        setattr(row, field, traces.strike_all(getattr(row, field)))
