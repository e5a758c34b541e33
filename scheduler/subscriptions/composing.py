"""What stands in somebody's own calendar, made from stored fragments. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from scheduler.agendas.terms import Level
from scheduler.feeds.selection import Cancelled, fragments
from scheduler.formats import ical, own
from scheduler.formats.entry import Stamps, Standing
from scheduler.formats.own import Due
from scheduler.kernel.words import Sentence
from scheduler.releases.programme import Programme, Published
from scheduler.subscriptions import rules
from scheduler.subscriptions.rules import Told

QUIETLY = 60
"""Minutes after which calendars are asked to come back where no meeting says otherwise."""
FIRMLY = {Level.GOING: own.GOING, Level.PERHAPS: own.PERHAPS}

Chosen = Sequence[tuple[Published, Level]]


@dataclass(frozen=True)
class Manner:
    """How a feed writes: its name; what becomes of cancelled entries; alarms; how often this was changed and
    when (UTC). `seed`: for the UIDs of what is owed. `is_known`: it was fetched before."""

    name: str
    cancelled: Cancelled
    alarm_minutes: int | None
    rewritten: int
    rewritten_at: datetime
    seed: str
    is_known: bool


@dataclass(frozen=True)
class Composed:
    """The bytes, and what calendars are told by them."""

    body: bytes
    told: dict[str, Any]


def compose(
    manner: Manner,
    parts: Sequence[tuple[Programme, Chosen]],
    dues: Iterable[Due],
    told: Mapping[str, Any],
    base_url: str,
    now: datetime,
) -> Composed:
    """The calendar. `parts` are programmes with what was chosen of each; `now` (UTC) is what changes that
    nobody stored yet bear as their time."""
    ordered = sorted(parts, key=lambda part: part[0].meeting.code)
    memory = _Memory(told, now)
    events = [_event(manner, memory, *one) for _, chosen in ordered for one in _written(manner, chosen)]
    events += [_due(manner, memory, one) for one in sorted(dues, key=lambda one: (one.at, one.thing))]
    body = ical.own_feed(
        [programme.meeting for programme, _ in ordered],
        events,
        name=manner.name,
        description=str(DESCRIPTION),
        page=f"{base_url}/agenda/",
        refresh_minutes=min((programme.refresh_minutes for programme, _ in ordered), default=QUIETLY),
    )
    return Composed(body, memory.stored)


DESCRIPTION = Sentence(
    "Your own calendar. Whoever has its address can read it: do not pass it on. "
    "Cancelled entries stay in the calendar, marked as such, unless you chose otherwise."
)


class _Memory:
    """What calendars were told, and are told now."""

    def __init__(self, stored: Mapping[str, Any], now: datetime) -> None:
        self.stored = dict(stored)
        self._now = now

    def knows(self, uid: str) -> bool:
        return uid in self.stored

    def tell(self, uid: str, says: str, after: datetime | None = None, *, is_news: bool = False) -> Told:
        before = rules.read(self.stored[uid]) if uid in self.stored else None
        now = rules.told(says, before, self._now, after=after, is_news=is_news)
        if now is not before:
            self.stored[uid] = now.stored()
        return now


def _written(manner: Manner, chosen: Chosen) -> Iterable[tuple[Published, bytes, Level]]:
    levels = {one.stamps.uid: level for one, level in chosen}
    for one, fragment in fragments((one for one, _ in chosen), manner.cancelled):
        yield one, fragment, levels[one.stamps.uid]


def _event(manner: Manner, memory: _Memory, one: Published, fragment: bytes, level: Level) -> bytes:
    """As published where nothing of the person's own is to be said of it, which is usual."""
    uid, changes, changed_at = one.stamps.uid, manner.rewritten, one.stamps.changed_at
    if manner.rewritten:
        changed_at = max(changed_at, manner.rewritten_at)
    if level in FIRMLY or memory.knows(uid):
        said = memory.tell(uid, level, changed_at, is_news=manner.is_known)
        changes += said.changes
        changed_at = max(changed_at, said.changed_at) if said.changes else changed_at
    if one.entry.standing is Standing.SCHEDULED:
        if level in FIRMLY:
            fragment = own.taking_time(fragment, FIRMLY[level])
        if manner.alarm_minutes is not None:
            fragment = own.alarmed(fragment, manner.alarm_minutes)
    return own.stamped(fragment, one.stamps.sequence + changes, changed_at) if changes else fragment


def _due(manner: Manner, memory: _Memory, one: Due) -> bytes:
    uid = rules.own_uid(manner.seed, one.thing)
    parts = (one.title, one.at.astimezone(UTC).isoformat(), one.text, one.address)
    said = memory.tell(uid, sha256("\0".join(parts).encode()).hexdigest()[:16])
    sequence, changed_at = said.changes + manner.rewritten, said.changed_at
    if manner.rewritten:
        changed_at = max(changed_at, manner.rewritten_at)
    event = ical.due(one, Stamps(uid, sequence, said.first_at, changed_at))
    return own.alarmed(event, manner.alarm_minutes) if manner.alarm_minutes is not None else event
