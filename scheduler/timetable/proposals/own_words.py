"""The reason of a place in the words of its applicant: about their own event only. Who else is where, and
why, is nobody's business but theirs, so that others are counted and never named. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Item

_SOMEBODY = re.compile(r"\b(?:organisation|person) \d+")
ELSEWHERE = Sentence("Somebody who is needed at your event is needed elsewhere then.")
BESIDE = Sentence("Your event must not be at the same time as another one that is then.")
ORDER = Sentence("Your event has to come before or after another one.")
FREE = Sentence("It was free, but with your event there the timetable as a whole would be less good.")
TAKEN = Sentence(
    "The rooms that would do are taken then. Other events at that time: %(many)s; of these, before yours in "
    "the published order: %(earlier)s."
)
LEFT_OUT = Sentence(
    "There is no place for your event beside certain others. Their number: %(many)s; of these, before yours "
    "in the published order: %(earlier)s."
)


def met(item: Item, slot: str, points: int) -> Sentence:
    """Which wish the slot meets, by its id in the instance."""
    wished = [f"slot {number}" for number in item.wishes.slots]
    if slot in wished:
        return Sentence(
            "Your event has the slot that you named as number %(rank)s.", rank=wished.index(slot) + 1
        )
    if not item.wishes.slots and not item.wishes.days:
        return Sentence("You named no slot and no day.")
    if points > 1:
        return Sentence("Your event is on a day that you named.")
    return Sentence("None of the slots and days that you named could be had.")


def why_not(
    item: Item, better: Mapping[str, Any], report: Mapping[str, Any], places: Mapping[str, int]
) -> Sentence | str:
    """What stands in the way of a better slot. `places`: of all events in the published order, by code."""
    said: str = better["because"]
    others = [code for code, cell in report["assignments"].items() if cell["slot"] == better["slot"]]
    if _SOMEBODY.search(said):
        return ELSEWHERE
    if said.startswith("It must not run beside"):
        return BESIDE
    if said.startswith("It has to come"):
        return ORDER
    if said.startswith("It is free"):
        return FREE
    if said.startswith("The rooms that would do") or any(code in said for code in places):
        return Sentence(TAKEN.text, **_counted(item, others, places))
    return said


def left_out(item: Item, why: Mapping[str, Any], places: Mapping[str, int]) -> Sentence | str:
    """The proof that there is no place for it."""
    if not why.get("beside"):
        return str(why.get("because", ""))
    return Sentence(LEFT_OUT.text, **_counted(item, why["beside"], places))


def _counted(item: Item, others: list[str], places: Mapping[str, int]) -> dict[str, object]:
    earlier = sum(places.get(code, item.place) < item.place for code in others)
    return {"many": len(others), "earlier": earlier}


def named(item: Item, why: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Better slots that were named as wishes, in their order."""
    wished = [f"slot {number}" for number in item.wishes.slots]
    found = [one for one in why["better"] if one["slot"] in wished]
    yield from sorted(found, key=lambda one: wished.index(one["slot"]))
