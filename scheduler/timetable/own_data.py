"""All that is kept of somebody in timetables and in the rooms below, as plain values: what they answered to
draft programmes."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.nominations import own_data as below
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace, DraftProgramme

FIELDS = {
    **below.FIELDS,
    "draft answers": Sentence("What you answered to draft programmes"),
    "draft programme": Sentence("Draft programme"),
    "reply": Sentence("Answer"),
}
"""What each field is called on the page."""


def held(traces: Traces, base_url: str) -> Values:
    """What is kept of this person: by kind, each a list or a record."""
    place = joinedload(DraftAnswer.place)
    found = (
        select(DraftAnswer)
        .where(DraftAnswer.given_by.in_(traces.own))
        .options(place.joinedload(DraftPlace.draft).joinedload(DraftProgramme.meeting))
        .order_by(DraftAnswer.place_id)
    )
    return {**below.held(traces, base_url), "draft answers": list(map(_answer, session.scalars(found)))}


def _answer(one: DraftAnswer) -> Values:
    draft = one.place.draft
    return {
        "meeting": draft.meeting.code,
        "draft programme": draft.number,
        "title": one.place.entry.title,
        "reply": one.reply.value,
        "said": one.said,
        "slots": list(one.slots),
        "time": stamp(one.given_at),
    }
