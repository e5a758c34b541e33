"""What a person's own calendar adds to published entries: how firmly they mean to go, alarms, what they owe.

Works on VEVENTs as `formats.ical` wrote them: each property that is replaced here stands in a line of its
own, is never folded, and no text of anybody can begin a line.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_END = b"END:VEVENT\r\n"
_STAMPS = re.compile(rb"^(DTSTAMP|LAST-MODIFIED|SEQUENCE):[^\r]*\r\n", re.MULTILINE)
_TAKES_TIME = re.compile(rb"^(STATUS|TRANSP):[^\r]*\r\n", re.MULTILINE)
_WHOLE_DAYS = re.compile(rb"^DTSTART;VALUE=DATE:", re.MULTILINE)

GOING = b"STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\n"
PERHAPS = b"STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\n"


@dataclass(frozen=True)
class Due:
    """Something that somebody owes, until when (UTC), what to do, and where (absolute). `thing` tells it
    apart from all else that they owe."""

    thing: str
    title: str
    at: datetime
    text: str
    address: str


def stamped(fragment: bytes, sequence: int, changed_at: datetime) -> bytes:
    """The VEVENT as changed for this person: with another SEQUENCE, and the time (UTC) of that change."""
    moment = f"{changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    values = {b"DTSTAMP": moment, b"LAST-MODIFIED": moment, b"SEQUENCE": str(sequence)}
    return _STAMPS.sub(lambda found: b"%s:%s\r\n" % (found[1], values[found[1]].encode()), fragment)


def taking_time(fragment: bytes, firmly: bytes) -> bytes:
    """The VEVENT of what they mean to go to: `GOING` takes their time, `PERHAPS` does not."""
    return _TAKES_TIME.sub(b"", fragment).removesuffix(_END) + firmly + _END


def alarmed(fragment: bytes, minutes: int) -> bytes:
    """The VEVENT with an alarm so many minutes before it begins. What lasts whole days gets none: it would go
    off in the night."""
    if _WHOLE_DAYS.search(fragment):
        return fragment
    alarm = (
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Reminder\r\n"
        b"TRIGGER:-PT%dM\r\nEND:VALARM\r\n" % minutes
    )
    return fragment.removesuffix(_END) + alarm + _END
