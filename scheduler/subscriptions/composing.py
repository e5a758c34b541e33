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

DESCRIPTION = Sentence(
    "Your own calendar. Whoever has its address can read it: do not pass it on. "
    "Cancelled entries stay in the calendar, marked as such, unless you chose otherwise."
)
QUIETLY = 60
"""Minutes after which calendars are asked to come back where no meeting says otherwise."""
FIRMLY = {Level.GOING: own.GOING, Level.PERHAPS: own.PERHAPS}

Chosen = Sequence[tuple[Published, Level]]
Changes = Mapping[str, tuple[int, datetime]]
"""How often the holder changed the level of an entry, and when last (UTC), by UID."""
Stored = Mapping[str, list[Any]]
"""`rules.Told` as stored, by UID."""


@dataclass(frozen=True)
class Manner:
    """How a feed writes: its name; what becomes of cancelled entries; alarms; how often these two were chosen
    anew, and when (UTC). `seed`: for the UIDs of what is owed."""

    name: str
    cancelled: Cancelled
    alarm_minutes: int | None
    rewritten: int
    rewritten_at: datetime
    seed: str


def compose(
    manner: Manner,
    parts: Iterable[tuple[Programme, Chosen]],
    changes: Changes,
    dues: Iterable[Due],
    told: Stored,
    base_url: str,
) -> bytes:
    """The calendar. `parts` are programmes with what was chosen of each; `told` says of all `dues` what
    calendars are told (`telling`)."""
    ordered = sorted(parts, key=lambda part: part[0].meeting.code)
    events = [
        _event(manner, one, fragment, level, changes.get(one.stamps.uid))
        for _, chosen in ordered
        for one, fragment, level in _written(manner, chosen)
    ]
    events += [_due(manner, one, told) for one in sorted(dues, key=lambda one: (one.at, one.thing))]
    return ical.own_feed(
        [programme.meeting for programme, _ in ordered],
        events,
        name=manner.name,
        description=str(DESCRIPTION),
        page=f"{base_url}/agenda/",
        refresh_minutes=min((programme.refresh_minutes for programme, _ in ordered), default=QUIETLY),
    )


def telling(seed: str, dues: Iterable[Due], told: Stored, now: datetime) -> dict[str, list[Any]]:
    """What is to be remembered once calendars are told of these now (UTC), beside what was told before."""
    found = dict(told)
    for one in dues:
        uid = rules.own_uid(seed, one.thing)
        before = rules.read(found[uid]) if uid in found else None
        found[uid] = rules.told(_says(one), before, now).stored()
    return found


def digest(dues: Iterable[Due]) -> str:
    """Tells apart what is owed now from what was owed before. Nothing owed: empty."""
    said = sorted(f"{one.thing} {_says(one)}" for one in dues)
    return sha256("\n".join(said).encode()).hexdigest() if said else ""


def _says(one: Due) -> str:
    parts = (one.title, one.at.astimezone(UTC).isoformat(), one.text, one.address)
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def _written(manner: Manner, chosen: Chosen) -> Iterable[tuple[Published, bytes, Level]]:
    levels = {one.stamps.uid: level for one, level in chosen}
    for one, fragment in fragments((one for one, _ in chosen), manner.cancelled):
        yield one, fragment, levels[one.stamps.uid]


def _event(
    manner: Manner, one: Published, fragment: bytes, level: Level, changed: tuple[int, datetime] | None
) -> bytes:
    """As published, where nothing of the person's own is to be said of it."""
    if one.entry.standing is Standing.SCHEDULED:
        if level in FIRMLY:
            fragment = own.taking_time(fragment, FIRMLY[level])
        if manner.alarm_minutes is not None:
            fragment = own.alarmed(fragment, manner.alarm_minutes)
    changes, last = changed or (0, one.stamps.changed_at)
    return _stamped(manner, fragment, one.stamps.sequence, changes, max(last, one.stamps.changed_at))


def _stamped(manner: Manner, fragment: bytes, sequence: int, changes: int, changed_at: datetime) -> bytes:
    if not changes and not manner.rewritten:
        return fragment
    if manner.rewritten:
        changed_at = max(changed_at, manner.rewritten_at)
    return own.stamped(fragment, sequence + changes + manner.rewritten, changed_at)


def _due(manner: Manner, one: Due, told: Stored) -> bytes:
    uid = rules.own_uid(manner.seed, one.thing)
    said = rules.read(told[uid])
    event = ical.due(one, Stamps(uid, said.changes, said.first_at, said.changed_at))
    if manner.alarm_minutes is not None:
        event = own.alarmed(event, manner.alarm_minutes)
    return _stamped(manner, event, said.changes, 0, said.changed_at)
