"""Plans of seats to begin with, from the record. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scheduler.kernel.terms import Constituency, RegionalGroup
from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.seat_rules import Line

GROUPS = {
    "african": RegionalGroup.AFRICAN,
    "asia_pacific": RegionalGroup.ASIA_PACIFIC,
    "eastern_european": RegionalGroup.EASTERN_EUROPEAN,
    "latin_american_and_caribbean": RegionalGroup.LATIN_AMERICAN_AND_CARIBBEAN,
    "western_european_and_others": RegionalGroup.WESTERN_EUROPEAN_AND_OTHERS,
}


@dataclass(frozen=True)
class Template:
    """A plan by name, with its source."""

    name: Sentence
    source: Sentence
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.target for line in self.lines)


def _states(*counts: int, most: int) -> tuple[Line, ...]:
    """Seats of the five groups in their order; a group may stay without."""
    return tuple(
        Line(Constituency.MEMBER_STATE, count, group, 0, max(most, count), "regional_group")
        for group, count in zip(GROUPS.values(), counts, strict=True)
    )


def _others(un: int, igo: int = 0, partner: int = 0) -> tuple[Line, ...]:
    """Who is invited directly, and one seat of civil society."""
    counts = {Constituency.UN_ENTITY: un, Constituency.IGO: igo, Constituency.PARTNER: partner}
    direct = tuple(Line(kind, count, channel="direct") for kind, count in counts.items() if count)
    return (*direct, Line(Constituency.CIVIL_SOCIETY, 1, None, 1, 1, "vngoc"))


_SUMMARY = Sentence(
    "Chair's summary on the thematic discussions of 21-22 September 2022, paragraphs 7 and 11; "
    "Regional Groups after the list of the United Nations"
)
TEMPLATES = {
    "2017": Template(
        Sentence("The formula of 2017: one for each Regional Group, 3 UN entities, 1 for civil society"),
        Sentence("Announcement of the intersessional meetings of autumn 2017 (8 to 9 panellists)"),
        (*_states(1, 1, 1, 1, 1, most=2), *_others(3)),
    ),
    "2022-1": Template(
        Sentence("As on 21 September 2022: 14 panellists, two groups with two States each"),
        _SUMMARY,
        (*_states(1, 2, 1, 2, 1, most=2), *_others(4, igo=2)),
    ),
    "2022-2": Template(
        Sentence("As on 22 September 2022: 15 panellists, no State from Eastern Europe"),
        _SUMMARY,
        (*_states(1, 1, 0, 1, 1, most=2), *_others(6, igo=3, partner=1)),
    ),
}
"""What was formula is a target, not a bound: no group must have somebody, and each may have two."""


@dataclass(frozen=True)
class Route:
    """A channel of a meeting, as far as seats are kept for it."""

    code: str
    regional_group: str | None = None


def fitted(template: Template, known: Iterable[Line], routes: Iterable[Route]) -> list[Line]:
    """A template's lines for one panel. A line of the present plan for the same people stays that line; seats
    are kept for the meeting's own channels, and for none where the meeting has none that fits."""
    left, channels, found = list(known), list(routes), []
    for line in template.lines:
        for_whom = (line.constituency, line.regional_group)
        same = next((one for one in left if (one.constituency, one.regional_group) == for_whom), None)
        left = [one for one in left if one is not same]
        number = same.number if same else None
        found.append(replace(line, number=number, channel=_channel(line, channels)))
    return found


def _channel(line: Line, routes: Iterable[Route]) -> str | None:
    """The code of the channel that a line of a template means: by its group, else by its word."""
    for one in routes:
        if line.regional_group and one.regional_group == line.regional_group:
            return one.code
        if not line.regional_group and one.code.casefold() == line.channel:
            return one.code
    return None
