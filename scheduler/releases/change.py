"""A change of the public programme: its kind, and a sentence that says it. Pure.

Days stand in sentences as dates, since each language writes them its own way: `with_days` puts them into
words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.formats.describe import listed
from scheduler.kernel.words import Sentence


class ChangeKind(StrEnum):
    """What kind of change it is, the most telling first."""

    MOVED = "moved"
    CANCELLED = "cancelled"
    UNPLACED = "unplaced"
    BACK = "back"
    PLACED = "placed"
    TIME = "time"
    ROOM = "room"
    NEW = "new"
    RENAMED = "renamed"
    CONTENT = "content"
    DETAILS = "details"
    """Only what no sentence tells, such as the spelling of a name."""


@dataclass(frozen=True)
class Change:
    """One thing that changed."""

    kind: ChangeKind
    sentence: Sentence


_NAMES = {
    ChangeKind.MOVED: Sentence("Moved"),
    ChangeKind.CANCELLED: Sentence("Cancelled"),
    ChangeKind.UNPLACED: Sentence("Without a date"),
    ChangeKind.BACK: Sentence("Takes place after all"),
    ChangeKind.PLACED: Sentence("New date"),
    ChangeKind.TIME: Sentence("Time changed"),
    ChangeKind.ROOM: Sentence("Room changed"),
    ChangeKind.NEW: Sentence("New"),
    ChangeKind.RENAMED: Sentence("New title"),
    ChangeKind.CONTENT: Sentence("Changed"),
    ChangeKind.DETAILS: Sentence("Changed"),
}
_COUNTS = {
    ChangeKind.MOVED: Sentence("%(count)s moved"),
    ChangeKind.CANCELLED: Sentence("%(count)s cancelled"),
    ChangeKind.UNPLACED: Sentence("%(count)s without a date now"),
    ChangeKind.BACK: Sentence("%(count)s taking place after all"),
    ChangeKind.PLACED: Sentence("%(count)s with a new date"),
    ChangeKind.TIME: Sentence("%(count)s with a changed time"),
    ChangeKind.ROOM: Sentence("%(count)s with a changed room"),
    ChangeKind.NEW: Sentence("%(count)s new"),
    ChangeKind.RENAMED: Sentence("%(count)s with a new title"),
    ChangeKind.CONTENT: Sentence("%(count)s with changed content"),
    ChangeKind.DETAILS: Sentence("%(count)s with changed details"),
}


def kind_name(kind: ChangeKind) -> Sentence:
    """Name a kind in one or two words, to mark an entry."""
    return _NAMES[kind]


def summary(entries: Iterable[Sequence[Change]]) -> Sentence:
    """Sum up a release, given the changes of each entry, such as "3 moved, 1 cancelled, 2 new".

    Each entry counts once, under its most telling change.
    """
    counted = Counter(changes[0].kind for changes in entries)
    parts = [Sentence(_COUNTS[kind].text, count=counted[kind]) for kind in ChangeKind if counted[kind]]
    return listed(parts) if parts else Sentence("No entry changed")


def published(count: int) -> Sentence:
    """Sum up a first release, which has nothing before it to compare with."""
    if count == 1:
        return Sentence("One entry published")
    return Sentence("%(count)s entries published", count=count)


def with_days(sentence: Sentence, write: Callable[[date], str]) -> Sentence:
    """The sentence with its dates written."""
    return Sentence(
        sentence.text, **{name: _written(value, write) for name, value in sentence.values.items()}
    )


def _written(value: object, write: Callable[[date], str]) -> object:
    if isinstance(value, Sentence):
        return with_days(value, write)
    return write(value) if isinstance(value, date) else value
