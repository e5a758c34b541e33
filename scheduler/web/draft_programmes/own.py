"""The place of one event in a draft programme, and the form by which it is answered for: the same by account,
by link and at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from scheduler.applications.facts import Faulty
from scheduler.kernel import clock
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting, Slot
from scheduler.timetable.draft_programmes import queries, rules
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace
from scheduler.timetable.draft_programmes.rules import LONGEST, Said, slots_read
from scheduler.timetable.draft_programmes.terms import Reply
from scheduler.timetable.draft_programmes.words import answered, slots_told
from scheduler.timetable.spots import by_hand, told

Choices = dict[date, list[tuple[str, Sentence]]]


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
        clean(form.get("said", "")) or None,
        [offered[name] for name in chosen],
    )


def told_place(place: DraftPlace) -> dict[str, Any]:
    """What templates say of it (`draft/parts.html`), besides what is wrong with the form (`faults`)."""
    draft = place.draft
    meeting, zone = draft.meeting, draft.meeting.time_zone
    rooms, now = queries.room_names(meeting), place.answer
    newest = queries.newest(meeting)
    earlier = None if now else queries.earlier_answers(draft).get(place.entry_id)
    newer = newest if newest and newest is not draft else None
    return {
        "draft": draft,
        "place": place,
        "where": told(place.spot, zone, rooms),
        "hand": by_hand(place.spot, zone),
        "shut": rules.shut(draft.state, rules.closes_at(draft.last_day, zone), clock.now()),
        "answer": now,
        "answered": _answered(now, zone),
        "is_older": bool(now and now.given_at < draft.shown_at),
        "earlier": earlier,
        "earlier_told": _answered(earlier, zone),
        "earlier_where": told(earlier.place.spot, zone, rooms) if earlier else None,
        "newer": newer,
        "newer_where": _there(place, newer.places if newer else (), rooms),
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


def _there(place: DraftPlace, places: Sequence[DraftPlace], rooms: dict[int, str]) -> Sentence | None:
    """Where a newer draft programme has the same event."""
    found = next((one for one in places if one.entry_id == place.entry_id), None)
    return told(found.spot, place.draft.meeting.time_zone, rooms) if found else None


def _choices(meeting: Meeting) -> Choices:
    """The meeting's slots, by day."""
    found: Choices = {}
    for slot in meeting.slots:
        words = slots_told([(slot.starts_at, slot.ends_at)], meeting.time_zone)
        found.setdefault(slot.day, []).append((_name(slot), words))
    return found


def _name(slot: Slot) -> str:
    return rules.slots_said([(slot.starts_at, slot.ends_at)])[0]
