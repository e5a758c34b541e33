"""Moves within a plan: what they do, what refuses them, and what somebody learns who comes late."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.terms import Role
from scheduler.meetings.actions import add_room, set_closures
from scheduler.timetable import moving
from scheduler.timetable.actions import Where
from scheduler.timetable.moving import Stale
from scheduler.timetable.queries import placements
from scheduler.timetable.terms import Hand
from tests.timetable.stage import HOURS, MONDAY, TUESDAY, WEDNESDAY, Stage, at, do, stage, standing
from tests.web.counting import counted
from tests.web.people import member

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)


def put(play: Stage, *wheres: Where) -> None:
    """The first events of the stage, one each."""
    wanted = dict(zip(play.events, wheres, strict=False))
    do(moving.move, play.plan, wanted, seen=play.plan.revision)


def test_a_move_says_who_made_it_when_and_why(app: Flask) -> None:
    play = stage()
    one, other, *_ = play.events
    with clock.set_to(NOW):
        step = do(
            moving.move,
            play.plan,
            {one: play.at(MONDAY), other: play.at(MONDAY, room=1)},
            seen=0,
            why=" The Chair wanted it ",
            chair=True,
        )
    assert (step.number, play.plan.revision, len(step.changes)) == (1, 1, 2)
    spot = placements(play.plan)[one.id].spot
    assert (spot.hand, spot.put_by, spot.put_at, spot.reason) == (
        Hand.CHAIR,
        "tests",
        NOW,
        "The Chair wanted it",
    )
    record = history(play.plan.thing)[-1]
    assert record.content
    assert (record.act, record.content.facts["why"]) == ("move in the timetable", "The Chair wanted it")
    assert record.content.facts["entries"] == [one.code, other.code]
    do(moving.move, play.plan, {one: None}, seen=1)
    assert one.id not in placements(play.plan)
    with pytest.raises(Refused, match="Say why the Chair wants it there"):
        do(moving.move, play.plan, {one: play.at(MONDAY)}, seen=2, chair=True)
    with pytest.raises(Refused, match="That is how it stands already"):
        do(moving.move, play.plan, {one: None}, seen=2)


def test_what_can_never_be_is_refused(app: Flask) -> None:
    play, elsewhere = stage(), stage(code="T71")
    one, other, off, _ = play.events
    put(play, play.at(MONDAY))
    with decision("tests") as this:
        this.records += 1
        off.cancelled = True
        foreign = add_room(play.rooms[0].venue, "Cellar")
    short = at(MONDAY, 8, play.rooms[1])
    cases = [
        ({other: play.at(MONDAY)}, "“Event 2” cannot stand there (Mon 8 March 2027, 09:00 to 09:50, M1)"),
        ({elsewhere.events[0]: play.at(MONDAY, 9)}, "“Event 1” is of another meeting"),
        ({off: play.at(MONDAY, 9)}, "“Event 3” is cancelled"),
        ({other: at(MONDAY, 9, foreign)}, "T70 does not use room Cellar"),
        ({other: Where(WEDNESDAY.replace(day=11))}, "no such day"),
        ({other: Where(TUESDAY, starts_at=short.starts_at)}, "on another day"),
        ({other: Where(MONDAY, starts_at=short.ends_at, ends_at=short.starts_at)}, "not after the start"),
        ({other: Where(MONDAY, ends_at=short.ends_at)}, "an end without a start"),
        ({other: short, one: short}, "“Event 1” cannot stand there"),
    ]
    before = standing(play.plan)
    for wanted, why in cases:
        with pytest.raises((Refused, Clash)) as refused:
            do(moving.move, play.plan, wanted, seen=1)
        assert why in str(refused.value)
    with pytest.raises(Refused, match="not of this plan"):
        do(moving.move, play.plan, {other: short}, seen=9)
    assert standing(play.plan) == before


def test_who_comes_late_learns_what_changed(app: Flask) -> None:
    play = stage()
    ada = member(app, Role.SECRETARIAT, name="Ada Example")
    first, second, third, fourth = play.events
    put(play, play.at(MONDAY), play.at(MONDAY, room=1))
    who = f"account {ada.id}"
    do(moving.move, play.plan, {first: play.at(TUESDAY)}, seen=1, by=who)
    do(moving.move, play.plan, {third: play.at(WEDNESDAY)}, seen=2, by=who)
    do(moving.pin, play.plan, [second], seen=3, by=who)
    with pytest.raises(Stale) as stale:
        do(moving.move, play.plan, {first: play.at(MONDAY, 9)}, seen=1)
    assert str(stale.value) == (
        "Meanwhile: Ada Example moved “Event 1” from Mon 8 March 2027, 09:00 to 09:50, M1 to "
        "Tue 9 March 2027, 09:00 to 09:50, M1. Nothing was done; look again."
    )
    with pytest.raises(Stale, match="Ada Example put “Event 3” there: Wed 10 March 2027, 09:00"):
        do(moving.move, play.plan, {fourth: play.at(WEDNESDAY)}, seen=1)
    with pytest.raises(Stale, match="Ada Example pinned “Event 2”"):
        do(moving.move, play.plan, {second: None}, seen=1)
    with pytest.raises(Refused, match="“Event 2” is pinned"):
        do(moving.move, play.plan, {second: None}, seen=4)
    # What touches nothing of it goes through, also where somebody left since.
    do(moving.move, play.plan, {fourth: play.at(MONDAY)}, seen=1)
    # What was taken back meanwhile is no change.
    do(moving.move, play.plan, {third: None}, seen=5)
    do(moving.move, play.plan, {third: play.at(WEDNESDAY, 12)}, seen=1)
    assert play.plan.revision == 7


def test_a_rule_that_blocks_placing_refuses_a_move(app: Flask) -> None:
    play = stage()
    one = play.events[0]
    monday = play.at(MONDAY)
    assert monday.starts_at
    assert monday.ends_at
    with bookkeeping("tests"):
        set_closures(play.meeting, [(play.rooms[0], (MONDAY, monday.starts_at, monday.ends_at))])
    with pytest.raises(Clash) as refused:
        do(moving.move, play.plan, {one: monday}, seen=0)
    assert str(refused.value).startswith("M1 is closed ")
    assert str(refused.value).endswith("when “Event 1” is there. Nothing was done.")
    assert standing(play.plan) == {}
    put(play, play.at(TUESDAY), play.at(TUESDAY, 9))
    with pytest.raises(Clash, match="M1 is closed"):
        do(moving.move_day, play.plan, TUESDAY, MONDAY, seen=1)
    do(moving.move_room, play.plan, *play.rooms, seen=1)
    do(moving.move_day, play.plan, TUESDAY, MONDAY, seen=2)


def test_two_swap_and_one_takes_the_place_of_another(app: Flask) -> None:
    play = stage()
    one, other, third, fourth = play.events
    put(play, play.at(MONDAY), play.at(TUESDAY, room=1))
    do(moving.swap, play.plan, one, other, seen=1)
    found = placements(play.plan)
    assert found[one.id].spot.place == play.at(TUESDAY, room=1).spot.place
    assert found[other.id].spot.place == play.at(MONDAY).spot.place
    do(moving.swap, play.plan, one, third, seen=2)
    assert sorted(placements(play.plan)) == sorted([other.id, third.id])
    with pytest.raises(Refused, match="That is how it stands already"):
        do(moving.swap, play.plan, one, fourth, seen=3)
    with pytest.raises(Refused, match="two different events"):
        do(moving.swap, play.plan, one, one, seen=3)


def test_a_whole_room_and_a_whole_day_move(app: Flask) -> None:
    play = stage()
    first, second, third, fourth = play.events
    put(play, play.at(MONDAY), play.at(MONDAY, 9), play.at(TUESDAY), play.at(WEDNESDAY, 8, 1))
    do(moving.move_room, play.plan, *play.rooms, seen=1, day=MONDAY)
    rooms = {number: one.room.name for number, one in placements(play.plan).items() if one.room}
    assert rooms == {first.id: "M2", second.id: "M2", third.id: "M1", fourth.id: "M2"}
    with pytest.raises(Clash, match="“Event 1” cannot stand there"):
        do(moving.move_day, play.plan, MONDAY, WEDNESDAY, seen=2)
    do(moving.move_day, play.plan, MONDAY, TUESDAY, seen=2)
    assert {one.day for one in placements(play.plan).values()} == {TUESDAY, WEDNESDAY}
    with pytest.raises(Refused, match="Nothing takes place there"):
        do(moving.move_day, play.plan, MONDAY, TUESDAY, seen=3)
    with pytest.raises(Refused, match="Choose another day"):
        do(moving.move_day, play.plan, MONDAY, MONDAY, seen=3)
    with pytest.raises(Refused, match="Choose another room"):
        do(moving.move_room, play.plan, play.rooms[0], play.rooms[0], seen=3)
    with pytest.raises(Refused, match="The meeting has no such day"):
        do(moving.move_day, play.plan, TUESDAY, WEDNESDAY.replace(day=20), seen=3)
    with pytest.raises(Stale, match="moved “Event 1”"):
        do(moving.move_day, play.plan, MONDAY, WEDNESDAY, seen=2)
    with pytest.raises(Stale, match="moved “Event 2”"):
        do(moving.move_room, play.plan, *reversed(play.rooms), seen=2, day=MONDAY)
    do(moving.pin, play.plan, [first], seen=3)
    with pytest.raises(Refused, match="“Event 1” is pinned"):
        do(moving.move_day, play.plan, TUESDAY, MONDAY, seen=4)
    do(moving.unpin, play.plan, [first], seen=4)
    do(moving.move_day, play.plan, TUESDAY, MONDAY, seen=5)


def test_a_reason_is_given_without_a_move(app: Flask) -> None:
    play = stage()
    one, other, *_ = play.events
    put(play, play.at(MONDAY))
    do(moving.explain, play.plan, one, "Asked for by the Chair", seen=1, chair=True)
    spot = placements(play.plan)[one.id].spot
    assert (spot.hand, spot.reason) == (Hand.CHAIR, "Asked for by the Chair")
    with pytest.raises(Refused, match="Say why it stands there"):
        do(moving.explain, play.plan, one, " ", seen=2)
    with pytest.raises(Refused, match="“Event 2” stands nowhere"):
        do(moving.explain, play.plan, other, "Because", seen=2)


def test_what_is_cancelled_frees_its_room_and_comes_back_if_it_can(app: Flask) -> None:
    play = stage()
    one, other, third, _ = play.events
    put(play, play.at(MONDAY))

    def set_off(off: bool) -> None:
        with decision("tests") as this:
            this.records += 1
            one.cancelled = off

    set_off(True)
    do(moving.move, play.plan, {other: play.at(MONDAY)}, seen=1)
    assert [one_.live for one_ in placements(play.plan).values()] == [False, True]
    set_off(False)
    do(moving.move, play.plan, {third: play.at(TUESDAY)}, seen=2)
    assert placements(play.plan)[one.id].live is False
    do(moving.move, play.plan, {other: None}, seen=3)
    do(moving.move, play.plan, {third: None}, seen=4)
    assert placements(play.plan)[one.id].live is True


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_move_among_many_asks_no_more_than_among_few(app: Flask) -> None:
    play = stage(events=40, rooms=5)
    places = [at(day, hour, room) for day in (MONDAY, TUESDAY) for hour in HOURS for room in play.rooms]

    def asked(seen: int) -> int:
        with counted(app) as questions:
            do(
                moving.move,
                play.plan,
                {play.events[-1]: at(WEDNESDAY, HOURS[seen % 3], play.rooms[0])},
                seen=seen,
            )
        return len(questions)

    do(moving.move, play.plan, {play.events[0]: play.at(MONDAY)}, seen=0)
    asked(1)
    few = asked(2)
    do(moving.move, play.plan, dict(zip(play.events[1:], places[1:], strict=False)), seen=3)
    assert asked(4) == few
