"""Why each side event of a plan is where it is: one card for each, to be searched, printed, and priced."""

from collections.abc import Sequence

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel.text import clean_line
from scheduler.timetable.clashes.ground import Slot
from scheduler.timetable.permissions import EDIT_PLAN, SEE_TIMETABLE
from scheduler.timetable.proposals import pricing
from scheduler.timetable.proposals.reasons import Card, cards
from scheduler.timetable.wording import words_of
from scheduler.web.access import guarded
from scheduler.web.desk.grid.cards import met, wish_words
from scheduler.web.desk.timetable.door import Planned, door, planned
from scheduler.web.languages import say
from scheduler.web.policy_words import policy_name

MOST = 20
"""Cards that one page shows; of more, only the names."""


@door.get("/<code>/<int:number>/reasons/")
@guarded(SEE_TIMETABLE, planned)
def reasons(one: Planned) -> str:
    return _page(one, clean_line(request.args.get("q", "")))


@door.post("/<code>/<int:number>/reasons/price")
@guarded(EDIT_PLAN, planned)
def price(one: Planned) -> ResponseReturnValue:
    """What it would cost to put an event into a slot. Nothing is changed."""
    code, slot = (clean_line(request.form.get(name, "")) for name in ("event", "slot"))
    told = [say(sentence) for sentence in pricing.price_of(one.meeting, one.plan, code, slot)]
    return _page(one, code, slot, told)


@door.get("/<code>/<int:number>/allocation.json")
@guarded(EDIT_PLAN, planned)
def allocation_file(one: Planned) -> Response:
    """For the command `scheduler allocate`."""
    content = pricing.asked_of(one.meeting, one.plan).model_dump_json(indent=1)
    response = Response(content, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{one.meeting.code}-{one.plan.id}.json"'
    return response


def _page(one: Planned, asked: str, slot: str = "", told: Sequence[str] = ()) -> str:
    every = cards(one.meeting, one.plan)
    found = [card for card in every if card.is_meant(asked)]
    by_code = [card for card in found if card.item.code == asked]
    people = {card.spot.put_by for card in found if card.spot and card.spot.put_by}
    return render_template(
        "desk/timetable/reasons.html",
        meeting=one.meeting,
        plan=one.plan,
        asked=asked,
        every=every,
        found=by_code or found,
        most=MOST,
        speak=words_of(one.meeting, people),
        wish=lambda card: say(wish_words(_met(one, card))),
        slot=slot,
        told=told,
        policy_name=policy_name,
        edit=EDIT_PLAN,
    )


def _met(one: Planned, card: Card) -> int:
    """Which wish its place meets."""
    spot = card.spot
    assert spot
    slots = [
        Slot(slot.id, slot.day, slot.starts_at, slot.ends_at)
        for slot in one.meeting.slots
        if spot.starts_at and spot.ends_at and slot.starts_at < spot.ends_at and spot.starts_at < slot.ends_at
    ]
    return met(card.item.wishes, slots, spot.day)
