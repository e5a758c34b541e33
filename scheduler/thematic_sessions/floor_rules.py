"""The list of speakers from the floor: how long each has, when each may expect their turn, lots. Pure; times
in UTC."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.kernel.terms import Constituency
from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.terms import FloorKind

RECORDED = {
    FloorKind.REGIONAL_GROUP: (7, 10),
    FloorKind.MEMBER_STATE: (5, 5),
    FloorKind.CIVIL_SOCIETY: (2, 3),
}
"""Minutes that the Commission is known to give, the least and the most (organizational matters of its
sessions of 2016 and 2019; calls for speakers of civil society, 2020 to 2025)."""
USUAL = {
    FloorKind.REGIONAL_GROUP: 7,
    FloorKind.MEMBER_STATE: 5,
    FloorKind.UN_ENTITY: 5,
    FloorKind.IGO: 5,
    FloorKind.PARTNER: 3,
    FloorKind.CIVIL_SOCIETY: 3,
}
"""Minutes, where a meeting sets nothing else. For those of whom the record does not tell, our choice."""
LONGEST = 60
"""Minutes that a speaker can be given."""

NAMES = {
    FloorKind.REGIONAL_GROUP: Sentence("Regional Groups"),
    FloorKind.MEMBER_STATE: Sentence("Member States"),
    FloorKind.UN_ENTITY: Sentence("UN entities"),
    FloorKind.IGO: Sentence("Intergovernmental organisations"),
    FloorKind.PARTNER: Sentence("Partners"),
    FloorKind.CIVIL_SOCIETY: Sentence("Civil society"),
}


def kind_of(constituency: Constituency, *, for_group: bool) -> FloorKind:
    """Which time somebody has."""
    return FloorKind.REGIONAL_GROUP if for_group else FloorKind(constituency.value)


def minutes_of(kind: FloorKind, own: int | None, times: Mapping[FloorKind, int]) -> int:
    """How long somebody has: as was said for them, else as the meeting has it, else as usual."""
    return own or times.get(kind) or USUAL[kind]


def time_left(started_at: datetime, minutes: int, now: datetime) -> timedelta:
    """How long somebody who speaks still has; negative once they are over it."""
    return started_at + timedelta(minutes=minutes) - now


@dataclass(frozen=True)
class Estimate:
    """When somebody may expect the floor, and whether they are done before the session ends (None: its end is
    not known)."""

    starts_at: datetime
    fits: bool | None


def estimates(lengths: Sequence[int], begins_at: datetime, ends_at: datetime | None) -> list[Estimate]:
    """For those who wait, in order, with their minutes: the next one can begin at `begins_at`."""
    found, at = [], begins_at
    for minutes in lengths:
        done = at + timedelta(minutes=minutes)
        found.append(Estimate(at, None if ends_at is None else done <= ends_at))
        at = done
    return found


def next_free(now: datetime, running: tuple[datetime, int] | None) -> datetime:
    """From when the floor is free: `running` is when the present speaker began, and their minutes. Whole
    minutes, rounded up, so that what a screen shows holds for a minute."""
    free = now
    if running:
        started_at, minutes = running
        free = max(now, started_at + timedelta(minutes=minutes))
    whole = free.replace(second=0, microsecond=0)
    return whole if whole == free else whole + timedelta(minutes=1)


def drawn(numbers: Iterable[int], seed: str) -> list[int]:
    """These numbers in an order drawn by lot. With the same seed anybody gets the same order: by the SHA-256
    of `seed:number`, in hexadecimal."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).hexdigest())


def fault_of_minutes(minutes: int) -> Sentence | None:
    """What is wrong with a speaking time."""
    if 0 < minutes <= LONGEST:
        return None
    return Sentence("Give the speaking time in minutes, from 1 to %(most)s.", most=LONGEST)
