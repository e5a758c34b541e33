"""Filters with counts beside their choices, and the chips of what is chosen. Pure but for the language."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from scheduler.feeds.calendars import names
from scheduler.feeds.selection import FILTERS, Selection, finds
from scheduler.formats.describe import format_name, kind_name
from scheduler.kernel.terms import EntryKind, Format
from scheduler.releases.programme import Programme
from scheduler.web import times
from scheduler.web.languages import gettext, say
from scheduler.web.programme.asked import Asked
from scheduler.web.programme.order import natural

MOST_CHIPS = 8
"""Of one filter; where more of its values are chosen, one chip stands for them all."""
FOLLOWED = ("organisation", "theme", "room", "kind")
"""Filters of which an agenda can follow a value."""

Counts = dict[str, Counter[str]]
Labels = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Choice:
    """A value of a filter, and how many entries it would show beside what else is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    key: str
    title: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Chip:
    """Something chosen, in words, and the address without it."""

    title: str
    label: str
    known: bool
    without: str


@dataclass(frozen=True)
class Followable:
    """Something chosen that an agenda can follow, in words, and the query of the address where one does."""

    label: str
    query: str


def all_counts(programme: Programme) -> Counts:
    """For each filter, its values and how many entries have them."""
    return counts(Selection(), programme)


def counts(chosen: Selection, programme: Programme) -> Counts:
    """For each filter, how many entries a value would show beside what the other filters ask for."""
    found: Counts = {key: Counter() for key in FILTERS}
    others = [(key, _only(chosen, key)) for key in chosen.wanted]
    words = replace(chosen, wanted={})
    for one in programme.entries:
        missed = [key for key, alone in others if not finds(alone, one.facts)]
        if len(missed) > 1 or not finds(words, one.facts):
            continue
        for key in missed or FILTERS:
            found[key].update(one.facts.get(key, ()))
    return found


def _only(chosen: Selection, key: str) -> Selection:
    return Selection({key: chosen.wanted[key]})


def facets(asked: Asked, found: Counts, labels: Labels) -> list[Facet]:
    """The filters of the form: those with a choice in this programme; days have a row of their own."""
    known = Counter(key for key, _ in labels)
    return [_facet(key, asked, found[key], labels) for key in FILTERS if key != "day" and known[key] > 1]


def _facet(key: str, asked: Asked, found: Counter[str], labels: Labels) -> Facet:
    """The values that would show something, and those that are chosen."""
    wanted = asked.selection.wanted.get(key, frozenset())
    values = [value for value in {*found, *wanted} if (key, value) in labels]
    choices = (Choice(value, labels[key, value], found[value], value in wanted) for value in values)
    ordered = sorted(choices, key=_place_of_kind if key == "kind" else lambda choice: natural(choice.label))
    return Facet(key, title(key), tuple(ordered))


def _place_of_kind(choice: Choice) -> list[tuple[int, str]]:
    order = [kind.replace("_", "-") for kind in EntryKind]
    return [(order.index(choice.value) if choice.value in order else len(order), "")]


def chips(asked: Asked, labels: Labels) -> Iterator[Chip]:
    """What is chosen, each with the address without it; the meeting's days have a row of their own."""
    for key in FILTERS:
        values = [value for value in asked.values(key) if key != "day" or (key, value) not in labels]
        if len(values) > MOST_CHIPS:
            label = gettext("%(count)s chosen", count=len(values))
            yield Chip(title(key), label, True, asked.with_values(key, ()).address)
            continue
        for value in values:
            label = labels.get((key, value), value)
            yield Chip(title(key), label, (key, value) in labels, asked.without(key, value).address)
    if asked.words:
        yield Chip(gettext("Words"), asked.words, True, asked.without_words().address)


def followable(asked: Asked, labels: Labels, meeting: str) -> Iterator[Followable]:
    """What of the choice an agenda can follow: organisations in all meetings, the others in this one."""
    for key in FOLLOWED:
        for value in asked.values(key)[:MOST_CHIPS]:
            if (key, value) in labels:
                where = {} if key == "organisation" else {"meeting": meeting}
                yield Followable(labels[key, value], urlencode({"what": key, "value": value, **where}))


def labels(programme: Programme) -> Labels:
    """What the values of filters are called, for those that occur in the programme."""
    known = names(programme)
    occur = {
        (key, value) for one in programme.entries for key, values in one.facts.items() for value in values
    }
    known |= {("day", value): times.day(date.fromisoformat(value)) for key, value in occur if key == "day"}
    known |= {("kind", kind.replace("_", "-")): say(kind_name(kind)) for kind in EntryKind}
    known |= {("format", format.replace("_", "-")): say(format_name(format)) for format in Format}
    known["kind", "formal-meeting"] = gettext("All formal meetings")
    return {pair: label for pair, label in known.items() if pair in occur}


def title(key: str) -> str:
    """What a filter is called."""
    titles = {
        "day": gettext("Day"),
        "room": gettext("Room"),
        "theme": gettext("Theme"),
        "organisation": gettext("Organisation"),
        "kind": gettext("Kind"),
        "format": gettext("Format"),
    }
    return titles[key]
