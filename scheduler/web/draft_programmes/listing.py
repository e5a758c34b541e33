"""All that a draft programme shows, day by day, and what became of it since."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.formats.describe import kind_name
from scheduler.kernel.words import Sentence
from scheduler.timetable.draft_programmes import queries
from scheduler.timetable.draft_programmes.models import DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.terms import Showing
from scheduler.timetable.spots import Spot, by_hand, told, turn_of
from scheduler.timetable.terms import Hand, Turn
from scheduler.web.programme.order import natural

HANDS = {Hand.BY_HAND: Sentence("Placed by hand"), Hand.CHAIR: Sentence("On the Chair's word")}
"""Beside events of others, without the reason, which is between their organisers and the secretariat."""


@dataclass(frozen=True)
class Line:
    """An entry in a draft programme. `turn`: what a newer one made of its place, and `there`, where that has
    it; None where this is the newest."""

    place: DraftPlace
    kind: Sentence
    organisers: str
    room: str
    hand: Sentence | None
    turn: Turn | None
    there: Sentence | None
    own: bool


@dataclass(frozen=True)
class Listing:
    """`days`: by the venue's day, in the order of time and rooms; `nowhere`: what has no place."""

    days: Mapping[date, Sequence[Line]]
    nowhere: Sequence[Line]
    newer: DraftProgramme | None
    turns: Mapping[Turn, int]

    @property
    def own(self) -> list[Line]:
        """The reader's."""
        every = (line for lines in (*self.days.values(), self.nowhere) for line in lines)
        return [line for line in every if line.own]


def listing(draft: DraftProgramme, own: Collection[int] = (), *, sees_all: bool = False) -> Listing:
    """`own`: the reader's entries, by number; of these, and for who `sees_all`, the reasons of placements are
    told."""
    newest = queries.newest(draft.meeting)
    newer = newest if draft.state is Showing.REPLACED and newest is not draft else None
    there = {place.entry_id: place.spot for place in newer.places} if newer else None
    rooms, leads = queries.room_names(draft.meeting), organisers([place.entry_id for place in draft.places])
    lines = [
        _line(
            place,
            rooms,
            leads.get(place.entry_id, ""),
            there,
            own=place.entry_id in own,
            tells=sees_all or place.entry_id in own,
        )
        for place in draft.places
    ]
    days: dict[date, list[Line]] = defaultdict(list)
    for line in sorted((line for line in lines if line.place.day), key=_order):
        assert line.place.day
        days[line.place.day].append(line)
    nowhere = [line for line in lines if line.place.day is None and line.place.asked]
    return Listing(days, nowhere, newer, Counter(line.turn for line in lines if line.turn))


def _line(
    place: DraftPlace,
    rooms: Mapping[int, str],
    organisers: str,
    there: Mapping[int, Spot | None] | None,
    *,
    own: bool,
    tells: bool,
) -> Line:
    zone, spot = place.draft.meeting.time_zone, place.spot
    after = there.get(place.entry_id) if there is not None else None
    turn = turn_of(spot, after) if there is not None else None
    return Line(
        place,
        kind_name(place.entry.kind),
        organisers,
        rooms.get(place.room_id or 0, ""),
        by_hand(spot, zone) if tells else by_hand_in_short(place),
        turn,
        told(after, zone, rooms) if turn not in (None, Turn.SAME) else None,
        own,
    )


def by_hand_in_short(place: DraftPlace) -> Sentence | None:
    """That a person put it there, not why."""
    return HANDS[place.hand] if place.hand else None


def _order(line: Line) -> tuple[object, ...]:
    place = line.place
    return (
        place.day,
        place.starts_at is not None,
        place.starts_at,
        natural(line.room),
        place.entry.title,
    )


def organisers(entries: Collection[int]) -> dict[int, str]:
    """Who leads each event, by the entry's number. One query."""
    leads = queries.leads_of(entries)
    return {number: ", ".join(one.name for one in bodies) for number, bodies in leads.items()}
