"""Erasing a person from draft programmes: the name goes out of what was said; answers stay."""

from collections.abc import Collection

from sqlalchemy import or_, select

from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace


def touched_by(traces: Traces, entries: Collection[int]) -> list[DraftPlace]:
    """Where they answered, and the places of these entries, which are theirs."""
    found = (
        select(DraftPlace)
        .outerjoin(DraftPlace.answer)
        .where(or_(DraftPlace.entry_id.in_(entries), DraftAnswer.given_by.in_(traces.own)))
    )
    return list(session.scalars(found.order_by(DraftPlace.id)))


def things_of(places: Collection[DraftPlace]) -> set[str]:
    """As the history names them."""
    return {place.thing for place in places}


def erase(traces: Traces, places: Collection[DraftPlace]) -> None:
    for place in places:
        place.reason = traces.strike_all(place.reason) if place.reason else None
        if place.answer and place.answer.said:
            place.answer.said = traces.strike(place.answer.said)
    session.flush()
