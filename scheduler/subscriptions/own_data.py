"""All that is kept of somebody in their feeds and in the rooms below, as plain values."""

from sqlalchemy import select

from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.agendas.models import Agenda
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.subscriptions.models import Subscription
from scheduler.telling import own_data as below

FIELDS = {
    **below.FIELDS,
    "alarm": Sentence("Alarm, in minutes before"),
    "cancelled": Sentence("What is cancelled"),
    "feeds": Sentence("Your feeds"),
    "fetched": Sentence("Last fetched, to the day"),
    "selection": Sentence("Selection"),
    "with what you owe": Sentence("With what you owe"),
}
"""What each field is called on the page."""


def held(traces: Traces, base_url: str) -> Values:
    """What is kept of this person: by kind, each a list or a record."""
    mine = select(Subscription).join(Agenda).where(Agenda.person_id.in_(traces.numbers))
    feeds = session.scalars(mine.order_by(Subscription.id))
    return {**below.held(traces, base_url), "feeds": [_feed(one) for one in feeds]}


def _feed(one: Subscription) -> Values:
    return {
        "name": one.name,
        "meeting": one.meeting.code if one.meeting else None,
        "selection": one.query,
        "cancelled": one.cancelled.value,
        "alarm": one.alarm_minutes,
        "with what you owe": one.with_owed,
        "made": stamp(one.made_at),
        "fetched": stamp(one.fetched_at),
    }
