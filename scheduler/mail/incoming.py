"""What arrives at the address that letters come from, out of a Maildir folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.mail.reports import MOST_READ

MOST_AT_ONCE = 500
SEEN = "S"
"""Maildir's mark for messages that somebody read."""
Taker = Callable[[bytes], bool]
"""Looks at a message, and says whether it was for it."""


@dataclass(frozen=True)
class Collected:
    """How many messages were for one of the takers, and how many were not: they are left for a person."""

    ours: int
    others: int


def collect(folder: Path, takers: Sequence[Taker]) -> Collected:
    """Read what arrived in the folder. Each message is moved to those that were looked at; what a taker took
    is marked as read, so that a person sees what else there is. Raises OSError."""
    ours = others = 0
    for path in sorted((folder / "new").iterdir())[:MOST_AT_ONCE]:
        with path.open("rb") as file:
            content = file.read(MOST_READ)
        is_ours = any(take(content) for take in takers)
        path.rename(folder / "cur" / f"{path.name.partition(':')[0]}:2,{SEEN if is_ours else ''}")
        ours, others = ours + is_ours, others + (not is_ours)
    return Collected(ours, others)


def unread(folder: Path) -> int:
    """How many messages wait for a person. Raises OSError."""
    return sum(1 for path in (folder / "cur").iterdir() if SEEN not in path.name.rpartition(":2,")[2])
