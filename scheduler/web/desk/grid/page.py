"""The grid as a page; for scripts, only what changes on it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.permissions import may
from scheduler.kernel.words import Sentence
from scheduler.meetings.queries import existing_meeting
from scheduler.timetable import queries
from scheduler.timetable.draft_programmes.words import slots_told
from scheduler.timetable.glance import Glance, glance
from scheduler.timetable.models import Plan
from scheduler.timetable.permissions import EDIT_PLAN, SEE_TIMETABLE, SET_RULES
from scheduler.web.access import guarded
from scheduler.web.desk.applications.words import KINDS
from scheduler.web.desk.grid import cards
from scheduler.web.desk.grid.asked import WEEK, Asked, asked
from scheduler.web.desk.grid.door import door, tag_of
from scheduler.web.desk.grid.hand import costs, in_hand
from scheduler.web.desk.grid.looking import Look, levels
from scheduler.web.desk.grid.pool import in_order
from scheduler.web.desk.grid.reading import look_at
from scheduler.web.desk.grid.telling import told_step
from scheduler.web.desk.timetable.words import LEVELS, RULES
from scheduler.web.floor.following import still_holds, tagged
from scheduler.web.times import short_day
from scheduler.web.visitors import present

LEVEL_NAMES = {level: level.value.replace("_", "-") for level in LEVELS}
TEMPLATES = {"all": "desk/grid/part.html", "hand": "desk/grid/hand_part.html"}
"""For scripts: all that changes, or only what is in hand."""


@dataclass(frozen=True)
class Fault:
    """What was refused. `again`: what was sent, where it can be done all the same; `typed` is not lost."""

    sentence: str
    again: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


@door.get("/<code>/<int:number>/")
@guarded(SEE_TIMETABLE, glance)
def grid(seen: Glance) -> ResponseReturnValue:
    return still_holds(tag_of(seen)) or page(seen)


def page(seen: Glance, said: str = "", fault: Fault | None = None) -> Response:
    """As the plan is now. `said`: what was done."""
    meeting = existing_meeting(seen.code)
    plan = queries.plan(meeting, seen.number)
    look, wanted = look_at(meeting, plan), asked(request.args)
    typed = fault.typed if fault else {}
    hand = in_hand(look, wanted.hand or typed.get("event", ""))
    tag = tag_of(seen)
    made = render_template(
        TEMPLATES.get(request.args.get("part", ""), "desk/grid/page.html"),
        meeting=meeting,
        plan=plan,
        tag=tag,
        said=said,
        fault=fault,
        typed=typed,
        kept=wanted.kept,
        asked=wanted.said,
        hand=hand,
        costs=costs(look, hand),
        undo=told_step(look, queries.to_undo(plan)),
        redo=told_step(look, queries.to_redo(plan)),
        set_rules=SET_RULES,
        drafted=seen.drafted,
        may_edit=seen.is_open and bool(may(present(), EDIT_PLAN)),
        take=_take(plan, wanted, seen),
        **_shown(look, wanted),
        **_WORDS,
    )
    return tagged(made, tag)


def _shown(look: Look, wanted: Asked) -> dict[str, Any]:
    """What of the plan is shown."""
    every, day = in_order(look.cards.values()), wanted.day(look)
    counts = Counter(card.spot.day for card in every if card.spot)
    narrowed, pool = wanted.narrowed(look), in_order(look.unplaced)
    shown = [sheet for sheet in look.sheets if day in (None, sheet.day)]
    return {
        "shown": day.isoformat() if day else WEEK,
        "sheets": shown,
        "structure": "-".join(f"{sheet.day}:{len(sheet.rows)}:{bool(sheet.loose)}" for sheet in shown),
        "every_sheet": look.sheets,
        "days": list(look.ground.slots_on),
        "counts": counts,
        "placed": counts.total(),
        "rooms": look.rooms,
        "room_names": look.room_names,
        "slots_by_day": look.ground.slots_on,
        "every_card": every,
        "codes": {card.item.number: card.code for card in every},
        "clashes": look.index.clashes,
        "levels": levels(look.index.clashes),
        "pool": [card for card in pool if narrowed.fits(card, look.ground.slot)],
        "unplaced": len(pool),
        "choices": _choices(look),
    }


_WORDS = {
    "level_words": {level: words for level, (words, _) in LEVELS.items()},
    "level_names": LEVEL_NAMES,
    "wish_words": cards.wish_words,
    "wish_mark": cards.wish_mark,
    "wish_name": cards.wish_name,
    "answer_words": cards.answer_words,
    "answer_mark": cards.answer_mark,
    "answer_name": cards.answer_name,
    "slots_told": slots_told,
    "rule_words": {rule: words for rule, (words, _) in RULES.items()},
    "groups": KINDS,
    "most_clashes": 100,
}


def _take(plan: Plan, wanted: Asked, seen: Glance) -> str:
    """The address that takes an event in hand, up to its code."""
    here = url_for("desk_grid.grid", code=seen.code, number=plan.id, **wanted.kept)  # type: ignore[arg-type]
    return f"{here}{'&' if '?' in here else '?'}hand="


def _choices(look: Look) -> dict[str, dict[str, Sentence | str]]:
    """What the lists of the filters offer: what there is among the unplaced."""
    items = [card.item for card in look.unplaced]
    days = sorted({slot.day for slot in look.ground.slots})
    rooms = sorted(look.rooms, key=lambda room: (room.capacity or 0, room.name))
    return {
        "group": {kind: words for kind, words in KINDS.items() if any(item.group is kind for item in items)},
        "theme": {theme: theme for theme in sorted({item.theme for item in items if item.theme})},
        "wish": {day.isoformat(): short_day(day) for day in days} if items else {},
        "fits": {str(room.number): f"{room.name} ({room.capacity})" for room in rooms if room.capacity},
    }
