"""Pictures of the balance of a list, each with its numbers in a table. Numbers that would give away what a
person told of themselves are not shown (nominations/figures.py)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Constituency
from scheduler.nominations import figures, queries
from scheduler.nominations.desks import Case, Route
from scheduler.nominations.terms import CivilConstituency, Field, Region
from scheduler.web.bodies import words
from scheduler.web.languages import gettext

WIDTH = 540
"""Of the longest bar, in the units of the picture."""


@dataclass(frozen=True)
class Bar:
    """A line of a picture; `number` is None where it is not shown."""

    name: str
    number: int | None
    width: float


@dataclass(frozen=True)
class Chart:
    """`key` makes its ids; `hides` whether a number is not shown."""

    key: str
    title: str
    heading: str
    bars: tuple[Bar, ...]

    @property
    def hides(self) -> bool:
        return any(bar.number is None for bar in self.bars)


def of(who: Visitor, route: Route, cases: Sequence[Case]) -> list[Chart]:
    """Those that say something: by region, or by State in a Regional Group's channel; first time; and what
    people told of themselves, where the visitor may see it."""
    if not cases:
        return []
    return [*_open(route, cases), *_private(who, cases)]


def _open(route: Route, cases: Sequence[Case]) -> list[Chart]:
    not_said = gettext("Not said")
    if route.channel.constituency is Constituency.CIVIL_SOCIETY:
        regions = Counter(str(case.facts.get(Field.REGION) or not_said) for case in cases)
        by_region = _chart(
            "region", gettext("By region"), gettext("Region"), [*map(str, Region), not_said], regions
        )
    else:
        bodies = Counter(case.facts[Field.ORGANISATION] for case in cases)
        by_region = _chart(
            "body", gettext("By who put forward"), gettext("Put forward by"), sorted(bodies), bodies
        )
    names = {True: gettext("First time"), False: gettext("Not the first time"), None: not_said}
    first = Counter(names[case.facts.get(Field.FIRST_TIME)] for case in cases)
    by_first = _chart(
        "first", gettext("First time at the Commission"), gettext("Answer"), names.values(), first
    )
    return [by_region, by_first]


def _private(who: Visitor, cases: Sequence[Case]) -> list[Chart]:
    found = [case.nomination for case in cases]
    charts = []
    if told := list(queries.told_by(who, found, Field.CONSTITUENCY).values()):
        counts = Counter(str(words.CONSTITUENCIES[CivilConstituency(value)]) for value in told)
        names = [str(name) for name in words.CONSTITUENCIES.values()]
        heading = gettext("Speaks for")
        charts.append(
            _chart("constituency", gettext("For whom they speak"), heading, names, _safe(names, counts))
        )
    if told := list(queries.told_by(who, found, Field.GENDER).values()):
        counts = Counter(value.strip().lower() for value in told)
        heading = gettext("Gender, as told")
        charts.append(
            _chart("gender", gettext("Gender"), heading, sorted(counts), _safe(sorted(counts), counts))
        )
    return charts


def _safe(names: Sequence[str], counts: Counter[str]) -> dict[str, int | None]:
    table = figures.shown({name: [counts[name]] for name in names})
    return {name: row[0] for name, row in table.rows.items()}


def _chart(
    key: str,
    title: str,
    heading: str,
    names: Iterable[str],
    counts: "Counter[str] | dict[str, int | None]",
) -> Chart:
    rows = [(name, counts[name]) for name in names]
    most = max((number or 0 for _, number in rows), default=0) or 1
    bars = (Bar(name, number, round(WIDTH * (number or 0) / most, 1)) for name, number in rows)
    return Chart(key, title, heading, tuple(bars))
