"""Meetings as the front page lists them: those with a programme, and those that ask for applications before
they have one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.calls.models import Call
from scheduler.calls.rules import Phase, phase
from scheduler.kernel import clock
from scheduler.releases.programme import Programme
from scheduler.web.programme.counted import contents


@dataclass(frozen=True)
class Listed:
    """A meeting. `address`: its programme, or else its calls; `calls`: those that are not over."""

    code: str
    title: str
    starts: date
    ends: date
    time_zone: str
    venue: str | None
    address: str
    contents: tuple[str, ...]
    calls: tuple[Call, ...]


def listed(programmes: Iterable[Programme], calls: Iterable[Call]) -> list[Listed]:
    """All of them, by their first day."""
    of_meetings = defaultdict(list)
    for call in calls:
        of_meetings[call.meeting.code].append(call)
    released = [_released(programme, of_meetings) for programme in programmes]
    known = {one.code for one in released}
    announced = [_announced(found) for code, found in of_meetings.items() if code not in known]
    return sorted([*released, *announced], key=lambda one: (one.starts, one.code))


def not_over(calls: Iterable[Call]) -> Iterator[Call]:
    """The calls that are open now, or will be; what closes first, first."""
    now = clock.now()
    left = (call for call in calls if phase(call.terms, now) is not Phase.OVER)
    return iter(sorted(left, key=lambda call: (call.closes_at, call.id)))


def _released(programme: Programme, calls: Mapping[str, Sequence[Call]]) -> Listed:
    face = programme.meeting
    return Listed(
        code=face.code,
        title=face.title,
        starts=face.starts,
        ends=face.ends,
        time_zone=face.time_zone,
        venue=face.venue,
        address=f"/{face.code}/",
        contents=tuple(contents(programme)),
        calls=tuple(not_over(calls.get(face.code, ()))),
    )


def _announced(calls: Sequence[Call]) -> Listed:
    """One that has calls and no release yet."""
    meeting = calls[0].meeting
    return Listed(
        code=meeting.code,
        title=meeting.title,
        starts=meeting.starts,
        ends=meeting.ends,
        time_zone=meeting.time_zone,
        venue=meeting.venue.name if meeting.venue else None,
        address=f"/{meeting.code}/calls/",
        contents=(),
        calls=tuple(not_over(calls)),
    )
