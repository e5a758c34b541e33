"""What an invitation says, when it has to say something else, and which answers are taken. Pure."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from scheduler.formats.describe import end_of, place
from scheduler.formats.entry import CalendarEntry, MeetingFace, Span, Standing
from scheduler.formats.invitation import Occasion, Reply
from scheduler.invitations.terms import Answer, Doubt, Ending
from scheduler.kernel.localtime import to_local

NEEDS_ACTION = "NEEDS-ACTION"
"""The PARTSTAT of who has not answered."""
UID_BYTES = 16
"""128 bits that nobody guesses."""
FALSE_CLOCKS = timedelta(days=1)
"""By how much the clock of whoever answers may be wrong."""
_OCCASION = TypeAdapter(Occasion)


@dataclass(frozen=True)
class Asked:
    """An invitation as far as answers depend on it. `answered_at` is the time of the answer that is kept, and
    `answer` that one; times in UTC."""

    address: str | None
    stands: bool
    sequence: int
    asked_sequence: int
    made_at: datetime
    answer: Answer | None
    answered_at: datetime | None


def new_uid() -> str:
    """For one invitation, and no other."""
    return f"invitation-{secrets.token_hex(UID_BYTES)}"


def occasion(entry: CalendarEntry, meeting: MeetingFace) -> Occasion | None:
    """What an invitation to this entry says; None where it does not take place. Of a session's own course it
    says nothing: who shifts a speech by ten minutes moves nobody's calendar."""
    if entry.standing is not Standing.SCHEDULED or entry.span is None:
        return None
    where = place(entry.span.room, meeting.venue, entry.format)
    return Occasion(entry.title, replace(entry.span, room=None), None if where is None else str(where))


def dump(said: Occasion) -> dict[str, Any]:
    return dict(_OCCASION.dump_python(said, mode="json", exclude_defaults=True))


def load(stored: dict[str, Any]) -> Occasion:
    return _OCCASION.validate_python(stored)


def ending(entry: CalendarEntry) -> Ending:
    """Why there is no occasion."""
    return Ending.CANCELLED if entry.standing is Standing.CANCELLED else Ending.UNPLACED


def is_over(span: Span, now: datetime, zone: str) -> bool:
    """Whether nobody's calendar has to follow it any more: the day is over in the zone of the venue, or, of
    what has hours, the end."""
    end = end_of(span)
    if end is not None and span.until is None:
        return end <= now
    return (span.until or span.day) < to_local(now, zone).date()


def asks_anew(before: Span, after: Span) -> bool:
    """Whether who accepted the one has not accepted the other: RFC 5546 3.2.2.1 names a change of hours."""
    return _hours(before) != _hours(after)


def _hours(span: Span) -> tuple[object, ...]:
    return span.day, span.until, span.starts_at, end_of(span)


def next_sequence(entry: int, invitation: int | None = None) -> int:
    """Of a message about an invitation: that of the entry, or the next one where it would not go on."""
    return entry if invitation is None else max(entry, invitation + 1)


def when(span: Span, zone: str) -> str:
    """Day and hours in words of letters, in the zone of the venue."""
    if span.until is not None:
        return f"{_day(span.day)} to {_day(span.until)}"
    end = end_of(span)
    if span.starts_at is None or end is None:
        return _day(span.day)
    first, last = to_local(span.starts_at, zone), to_local(end, zone)
    return f"{_day(first.date())}, {first:%H:%M} to {last:%H:%M} ({zone})"


def _day(one: date) -> str:
    return f"{one:%A}, {one.day} {one:%B %Y}"


def doubt(reply: Reply, sender: str, asked: Asked | None, now: datetime) -> Doubt | None:
    """Why an answer is not taken; None: it is. An answer is believed of the guest alone who was invited, from
    their own address, about their own part; and of several the one that was given last counts."""
    if reply.events != 1 or len(reply.guests) != 1:
        return Doubt.SEVERAL
    if asked is None:
        return Doubt.UNKNOWN
    if reply.guests[0] != asked.address:
        return Doubt.OTHER_GUEST
    if sender != asked.address:
        return Doubt.OTHER_SENDER
    if reply.is_passed_on or reply.answers[0] == "DELEGATED":
        return Doubt.PASSED_ON
    if reply.answers[0] not in list(Answer) or reply.stamp is None:
        return Doubt.NO_ANSWER
    if not asked.stands:
        return Doubt.CALLED_OFF
    return _doubt_of_time(reply, asked, now)


def _doubt_of_time(reply: Reply, asked: Asked, now: datetime) -> Doubt | None:
    assert reply.stamp
    if reply.sequence > asked.sequence or reply.stamp > now + FALSE_CLOCKS:
        return Doubt.AHEAD
    if reply.sequence < asked.asked_sequence or reply.stamp < asked.made_at - FALSE_CLOCKS:
        return Doubt.OUTDATED
    if asked.answered_at is not None and reply.stamp <= asked.answered_at:
        return Doubt.OLDER
    return None


def is_repeated(reply: Reply, asked: Asked) -> bool:
    """Whether it is the answer that is kept, delivered once more."""
    same = asked.answered_at is not None and reply.stamp == asked.answered_at
    return same and reply.guests == (asked.address,) and reply.answers == (asked.answer,)
