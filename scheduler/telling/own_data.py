"""All that is kept of somebody here and in the rooms below, as plain values: of which releases they were
told, and how they want to be told."""

from sqlalchemy import select

from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.nominations import own_data as below
from scheduler.telling.models import Listener, Notice

FIELDS = {
    **below.FIELDS,
    "by mail": Sentence("By mail"),
    "chosen": Sentence("Chosen"),
    "entries": Sentence("Because of"),
    "how you are told": Sentence("How you are told of changes"),
    "looked at up to": Sentence("You looked at news up to"),
    "news": Sentence("Releases that concern you"),
    "release": Sentence("Release"),
    "released": Sentence("Released"),
}
"""What each field is called on the page."""


def held(traces: Traces, base_url: str) -> Values:
    """What is kept of this person: by kind, each a list or a record."""
    return {
        **below.held(traces, base_url),
        "how you are told": [_listener(one) for one in _listeners(traces)],
        "news": _news(traces),
    }


def _listeners(traces: Traces) -> list[Listener]:
    return list(session.scalars(select(Listener).where(Listener.person_id.in_(traces.numbers))))


def _listener(one: Listener) -> Values:
    return {
        "by mail": one.by_mail.value if one.by_mail else None,
        "chosen": stamp(one.chosen_at),
        "looked at up to": stamp(one.looked_at),
    }


def _news(traces: Traces) -> list[Values]:
    found = (
        select(Notice, Meeting.code)
        .join(Meeting, Meeting.id == Notice.meeting_id)
        .where(Notice.person_id.in_(traces.numbers))
    )
    rows = session.execute(found.order_by(Notice.at, Notice.meeting_id)).all()
    numbers = {kept["entry"] for one, _ in rows for kept in one.concerns}
    codes = dict(session.execute(select(Entry.id, Entry.code).where(Entry.id.in_(numbers))).all())
    return [
        {
            "meeting": meeting,
            "release": one.release_number,
            "released": stamp(one.at),
            "by mail": one.by_mail.value,
            "entries": sorted({codes[kept["entry"]] for kept in one.concerns}),
        }
        for one, meeting in rows
    ]
