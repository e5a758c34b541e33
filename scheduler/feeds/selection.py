"""A reader's choice from a programme, as it stands in an address. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from scheduler.formats.entry import Span, Standing
from scheduler.kernel.text import words
from scheduler.releases.programme import Programme, Published
from scheduler.releases.rules import KEPT_AFTER_END, Facts, days, last_moment

FILTERS = ("day", "room", "theme", "organisation", "kind", "format")
"""May be repeated: any of the values of one, all of them together."""

Cancelled = Literal["mark", "keep", "drop"]
CANCELLED: tuple[Cancelled, ...] = ("mark", "keep", "drop")


@dataclass(frozen=True)
class Selection:
    """What a reader asks for. `words` (the filter `q`) must all occur in an entry; `unknown` are keys
    that no filter has."""

    wanted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    cancelled: Cancelled = "mark"
    unknown: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        return not self.wanted and not self.words and self.cancelled == "mark"

    @property
    def query(self) -> str:
        """The selection as part of an address, always written in the same order."""
        pairs = [(key, value) for key in FILTERS for value in sorted(self.wanted.get(key, ()))]
        pairs += [("q", " ".join(self.words))] if self.words else []
        pairs += [("cancelled", self.cancelled)] if self.cancelled != "mark" else []
        return urlencode(pairs)


WHOLE = Selection()
"""Everything."""


def read(pairs: Iterable[tuple[str, str]]) -> Selection:
    """The selection that the parts of an address ask for. Empty values ask for nothing, as empty fields
    of a form do.

    Raises ValueError for a value of `cancelled` that is none.
    """
    wanted: dict[str, set[str]] = {}
    found: list[str] = []
    cancelled: Cancelled = "mark"
    unknown = []
    for key, value in pairs:
        if key in FILTERS and value:
            wanted.setdefault(key, set()).add(value)
        elif key == "q":
            found += words(value)
        elif key == "cancelled":
            cancelled = CANCELLED[CANCELLED.index(value)]
        elif key not in FILTERS:
            unknown.append(key)
    chosen = {key: frozenset(values) for key, values in wanted.items()}
    return Selection(chosen, tuple(found), cancelled, tuple(unknown))


def from_query(query: str) -> Selection:
    """The selection that `Selection.query` wrote."""
    return read(parse_qsl(query))


def finds(selection: Selection, facts: Facts) -> bool:
    """Whether the selection finds an entry with these facts."""
    if not all(values.intersection(facts.get(key, ())) for key, values in selection.wanted.items()):
        return False
    return all(any(word in text for text in facts.get("text", ())) for word in selection.words)


def chosen(selection: Selection, programme: Programme) -> list[Published]:
    """The entries that the selection finds now."""
    return [one for one in programme.entries if finds(selection, one.facts)]


def ever(selection: Selection, programme: Programme) -> list[Published]:
    """The entries that the selection finds now, or found in an earlier version: what happened to them is news
    to whoever follows it."""
    return [
        one for one in programme.entries if any(finds(selection, facts) for facts in (one.facts, *one.past))
    ]


def listed(selection: Selection, programme: Programme) -> list[Published]:
    """The same without what does not take place, where the reader wants that dropped."""
    found = chosen(selection, programme)
    if selection.cancelled != "drop":
        return found
    return [one for one in found if one.entry.standing is Standing.SCHEDULED]


@dataclass(frozen=True)
class Choice:
    """What a feed of a selection holds at a moment: its entries, since when they are these, and until when
    they stay."""

    entries: tuple[Published, ...]
    since: datetime
    until: datetime | None


def in_feed(selection: Selection, programme: Programme, now: datetime) -> Choice:
    """The feed of a selection.

    What has left the selection stays in it, with its true new data, until 30 days after its end, so
    that every subscriber learns where it went; where a past entry is changed, until 30 days after that.
    """
    kept, since, until = [], programme.released_at, None
    for one in programme.entries:
        if finds(selection, one.facts):
            kept.append(one)
        elif any(finds(selection, facts) for facts in one.past) and (leaving := leaves(one)):
            if leaving <= now:
                since = max(since, leaving)
            else:
                kept.append(one)
                until = min(until or leaving, leaving)
    return Choice(tuple(kept), since, until)


def leaves(one: Published) -> datetime | None:
    """When an entry that a selection finds no longer leaves its feed (UTC). None: it never stood in one."""
    if one.entry.span is None:
        return None
    return max(ends(one.entry.span), one.stamps.changed_at) + KEPT_AFTER_END


def fragments(entries: Iterable[Published], cancelled: Cancelled) -> Iterator[tuple[Published, bytes]]:
    """The entries that stand in a feed, each with its VEVENT."""
    for one in entries:
        if fragment := _fragment(one, cancelled):
            yield one, fragment


def _fragment(one: Published, cancelled: Cancelled) -> bytes | None:
    if cancelled == "keep":
        return one.fragment_kept or one.fragment
    if cancelled == "drop" and one.entry.standing is not Standing.SCHEDULED:
        return None
    return one.fragment


def ends(span: Span) -> datetime:
    """When it is over for certain, in whole seconds UTC; where no hour is known, after its last day in
    every zone."""
    if moment := last_moment(span):
        return moment
    return datetime.combine(days(span)[-1], time(12), UTC) + timedelta(days=1)
