"""What keeps a move from being made: one place for all rules that block placing."""

from collections.abc import Mapping

from scheduler.kernel.db import session
from scheduler.kernel.errors import Clash
from scheduler.kernel.text import shorten
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable.models import Placement, Plan
from scheduler.timetable.spots import Spot
from scheduler.timetable.wording import words_of


def refuse_blocking(
    plan: Plan, standing: Mapping[int, Placement], wanted: Mapping[Entry, Spot | None]
) -> None:
    """Raises Clash where a rule that blocks placing speaks against a step. `standing`: what stands where in
    the plan before it; `wanted`: what it changes."""
    _refuse_taken_rooms(plan, standing, wanted)


def _refuse_taken_rooms(
    plan: Plan, standing: Mapping[int, Placement], wanted: Mapping[Entry, Spot | None]
) -> None:
    going = {entry.id for entry in wanted}
    staying = [one for one in standing.values() if one.live and one.entry_id not in going]
    coming: list[tuple[Entry, Spot]] = []
    for entry, spot in wanted.items():
        if spot is None or entry.cancelled:
            continue
        for one in staying:
            if one.spot.meets(spot):
                _taken(plan, entry, spot, one.entry)
        for other, there in coming:
            if there.meets(spot):
                _taken(plan, entry, spot, other)
        coming.append((entry, spot))


def _taken(plan: Plan, entry: Entry, spot: Spot, other: Entry) -> None:
    words = words_of(session.get_one(Meeting, plan.meeting_id))
    raise Clash(
        Sentence(
            "“%(entry)s” cannot stand there (%(place)s): “%(other)s” has the room. Move that one first, "
            "or swap the two.",
            entry=shorten(entry.title),
            place=words.place(spot),
            other=shorten(other.title),
        )
    )
