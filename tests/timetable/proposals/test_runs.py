"""Proposals as jobs: asked for, worked off, stopped, left by a worker that went away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.jobs import queue
from scheduler.jobs.tasks import make_proposals, tend_runs
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound, Refused
from scheduler.timetable import moving
from scheduler.timetable import queries as timetable
from scheduler.timetable.allocation import solver
from scheduler.timetable.allocation.levels import Policy
from scheduler.timetable.allocation.runs import Step
from scheduler.timetable.allocation.trading import PERCENTS
from scheduler.timetable.clash_settings import link_entries
from scheduler.timetable.clashes.terms import Link
from scheduler.timetable.models import Plan
from scheduler.timetable.proposals import asking, queries, solving
from scheduler.timetable.proposals.models import AllocationRun
from scheduler.timetable.proposals.options import IN_ORDER, NO_CURVE, Options, read
from scheduler.timetable.proposals.progress import MOST, Curve, Log, thinned
from scheduler.timetable.terms import Origin, RunState
from tests.timetable.stage import MONDAY, TUESDAY, Stage, do, stage, standing

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)


def asked(play: Stage, options: Options = Options()) -> AllocationRun:  # noqa: B008 - it never changes
    run: AllocationRun = do(asking.ask, play.meeting, options, by="account 7")
    return run


def again(run: AllocationRun) -> AllocationRun:
    session.expire_all()
    return session.get_one(AllocationRun, run.id)


def draft(run: AllocationRun) -> Plan:
    assert run.plan_id, run.said
    return session.get_one(Plan, run.plan_id)


def test_a_run_becomes_a_draft_and_the_public_timetable_stays(app: Flask) -> None:
    play = stage(events=4, rooms=2)
    first, second, *_ = play.events
    do(moving.move, play.plan, {first: play.at(MONDAY), second: play.at(TUESDAY)}, seen=0)
    do(moving.pin, play.plan, [first], seen=1)
    before = standing(play.plan)
    run = asked(play, Options(start=play.plan.id, seed=3))
    assert queue.queue().count() == 1
    solving.solve(run.id)
    run = again(run)
    assert (run.state, run.said) == (RunState.DONE, None)
    plan = draft(run)
    assert (plan.name, plan.origin, plan.made_by) == ("Proposal 1", Origin.PROPOSED, "account 7")
    assert (plan.policy, plan.seed, plan.instance_digest) == ("published-rule", 3, run.instance_digest)
    found = standing(plan)
    assert len(found) == 4
    assert found[first.id] == before[first.id], "with its pin and who put it there"
    assert found[second.id][0].hand is None
    report = plan.report or {}
    assert [level["name"] for level in report["levels"]][:3] == ["admission", "placed", "preference"]
    assert all(level["proven"] for level in report["levels"])
    assert report["why"].keys() == {event.code for event in play.events}
    assert {step["level"] for step in run.progress} >= {"placed", "preference"}
    assert standing(play.plan) == before
    acts = [history(thing)[-1].act for thing in (f"meeting {play.meeting.code}", plan.thing)]
    assert acts == ["ask for a proposal", "keep a proposal"]
    solving.solve(run.id)
    assert len(queries.runs(play.meeting)) == 1


def test_the_same_is_proposed_again_under_another_name(app: Flask) -> None:
    play = stage()
    for _ in range(2):
        solving.solve(asked(play, Options(policy=Policy.MOST_EVENTS)).id)
    second, first = (draft(run) for run in queries.runs(play.meeting))
    assert (first.name, second.name) == ("Proposal 1", "Proposal 2")
    assert first.report == second.report
    assert [one[0].place for one in standing(first).values()] == [
        one[0].place for one in standing(second).values()
    ]


def test_one_run_at_a_time_and_only_of_what_is_there(app: Flask) -> None:
    play = stage()
    run = asked(play)
    with pytest.raises(Refused, match="is being made already"):
        asked(play)
    with pytest.raises(NotFound):
        asked(stage(code="T71"), Options(start=play.plan.id))
    with pytest.raises(Refused, match=IN_ORDER.text):
        asked(play, Options(policy=Policy.WISHES_IN_ORDER, give_up=5))
    do(asking.stop, play.meeting, run)
    assert (again(run).state, run.said) == (RunState.STOPPED, "It was stopped before it began.")
    with pytest.raises(Refused, match="not going on any more"):
        do(asking.stop, play.meeting, run)
    solving.solve(run.id)
    assert again(run).plan_id is None
    asked(play)


def test_stopping_keeps_the_best_so_far(app: Flask) -> None:
    play = stage()
    run = asked(play)
    solving.solve(run.id, lambda: True)
    assert again(run).state in (RunState.STOPPED, RunState.DONE), "it may be done before it is asked"
    assert len(standing(draft(run))) == 4


def test_without_the_solver_it_is_first_come_first_served(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "is_installed", lambda: False)
    play = stage(events=3)
    run = asked(play)
    solving.solve(run.id)
    plan = draft(again(run))
    assert (plan.policy, len(standing(plan))) == ("first-come", 3)


def test_pins_that_cannot_all_hold_are_told_as_few_demands_as_can_be(app: Flask) -> None:
    play = stage(events=3)
    first, second, third = play.events
    wanted = {first: play.at(MONDAY), second: play.at(MONDAY, room=1), third: play.at(TUESDAY)}
    do(moving.move, play.plan, wanted, seen=0)
    do(moving.pin, play.plan, [first, second, third], seen=1)
    do(link_entries, play.meeting, Link.NOT_PARALLEL, first, second, "One delegation speaks at both")
    before = standing(play.plan)
    run = asked(play, Options(start=play.plan.id))
    solving.solve(run.id)
    run, slot = again(run), play.meeting.slots[0].id
    assert (run.state, run.plan_id) == (RunState.FAILED, None)
    head, *demands = (run.said or "").split("\n")
    assert head == solving.CANNOT_HOLD.text
    one, other = sorted((first, second), key=lambda event: event.code)
    rooms = {first: play.rooms[0].id, second: play.rooms[1].id}
    assert demands == [
        f"{first.code} and {second.code} must not run at the same time.",
        f"{one.code} is pinned into room {rooms[one]} at slot {slot}.",
        f"{other.code} is pinned into room {rooms[other]} at slot {slot}.",
    ]
    assert standing(play.plan) == before


CURVE = Options(trade_off=True)


def test_what_giving_up_wishes_brings_is_a_curve_and_no_draft(app: Flask) -> None:
    play = stage()
    run = asked(play, CURVE)
    solving.solve(run.id)
    run = again(run)
    assert (run.state, run.said, run.plan_id) == (RunState.DONE, None, None)
    same = {"wishes": 40, "theme_pairs": 0, "bound": 0, "proven": True}
    assert run.progress == [{"percent": percent, **same} for percent in PERCENTS]
    assert queries.curve(play.meeting) == run
    assert [plan.name for plan in timetable.plans(play.meeting)] == ["Public timetable"]


def test_a_curve_that_is_stopped_keeps_its_points(app: Flask) -> None:
    play = stage()
    run = asked(play, CURVE)
    curve = Curve()
    asking_, options = solving._read(run.id)
    ended = solver.Stop()
    ended.ask()
    solving._trace(asking_, options, curve, ended)
    assert solving._take(run.id)
    do(asking.stop, play.meeting, run)
    solving._keep_curve(run.id, curve)
    assert (again(run).state, run.said) == (RunState.STOPPED, solving.NOT_ALL.text)
    assert [point["percent"] for point in run.progress] == [0]


def test_a_curve_says_why_there_is_none(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    play = stage()
    with pytest.raises(Refused, match=NO_CURVE.text):
        asked(play, Options(policy=Policy.WISHES_IN_ORDER, trade_off=True))
    monkeypatch.setattr(solver, "is_installed", lambda: False)
    run = asked(play, CURVE)
    solving.solve(run.id)
    assert (again(run).state, run.said) == (RunState.FAILED, solving.NO_SOLVER.text)
    assert queries.curve(play.meeting) is None


def test_a_run_whose_worker_went_away_is_marked_and_another_can_start(app: Flask) -> None:
    play = stage()
    with clock.set_to(NOON):
        run = asked(play)
        assert solving._take(run.id)
    with clock.set_to(NOON + timedelta(seconds=60)):
        tend_runs()
        assert again(run).state is RunState.RUNNING
        with pytest.raises(Refused):
            asked(play)
    with clock.set_to(NOON + timedelta(seconds=61)):
        tend_runs()
        assert again(run).state is RunState.STOPPED
        assert run.said == asking.WENT_AWAY.text
        other = asked(play)
        make_proposals(queue.queue().stopping)
    assert again(other).state is RunState.DONE
    assert standing(play.plan) == {}


def test_the_next_who_asks_marks_it_too(app: Flask) -> None:
    play = stage()
    with clock.set_to(NOON):
        run = asked(play)
        solving._take(run.id)
    with clock.set_to(NOON + timedelta(minutes=2)):
        other = asked(play)
    assert (again(run).state, other.state) == (RunState.STOPPED, RunState.WAITING)


def test_who_comes_back_after_being_given_up_keeps_nothing(app: Flask) -> None:
    play = stage()
    run = asked(play)
    with clock.set_to(NOON):
        assert solving._take(run.id)
        found, options = solving._read(run.id)
        done = solving._solved(found, options, Log(), solver.Stop())
    with clock.set_to(NOON + timedelta(minutes=2)):
        tend_runs()
        solving._keep(run.id, found, options, done)
    assert again(run).plan_id is None
    assert [plan.name for plan in timetable.plans(play.meeting)] == ["Public timetable"]


STEP = Step("placed", 1, 9, 0.04)


def steps(*pairs: tuple[int, int]) -> list[Step]:
    return [replace(STEP, value=value, bound=bound) for value, bound in pairs]


def test_steps_that_say_nothing_new_are_left_out() -> None:
    log = Log()
    for step in (*steps((1, 9), (1, 9), (2, 9)), replace(STEP, level="preference"), STEP):
        log.add(step)
    assert [(one["level"], one["value"], one["seconds"]) for one in log.stored] == [
        ("placed", 1, 0.0),
        ("placed", 2, 0.0),
        ("preference", 1, 0.0),
        ("placed", 1, 0.0),
    ]


def test_of_a_long_level_the_first_and_last_stay() -> None:
    found = thinned(steps(*((number, 99) for number in range(MOST + 1))))
    assert [step.value for step in found] == list(range(0, MOST + 1, 2))
    assert len(thinned(steps(*((number, 99) for number in range(MOST))))) == MOST


def test_options_are_read_as_they_were_stored() -> None:
    options = Options(Policy.MOST_EVENTS, 4, False, 5, 60, 7, late=("BCD23",), slots=(4,))
    assert read(options.stored) == options
    old = {name: value for name, value in Options().stored.items() if name not in ("late", "trade_off")}
    assert read(old) == Options()
