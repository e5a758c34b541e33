"""Meetings as the front page lists them: those with a programme, and those that ask for applications before
they have one, or for speakers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.calls.models import Call
from scheduler.calls.rules import Phase, phase
from scheduler.kernel import clock
from scheduler.nominations.call_models import SpeakerCall
from scheduler.releases.programme import Programme
from scheduler.web.programme.counted import contents


@dataclass(frozen=True)
class Listed:
    """A meeting. `address`: its programme, or else its calls. `calls`, `speaker_calls`: those not over."""

    code: str
    title: str
    starts: date
    ends: date
    time_zone: str
    venue: str | None
    address: str
    contents: tuple[str, ...]
    calls: tuple[Call, ...]
    speaker_calls: tuple[SpeakerCall, ...]


@dataclass
class Asked:
    """What a meeting asks for."""

    calls: list[Call] = field(default_factory=list)
    speaker_calls: list[SpeakerCall] = field(default_factory=list)


def listed(
    programmes: Iterable[Programme], calls: Iterable[Call], speaker_calls: Iterable[SpeakerCall]
) -> list[Listed]:
    """All of them, by their first day."""
    of_meetings: dict[str, Asked] = defaultdict(Asked)
    for call in calls:
        of_meetings[call.meeting.code].calls.append(call)
    for one in speaker_calls:
        of_meetings[one.meeting.code].speaker_calls.append(one)
    released = [_released(programme, of_meetings) for programme in programmes]
    known = {one.code for one in released}
    announced = [_announced(found) for code, found in of_meetings.items() if code not in known]
    return sorted([*released, *announced], key=lambda one: (one.starts, one.code))


def not_over(calls: Iterable[Call]) -> Iterator[Call]:
    """The calls that are open now, or will be; what closes first, first."""
    now = clock.now()
    left = (call for call in calls if phase(call.terms, now) is not Phase.OVER)
    return iter(sorted(left, key=lambda call: (call.closes_at, call.id)))


def speakers_not_over(calls: Iterable[SpeakerCall]) -> Iterator[SpeakerCall]:
    """The calls for speakers that are open now, or will be, in their order."""
    now = clock.now()
    return (call for call in calls if call.closes_at > now)


def _released(programme: Programme, asked: Mapping[str, Asked]) -> Listed:
    face = programme.meeting
    known = asked.get(face.code, Asked())
    return Listed(
        code=face.code,
        title=face.title,
        starts=face.starts,
        ends=face.ends,
        time_zone=face.time_zone,
        venue=face.venue,
        address=f"/{face.code}/",
        contents=tuple(contents(programme)),
        calls=tuple(not_over(known.calls)),
        speaker_calls=tuple(speakers_not_over(known.speaker_calls)),
    )


def _announced(asked: Asked) -> Listed:
    """One that has calls and no release yet."""
    meeting = asked.calls[0].meeting if asked.calls else asked.speaker_calls[0].meeting
    return Listed(
        code=meeting.code,
        title=meeting.title,
        starts=meeting.starts,
        ends=meeting.ends,
        time_zone=meeting.time_zone,
        venue=meeting.venue.name if meeting.venue else None,
        address=f"/{meeting.code}/{'calls' if asked.calls else 'speakers'}/",
        contents=(),
        calls=tuple(not_over(asked.calls)),
        speaker_calls=tuple(speakers_not_over(asked.speaker_calls)),
    )
