"""Drafts beside the public timetable: made, copied, named, thrown away, brought back; what an import does."""

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.meetings.queries import existing_meeting
from scheduler.programmes.actions import import_files
from scheduler.timetable import moving, plans, queries, undoing
from scheduler.timetable.called import called
from scheduler.timetable.plans import Proof
from scheduler.timetable.queries import Counts
from scheduler.timetable.spots import Spot
from scheduler.timetable.terms import Origin, StepKind
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event
from tests.timetable.stage import MONDAY, TUESDAY, do, stage, standing


def test_a_copy_has_everything_and_goes_its_own_way(app: Flask) -> None:
    play = stage()
    one, other, *_ = play.events
    wanted = {one: play.at(MONDAY), other: play.at(TUESDAY)}
    do(moving.move, play.plan, wanted, seen=0, why="As every year")
    do(moving.pin, play.plan, [one], seen=1)
    draft = do(plans.make_draft, play.meeting, " Morning  first ", play.plan)
    assert (draft.name, draft.origin, draft.copied_from_id) == ("Morning first", Origin.COPIED, play.plan.id)
    before = standing(play.plan)
    assert standing(draft) == before
    do(moving.move, draft, {other: None}, seen=0)
    assert standing(play.plan) == before
    assert queries.counts(play.meeting) == {play.plan.id: Counts(2, 2), draft.id: Counts(1, 3)}
    empty = do(plans.make_draft, play.meeting, "Empty")
    assert (empty.origin, standing(empty), empty.made_by) == (Origin.BY_HAND, {}, "tests")
    assert [plan.name for plan in queries.plans(play.meeting)] == [play.plan.name, "Empty", "Morning first"]
    assert called([draft.thing])[draft.thing].name == "Morning first"


def test_names_are_told_apart(app: Flask) -> None:
    play, elsewhere = stage(), stage(code="T71")
    draft = do(plans.make_draft, play.meeting, "Morning")
    cases = {"": "Give the draft a name", "x" * 101: "at most 100", "MORNING": "is called so"}
    for name, why in cases.items():
        with pytest.raises(Refused, match=why):
            do(plans.make_draft, play.meeting, name)
    do(plans.make_draft, elsewhere.meeting, "Morning")
    do(plans.rename, draft, "morning")
    assert (draft.name, history(draft.thing)[-1].act) == ("morning", "rename a plan")
    for act in (plans.throw_away, plans.bring_back):
        with pytest.raises(Refused, match="The public timetable keeps its name"):
            do(act, play.plan)
    with pytest.raises(NotFound):
        queries.plan(elsewhere.meeting, draft.id)


def test_what_was_thrown_away_is_brought_back(app: Flask) -> None:
    play = stage()
    draft = do(plans.make_draft, play.meeting, "Morning")
    do(moving.move, draft, {play.events[0]: play.at(MONDAY)}, seen=0)
    assert queries.has_drafts(play.meeting)
    do(plans.throw_away, draft)
    assert not queries.has_drafts(play.meeting)
    with pytest.raises(Refused, match="thrown away"):
        do(moving.move, draft, {play.events[0]: None}, seen=1)
    with pytest.raises(Refused, match="already"):
        do(plans.throw_away, draft)
    other = do(plans.make_draft, play.meeting, "Morning")
    with pytest.raises(Refused, match="is called so"):
        do(plans.bring_back, draft)
    do(plans.throw_away, other)
    do(plans.bring_back, draft)
    do(undoing.undo, draft, seen=1)
    assert standing(draft) == {}
    with pytest.raises(Refused, match="was not thrown away"):
        do(plans.bring_back, draft)


def test_a_proposal_knows_what_it_was_made_from(app: Flask) -> None:
    play = stage()
    proof = Proof(7, "0123abcd", "published-rule", {"placed": 1})
    spots = {play.events[0]: Spot(MONDAY, room=play.rooms[0].id)}
    draft = do(plans.keep_proposal, play.meeting, "Proposal 1", spots, proof)
    session.expire_all()
    assert (draft.origin, draft.seed, draft.instance_digest, draft.policy, draft.report) == (
        Origin.PROPOSED,
        7,
        "0123abcd",
        "published-rule",
        {"placed": 1},
    )
    assert list(standing(draft)) == [play.events[0].id]


def take_in(*events: dict[str, object]) -> None:
    told = import_files([("file", as_bytes(programme(*events)))], actor="tests", base_url=BASE_URL)
    assert told.faults == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_an_import_is_a_step_too(app: Flask) -> None:
    take_in(side_event(code="AAAAA"))
    meeting = existing_meeting("T1")
    plan = queries.public_plan(meeting)
    assert plan
    assert [step.kind for step in queries.steps(plan)] == [StepKind.IMPORT]
    take_in(side_event(code="AAAAA"))
    assert plan.revision == 1
    take_in(side_event(code="AAAAA", start="10:00", end="10:50"))
    assert plan.revision == 2
    (entry,) = queries.entries(meeting.id).values()
    with pytest.raises(moving.Stale, match="moved “First event” from Tue 9 March 2027, 09:00 to 09:50, M1"):
        do(moving.move, plan, {entry: None}, seen=1)
    with decision("tests") as this:
        undoing.undo(this, plan, seen=2)
    draft = do(plans.make_draft, meeting, "Another")
    take_in(side_event(code="AAAAA", start="11:00", end="11:50"))
    assert [(one.origin, one.public) for one in queries.plans(meeting)] == [
        (Origin.BY_HAND, True),
        (Origin.IMPORTED, False),
        (Origin.BY_HAND, False),
    ]
    assert draft.revision == 0
