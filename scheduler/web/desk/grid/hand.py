"""The event in hand: what it wishes, where it would fit best, what each cell would cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.kernel.words import Sentence
from scheduler.timetable.clashes.ground import Slot
from scheduler.timetable.clashes.terms import Rule
from scheduler.web.desk.grid.cards import Card, Met, wish_name, wish_words
from scheduler.web.desk.grid.fits import Fit, best
from scheduler.web.desk.grid.looking import Look
from scheduler.web.desk.timetable.words import RULES
from scheduler.web.languages import gettext, say
from scheduler.web.times import hour, short_day

MOST_TOLD = 3


@dataclass(frozen=True)
class InHand:
    """An event that is about to be moved. `fits`: every cell, by its key; `free`: in how many it can
    stand."""

    card: Card
    fits: Mapping[str, Fit]
    best: list[list[Fit]]
    free: int
    wishes: list[str]
    now: Sentence


def in_hand(look: Look, code: str) -> InHand | None:
    """None where there is no such event."""
    card = look.cards.get(code)
    if card is None:
        return None
    fits = look.fits(card)
    return InHand(
        card=card,
        fits=fits,
        best=best(fits.values(), card.item.attendance),
        free=sum(fit.is_free for fit in fits.values()),
        wishes=_wishes(look, card),
        now=look.place(look.spots.get(card.item.number)),
    )


def costs(look: Look, hand: InHand | None) -> dict[str, dict[str, Any]]:
    """What pages and scripts say in each cell, by its key: `state` (see `fits.Fit`), where the cell is, which
    wish it meets, and why not or at what cost, in `short` and in full; `swap`: with whom it would change
    places."""
    if hand is None:
        return {}
    when = {slot.number: _when(look, slot) for slot in look.ground.slots}
    rules = {rule: str(name) for rule, (name, _) in RULES.items()}
    words = {found: say(wish_words(found)) for found in {fit.met for fit in hand.fits.values()}}
    words[Met.NOT_ASKED] = gettext("Any slot")
    return {
        key: {
            "state": fit.state,
            "where": f"{when[fit.slot.number]}, {fit.room.name}",
            "wish": words[fit.met] if fit.met != Met.NOT_ASKED or fit.state == "free" else "",
            "met": wish_name(fit.met),
            "short": _short(fit, rules),
            "why": _why(hand.card, fit),
            "swap": fit.swap.code if fit.swap and fit.state == "swap" else "",
        }
        for key, fit in hand.fits.items()
    }


def _short(fit: Fit, rules: Mapping[Rule, str]) -> str:
    """The same in as few words as a cell has room for."""
    if fit.is_here:
        return gettext("It stands here")
    if fit.why:
        return gettext("Pinned")
    said = [rules[rule] for rule in dict.fromkeys(clash.rule for clash in fit.reasons)]
    if fit.swap and fit.state == "swap":
        said.insert(0, gettext("Change places with %(code)s", code=fit.swap.code))
    return ", ".join(said)


def _why(card: Card, fit: Fit) -> str:
    if fit.is_here:
        return gettext("It stands here.")
    said = [say(clash.sentence) for clash in fit.reasons[:MOST_TOLD]]
    if len(fit.reasons) > MOST_TOLD:
        said.append(gettext("There are %(number)s more.", number=len(fit.reasons) - MOST_TOLD))
    if fit.why:
        said = [say(fit.why)]
    if fit.swap and fit.state == "swap":
        if card.spot:
            said.insert(0, gettext("Changes places with %(code)s.", code=fit.swap.code))
        else:
            said.insert(0, gettext("%(code)s would lose this place.", code=fit.swap.code))
    return " ".join(said)


def _wishes(look: Look, card: Card) -> list[str]:
    """Its wishes in words, the best first."""
    asked, slots = card.item.wishes, look.ground.slot
    said = [
        f"{say(wish_words(rank))}: {_when(look, slots[slot])}"
        for rank, slot in enumerate(asked.slots, 1)
        if slot in slots
    ]
    if asked.days:
        said.append(gettext("Any slot on: %(days)s", days=", ".join(map(short_day, sorted(asked.days)))))
    if asked.excluded:
        cannot = [_when(look, slot) for slot in look.ground.slots if slot.number in asked.excluded]
        said.append(gettext("Cannot: %(slots)s", slots="; ".join(cannot)))
    return said


def _when(look: Look, slot: Slot) -> str:
    return f"{short_day(slot.day)}, {hour(slot.starts_at, look.ground.zone)}"
