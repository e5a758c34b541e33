"""What a letter is handed on as, and what the way out answers."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from types import TracebackType
from typing import Protocol, Self

from scheduler.kernel.terms import Outcome


@dataclass(frozen=True)
class Parcel:
    """A letter to hand on. `name` is the same at every attempt, and no other letter's."""

    name: str
    attempt: int
    message: EmailMessage


@dataclass(frozen=True)
class Answer:
    """How handing on a letter ended, and what the other side said. `is_shut`: nothing else would get through
    now either."""

    outcome: Outcome
    said: str | None = None
    is_shut: bool = False


class Transport(Protocol):
    """A way out. It is opened by its first letter and closed when the block around it ends."""

    patience: timedelta
    """How long a letter may be on its way out before whoever took it must have broken off."""
    leaves_doubt: bool
    """Whether a letter whose sending broke off may have arrived."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def hand_on(self, parcel: Parcel) -> Answer:
        """Hand on one letter. Errors of the way out are answers, not exceptions."""

    def check(self) -> str:
        """Where letters go, in a few words. Raises OSError or Refused where they cannot."""
