"""Taking a draft over into the public timetable, whole or in parts. Nothing is public before a release."""

from collections.abc import Collection

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable import queries
from scheduler.timetable.actions import public_plan
from scheduler.timetable.blocking import refuse_blocking
from scheduler.timetable.journal import begin, carry_out
from scheduler.timetable.models import Plan, PlanStep
from scheduler.timetable.moving import require_fresh, require_unchanged, require_unpinned
from scheduler.timetable.spots import Spot, same_place
from scheduler.timetable.terms import StepKind

WITH_IT = Sentence("Adopt that one too, or leave this one out.")


def adopt(
    this: Decision,
    draft: Plan,
    chosen: Collection[int] | None = None,
    *,
    seen: int,
    seen_draft: int,
) -> PlanStep:
    """Everything of a draft, or only these entries (by number), stands in the public timetable as in the
    draft: in its place with its pin and its reason, or nowhere. The draft is not changed any more.

    `seen` and `seen_draft`: the revisions of both that whoever acts has looked at. Raises Stale, Clash where
    a room is taken by what is not adopted or another rule blocks it, Refused.
    """
    _lock(draft)
    require_unchanged(draft, seen_draft)
    public = public_plan(this, session.get_one(Meeting, draft.meeting_id))
    standing = begin(public)
    wanted = _wanted(draft, public, chosen)
    require_fresh(public, seen, wanted, [spot for spot in wanted.values() if spot])
    now = {number: one.spot for number, one in standing.items()}
    moving = [entry for entry, spot in wanted.items() if not same_place(now.get(entry.id), spot)]
    require_unpinned(standing, moving)
    refuse_blocking(public, standing, {entry: wanted[entry] for entry in moving}, WITH_IT)
    step = carry_out(this, "adopt into the timetable", public, StepKind.ADOPT, wanted, source=draft)
    if step is None:
        raise Refused(Sentence("Nothing of this differs from the public timetable. Nothing was done."))
    draft.adopted_at = draft.adopted_at or this.at
    return step


def _lock(draft: Plan) -> None:
    session.scalars(
        select(Plan).where(Plan.id == draft.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if draft.public:
        raise Refused(Sentence("This is the public timetable. Choose a draft to adopt."))
    if draft.thrown_at:
        raise Refused(Sentence("This draft was thrown away. Bring it back first."))


def _wanted(draft: Plan, public: Plan, chosen: Collection[int] | None) -> dict[Entry, Spot | None]:
    """What is chosen, as the draft has it; what is cancelled stays as it is."""
    entries = queries.entries(public.meeting_id)
    if chosen is not None and not set(chosen) <= entries.keys():
        raise Refused(Sentence("Something that was chosen is not of this meeting. Load the page again."))
    if chosen is not None and not chosen:
        raise Refused(Sentence("Choose what to adopt."))
    places = {number: one.spot for number, one in queries.placements(draft, anew=True).items()}
    return {
        entry: places.get(number)
        for number, entry in entries.items()
        if (chosen is None or number in chosen) and not entry.cancelled
    }
