"""Reading the list of speakers: as the desk has it, and as the Chair's and the public screen follow it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Person
from scheduler.thematic_sessions import floor_rules
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest, FloorTime
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.terms import FloorKind, Turn

Names = Callable[[Person], str | None]
"""How somebody is named on a screen."""


def in_full(person: Person) -> str | None:
    """For the desk, which has to know who it is."""
    return person.name


def list_of(item: ThematicSession) -> FloorList | None:
    """The session's list of speakers; None where nobody opened one."""
    return session.scalars(select(FloorList).where(FloorList.session_id == item.id)).one_or_none()


@dataclass(frozen=True)
class Glance:
    """A session and its list by their numbers, and at which revision the list is; None where there is none.
    One question to the database, since screens ask every few seconds."""

    session: int
    number: int | None
    revision: int | None

    def tag(self, *, names: bool) -> str:
        """That of `Live`, before the list is read."""
        return tag(self.number, self.revision, clock.now(), names=names)


def glance(number: int) -> Glance:
    """At the list of the session of this number. Raises NotFound."""
    return _glance(ThematicSession.id == number)


def glance_at(meeting: str, entry: str) -> Glance:
    """At the list of the session with this code in the meeting with that code. Raises NotFound."""
    return _glance(Meeting.code == meeting, ThematicSession.code == entry)


def _glance(*which: ColumnElement[bool]) -> Glance:
    found = (
        select(ThematicSession.id, FloorList.id, FloorList.revision)
        .join(Meeting, Meeting.id == ThematicSession.meeting_id)
        .outerjoin(FloorList, FloorList.session_id == ThematicSession.id)
        .where(*which)
    )
    row = session.execute(found).one_or_none()
    if row is None:
        raise NotFound(Sentence("There is no such session."))
    return Glance(*row)


def floor_times(meeting_id: int) -> dict[FloorKind, int]:
    """The minutes that a meeting sets; what it does not set is as usual."""
    found = session.scalars(select(FloorTime).where(FloorTime.meeting_id == meeting_id))
    return {one.kind: one.minutes for one in found}


@dataclass(frozen=True)
class Speaker:
    """Somebody on the list, in plain values. `person` and `name` are for the Chair and the desk only. Those
    who wait have `expected_at` and `fits` (whether they are done before the session ends; None: not known);
    who speaks has `started_at` and `ends_at`. Times in UTC."""

    number: int
    state: Turn
    kind: FloorKind
    represents: str | None
    regional_group: str | None
    for_group: bool
    minutes: int
    person: int | None = None
    name: str | None = None
    started_at: datetime | None = None
    ends_at: datetime | None = None
    expected_at: datetime | None = None
    fits: bool | None = None


@dataclass(frozen=True)
class Live:
    """The list as a screen shows it. `tag` changes whenever something on it may: with the revision, and with
    the minute. What a clock shows runs on the screen from `started_at`."""

    revision: int
    closed: bool
    speaking: Speaker | None
    waiting: tuple[Speaker, ...]
    done: tuple[Speaker, ...]
    """Heard, and not heard for want of time, in order."""
    tag: str


def live(floor: FloorList, ends_at: datetime | None = None, *, names: Names | None = None) -> Live:
    """The list now. `ends_at`: when the session ends, if that is known (UTC). `names`: how people are named,
    for the Chair and the desk; None: not at all."""
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
        tag=tag(floor.id, floor.revision, now, names=names is not None),
    )


def tag(number: int | None, revision: int | None, at: datetime, *, names: bool) -> str:
    """What a screen has seen. The minute stands in it, since expected times move with it, and since what
    does not raise the revision (a session that ends later, a name that was erased) must not stay for long."""
    return f"{number}-{revision}-{at:%d%H%M}-{'names' if names else 'public'}"


def _minutes(one: FloorRequest, times: Mapping[FloorKind, int]) -> int:
    kind = floor_rules.kind_of(one.constituency, for_group=one.for_group)
    return floor_rules.minutes_of(kind, one.minutes, times)


def _speaker(
    one: FloorRequest,
    times: Mapping[FloorKind, int],
    names: Names | None,
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
        person=one.person_id if names else None,
        name=names(one.person) if names and one.person else None,
        started_at=one.started_at,
        ends_at=runs + timedelta(minutes=minutes) if runs else one.ended_at,
        expected_at=turn.starts_at if turn else None,
        fits=turn.fits if turn else None,
    )
