"""What speakers owe beforehand, by when, and how it stands. Pure; times in UTC."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.kernel.words import Sentence
from scheduler.nominations.terms import Contribution

KINDS = (Contribution.STATEMENT, Contribution.VIDEO)
LONGEST_TEXT = 30_000
"""Characters of a statement or a transcript: more than an hour's speech."""
LONGEST_REFERENCE = 1_000
REMINDED = (7, 1)
"""So many days before something is due, a speaker is reminded of it; and once more when it is late."""
NAMES = {
    Contribution.NONE: Sentence("Nothing"),
    Contribution.STATEMENT: Sentence("The statement"),
    Contribution.VIDEO: Sentence("The video with its transcript"),
}


@dataclass(frozen=True)
class Owed:
    """Something that speakers owe: those of one session, or, where that is None, of the whole call."""

    kind: Contribution
    due_at: datetime
    session: int | None = None


@dataclass(frozen=True)
class Standing:
    """How one of these stands for one speaker. `came_at` is None as long as it is missing."""

    kind: Contribution
    due_at: datetime
    came_at: datetime | None = None

    @property
    def is_missing(self) -> bool:
        return self.came_at is None

    def is_overdue(self, at: datetime) -> bool:
        """Whether it is missing and past its day."""
        return self.is_missing and self.due_at <= at

    def late_by(self, at: datetime) -> timedelta:
        """By how much it came too late, or is overdue at that moment; nothing if neither."""
        return max((self.came_at or at) - self.due_at, timedelta())


def owed(every: Iterable[Owed], session: int | None) -> list[Owed]:
    """What somebody owes who speaks in this session: its own day goes before that of the whole call."""
    found: dict[Contribution, Owed] = {}
    for one in sorted(every, key=lambda one: one.session is not None):
        if one.session in (None, session):
            found[one.kind] = one
    return [found[kind] for kind in KINDS if kind in found]


def standings(
    every: Iterable[Owed], session: int | None, came: Mapping[Contribution, datetime]
) -> list[Standing]:
    """The same with what came, and when."""
    return [Standing(one.kind, one.due_at, came.get(one.kind)) for one in owed(every, session)]


def missing(one: Standing, at: datetime) -> Sentence | None:
    """What is still owed at that moment, in a sentence; None: it came."""
    if not one.is_missing:
        return None
    return (_OVERDUE if one.is_overdue(at) else _OWED)[one.kind]


def days_before(due_at: datetime, at: datetime) -> int | None:
    """Which reminder is due now, by its days before; 0 once it is late; None: none yet."""
    left = due_at - at
    if left <= timedelta():
        return 0
    return min((days for days in REMINDED if left <= timedelta(days=days)), default=None)


_OWED = {
    Contribution.STATEMENT: Sentence("The statement has still to come."),
    Contribution.VIDEO: Sentence("The video with its transcript has still to come."),
}
_OVERDUE = {
    Contribution.STATEMENT: Sentence("The statement is overdue."),
    Contribution.VIDEO: Sentence("The video with its transcript is overdue."),
}


@dataclass(frozen=True)
class Words:
    """What somebody gives. `text`: of a statement, or the transcript of a video. `reference`: the address of
    a video or statement, or where it can be found. `has_file`: the text comes as a file beside this."""

    text: str | None = None
    reference: str | None = None
    has_file: bool = False


def fault(kind: Contribution, words: Words, *, by_desk: bool) -> tuple[str, Sentence] | None:
    """What is wrong with it: the field, and what to do; None if it is fine. The desk may enter where the
    original lies, without its text."""
    if len(words.text or "") > LONGEST_TEXT:
        return "text", Sentence(
            "Shorten this to %(most)s characters, or give it as a PDF.", most=LONGEST_TEXT
        )
    if len(words.reference or "") > LONGEST_REFERENCE:
        return "reference", Sentence("Shorten this to %(most)s characters.", most=LONGEST_REFERENCE)
    if words.text and words.has_file:
        return "text", Sentence("Give the text or a file, not both, so that it is clear which one counts.")
    has_text = bool(words.text or words.has_file)
    if kind is Contribution.VIDEO and not words.reference:
        return "reference", Sentence("Give the address of the video, or say where the file is.")
    if by_desk and words.reference:
        return None
    if kind is Contribution.VIDEO and not has_text:
        return "text", Sentence("A video needs its transcript: what is said in it, as text or PDF.")
    if not has_text:
        return "text", Sentence("Write the statement, or give it as a PDF.")
    return None
