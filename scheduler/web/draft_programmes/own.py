"""The place of one event in a draft programme, and the form by which it is answered for: the same by account,
by link and at the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request

from scheduler.applications.facts import Faulty
from scheduler.kernel import clock
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting, Slot
from scheduler.timetable.draft_programmes import queries, rules
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace
from scheduler.timetable.draft_programmes.rules import LONGEST, Said, slots_read
from scheduler.timetable.draft_programmes.terms import Reply
from scheduler.timetable.draft_programmes.words import answered, slots_told
from scheduler.timetable.spots import by_hand, told
from scheduler.web.draft_programmes.listing import by_hand_in_short


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    reply: str = ""
    said: str = ""
    slots: frozenset[str] = frozenset()


def typed(place: DraftPlace) -> Typed:
    """What was sent; else what was answered before."""
    if request.method == "POST":
        form = request.form
        return Typed(form.get("reply", ""), form.get("said", ""), frozenset(form.getlist("slots")))
    now = place.answer
    return Typed(now.reply.value, now.said or "", frozenset(now.slots)) if now else Typed()


def said(meeting: Meeting) -> Said:
    """What a form answers. Raises Faulty for slots that the meeting has no more."""
    form = request.form
    offered = {_name(slot): (slot.starts_at, slot.ends_at) for slot in meeting.slots}
    chosen = form.getlist("slots")
    if not set(chosen) <= offered.keys():
        raise Faulty([("slots", rules.NO_SUCH_SLOT)])
    reply = form.get("reply", "")
    return Said(
        Reply(reply) if reply in set(Reply) else None,
        form.get("said", ""),
        [offered[name] for name in chosen],
    )


def told_place(place: DraftPlace, *, tells: bool = True) -> dict[str, Any]:
    """What templates say of it (`draft/parts.html`), besides what is wrong with the form (`faults`). `tells`:
    to who answers for the event; others do not read what was answered, nor why a person put it there."""
    draft = place.draft
    meeting, zone = draft.meeting, draft.meeting.time_zone
    rooms, now = queries.room_names(meeting), place.answer if tells else None
    newest, everywhere = queries.newest(meeting), queries.places_of(place.entry_id)
    before = [one for one in everywhere if one.draft.number < draft.number]
    earlier = _last_answer(before) if tells and not now else None
    newer = newest if newest is not draft else None
    there = next((one for one in everywhere if one.draft is newer), None)
    return {
        "draft": draft,
        "place": place,
        "where": told(place.spot, zone, rooms),
        "tells": tells,
        "hand": by_hand(place.spot, zone) if tells else by_hand_in_short(place),
        "shut": rules.shut(draft.state, rules.closes_at(draft.last_day, zone), clock.now()),
        "answer": now,
        "answered": _answered(now, zone),
        "is_older": bool(now and now.given_at < draft.shown_at),
        "earlier": earlier,
        "earlier_told": _answered(earlier, zone),
        "earlier_where": told(earlier.place.spot, zone, rooms) if earlier else None,
        "newer": newer,
        "newer_where": told(there.spot, zone, rooms) if there else None,
        "choices": _choices(meeting),
        "form": typed(place),
        "longest": LONGEST,
    }


def _answered(one: DraftAnswer | None, zone: str) -> list[Sentence]:
    """In sentences; none where there is no answer."""
    if one is None:
        return []
    slots = slots_read(one.slots)
    more = [Sentence("Slots that would be better: %(slots)s", slots=slots_told(slots, zone))] if slots else []
    return [answered(one.reply, one.said), *more]


def _last_answer(places: Iterable[DraftPlace]) -> DraftAnswer | None:
    """The newest of them, as the places are ordered."""
    return next((one.answer for one in places if one.answer), None)


def _choices(meeting: Meeting) -> list[tuple[str, Sentence]]:
    """The meeting's slots, with their names in the form."""
    return [
        (_name(slot), slots_told([(slot.starts_at, slot.ends_at)], meeting.time_zone))
        for slot in meeting.slots
    ]


def _name(slot: Slot) -> str:
    return rules.slots_said([(slot.starts_at, slot.ends_at)])[0]
