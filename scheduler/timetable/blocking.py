"""What keeps a move from being made: one place for all rules that block placing."""

from collections.abc import Mapping

from scheduler.formats.describe import Line
from scheduler.kernel.db import session
from scheduler.kernel.errors import Clash
from scheduler.kernel.terms import EntryKind
from scheduler.kernel.text import shorten
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable.clashes import ground as rules
from scheduler.timetable.entries import Slots, slots_of
from scheduler.timetable.facts import facts_of
from scheduler.timetable.models import Placement, Plan
from scheduler.timetable.moving_rules import MOST_TOLD, sentences
from scheduler.timetable.rules import assumed_end
from scheduler.timetable.spots import Spot
from scheduler.timetable.wording import words_of

INSTEAD = Sentence("Move that one first, or swap the two.")


def refuse_blocking(
    plan: Plan,
    standing: Mapping[int, Placement],
    wanted: Mapping[Entry, Spot | None],
    instead: Sentence = INSTEAD,
) -> None:
    """Raises Clash where a rule that blocks placing speaks against a step. `standing`: what stands where in
    the plan before it; `wanted`: what it changes; `instead`: what to do where another entry has the room. A
    clash that stood there before is no reason."""
    if taken := _taken_room(standing, wanted):
        entry, spot, other = taken
        words = words_of(session.get_one(Meeting, plan.meeting_id))
        raise Clash(
            Sentence(
                "“%(entry)s” cannot stand there (%(place)s): “%(other)s” has the room. %(instead)s",
                entry=shorten(entry.title),
                place=words.place(spot),
                other=shorten(other.title),
                instead=instead,
            )
        )
    meeting = session.get_one(Meeting, plan.meeting_id)
    facts = facts_of(meeting, plan)
    slots = slots_of(meeting)
    moves = {
        entry.id: as_rules_see(spot, entry.kind, slots) if spot else None
        for entry, spot in wanted.items()
        if entry.id in facts.items
    }
    if found := facts.index().clashes_of(moves).blocking:
        told: list[Line] = [clash.sentence for clash in found[:MOST_TOLD]]
        if len(found) > MOST_TOLD:
            told.append(Sentence("There are %(number)s more.", number=len(found) - MOST_TOLD))
        raise Clash(Sentence("%(clashes)s Nothing was done.", clashes=sentences(told)))


def as_rules_see(spot: Spot, kind: EntryKind, slots: Slots) -> rules.Spot:
    """An end that is not known is the assumed one, as in `facts`."""
    ends_at = spot.ends_at
    if ends_at is None and spot.starts_at is not None and kind is not EntryKind.EXHIBITION:
        ends_at = assumed_end(spot.starts_at, slots)
    return rules.Spot(spot.day, spot.starts_at, ends_at, spot.room, spot.until)


def _taken_room(
    standing: Mapping[int, Placement], wanted: Mapping[Entry, Spot | None]
) -> tuple[Entry, Spot, Entry] | None:
    """The first entry whose room another one has then, where it would be, and that one."""
    going = {entry.id for entry in wanted}
    staying = [one for one in standing.values() if one.live and one.entry_id not in going]
    coming: list[tuple[Entry, Spot]] = []
    for entry, spot in wanted.items():
        if spot is None or entry.cancelled:
            continue
        for one in staying:
            if one.spot.meets(spot):
                return entry, spot, one.entry
        for other, there in coming:
            if there.meets(spot):
                return entry, spot, other
        coming.append((entry, spot))
    return None
