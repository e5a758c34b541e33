"""What the grid shows, as plain values: events as cards, and which wish each place meets. Pure; times in UTC,
days are the venue's."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Clash, Item, Slot, Wishes
from scheduler.timetable.clashes.terms import Level
from scheduler.timetable.draft_programmes.rules import Span
from scheduler.timetable.draft_programmes.terms import Reply
from scheduler.timetable.draft_programmes.words import REPLIES
from scheduler.timetable.spots import Spot


class Met(IntEnum):
    """Which wish a place meets; the best is the lowest. Wishes by rank count from 1."""

    DAY = 100
    NOT_ASKED = 101
    OTHER = 102
    EXCLUDED = 103


def met(wishes: Wishes, slots: Collection[Slot], day: date) -> int:
    """What of the wishes is met where something stands in these slots of a day: the rank of a wish, or a
    `Met`. It stands in an excluded slot as soon as one of them is."""
    taken = {slot.number for slot in slots}
    if taken & wishes.excluded:
        return Met.EXCLUDED
    for rank, slot in enumerate(wishes.slots, 1):
        if slot in taken:
            return rank
    if day in wishes.days:
        return Met.DAY
    return Met.OTHER if wishes.slots or wishes.days else Met.NOT_ASKED


_WORDS = {
    1: Sentence("1st wish"),
    2: Sentence("2nd wish"),
    3: Sentence("3rd wish"),
    Met.DAY: Sentence("Wished day"),
    Met.NOT_ASKED: Sentence("No wishes"),
    Met.OTHER: Sentence("Not wished"),
    Met.EXCLUDED: Sentence("Excluded"),
}
_MARKS = {Met.DAY: "○", Met.NOT_ASKED: "·", Met.OTHER: "✗", Met.EXCLUDED: "⊘"}
_NAMES = {Met.DAY: "day", Met.NOT_ASKED: "none", Met.OTHER: "other", Met.EXCLUDED: "excluded"}


def wish_words(found: int) -> Sentence:
    return _WORDS.get(found) or Sentence("%(rank)sth wish", rank=found)


def wish_mark(found: int) -> str:
    """A shape beside the words, so that nobody has to tell colours apart."""
    return _MARKS.get(Met(found), "") if found in _MARKS else str(found)


def wish_name(found: int) -> str:
    """The word by which the style sheet knows it."""
    if found in _NAMES:
        return _NAMES[Met(found)]
    return "first" if found == 1 else "ranked"


def answer_words(one: "Answer") -> Sentence:
    """What organisers say, in few words."""
    if one.reply is None:
        return Sentence("No answer yet")
    if one.is_earlier:
        return Sentence("Before: %(reply)s", reply=REPLIES[one.reply])
    return REPLIES[one.reply]


def answer_mark(one: "Answer") -> str:
    """A shape beside the words."""
    return _ANSWER_MARKS[one.reply]


def answer_name(one: "Answer") -> str:
    """The word by which the style sheet knows it; what was said of another place before has none."""
    return one.reply.value.replace("_", "-") if one.reply and not one.is_earlier else ""


_ANSWER_MARKS = {None: "?", Reply.SUITS: "✓", Reply.CANNOT: "✗", Reply.WOULD_SWAP: "⇄"}
GRAVITY = {level: number for number, level in enumerate(reversed(Level))}


def gravest(clashes: Collection[Clash]) -> Level:
    """The worst of them; OFF: nothing is wrong."""
    return max((clash.level for clash in clashes), key=GRAVITY.__getitem__, default=Level.OFF)


@dataclass(frozen=True)
class Answer:
    """What organisers said of the place `spot` that draft programme `number` showed them; `reply`: None as
    long as they said nothing. `slots`: those that they would like better. `is_earlier`: it was said of
    another place, in a draft programme before, and they are asked anew."""

    number: int
    spot: Spot | None
    reply: Reply | None = None
    said: str | None = None
    slots: tuple[Span, ...] = ()
    is_earlier: bool = False


@dataclass(frozen=True)
class Card:
    """An event of the plan. `was`: where the last release has it, if that is somewhere else, or that no
    release told of it. `by`: that a person placed it, by hand or on the Chair's word; `why`, their reason.
    `answer`: what its organisers say of it, and `of`, of which place, if that is another one."""

    item: Item
    spot: Spot | None = None
    met: int = Met.NOT_ASKED
    clashes: tuple[Clash, ...] = ()
    was: Sentence | None = None
    by: Sentence | None = None
    why: str | None = None
    answer: Answer | None = None
    of: Sentence | None = None

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def organiser(self) -> str:
        return self.item.organisations[0].name if self.item.organisations else ""

    @property
    def level(self) -> Level:
        return gravest(self.clashes)


@dataclass(frozen=True)
class Stop:
    """A thematic session or a formal meeting: it stands where it stands, and events go around it."""

    item: Item
    spot: Spot
