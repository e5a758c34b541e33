"""Many people with agendas and feeds of their own, in the instance that is open."""

import itertools
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from scheduler.agendas.models import Agenda, Star
from scheduler.agendas.terms import Level
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.links.rules import digest, new_token
from scheduler.meetings.models import Entry, Meeting
from scheduler.subscriptions.models import Subscription
from scheduler.subscriptions.terms import Cancelled

STARS = 8
"""In each agenda."""
AT_ONCE = 1000
"""Rows that are written at once."""


def subscribe(number: int) -> list[str]:
    """So many feeds of agendas, each of somebody else; returns their addresses. All of them go to the first
    event, and to some others."""
    entries = list(session.scalars(select(Entry.id).order_by(Entry.id)))
    chance, now = random.Random(7), datetime.now(UTC).replace(microsecond=0)
    tokens = [new_token() for _ in range(number)]
    with bookkeeping("bench"):
        times = {"made_at": now, "changed_at": now, "used_at": now, "looked_at": now}
        rows = [{"revision": 0, **times} for _ in tokens]
        agendas = session.scalars(insert(Agenda).returning(Agenda.id), rows).all()
        _write(Star, [row for agenda in agendas for row in _stars(agenda, entries, chance, now)])
        pairs = zip(agendas, tokens, strict=True)
        _write(Subscription, [_feed(token, now, agenda_id=agenda) for agenda, token in pairs])
    return [f"/agenda/{token}.ics" for token in tokens]


def everything() -> str:
    """A feed of the whole programme with alarms; returns its address."""
    now, token = datetime.now(UTC).replace(microsecond=0), new_token()
    with bookkeeping("bench"):
        agenda = Agenda(made_at=now, changed_at=now, used_at=now, looked_at=now)
        session.add(agenda)
        session.flush()
        meeting = session.scalars(select(Meeting.id)).one()
        more = {"agenda_id": agenda.id, "meeting_id": meeting, "alarm_minutes": 15}
        _write(Subscription, [_feed(token, now, **more)])
    return f"/agenda/{token}.ics"


def _stars(agenda: int, entries: Sequence[int], chance: random.Random, now: datetime) -> list[dict[str, Any]]:
    chosen = {entries[0], *chance.sample(entries, min(STARS, len(entries)) - 1)}
    levels = itertools.cycle((Level.GOING, Level.PERHAPS))
    pairs = zip(sorted(chosen), levels, strict=False)
    return [{"agenda_id": agenda, "entry_id": entry, "level": level, "at": now} for entry, level in pairs]


def _feed(token: str, now: datetime, **more: Any) -> dict[str, Any]:
    times = {"rewritten_at": now, "made_at": now, "modified_at": now}
    counts = {"revision": 0, "rewritten": 0, "told": {}, "owed": ""}
    manner = {"name": "My agenda", "query": "", "cancelled": Cancelled.MARK, "with_owed": False}
    known: dict[str, Any] = {"meeting_id": None, "alarm_minutes": None}
    return {**known, "digest": digest(token), "uid": new_uid(), **manner, **times, **counts, **more}


def _write(table: type[Any], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(table), rows[start : start + AT_ONCE])
