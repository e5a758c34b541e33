"""What an address asks of a programme's page: a selection, and how it is to be shown. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from scheduler.feeds import selection
from scheduler.feeds.selection import FILTERS, Selection
from scheduler.kernel.text import clean_line
from scheduler.releases.programme import Programme

VIEWS = ("list", "grid", "week")
REMEMBERED = VIEWS[:2]
"""A week is looked at in passing."""
EVERY_DAY = "all"
"""The value of `day` that asks for all of them. Feeds do not know it: where none is named, they hold all."""
FEW = 40
"""So many entries are shown on one page, days and all, where the reader names no day."""

_LONGEST_WORDS = 200
_MOST_UNKNOWN = 5
"""Of a filter's values that occur nowhere, so many are kept: they find nothing, nor would more of them."""
_LONGEST_VALUE = 80

Known = Mapping[str, Mapping[str, int]]
"""For each filter its values and how many entries have them."""


@dataclass(frozen=True)
class Asked:
    """A page's address, read. `words` is `q` as typed; without a `view` the reader's usual one is meant."""

    selection: Selection
    words: str = ""
    every_day: bool = False
    view: str | None = None

    def values(self, key: str) -> list[str]:
        return sorted(self.selection.wanted.get(key, ()))

    @property
    def query(self) -> str:
        """The same as part of an address, always written in the same order."""
        pairs = [(key, value) for key in FILTERS for value in self.values(key)]
        pairs += [("day", EVERY_DAY)] if self.every_day and not self.values("day") else []
        pairs += [("q", self.words)] if self.words else []
        pairs += [("view", self.view)] if self.view else []
        return urlencode(pairs)

    @property
    def address(self) -> str:
        """Relative to the programme's page."""
        return f"?{self.query}" if self.query else "./"

    @property
    def is_filtered(self) -> bool:
        """Whether more is asked for than days."""
        return bool(self.words or set(self.selection.wanted) - {"day"})

    def with_values(self, key: str, values: Iterable[str]) -> "Asked":
        """The same with these values of a filter, and no others."""
        wanted = {**self.selection.wanted, key: frozenset(values)}
        kept = {name: chosen for name, chosen in wanted.items() if chosen}
        return replace(self, selection=replace(self.selection, wanted=kept))

    def on(self, day: str) -> "Asked":
        """The same on one day, or on `EVERY_DAY`."""
        if day == EVERY_DAY:
            return replace(self.with_values("day", ()), every_day=True)
        return replace(self.with_values("day", (day,)), every_day=False)

    def without(self, key: str, value: str) -> "Asked":
        left = self.with_values(key, self.selection.wanted[key] - {value})
        return replace(left, every_day=left.every_day or key == "day")

    def without_words(self) -> "Asked":
        return replace(self, words="", selection=replace(self.selection, words=()))

    def cleared(self) -> "Asked":
        """Everything, shown in the same way."""
        return Asked(Selection(), every_day=True, view=self.view)

    def shown_as(self, view: str) -> "Asked":
        return replace(self, view=view)


def read(pairs: Iterable[tuple[str, str]], known: Known) -> Asked:
    """What the parts of an address ask for. Unknown keys and views are passed over: other sites add some."""
    given = [(key, value) for key, value in pairs if value]
    words = clean_line(" ".join(value for key, value in given if key == "q"))[:_LONGEST_WORDS].strip()
    filters = [
        *_bounded([pair for pair in given if pair[0] in FILTERS and pair != ("day", EVERY_DAY)], known)
    ]
    return Asked(
        selection=selection.read([*filters, ("q", words)]),
        words=words,
        every_day=("day", EVERY_DAY) in given,
        view=next((value for key, value in given if key == "view" and value in VIEWS), None),
    )


def _bounded(pairs: Iterable[tuple[str, str]], known: Known) -> Iterable[tuple[str, str]]:
    """All values that occur in the programme, and a few of the others, cut."""
    unknown: dict[str, int] = {}
    for key, value in dict.fromkeys(pairs):
        if value not in known.get(key, ()):
            unknown[key] = unknown.get(key, 0) + 1
            value = clean_line(value)[:_LONGEST_VALUE] or "?"
        if unknown.get(key, 0) <= _MOST_UNKNOWN or value in known.get(key, ()):
            yield key, value


def settled(asked: Asked, programme: Programme, known: Known, today: date) -> Asked:
    """The same with a day: where none is named and nothing filtered, a long programme opens on one day.

    That is today during the meeting, else the first day on which something is.
    """
    if asked.every_day or asked.values("day"):
        return asked
    days = sorted(known.get("day", ()))
    if asked.is_filtered or len(programme.entries) <= FEW or len(days) < 2:
        return replace(asked, every_day=True)
    return asked.on(today.isoformat() if today.isoformat() in days else days[0])
