"""What a calendar invitation says, and what comes back for it (RFC 5546): plain values. `ical` writes and
reads them."""

from dataclasses import dataclass as plain
from datetime import datetime
from enum import StrEnum

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from scheduler.formats.entry import Span


class Method(StrEnum):
    """What a calendar is to do with an invitation."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Occasion:
    """What somebody is invited to: all that a change of the invitation is about. The span is without its
    room; `where` names it with its venue."""

    title: str
    span: Span
    where: str | None = None


@plain(frozen=True)
class Attendee:
    """Who is invited, as mail knows them. `answer` is what their calendar holds: a PARTSTAT (RFC 5545
    3.2.12)."""

    address: str
    name: str
    answer: str


@plain(frozen=True)
class Reply:
    """What a calendar says to have been answered: as it stands there, not looked at. `stamp` is when it was
    answered, in UTC; `answers` and `guests` are as many as it names; `is_passed_on`: to somebody else."""

    method: str
    events: int
    uid: str
    guests: tuple[str, ...]
    answers: tuple[str, ...]
    sequence: int
    stamp: datetime | None
    is_passed_on: bool
