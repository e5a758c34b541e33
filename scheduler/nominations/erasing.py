"""Erasing a person from nominations. The record stays with its place in the history and in the numbers of its
call; what was said of them goes, a place that was kept for them is free. No web form brings them
again."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, or_, select

from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.seals import sealed
from scheduler.nominations import placing
from scheduler.nominations.body_models import Holder, NoNominee
from scheduler.nominations.models import Endorsement, Nomination, PrivateFact, Review
from scheduler.nominations.terms import State
from scheduler.nominations.workflow import ALIVE

TEXTS = ("abstract", "biography", "affiliation", "reason")


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


def erase(this: Decision, traces: Traces, nominations: Collection[Nomination]) -> None:
    """Take the person out of these nominations. Their own ones are withdrawn where they were on their way."""
    for one in nominations:
        if one.person_id in traces.numbers:
            _empty(this, one)
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


def _empty(this: Decision, one: Nomination) -> None:
    session.execute(delete(PrivateFact).where(PrivateFact.nomination_id == one.id))
    for field in (*TEXTS, "language", "region", "joining_link"):
        setattr(one, field, None)
    one.sent = []
    one.availability = []
    one.revision += 1  # a form that was open before must not bring anything back
    if one.state in ALIVE:
        placing.free(this, one, "Data erased")
        one.state = State.WITHDRAWN


def _strike(row: Any, fields: Collection[str], traces: Traces) -> None:
    for field in fields:
        setattr(row, field, traces.strike_all(getattr(row, field)))
