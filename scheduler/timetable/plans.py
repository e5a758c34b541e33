"""Drafts beside the public timetable: made, copied, renamed, thrown away and brought back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean_line, fold
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable import queries
from scheduler.timetable.actions import make_plan, public_plan, put
from scheduler.timetable.models import Plan
from scheduler.timetable.spots import Spot
from scheduler.timetable.terms import Origin

LONGEST_NAME = 100


@dataclass(frozen=True)
class Proof:
    """What a proposed plan was made from, so that it can be made again, and what the solver told of it."""

    seed: int
    instance_digest: str
    policy: str
    report: Mapping[str, Any]


def make_draft(this: Decision, meeting: Meeting, name: str, like: Plan | None = None) -> Plan:
    """An empty draft, or a copy of another plan of the meeting with its pins and reasons. The meeting has a
    public timetable since then, even if that is empty. Raises Refused."""
    said = _free_name(meeting, name)
    public_plan(this, meeting)
    plan = make_plan(this, meeting, said, origin=Origin.COPIED if like else Origin.BY_HAND)
    if like:
        plan.copied_from_id = like.id
        entries = queries.entries(meeting.id)
        put(plan, {entries[number]: one.spot for number, one in queries.placements(like).items()})
    before = like.thing if like else None
    record(this, "make a plan", plan.thing, about=_about(meeting), name=said, copied_from=before)
    return plan


def begin_public(this: Decision, meeting: Meeting) -> Plan:
    """The public timetable of a meeting that has none yet, empty. Raises Refused."""
    if queries.public_plan(meeting):
        raise Refused(Sentence("This meeting has a public timetable already."))
    plan = make_plan(this, meeting, public=True)
    record(this, "begin the timetable", plan.thing, about=_about(meeting))
    return plan


def keep_proposal(
    this: Decision, meeting: Meeting, name: str, spots: Mapping[Entry, Spot], proof: Proof
) -> Plan:
    """A draft that the allocation proposed; what is not in `spots` stands nowhere. Raises Refused, and Clash
    where a room would be given twice."""
    said = _free_name(meeting, name)
    public_plan(this, meeting)
    plan = make_plan(this, meeting, said, origin=Origin.PROPOSED)
    plan.seed, plan.instance_digest, plan.policy = proof.seed, proof.instance_digest, proof.policy
    plan.report = dict(proof.report)
    put(plan, dict(spots))
    record(
        this,
        "keep a proposal",
        plan.thing,
        about=_about(meeting),
        name=plan.name,
        seed=proof.seed,
        digest=proof.instance_digest,
        policy=proof.policy,
    )
    return plan


def rename(this: Decision, plan: Plan, name: str) -> None:
    """Raises Refused."""
    meeting = _draft_of(plan)
    before = plan.name
    plan.name = _free_name(meeting, name, but=plan)
    record(this, "rename a plan", plan.thing, about=_about(meeting), before=before, after=plan.name)


def throw_away(this: Decision, plan: Plan) -> None:
    """Out of everybody's way; it can be brought back. Raises Refused."""
    meeting = _draft_of(plan)
    if plan.thrown_at:
        raise Refused(Sentence("This draft was thrown away already."))
    plan.thrown_at = this.at
    record(this, "throw a plan away", plan.thing, about=_about(meeting), name=plan.name)


def bring_back(this: Decision, plan: Plan) -> None:
    """As it was when it was thrown away, also its steps. Raises Refused where its name is taken now."""
    meeting = _draft_of(plan)
    if plan.thrown_at is None:
        raise Refused(Sentence("This draft was not thrown away."))
    _free_name(meeting, plan.name, but=plan)
    plan.thrown_at = None
    record(this, "bring a plan back", plan.thing, about=_about(meeting), name=plan.name)


def _draft_of(plan: Plan) -> Meeting:
    """The meeting of a draft; nobody else changes the draft now."""
    session.scalars(
        select(Plan).where(Plan.id == plan.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    if plan.public:
        raise Refused(Sentence("The public timetable keeps its name and cannot be thrown away."))
    return session.get_one(Meeting, plan.meeting_id)


def _free_name(meeting: Meeting, name: str, but: Plan | None = None) -> str:
    said = clean_line(name)
    if not said:
        raise Refused(Sentence("Give the draft a name."))
    if len(said) > LONGEST_NAME:
        raise Refused(Sentence("Give the draft a name of at most %(most)s characters.", most=LONGEST_NAME))
    for other in queries.plans(meeting):
        if other is not but and other.thrown_at is None and fold(other.name) == fold(said):
            raise Refused(Sentence("Another plan of this meeting is called so. Choose another name."))
    return said


def _about(meeting: Meeting) -> list[str]:
    return [f"meeting {meeting.code}"]
