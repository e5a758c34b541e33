"""What deserves a second look when a panel is composed. Warnings, not bounds: somebody decides. Pure; times
in UTC.

No warning rests on a private field of one person. Of gender nothing is said but that a panel is out of
balance, and that only once so many told it that nobody is given away.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.kernel.words import Sentence
from scheduler.nominations.figures import SMALL
from scheduler.nominations.rules import Interpreted, language_note
from scheduler.nominations.terms import State
from scheduler.nominations.workflow import WITH_A_PLACE

MOST_OF_ONE = 2 / 3
"""A panel is out of balance where more than this part of it is of one kind: our choice."""
UNCONFIRMED = frozenset({State.PUT_FORWARD, State.RETURNED})


@dataclass(frozen=True)
class Hours:
    """When a session is. `day` is the venue's; what is None is not known."""

    number: int
    title: str
    day: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Candidate:
    """A nomination as warnings see it. `session`: where they have a place; `country`: from where they, or
    whom they speak for, are, if it is known."""

    number: int
    person: int
    state: State
    channel: str
    session: int | None = None
    country: str | None = None
    language: str | None = None
    availability: tuple[str, ...] = ()
    interpreted: tuple[Interpreted, ...] = ()
    """The sessions where they are to speak, with their languages."""

    @property
    def has_place(self) -> bool:
        return self.state in WITH_A_PLACE


def warnings(
    one: Candidate,
    every: Collection[Candidate],
    hours: Collection[Hours],
    languages: Collection[str],
) -> list[Sentence]:
    """About somebody. `every`: all who are put forward for the meeting; `languages`: those of the meeting."""
    times = {each.number: each for each in hours}
    here = times.get(one.session or 0) if one.has_place else None
    others = [each for each in every if each.number != one.number]
    found = [
        _confirmation(one),
        _channels(one, others),
        _country(one, others) if here else None,
        _parallel(one, others, times, here) if here else None,
        _availability(one, here) if here else None,
        language_note(one.language, languages, one.interpreted),
    ]
    return [sentence for sentence in found if sentence]


def _confirmation(one: Candidate) -> Sentence | None:
    if one.state in UNCONFIRMED:
        return Sentence("The person has not confirmed yet.")
    if one.state is State.INVITED:
        return Sentence("The person has not answered the invitation yet.")
    return None


def _channels(one: Candidate, others: Iterable[Candidate]) -> Sentence | None:
    theirs = {each.channel for each in others if each.person == one.person} - {one.channel}
    if not theirs:
        return None
    return Sentence("Put forward by another channel too: %(channels)s.", channels=", ".join(sorted(theirs)))


def _country(one: Candidate, others: Iterable[Candidate]) -> Sentence | None:
    with_them = (each for each in others if each.has_place and each.session == one.session)
    if one.country is None or not any(each.country == one.country for each in with_them):
        return None
    return Sentence("Not the only one from %(country)s on this panel.", country=one.country)


def _parallel(
    one: Candidate, others: Iterable[Candidate], times: dict[int, Hours], here: Hours
) -> Sentence | None:
    for each in others:
        there = times.get(each.session or 0)
        if each.person == one.person and each.has_place and there and overlap(here, there):
            return Sentence("Has a place at the same time in: %(session)s.", session=there.title)
    return None


def overlap(one: Hours, other: Hours) -> bool:
    """Both at one time; sessions of which the end is not known last until the end of the day."""
    if one.number == other.number or one.day is None or one.day != other.day:
        return False
    if one.starts_at is None or other.starts_at is None:
        return False
    first, second = sorted((one, other), key=lambda hours: (hours.starts_at, hours.number))
    assert second.starts_at, "both are known"
    return first.ends_at is None or second.starts_at < first.ends_at


def _availability(one: Candidate, here: Hours) -> Sentence | None:
    """Days are compared; what somebody said in their own words is read by people."""
    days = days_said(one.availability)
    if not days or here.day is None or here.day in days:
        return None
    return Sentence("Said that they can come on other days only: %(days)s.", days=_listed(days))


def days_said(availability: Iterable[str]) -> set[date]:
    """The days on which somebody said that they can come; empty: they named none."""
    return {day for text in availability if (day := _day(text))}


def _listed(days: Iterable[date]) -> str:
    return ", ".join(day.isoformat() for day in sorted(days))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def out_of_balance(genders: Sequence[str | None]) -> Sentence | None:
    """That most of a panel are of one gender. `genders`: of each on it, as they told it, None where they did
    not. Nothing where so few told it that it would give somebody away."""
    told = Counter(gender.strip().casefold() for gender in genders if gender and gender.strip())
    if told.total() < SMALL or max(told.values()) <= MOST_OF_ONE * told.total():
        return None
    return Sentence("More than two thirds of those who told their gender are of one gender.")


def of_one_region(regions: Sequence[str | None]) -> Sentence | None:
    """That most of those from civil society are from one region, where there are several."""
    told = Counter(filter(None, regions))
    if told.total() < 3 or max(told.values()) <= MOST_OF_ONE * told.total():
        return None
    return Sentence(
        "More than two thirds of those from civil society are from one region: %(region)s.",
        region=told.most_common(1)[0][0],
    )
