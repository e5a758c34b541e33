"""What stands in an agenda, and how firmly. Pure.

An agenda's `Choices` are read once (`queries.choices`) and then asked of any released programme:

    for one, level in listed(choices, programme): ...
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.agendas.terms import Followed, Level
from scheduler.feeds.selection import ends
from scheduler.formats.entry import AgendaItem, CalendarEntry
from scheduler.kernel.text import slug
from scheduler.releases.programme import Programme, Published
from scheduler.releases.rules import KEPT_AFTER_END, Facts

MOST_STARS = 500
"""In one agenda."""
MOST_FOLLOWED = 100
"""Organisations, themes and the like in one agenda."""
UNUSED_FOR = timedelta(days=400)
"""After which an agenda of nobody known is thrown away: who comes to the same session each year finds it
again."""

A_DAY = timedelta(days=1)

Values = Mapping[Followed, frozenset[str]]
"""What is followed of one meeting, by slug."""
NOTHING: Values = {}


@dataclass(frozen=True)
class Choices:
    """What an agenda chose. `stars` by UID, LEFT_OUT among them; `organisations` by slug, with the slugs of
    records that were merged into them; `followed` by the meeting's code. `starred_in`: the codes of meetings
    with a star."""

    stars: Mapping[str, Level] = field(default_factory=dict)
    organisations: frozenset[str] = frozenset()
    followed: Mapping[str, Values] = field(default_factory=dict)
    starred_in: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.stars or self.organisations or self.followed)

    def concerns(self, code: str) -> bool:
        """Whether anything of the meeting of this code can stand in the agenda; if not, its programme need
        not be looked through."""
        return bool(self.organisations) or code in self.starred_in or code in self.followed


def listed(
    choices: Choices, programme: Programme, now: datetime | None = None
) -> list[tuple[Published, Level]]:
    """The entries of a released programme that stand in the agenda, cancelled ones and those without a date
    included, in the programme's order, each as GOING, PERHAPS or FOLLOWS.

    With `now` (UTC) also, as FOLLOWS, those that have left what is followed, until 30 days after their end:
    calendars keep them with their true new data, as those of a selection do (`feeds.selection.in_feed`).
    """
    code = programme.meeting.code
    if not choices.concerns(code):
        return []
    found = ((one, level(choices, code, one, now)) for one in programme.entries)
    return [(one, how) for one, how in found if how]


def level(choices: Choices, code: str, one: Published, now: datetime | None = None) -> Level | None:
    """How an entry of the meeting of this code stands in the agenda; None where it does not, or was left
    out. `now` as in `listed`."""
    star = choices.stars.get(one.stamps.uid)
    if star:
        return None if star is Level.LEFT_OUT else star
    values = choices.followed.get(code, NOTHING)
    items = values.get(Followed.AGENDA_ITEM)
    if _brings(choices, values, one.facts) or (items and not items.isdisjoint(_items(one.entry))):
        return Level.FOLLOWS
    has_left = now and any(_brings(choices, values, facts) for facts in one.past)
    return Level.FOLLOWS if has_left and now and _stays(one, now) else None


def _brings(choices: Choices, values: Values, facts: Facts) -> bool:
    if not choices.organisations.isdisjoint(facts.get("organisation", ())):
        return True
    return any(
        what is not Followed.AGENDA_ITEM and not wanted.isdisjoint(facts.get(what, ()))
        for what, wanted in values.items()
    )


def _stays(one: Published, now: datetime) -> bool:
    span = one.entry.span
    return span is not None and max(ends(span), one.stamps.changed_at) + KEPT_AFTER_END > now


def item_slug(item: AgendaItem) -> str:
    """By what an agenda item is followed: its number, or its title where it has none."""
    return slug(item.number or item.title or "")


def _items(entry: CalendarEntry) -> frozenset[str]:
    return frozenset(item_slug(item) for item in entry.agenda_items)


def is_fresh(used_at: datetime, now: datetime) -> bool:
    """Whether its last use is written down to the day (`actions.used`)."""
    return now - used_at < A_DAY
