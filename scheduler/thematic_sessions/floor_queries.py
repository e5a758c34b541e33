"""Reading the list of speakers: as the desk has it, and as the Chair's and the public screen follow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.thematic_sessions import floor_rules
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest, FloorTime
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.terms import FloorKind, Turn


def list_of(item: ThematicSession) -> FloorList | None:
    """The session's list of speakers; None where nobody opened one."""
    return session.scalars(select(FloorList).where(FloorList.session_id == item.id)).one_or_none()


def floor_times(meeting_id: int) -> dict[FloorKind, int]:
    """The minutes that a meeting sets; what it does not set is as usual."""
    found = session.scalars(select(FloorTime).where(FloorTime.meeting_id == meeting_id))
    return {one.kind: one.minutes for one in found}


@dataclass(frozen=True)
class Speaker:
    """Somebody on the list, in plain values. `name` is the person's, on the Chair's screen only. Those who
    wait have `expected_at` and `fits` (whether they are done before the session ends; None: not known); who
    speaks has `started_at` and `ends_at`. Times in UTC."""

    number: int
    state: Turn
    kind: FloorKind
    represents: str | None
    regional_group: str | None
    for_group: bool
    minutes: int
    name: str | None = None
    started_at: datetime | None = None
    ends_at: datetime | None = None
    expected_at: datetime | None = None
    fits: bool | None = None


@dataclass(frozen=True)
class Live:
    """The list as a screen shows it. `tag` changes whenever something on it does: with the revision, and with
    the minute while expected times depend on it. What a clock shows runs on the screen from `started_at`."""

    revision: int
    closed: bool
    speaking: Speaker | None
    waiting: tuple[Speaker, ...]
    done: tuple[Speaker, ...]
    """Heard, and not heard for want of time, in order."""
    tag: str


def live(floor: FloorList, ends_at: datetime | None = None, *, names: bool = False) -> Live:
    """The list now. `ends_at`: when the session ends, if that is known (UTC). `names`: with the names of
    people, for the Chair and the desk."""
    now = clock.now()
    times = floor_times(floor.session.meeting_id)
    running = next((one for one in floor.requests if one.state is Turn.SPEAKING), None)
    waiting = [one for one in floor.requests if one.state is Turn.WAITING]
    lengths = [_minutes(one, times) for one in waiting]
    begun = (running.started_at, _minutes(running, times)) if running and running.started_at else None
    free = floor_rules.next_free(now, begun)
    turns = floor_rules.estimates(lengths, free, ends_at)
    return Live(
        revision=floor.revision,
        closed=floor.closed_at is not None,
        speaking=_speaker(running, times, names) if running else None,
        waiting=tuple(_speaker(one, times, names, turn) for one, turn in zip(waiting, turns, strict=True)),
        done=tuple(
            _speaker(one, times, names) for one in floor.requests if one.state in (Turn.SPOKE, Turn.NO_TIME)
        ),
        tag=_tag(floor, free if waiting else None, ends_at, names=names),
    )


def _tag(floor: FloorList, free: datetime | None, ends_at: datetime | None, *, names: bool) -> str:
    parts = [str(floor.id), str(floor.revision), "names" if names else "public"]
    return "-".join([*parts, *(f"{at:%H%M}" for at in (free, ends_at) if at)])


def _minutes(one: FloorRequest, times: Mapping[FloorKind, int]) -> int:
    kind = floor_rules.kind_of(one.constituency, for_group=one.for_group)
    return floor_rules.minutes_of(kind, one.minutes, times)


def _speaker(
    one: FloorRequest,
    times: Mapping[FloorKind, int],
    names: bool,
    turn: floor_rules.Estimate | None = None,
) -> Speaker:
    minutes = _minutes(one, times)
    runs = one.started_at if one.state is Turn.SPEAKING else None
    return Speaker(
        number=one.id,
        state=one.state,
        kind=floor_rules.kind_of(one.constituency, for_group=one.for_group),
        represents=one.represents,
        regional_group=one.regional_group,
        for_group=one.for_group,
        minutes=minutes,
        name=one.person.name if names and one.person else None,
        started_at=one.started_at,
        ends_at=runs + timedelta(minutes=minutes) if runs else one.ended_at,
        expected_at=turn.starts_at if turn else None,
        fits=turn.fits if turn else None,
    )
