"""How a panel stands against its plan of seats. Pure.

The plan says what is wanted, not what must be: two from one Regional Group and none from another is allowed,
and shown (Chair's summary of the thematic discussions of 2022).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.formats.describe import constituency_name
from scheduler.kernel.terms import Constituency
from scheduler.kernel.words import Sentence


@dataclass(frozen=True)
class Line:
    """Seats for a constituency, or for one Regional Group of it. Where `minimum` or `maximum` is None, the
    plan sets no such bound. `number` is the seat's; None in a plan that nobody stored yet."""

    constituency: Constituency
    target: int
    regional_group: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    channel: str | None = None
    number: int | None = None

    @property
    def least(self) -> int:
        """Below it, somebody is missing."""
        return self.target if self.minimum is None else self.minimum


@dataclass(frozen=True)
class Sitter:
    """Somebody on the panel. `seat`: the number of the line that counts them, if it was said."""

    constituency: Constituency
    regional_group: str | None = None
    channel: str | None = None
    seat: int | None = None
    tentative: bool = False


@dataclass(frozen=True)
class Filled:
    """A line with who is there: `tentative` of the `filled` have not accepted yet."""

    line: Line
    filled: int
    tentative: int = 0

    @property
    def missing(self) -> int:
        """How many are wanted still."""
        return max(0, self.line.target - self.filled)

    @property
    def lacking(self) -> int:
        """How many it must have still."""
        return max(0, self.line.least - self.filled)

    @property
    def over(self) -> int:
        """How many there are beyond what the plan allows, or wants where it sets no maximum."""
        most = self.line.target if self.line.maximum is None else self.line.maximum
        return max(0, self.filled - most)


@dataclass(frozen=True)
class Standing:
    """A whole panel: its lines in order, and how many sit there without any line that fits."""

    lines: tuple[Filled, ...]
    beside: int

    @property
    def filled(self) -> int:
        return sum(one.filled for one in self.lines) + self.beside

    @property
    def target(self) -> int:
        return sum(one.line.target for one in self.lines)


def standing(plan: Iterable[Line], sitters: Iterable[Sitter]) -> Standing:
    """How a panel stands. Who was not given a seat counts on the closest line that still wants somebody."""
    lines = tuple(plan)
    counts = [[0, 0] for _ in lines]
    beside = 0
    for one in sorted(sitters, key=lambda one: one.seat is None):
        place = _place(lines, [count for count, _ in counts], one)
        if place is None:
            beside += 1
        else:
            counts[place][0] += 1
            counts[place][1] += one.tentative
    return Standing(tuple(Filled(line, *count) for line, count in zip(lines, counts, strict=True)), beside)


def _place(lines: Sequence[Line], filled: Sequence[int], one: Sitter) -> int | None:
    if one.seat is not None:
        return next((place for place, line in enumerate(lines) if line.number == one.seat), None)
    fitting = [place for place, line in enumerate(lines) if why_not(line, one) is None]
    fitting.sort(key=lambda place: (lines[place].regional_group is None, lines[place].channel is None))
    wanting = (place for place in fitting if filled[place] < lines[place].target)
    return next(wanting, fitting[0] if fitting else None)


def why_not(line: Line, one: Sitter) -> Sentence | None:
    """Why somebody cannot sit there; None if they can."""
    if one.constituency is not line.constituency:
        return Sentence("This seat is for another constituency: %(seat)s.", seat=name(line))
    if line.regional_group and one.regional_group != line.regional_group:
        return Sentence("This seat is for a State of the group: %(seat)s.", seat=line.regional_group)
    if line.channel and one.channel != line.channel:
        return Sentence("This seat is kept for who comes through another channel.")
    return None


def why_full(one: Filled) -> Sentence | None:
    """Why nobody more can be given this seat; None while there is room."""
    if one.line.maximum is None or one.filled < one.line.maximum:
        return None
    return Sentence(
        "%(seat)s: no seat is free, the plan has %(most)s at most. Free one first, or change the plan.",
        seat=name(one.line),
        most=one.line.maximum,
    )


def name(line: Line) -> Sentence:
    """For whom the seats of a line are, in words."""
    return Sentence(line.regional_group) if line.regional_group else constituency_name(line.constituency)


def told(one: Filled) -> Sentence:
    """How a line stands, in words."""
    words = {"seat": name(one.line), "filled": one.filled, "wanted": _wanted(one.line)}
    if not one.filled:
        if not one.line.target:
            return Sentence("%(seat)s: nobody, and nobody is wanted", seat=name(one.line))
        return Sentence("%(seat)s: nobody yet; %(wanted)s wanted", **words)
    if one.over:
        more = Sentence("%(seat)s: %(filled)s, %(over)s more than planned; %(wanted)s wanted")
        return Sentence(more.text, **words, over=one.over)
    if one.lacking:
        fewer = Sentence("%(seat)s: %(filled)s, %(lacking)s too few; %(wanted)s wanted")
        return Sentence(fewer.text, **words, lacking=one.lacking)
    return Sentence("%(seat)s: %(filled)s; %(wanted)s wanted", **words)


def _wanted(line: Line) -> Sentence:
    """Such as "1 to 2"."""
    most = line.target if line.maximum is None else line.maximum
    if line.target == most:
        return Sentence("%(count)s", count=most)
    return Sentence("%(target)s to %(most)s", target=line.target, most=most)


def summary(of: Standing) -> Sentence:
    """A whole panel in one sentence."""
    if not of.lines:
        return Sentence("%(count)s on the panel; it has no plan of seats", count=of.filled)
    return Sentence("%(filled)s on the panel, %(target)s planned", filled=of.filled, target=of.target)


def faults(line: Line) -> list[Sentence]:
    """What is wrong with a line that somebody wants to plan."""
    found = []
    if min(line.target, line.minimum or 0, line.maximum or 0) < 0:
        found.append(Sentence("A number of seats is 0 or more."))
    if line.minimum is not None and line.minimum > line.target:
        found.append(Sentence("The minimum is larger than the number wanted. Lower it, or want more."))
    if line.maximum is not None and line.maximum < line.target:
        found.append(Sentence("The maximum is smaller than the number wanted. Raise it, or want fewer."))
    if line.regional_group and line.constituency is not Constituency.MEMBER_STATE:
        found.append(Sentence("Only seats of Member States belong to a Regional Group."))
    return found
