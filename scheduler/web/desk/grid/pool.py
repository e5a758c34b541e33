"""The events that have no place yet, in the order of the queue, and what narrows their list. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.text import fold
from scheduler.timetable.clashes.ground import Slot
from scheduler.web.desk.grid.cards import Card


@dataclass(frozen=True)
class Narrowed:
    """What is looked for among the unplaced. `seats`: whoever expects more people is left out; an attendance
    that nobody told fits everywhere."""

    words: str = ""
    group: OrganisationKind | None = None
    theme: str = ""
    day: date | None = None
    seats: int | None = None

    def fits(self, card: Card, slots: Mapping[int, Slot]) -> bool:
        item, wanted = card.item, fold(self.words)
        if wanted and not any(wanted in fold(text) for text in (item.code, item.title, card.organiser)):
            return False
        if (self.group and item.group is not self.group) or (self.theme and item.theme != self.theme):
            return False
        if self.day and self.day not in _wished_days(card, slots):
            return False
        return self.seats is None or (item.attendance or 0) <= self.seats


def in_order(cards: Iterable[Card]) -> list[Card]:
    """As the queue has them."""
    return sorted(cards, key=lambda card: (card.item.place, card.code))


def _wished_days(card: Card, slots: Mapping[int, Slot]) -> set[date]:
    wishes = card.item.wishes
    return {*wishes.days, *(slots[slot].day for slot in wishes.slots if slot in slots)}
