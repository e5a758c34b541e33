"""How far it is between the rooms of a meeting's venue: the desk says it, agendas of readers use it."""

from dataclasses import dataclass
from itertools import combinations_with_replacement

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings import walking
from scheduler.meetings.models import Meeting, Venue, VenuePart
from scheduler.meetings.walk_rules import MOST_MINUTES
from scheduler.timetable.permissions import SET_RULES
from scheduler.web.access import guarded
from scheduler.web.desk.timetable.door import door, meeting_of
from scheduler.web.languages import gettext
from scheduler.web.visitors import present

LONGEST = 100


@dataclass(frozen=True)
class Pair:
    """Two parts of a venue, or one and itself; `minutes` as typed or stored, `wrong` if that is no number."""

    one: VenuePart
    other: VenuePart
    minutes: str
    wrong: bool = False

    @property
    def name(self) -> str:
        """The field's."""
        return f"walk-{self.one.id}-{self.other.id}"


@door.get("/<code>/walks/")
@guarded(SET_RULES, meeting_of)
def walks(meeting: Meeting) -> str:
    return _page(meeting, _pairs(_venue(meeting)))


@door.post("/<code>/walks/rooms")
@guarded(SET_RULES, meeting_of)
def put_rooms(meeting: Meeting) -> ResponseReturnValue:
    """Store in which part of the venue each room lies."""
    venue = _venue(meeting)
    named = {room.id: request.form.get(f"room-{room.id}", "")[:LONGEST] for room in venue.rooms}
    with decision(present().actor) as this:
        walking.put_rooms(this, _venue(meeting), named)
    flash(gettext("The parts are stored. Below you can say how far it is between them."))
    return redirect(url_for("desk_timetable.walks", code=meeting.code), 303)


@door.post("/<code>/walks/minutes")
@guarded(SET_RULES, meeting_of)
def set_minutes(meeting: Meeting) -> ResponseReturnValue:
    """Store how far it is between the parts."""
    pairs = _pairs(_venue(meeting), typed=True)
    if any(pair.wrong for pair in pairs):
        return _page(meeting, pairs), 422
    minutes = {(p.one.id, p.other.id): int(p.minutes) if p.minutes else None for p in pairs}
    with decision(present().actor) as this:
        walking.set_minutes(this, _venue(meeting), minutes)
    flash(gettext("The ways are stored. Agendas of readers show them at once."))
    return redirect(url_for("desk_timetable.walks", code=meeting.code), 303)


def _venue(meeting: Meeting) -> Venue:
    if meeting.venue is None:
        raise NotFound(Sentence("This meeting has no venue, and so no ways between its rooms."))
    return meeting.venue


def _pairs(venue: Venue, typed: bool = False) -> list[Pair]:
    known = walking.minutes_of(venue)
    found = []
    for one, other in combinations_with_replacement(walking.parts_of(venue), 2):
        stored = known.get((one.id, other.id))
        pair = Pair(one, other, "" if stored is None else str(stored))
        if typed:
            written = request.form.get(pair.name, "").strip()
            pair = Pair(one, other, written, bool(written) and not _is_minutes(written))
        found.append(pair)
    return found


def _is_minutes(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) < 4 and int(written) <= MOST_MINUTES


def _page(meeting: Meeting, pairs: list[Pair]) -> str:
    venue = _venue(meeting)
    return render_template(
        "desk/timetable/walks.html",
        meeting=meeting,
        venue=venue,
        parts=walking.parts_of(venue),
        part_of=walking.part_of_rooms(venue),
        pairs=pairs,
        most=MOST_MINUTES,
        longest=LONGEST,
    )
