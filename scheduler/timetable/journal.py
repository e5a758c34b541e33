"""The journal of a plan: every step is written down with what stood where before and after it."""

from collections.abc import Mapping

from sqlalchemy import select, update

from scheduler.applications.models import Application
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.timetable import actions, queries
from scheduler.timetable.actions import Where
from scheduler.timetable.models import Placement, Plan, PlanStep
from scheduler.timetable.spots import Change, Spot, written
from scheduler.timetable.terms import StepKind, StepState

ABOUT_NO_STEP = (StepKind.UNDO, StepKind.REDO)


def begin(plan: Plan) -> dict[int, Placement]:
    """Nobody else writes on the plan until the decision ends. Returns what stands where now, by entry.
    Raises Refused for a plan that is not worked on any more."""
    session.scalars(
        select(Plan).where(Plan.id == plan.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if plan.thrown_at:
        raise Refused(Sentence("This plan was thrown away. Bring it back first."))
    if plan.adopted_at:
        raise Refused(
            Sentence("This draft was adopted, and stays as the record of that. Make a copy of it to go on.")
        )
    standing = queries.placements(plan, anew=True)
    _free_rooms(plan, standing)
    return standing


def carry_out(
    this: Decision,
    act: str,
    plan: Plan,
    kind: StepKind,
    wanted: Mapping[Entry, Spot | None],
    *,
    why: str | None = None,
    of: PlanStep | None = None,
    source: Plan | None = None,
) -> PlanStep | None:
    """A step of a plan that `begin` locked, with its record in the history; None where nothing differs.
    Raises Clash, see `actions.put`."""
    made = _write(this, plan, kind, wanted, why, of, source)
    if made:
        _tell(this, act, plan, made, wanted)
    return made


def take_in(this: Decision, plan: Plan, wanted: Mapping[Entry, Where | None]) -> None:
    """What a programme file says of places, as a step; the record in the history is that of the whole file.
    Raises Clash, see `actions.put`."""
    spots = actions.spots(begin(plan), wanted)
    _write(this, plan, StepKind.IMPORT, spots)


def _write(
    this: Decision,
    plan: Plan,
    kind: StepKind,
    wanted: Mapping[Entry, Spot | None],
    why: str | None = None,
    of: PlanStep | None = None,
    source: Plan | None = None,
) -> PlanStep | None:
    changes = _changes(queries.placements(plan), wanted)
    actions.put(plan, wanted)
    if not changes:
        return None
    if kind not in ABOUT_NO_STEP:
        _cut(plan)
    plan.revision += 1
    made = PlanStep(
        plan_id=plan.id,
        number=plan.revision,
        kind=kind,
        state=None if kind in ABOUT_NO_STEP else StepState.DONE,
        of_id=of.id if of else None,
        source_id=source.id if source else None,
        at=this.at,
        by=this.actor,
        why=why,
        changes=[written(change) for change in changes],
    )
    session.add(made)
    session.flush()
    return made


def _changes(standing: Mapping[int, Placement], wanted: Mapping[Entry, Spot | None]) -> list[Change]:
    found = []
    for entry, spot in wanted.items():
        before = standing[entry.id].spot if entry.id in standing else None
        if before != spot:
            found.append(Change(entry.id, before, spot))
    return sorted(found, key=lambda change: change.entry)


def _cut(plan: Plan) -> None:
    """What was taken back before cannot be done again after another step."""
    undone = PlanStep.plan_id == plan.id, PlanStep.state == StepState.UNDONE
    session.execute(update(PlanStep).where(*undone).values(state=StepState.CUT))


def _free_rooms(plan: Plan, standing: Mapping[int, Placement]) -> None:
    """Entries were cancelled meanwhile, or take place again: the rooms of those are free, and these have
    theirs as long as nobody else got it."""
    entries = queries.entries(plan.meeting_id)
    off = [one for one in standing.values() if one.live and entries[one.entry_id].cancelled]
    for one in off:
        one.live = False
    session.flush()
    live = [one.spot for one in standing.values() if one.live]
    for one in standing.values():
        if not one.live and not entries[one.entry_id].cancelled:
            one.live = not any(one.spot.meets(other) for other in live)
            live += [one.spot] if one.live else []
    session.flush()


def _tell(this: Decision, act: str, plan: Plan, made: PlanStep, wanted: Mapping[Entry, Spot | None]) -> None:
    """In the history. Who looks at an application or a session learns of the public plan only."""
    changed = [change["entry"] for change in made.changes]
    meeting = session.get_one(Meeting, plan.meeting_id)
    concerned = [f"meeting {meeting.code}"]
    if plan.public:
        mine = select(Application.id).where(Application.entry_id.in_(changed))
        concerned += [f"application {number}" for number in session.scalars(mine)]
        concerned += [one.thing for one in wanted if isinstance(one, ThematicSession) and one.id in changed]
    if made.source_id:
        concerned.append(f"plan {made.source_id}")
    codes = [one.code for one in wanted if one.id in changed]
    record(this, act, plan.thing, why=made.why, about=concerned, revision=made.number, entries=codes)
