"""From the board to an instance of the allocator, and from what it composed to a proposal in words. Pure.

A line of a panel's plan is a session of the instance: so a nominee can be weighed for every line that is for
them. The genders that people told are left out, so that no reason can give anybody's away.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.formats.allocation_file import Kind, Panels, Session
from scheduler.formats.allocation_file import Nomination as Weighed
from scheduler.formats.describe import constituency_name
from scheduler.kernel.terms import Constituency
from scheduler.kernel.words import Sentence
from scheduler.nominations.board_rules import Hours, overlap
from scheduler.timetable.allocation.panel import FIRST_WISH, Composed

MOST_PER_COUNTRY = 1
"""On a panel, as the board warns beyond it; more only where more have a seat already."""
MOST_NAMED = 5
"""Names in one reason; of more, their number is said."""


@dataclass(frozen=True)
class Name:
    """A nominee. `seen`: how they stand, as the board marks it; `rank`: in the list of their body, None where
    it made none; `days`: the only ones on which they can come, if they said any; `busy`: sessions in which
    the person has a place already; `wanted`: sessions, none where they do not mind; `lines`: the numbers of
    those that are for them."""

    code: str
    seen: str
    person: int
    country: str | None = None
    rank: int | None = None
    days: tuple[date, ...] = ()
    busy: tuple[int, ...] = ()
    wanted: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    is_on_the_way: bool = False


@dataclass(frozen=True)
class Line:
    """Seats of a panel. `number` is the seat's, `session` the session's; `free`: seats that nobody has and
    that are kept for nobody; `seated`: who has one."""

    number: int
    session: int
    constituency: Constituency
    name: Sentence
    free: int
    seated: tuple[Name, ...] = ()

    @property
    def id(self) -> str:
        return f"seat-{self.number:09}"


@dataclass(frozen=True)
class Facts:
    """What a proposal rests on: the panels, their lines in order, and who has no seat."""

    hours: tuple[Hours, ...]
    lines: tuple[Line, ...]
    names: tuple[Name, ...]

    @property
    def digest(self) -> str:
        """Tells whether the board changed."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:24]

    @property
    def open_lines(self) -> list[Line]:
        """Those that have somebody, or could have."""
        return [one for one in self.lines if one.free or one.seated]


@dataclass(frozen=True)
class Reason:
    """Why somebody is not proposed for a line; for none of them, where `line` is None."""

    line: Line | None
    why: Sentence


@dataclass(frozen=True)
class Place:
    """A seat that is proposed for somebody."""

    line: Line
    code: str
    why: Sentence

    @property
    def choice(self) -> str:
        """What the form sends."""
        return f"{self.code}-{self.line.number}"


@dataclass(frozen=True)
class Proposal:
    """`levels`: what was reached, and whether it is proven, in words; `left`: by code, in order."""

    is_proven: bool
    levels: list[Sentence]
    places: list[Place]
    left: dict[str, list[Reason]] = field(default_factory=dict)

    def on(self, line: Line) -> list[Place]:
        return [one for one in self.places if one.line.number == line.number]


def instance(facts: Facts) -> Panels:
    """For the allocator. Nominations have their codes as ids, lines theirs."""
    lines = facts.open_lines
    slots = slots_of(facts.hours)
    weighed = [name for name in facts.names if name in _one_each(facts.names)]
    every = [*weighed, *(name for line in lines for name in line.seated)]
    countries = {name.code: _country(name, every) for name in every}
    return Panels(
        format="side-event-allocation/1",
        kind=Kind.PANEL,
        sessions=tuple(_session(line, lines, slots, countries) for line in lines),
        nominations=(
            *(_nominee(name, facts, slots, countries) for name in weighed if _lines(name, lines)),
            *(_seated(name, line, countries) for line in lines for name in line.seated),
        ),
    )


def slots_of(hours: Collection[Hours]) -> dict[int, str]:
    """Sessions of one slot share a time, or are joined by others that do; one without a time has its own."""
    slots = {one.number: one.number for one in hours}
    for one in hours:
        for other in hours:
            if overlap(one, other):
                joined = {slots[one.number], slots[other.number]}
                slots.update({number: min(joined) for number, slot in slots.items() if slot in joined})
    return {number: f"slot-{slot}" for number, slot in slots.items()}


def _one_each(names: Iterable[Name]) -> list[Name]:
    """Of a person whom several channels put forward, the one of the best rank."""
    best: dict[int, Name] = {}
    for name in sorted(names, key=lambda name: (_rank(name), name.code)):
        if not name.is_on_the_way:
            best.setdefault(name.person, name)
    return list(best.values())


def _rank(name: Name) -> int:
    return name.rank or FIRST_WISH


def _country(name: Name, every: Sequence[Name]) -> str:
    """As an id: that of the first name from there. Who is from nowhere that is known is beside nobody."""
    if name.country is None:
        return name.code
    return next(one.code for one in every if one.country == name.country)


def _session(
    line: Line, lines: Iterable[Line], slots: Mapping[int, str], countries: Mapping[str, str]
) -> Session:
    panel = [name for one in lines if one.session == line.session for name in one.seated]
    have = Counter(countries[name.code] for name in panel)
    return Session(
        id=line.id,
        slot=slots[line.session],
        seats={line.constituency.value: line.free + len(line.seated)},
        max_per_country=max(MOST_PER_COUNTRY, *have.values(), 0),
        seated=tuple(name.code for name in line.seated),
        panel=str(line.session),
    )


def _lines(name: Name, lines: Iterable[Line]) -> list[Line]:
    return [
        line
        for line in lines
        if line.number in name.lines and (not name.wanted or line.session in name.wanted)
    ]


def _nominee(name: Name, facts: Facts, slots: Mapping[int, str], countries: Mapping[str, str]) -> Weighed:
    fitting = _lines(name, facts.open_lines)
    away = {slots[one.number] for one in facts.hours if name.days and one.day and one.day not in name.days}
    return Weighed(
        id=name.code,
        constituency=fitting[0].constituency.value,
        country=countries[name.code],
        sessions=tuple(line.id for line in fitting),
        unavailable_slots=tuple(sorted(away | _taken(name, slots))),
        rank=_rank(name),
    )


def _taken(name: Name, slots: Mapping[int, str]) -> set[str]:
    return {slots[session] for session in name.busy if session in slots}


def _seated(name: Name, line: Line, countries: Mapping[str, str]) -> Weighed:
    return Weighed(
        id=name.code,
        constituency=line.constituency.value,
        country=countries[name.code],
        sessions=(line.id,),
        rank=_rank(name),
    )


def proposal(
    facts: Facts, composed: Composed, titles: Mapping[int, str], called: Mapping[str, str]
) -> Proposal:
    """In words. `titles`: of sessions by number; `called`: the names of nominees by code, as the reader may
    see them."""
    words = _Words(facts, titles, called)
    places = [
        Place(line, code, words.put(composed.why[line.id][code]))
        for line in facts.open_lines
        for code in composed.seating[line.id]
        if code not in {name.code for name in line.seated}
    ]
    have = {place.code for place in places}
    return Proposal(
        composed.is_proven,
        [_filled(composed), _wishes(composed)],
        places,
        {name.code: _why_not(name, facts, composed, words) for name in facts.names if name.code not in have},
    )


def _filled(composed: Composed) -> Sentence:
    value, bound = composed.filled
    told = {"value": value, "seats": composed.seats, "bound": bound}
    if value == bound:
        return Sentence("Seats filled: %(value)s of %(seats)s. It is proven that no more can be.", **told)
    return Sentence(
        "Seats filled: %(value)s of %(seats)s. The time ended before more was found or ruled out: at most "
        "%(bound)s can be.",
        **told,
    )


def _wishes(composed: Composed) -> Sentence:
    value, bound = composed.rank_points
    if composed.is_proven:
        return Sentence(
            "Wishes of the nominating bodies: %(value)s points. It is proven that no more can be had with as "
            "many seats filled.",
            value=value,
        )
    return Sentence(
        "Wishes of the nominating bodies: %(value)s points. It is not proven that no more can be had.",
        value=value,
        bound=bound,
    )


def _why_not(name: Name, facts: Facts, composed: Composed, words: "_Words") -> list[Reason]:
    if name.is_on_the_way:
        return [Reason(None, Sentence("On the way: the channel has not handed this name on yet."))]
    if name not in (weighed := _one_each(facts.names)):
        other = next(one for one in weighed if one.person == name.person)
        why = Sentence("The same person is weighed as %(code)s.", code=other.code)
        return [Reason(None, why)]
    lines = _lines(name, facts.open_lines)
    if not lines:
        if _lines(name, facts.lines):
            taken = Sentence("The seats for this name are taken by others, or kept for a nominating body.")
            return [Reason(None, taken)]
        return [Reason(None, Sentence("No seat of the wanted panels is for this name."))]
    slots = slots_of(facts.hours)
    busy = Sentence("The person has a place at that time already.")
    return [
        Reason(
            line,
            busy
            if slots[line.session] in _taken(name, slots)
            else words.put(composed.why_not[line.id][name.code]),
        )
        for line in lines
    ]


class _Words:
    """Reasons of the allocator with names where it knows ids."""

    def __init__(self, facts: Facts, titles: Mapping[int, str], called: Mapping[str, str]) -> None:
        self.lines = {line.id: titles[line.session] for line in facts.lines}
        self.called = called

    def put(self, why: Sentence) -> Sentence:
        return Sentence(why.text, **{key: self._value(key, value) for key, value in why.values.items()})

    def _value(self, key: str, value: object) -> object:
        if key == "constituency":
            return constituency_name(Constituency(str(value)))
        if key == "session":
            return self.lines[str(value)]
        if key in ("rivals", "others"):
            return self._names([code for code in str(value).split(", ") if code])
        return value

    def _names(self, codes: Sequence[str]) -> Sentence | str:
        names = ", ".join(self.called[code] for code in codes[:MOST_NAMED])
        if len(codes) <= MOST_NAMED:
            return names
        return Sentence("%(names)s and %(count)s more", names=names, count=len(codes) - MOST_NAMED)
