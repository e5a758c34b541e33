"""What if something falls away: the repair moves the fewest, and stays a draft."""

from flask import Flask

from scheduler.kernel.db import session
from scheduler.timetable import moving, queries
from scheduler.timetable.models import Plan
from scheduler.timetable.proposals import asking, solving
from scheduler.timetable.proposals.models import AllocationRun
from scheduler.timetable.proposals.options import Options
from tests.timetable.stage import HOURS, MONDAY, TUESDAY, WEDNESDAY, Stage, do, stage, standing


def play_of_three() -> Stage:
    """Two events in M1 on Monday, one in M2 on Tuesday, and a late one without a place."""
    play = stage(events=4)
    first, second, third, _ = play.events
    wanted = {
        first: play.at(MONDAY, HOURS[0]),
        second: play.at(MONDAY, HOURS[1]),
        third: play.at(TUESDAY, HOURS[0], 1),
    }
    do(moving.move, play.plan, wanted, seen=0, why="By hand")
    return play


def repaired(play: Stage, **more: object) -> Plan:
    options = Options(start=play.plan.id, again=True, **more)  # type: ignore[arg-type]
    run: AllocationRun = do(asking.ask, play.meeting, options, by="account 7")
    solving.solve(run.id)
    session.expire_all()
    assert run.said is None
    return queries.plans(play.meeting)[1]


def changes(plan: Plan) -> dict[str, object]:
    found: dict[str, object] = (plan.report or {})["consequences"]
    return found


def test_a_room_falls_away_on_a_day(app: Flask) -> None:
    play = play_of_three()
    before = standing(play.plan)
    first, second, third, late = play.events
    plan = repaired(play, rooms={str(play.rooms[0].id): [MONDAY.isoformat()]})
    found = standing(plan)
    assert found[third.id] == before[third.id], "with who put it there"
    for event in (first, second):
        assert found[event.id][0].room == play.rooms[1].id
        assert found[event.id][0].starts_at == before[event.id][0].starts_at
    told = changes(plan)
    assert sorted(told["moved"]) == sorted([first.code, second.code])  # type: ignore[call-overload]
    assert (told["lost"], told["gained"]) == ([], [late.code])
    assert standing(play.plan) == before


def test_a_slot_is_cancelled_and_an_event_withdrawn(app: Flask) -> None:
    play = play_of_three()
    before = standing(play.plan)
    first, second, third, _ = play.events
    do(moving.pin, play.plan, [first, third], seen=1)
    slot = next(one for one in play.meeting.slots if one.starts_at == before[first.id][0].starts_at)
    plan = repaired(play, slots=(slot.id,), withdrawn=(third.code,))
    found = standing(plan)
    assert third.id not in found
    assert found[second.id] == before[second.id]
    assert found[first.id][0].starts_at != before[first.id][0].starts_at
    assert list(changes(plan)["moved"]) == [first.code]  # type: ignore[call-overload]


def test_several_things_at_once_and_one_of_two_late_events(app: Flask) -> None:
    """M1 falls away on Monday, a slot of Tuesday is cancelled, an event is withdrawn, and of two late events
    one comes in."""
    play = stage(events=6)
    first, second, third, fourth, late, _ = play.events
    wanted = {
        first: play.at(MONDAY, HOURS[0]),
        second: play.at(TUESDAY, HOURS[0], 1),
        third: play.at(TUESDAY, HOURS[1]),
        fourth: play.at(WEDNESDAY, HOURS[0]),
    }
    do(moving.move, play.plan, wanted, seen=0)
    before = standing(play.plan)
    slot = next(one for one in play.meeting.slots if one.starts_at == before[second.id][0].starts_at)
    plan = repaired(
        play,
        rooms={str(play.rooms[0].id): [MONDAY.isoformat()]},
        slots=(slot.id,),
        withdrawn=(third.code,),
        late=(late.code,),
    )
    found = standing(plan)
    assert found.keys() == {first.id, second.id, fourth.id, late.id}
    assert (found[first.id][0].starts_at, found[first.id][0].room) == (
        before[first.id][0].starts_at,
        play.rooms[1].id,
    ), "only its room"
    assert found[second.id][0].starts_at != slot.starts_at
    assert found[fourth.id] == before[fourth.id]
    told = changes(plan)
    assert sorted(told["moved"]) == sorted([first.code, second.code])  # type: ignore[call-overload]
    assert (told["lost"], told["gained"]) == ([], [late.code])
    assert standing(play.plan) == before
