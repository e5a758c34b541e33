"""When answers are due, what an answer has to say, and for how long it can be given. Pure; times in UTC."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.audit.rules import whole_day
from scheduler.kernel.localtime import day_told
from scheduler.kernel.words import Sentence
from scheduler.timetable.draft_programmes.terms import Reply, Showing

Fault = tuple[str, Sentence]
"""A field, and what is wrong there."""
Span = tuple[datetime, datetime]
"""A slot, from its start to its end."""

LONGEST = 1000
"""Characters of what somebody says with an answer."""
LONGEST_NOTE = 2000
REMINDED_BEFORE = timedelta(days=3)
LINKS_OUTLIVE = timedelta(days=60)
"""So long after the last day a link still leads to a page, which says that answers are closed."""


def closes_at(last_day: date, zone: str) -> datetime:
    """The first moment at which nobody can answer any more: the end of the venue's day."""
    return whole_day(last_day, zone)[1]


def fault_of_last_day(last_day: date | None, today: date, ends: date) -> Sentence | None:
    """Why this cannot be the last day to answer; `today` is the venue's, `ends` the meeting's last day."""
    if last_day is None:
        return Sentence("Choose the last day on which organisers can answer.")
    if last_day < today:
        return Sentence("%(day)s is over. Choose a day that leaves time to answer.", day=day_told(last_day))
    if last_day > ends:
        return Sentence(
            "The meeting is over then: it ends on %(day)s. Choose a day before.", day=day_told(ends)
        )
    return None


def reminds_at(shown_at: datetime, closes: datetime) -> datetime:
    """When those who have not answered are reminded: three days before the end, or half way where there is
    less time."""
    return closes - min(REMINDED_BEFORE, (closes - shown_at) / 2)


def shut(state: Showing, closes: datetime, now: datetime) -> Sentence | None:
    """Why no answer can be given; None while one can."""
    if state is not Showing.SHOWN:
        return _ENDED[state]
    if closes <= now:
        return Sentence(
            "The last day to answer is over. Write to the secretariat if your event cannot stay there."
        )
    return None


_ENDED = {
    Showing.TAKEN_BACK: Sentence("The secretariat took this draft programme back. Nobody need answer to it."),
    Showing.REPLACED: Sentence("A newer draft programme took the place of this one. Answer to that one."),
    Showing.RELEASED: Sentence("The programme was released. Answers to this draft are closed."),
}


@dataclass(frozen=True)
class Said:
    """What somebody answers; `slots` are those that they would like instead."""

    reply: Reply | None
    words: str | None = None
    slots: Sequence[Span] = ()


def faults(said: Said, offered: Collection[Span]) -> list[Fault]:
    """All that is wrong with an answer; `offered`: the meeting's slots."""
    found: list[Fault] = []
    if said.reply is None:
        found.append(("reply", Sentence("Choose one of the three answers.")))
    if said.reply is Reply.CANNOT and not said.words:
        found.append(
            ("said", Sentence("Say why your event cannot be there, so that a better place is found."))
        )
    if said.reply is Reply.WOULD_SWAP and not (said.words or said.slots):
        found.append(("said", Sentence("Say with whom you would swap, or choose slots that you would like.")))
    if said.words and len(said.words) > LONGEST:
        found.append(("said", Sentence("This is too long: %(most)s characters at most.", most=LONGEST)))
    if not set(said.slots) <= set(offered):
        found.append(("slots", NO_SUCH_SLOT))
    return found


NO_SUCH_SLOT = Sentence("The meeting has no such slot any more. Choose others.")


def slots_said(spans: Iterable[Span]) -> list[str]:
    """As they are kept, in order: slots may be made anew meanwhile."""
    return [f"{start.isoformat()}/{end.isoformat()}" for start, end in sorted(spans)]


def slots_read(kept: Iterable[str]) -> list[Span]:
    """What `slots_said` wrote."""
    pairs = (one.partition("/") for one in kept)
    return [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, _, end in pairs]
