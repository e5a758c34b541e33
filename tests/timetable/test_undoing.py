"""Steps taken back and done again restore exactly what was there."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.audit.queries import history
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Refused, Told
from scheduler.kernel.terms import Role
from scheduler.timetable import moving, queries, undoing
from scheduler.timetable.moving import Stale
from scheduler.timetable.terms import StepKind, StepState
from tests.timetable.stage import HOURS, MONDAY, TUESDAY, WEDNESDAY, Stage, do, stage, standing
from tests.web.people import member

DAYS = (MONDAY, TUESDAY, WEDNESDAY)
EVENTS = st.integers(0, 3)
PLACES = st.tuples(st.sampled_from(DAYS), st.sampled_from(HOURS), st.integers(0, 1))
MOVES = st.one_of(
    st.tuples(st.just("move"), st.dictionaries(EVENTS, st.none() | PLACES, min_size=1)),
    st.tuples(st.just("swap"), st.tuples(EVENTS, EVENTS)),
    st.tuples(st.just("room"), st.integers(0, 1)),
    st.tuples(st.just("day"), st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))),
    st.tuples(st.just("pin"), st.sets(EVENTS, min_size=1)),
    st.tuples(st.just("unpin"), st.sets(EVENTS, min_size=1)),
    st.tuples(st.just("explain"), EVENTS),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("redo"), st.none()),
)


def act_of(play: Stage, kind: str, what: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    events = play.events
    match kind:
        case "move":
            wanted = {events[one]: place and play.at(*place) for one, place in what.items()}
            return moving.move, (wanted,)
        case "swap":
            return moving.swap, (events[what[0]], events[what[1]])
        case "room":
            return moving.move_room, (play.rooms[what], play.rooms[1 - what])
        case "day":
            return moving.move_day, what
        case "pin" | "unpin":
            return (moving.pin if kind == "pin" else moving.unpin), ([events[one] for one in sorted(what)],)
        case "explain":
            return moving.explain, (events[what], "Because")
    return (undoing.undo if kind == "undo" else undoing.redo), ()


@pytest.fixture
def play(app: Flask) -> Stage:
    return stage()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(MOVES, min_size=3, max_size=15))
def test_all_undone_is_the_start_and_all_redone_is_the_end(play: Stage, steps: list[Any]) -> None:
    """Each example goes on from where the one before ended."""
    plan = play.plan
    start = standing(plan)
    depth = _depth(play)
    for kind, what in steps:
        act, values = act_of(play, kind, what)
        if kind == "undo" and _depth(play) <= depth:
            continue
        try:
            do(act, plan, *values, seen=plan.revision)
        except Told:
            continue
    end = standing(plan)
    seen = [end]
    while _depth(play) > depth:
        do(undoing.undo, plan, seen=plan.revision)
        seen.append(standing(plan))
    assert seen[-1] == start
    for before in reversed(seen[:-1]):
        do(undoing.redo, plan, seen=plan.revision)
        assert standing(plan) == before
    rooms = [spot for spot, live in end.values() if live]
    assert not any(one.meets(other) for n, one in enumerate(rooms) for other in rooms[n + 1 :])


def _depth(play: Stage) -> int:
    return sum(step.state is StepState.DONE for step in queries.steps(play.plan))


def test_the_newest_step_is_taken_back_whoever_made_it(app: Flask, play: Stage) -> None:
    plan, (one, other, *_) = play.plan, play.events
    ada = member(app, Role.SECRETARIAT, name="Ada Example")
    with pytest.raises(Refused, match="There is no step to undo"):
        do(undoing.undo, plan, seen=0)
    do(moving.move, plan, {one: play.at(MONDAY)}, seen=0)
    do(moving.move, plan, {other: play.at(TUESDAY)}, seen=1, by=f"account {ada.id}")
    with pytest.raises(Stale, match="Ada Example put “Event 2” there"):
        do(undoing.undo, plan, seen=1)
    assert do(undoing.undo, plan, seen=2).by == f"account {ada.id}"
    assert sorted(standing(plan)) == [one.id]
    assert [(step.number, step.kind, step.state) for step in queries.steps(plan)] == [
        (3, StepKind.UNDO, None),
        (2, StepKind.MOVE, StepState.UNDONE),
        (1, StepKind.MOVE, StepState.DONE),
    ]
    assert history(plan.thing)[-1].act == "undo in the timetable"


def test_another_step_cuts_what_could_be_done_again(app: Flask, play: Stage) -> None:
    plan, (one, other, *_) = play.plan, play.events
    do(moving.move, plan, {one: play.at(MONDAY)}, seen=0)
    do(undoing.undo, plan, seen=1)
    do(moving.move, plan, {other: play.at(MONDAY)}, seen=2)
    with pytest.raises(Refused, match="There is no step to do again"):
        do(undoing.redo, plan, seen=3)
    do(undoing.undo, plan, seen=3)
    # Somebody who saw the first step undone would do another one again than they think.
    with pytest.raises(Stale, match="Somebody else worked on this plan"):
        do(undoing.redo, plan, seen=2)
    do(undoing.redo, plan, seen=4)
    assert sorted(standing(plan)) == [other.id]


def test_a_step_of_what_was_cancelled_since_is_taken_back_too(app: Flask, play: Stage) -> None:
    plan, (one, other, *_) = play.plan, play.events
    do(moving.move, plan, {one: play.at(MONDAY)}, seen=0)
    do(moving.move, plan, {one: play.at(TUESDAY)}, seen=1)
    with decision("tests") as this:
        this.records += 1
        one.cancelled = True
    do(undoing.undo, plan, seen=2)
    assert standing(plan)[one.id][0].day == MONDAY
    do(moving.move, plan, {other: play.at(MONDAY)}, seen=3)
    assert [live for _, live in standing(plan).values()] == [False, True]
