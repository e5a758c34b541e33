"""Making feeds of one's own, changing, rotating and revoking them; and noting what was given out.

As with stars, what somebody subscribes to is their own matter: no decision that the history tells
(`kernel.decision.bookkeeping`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from scheduler.agendas.models import Agenda
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.links.rules import digest, new_token
from scheduler.releases.rules import released_at
from scheduler.subscriptions import queries
from scheduler.subscriptions.models import Subscription
from scheduler.subscriptions.rules import MOST_FEEDS
from scheduler.subscriptions.terms import Cancelled


@dataclass(frozen=True)
class Wanted:
    """What a feed is to show, and how. `meeting_id` is None for the agenda; `query` as `Selection.query`."""

    name: str
    meeting_id: int | None = None
    query: str = ""
    cancelled: Cancelled = Cancelled.MARK
    alarm_minutes: int | None = None
    with_owed: bool = False


def make(this: Decision, agenda: Agenda, wanted: Wanted) -> tuple[Subscription, str]:
    """A new feed and its token (160 bits), which is nowhere kept. Raises Refused where there are too many."""
    session.execute(select(Agenda.id).where(Agenda.id == agenda.id).with_for_update())
    if queries.count(agenda.id) >= MOST_FEEDS:
        raise Refused(
            Sentence("You have %(most)s feeds, and more there cannot be. Revoke one first.", most=MOST_FEEDS)
        )
    token, at = new_token(), released_at(this.at, None)
    made = Subscription(
        agenda_id=agenda.id,
        digest=digest(token),
        uid=new_uid(),
        rewritten_at=at,
        made_at=at,
        modified_at=at,
        **vars(wanted),
    )
    session.add(made)
    session.flush()
    return made, token


def change(this: Decision, one: Subscription, wanted: Wanted) -> None:
    """Show something else, or in another way. Its address stays."""
    _lock(one)
    if (one.cancelled, one.alarm_minutes) != (wanted.cancelled, wanted.alarm_minutes):
        one.rewritten += 1
        one.rewritten_at = released_at(this.at, one.rewritten_at)
    for name, value in vars(wanted).items():
        setattr(one, name, value)
    one.modified_at = released_at(this.at, one.modified_at)
    one.revision += 1
    session.flush()


def rotate(one: Subscription) -> str:
    """A new token; the old address is dead at once. The calendar stays the same."""
    _lock(one)
    token = new_token()
    one.digest = digest(token)
    one.revision += 1
    session.flush()
    return token


def revoke(one: Subscription) -> None:
    """No feed any more: its address is dead at once."""
    session.execute(delete(Subscription).where(Subscription.id == one.id))
    session.expunge(one)


def tell(this: Decision, one: Subscription, told: dict[str, Any], owed: str) -> None:
    """That calendars are told something else of what its holder owes. The feed is locked."""
    one.told, one.owed = told, owed
    one.modified_at = released_at(this.at, one.modified_at)
    session.flush()


def note(this: Decision, numbers: Collection[int]) -> None:
    """That these feeds were fetched, to the day: their agendas are not thrown away for now. What somebody
    else is writing to is left for another time."""
    feeds = select(Subscription.id, Subscription.agenda_id).where(Subscription.id.in_(numbers))
    rows = session.execute(feeds.order_by(Subscription.id).with_for_update(skip_locked=True)).all()
    holders = select(Agenda.id).where(Agenda.id.in_([row.agenda_id for row in rows])).order_by(Agenda.id)
    agendas = session.scalars(holders.with_for_update(skip_locked=True)).all()
    fetched = update(Subscription).where(Subscription.id.in_([row.id for row in rows]))
    session.execute(fetched.values(fetched_at=this.at))
    session.execute(update(Agenda).where(Agenda.id.in_(agendas)).values(used_at=this.at))


def _lock(one: Subscription) -> None:
    session.flush()
    session.refresh(one, with_for_update={"of": Subscription})
