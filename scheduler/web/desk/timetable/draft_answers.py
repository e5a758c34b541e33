"""The answers to a draft programme as a list for the desk."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.kernel.words import Sentence
from scheduler.timetable.called import called
from scheduler.timetable.draft_programmes import queries
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.rules import slots_read
from scheduler.timetable.draft_programmes.terms import Reply, Showing
from scheduler.timetable.draft_programmes.words import REPLIES, slots_told
from scheduler.timetable.spots import by_hand, told, turn_of
from scheduler.timetable.terms import Turn
from scheduler.web.draft_programmes.listing import organisers

NO_ANSWER = "none"
FILTERS = {
    "": Sentence("All"),
    Reply.CANNOT.value: REPLIES[Reply.CANNOT],
    Reply.WOULD_SWAP.value: REPLIES[Reply.WOULD_SWAP],
    NO_ANSWER: Sentence("Not answered"),
    Reply.SUITS.value: REPLIES[Reply.SUITS],
}
"""What the list can be narrowed to, by the word in the address."""
MARKS = {Reply.SUITS: "good", Reply.CANNOT: "bad", Reply.WOULD_SWAP: "waits"}
"""How the style sheet shows an answer."""


@dataclass(frozen=True)
class Line:
    """An event in a draft programme: where that had it, what was answered and by whom, and where the plan has
    it now, if that is elsewhere. `earlier`: what was answered for another place, in `of`."""

    place: DraftPlace
    organisers: str
    where: Sentence
    hand: Sentence | None
    answer: DraftAnswer | None
    words: Sentence | None
    mark: str
    slots: Sentence | None
    who: str
    earlier: Sentence | None
    of: Sentence | None
    now: Sentence | None


def lines_of(draft: DraftProgramme) -> list[Line]:
    """Events whose organisers are asked, by title, in a constant number of queries."""
    asked = [place for place in draft.places if place.asked]
    rooms, now = queries.room_names(draft.meeting), queries.spots_now(draft)
    earlier = queries.earlier_answers(draft)
    leads = organisers([place.entry_id for place in asked])
    actors = {place.answer.given_by for place in asked if place.answer}
    people = {thing: one.name or "" for thing, one in called(actors).items()}
    zone, moves = draft.meeting.time_zone, draft.state is Showing.SHOWN

    def line(place: DraftPlace) -> Line:
        answer, there = place.answer, now.get(place.entry_id)
        before = None if answer else earlier.get(place.entry_id)
        slots = slots_read(answer.slots) if answer else []
        return Line(
            place,
            leads.get(place.entry_id, ""),
            told(place.spot, zone, rooms),
            by_hand(place.spot, zone),
            answer,
            REPLIES[answer.reply] if answer else None,
            MARKS[answer.reply] if answer else "",
            slots_told(slots, zone) if slots else None,
            people.get(answer.given_by, "") if answer else "",
            REPLIES[before.reply] if before else None,
            told(before.place.spot, zone, rooms) if before else None,
            told(there, zone, rooms) if moves and turn_of(place.spot, there) is not Turn.SAME else None,
        )

    return sorted(map(line, asked), key=lambda one: (one.place.entry.title.casefold(), one.place.id))


def counted(places: Iterable[DraftPlace]) -> Mapping[str, int]:
    """How many events there are of each filter."""
    replies = [name_of(place) for place in places if place.asked]
    found = Counter(replies)
    return {name: found[name] if name else len(replies) for name in FILTERS}


def chosen(lines: Sequence[Line], asked: str) -> list[Line]:
    """Those that a filter lets through; all of them by a word that is none."""
    return [line for line in lines if asked not in FILTERS or asked in ("", name_of(line.place))]


def name_of(place: DraftPlace) -> str:
    return place.answer.reply.value if place.answer else NO_ANSWER
