"""Two plans compared, and a draft taken over into the public timetable, whole or in parts."""

import pytest
from flask import Flask

from scheduler.applications import deciding
from scheduler.applications.accepted import of_event
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.meetings.actions import add_room, set_rooms, venue
from scheduler.releases.coming import coming
from scheduler.timetable import moving, plans, queries, undoing
from scheduler.timetable.actions import Where, public_plan
from scheduler.timetable.adopting import adopt
from scheduler.timetable.clashes.terms import Level
from scheduler.timetable.comparing import compare
from scheduler.timetable.models import Plan
from scheduler.timetable.moving import Stale
from scheduler.timetable.terms import Hand, StepKind, Turn
from tests.applications import stage as applying
from tests.timetable.stage import MONDAY, TUESDAY, WEDNESDAY, Stage, do, stage, standing
from tests.web.counting import counted


def a_draft(play: Stage) -> Plan:
    """Of four events: the first is elsewhere, the second lost its place, the third gained one, and the
    fourth stands as before."""
    first, second, third, fourth = play.events
    wanted = {first: play.at(MONDAY), second: play.at(TUESDAY), fourth: play.at(WEDNESDAY)}
    do(moving.move, play.plan, wanted, seen=0)
    draft = do(plans.make_draft, play.meeting, "Morning", play.plan)
    changes = {first: play.at(TUESDAY), second: None, third: play.at(MONDAY)}
    do(moving.move, draft, changes, seen=0, why="Asked for")
    do(moving.pin, draft, [third], seen=1)
    return draft


def test_two_plans_are_compared(app: Flask) -> None:
    play = stage()
    draft = a_draft(play)
    found = compare(play.meeting, play.plan, draft)
    assert [(row.title, row.turn) for row in found.rows] == [
        ("Event 1", Turn.MOVED),
        ("Event 2", Turn.LOST),
        ("Event 3", Turn.GAINED),
        ("Event 4", Turn.SAME),
    ]
    assert found.turns == {Turn.MOVED: 1, Turn.GAINED: 1, Turn.LOST: 1, Turn.SAME: 1}
    assert [row.after.points for row in found.rows] == [10, None, 10, 10]
    assert found.after.values["placed"] == found.before.values["placed"] == 3
    assert found.after.clashes == {Level.BLOCKS_PLACING: 0, Level.BLOCKS_RELEASE: 0, Level.WARNS: 0}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_wishes_count_as_in_the_allocation(app: Flask) -> None:
    call = applying.call()
    meeting = call.meeting
    slots = meeting.slots
    with clock.set_to(applying.DURING):
        one = applying.draft(call, applying.organisation(), wishes={slots[0].id: 1})
        applying.hand_in(one, applying.DURING)
    with clock.set_to(applying.DURING), decision("tests") as this:
        deciding.accept(this, one)
    with bookkeeping("tests") as this:
        room = add_room(venue("Centre"), "M1")
        set_rooms(meeting, [room])
        plan = public_plan(this, meeting)
    (event,) = queries.entries(meeting.id).values()
    assert of_event(event.id) is one
    places = [Where(slot.day, None, slot.starts_at, slot.ends_at, room) for slot in slots]
    do(moving.move, plan, {event: places[0]}, seen=0)
    draft = do(plans.make_draft, meeting, "Later", plan)
    do(moving.move, draft, {event: places[1]}, seen=0)
    (row,) = compare(meeting, plan, draft).rows
    assert (row.before.points, row.after.points, row.gain) == (10, 1, -9)
    assert compare(meeting, plan, draft).after.values["preference"] == 1


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_more_events_ask_no_more_of_the_database(app: Flask) -> None:
    few, many = stage(), stage(events=9, code="T71")

    def asked(play: Stage) -> int:
        draft = a_draft(play) if len(play.events) == 4 else do(plans.make_draft, play.meeting, "Empty")
        with counted(app) as questions:
            compare(play.meeting, play.plan, draft)
        return len(questions)

    assert asked(few) >= asked(many)


def test_a_draft_is_adopted_whole_and_stays_as_the_record(app: Flask) -> None:
    play = stage()
    draft = a_draft(play)
    step = do(adopt, draft, seen=1, seen_draft=2)
    assert (step.kind, step.source_id, play.plan.revision) == (StepKind.ADOPT, draft.id, 2)
    assert standing(play.plan) == standing(draft)
    spot = standing(play.plan)[play.events[2].id][0]
    assert (spot.pinned, spot.hand, spot.reason) == (True, Hand.BY_HAND, "Asked for")
    assert history(play.plan.thing)[-1].act == "adopt into the timetable"
    with pytest.raises(Refused, match="This draft was adopted"):
        do(moving.move, draft, {play.events[0]: None}, seen=2)
    with pytest.raises(Refused, match="Nothing of this differs"):
        do(adopt, draft, seen=2, seen_draft=2)
    do(undoing.undo, play.plan, seen=2)
    assert sorted(standing(play.plan)) == sorted(play.events[n].id for n in (0, 1, 3))


def test_parts_are_adopted_where_they_fit(app: Flask) -> None:
    play = stage()
    draft = a_draft(play)
    first, second, third, _ = (event.id for event in play.events)
    before = standing(play.plan)
    with pytest.raises(Clash) as refused:
        do(adopt, draft, {first}, seen=1, seen_draft=2)
    assert str(refused.value) == (
        "“Event 1” cannot stand there (Tue 9 March 2027, 09:00 to 09:50, M1): “Event 2” has the room. "
        "Adopt that one too, or leave this one out."
    )
    with pytest.raises(Refused, match="Choose what to adopt"):
        do(adopt, draft, (), seen=1, seen_draft=2)
    with pytest.raises(Refused, match="not of this meeting"):
        do(adopt, draft, {999}, seen=1, seen_draft=2)
    assert standing(play.plan) == before
    assert draft.adopted_at is None
    do(adopt, draft, {first, second}, seen=1, seen_draft=2)
    assert first in standing(play.plan)
    assert not {second, third} & standing(play.plan).keys()
    do(adopt, draft, {third}, seen=2, seen_draft=2)
    assert standing(play.plan) == standing(draft)


def test_what_changed_meanwhile_keeps_a_draft_out(app: Flask) -> None:
    play = stage()
    draft = a_draft(play)
    do(moving.move, play.plan, {play.events[0]: play.at(WEDNESDAY, 12)}, seen=1)
    with pytest.raises(Stale, match="moved “Event 1”"):
        do(adopt, draft, seen=1, seen_draft=2)
    with pytest.raises(Stale, match="put “Event 3” there"):
        do(adopt, draft, seen=2, seen_draft=0)
    do(moving.pin, play.plan, [play.events[0]], seen=2)
    with pytest.raises(Refused, match="“Event 1” is pinned"):
        do(adopt, draft, seen=3, seen_draft=2)
    with pytest.raises(Refused, match="Choose a draft"):
        do(adopt, play.plan, seen=3, seen_draft=3)
    do(plans.throw_away, draft)
    with pytest.raises(Refused, match="thrown away"):
        do(adopt, draft, seen=3, seen_draft=2)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_drafts_change_nothing_that_comes_next(app: Flask) -> None:
    play = stage()
    before = coming(play.meeting)
    draft = do(plans.make_draft, play.meeting, "Morning")
    do(moving.move, draft, {play.events[0]: play.at(MONDAY)}, seen=0)
    assert coming(play.meeting) == before
    do(adopt, draft, seen=0, seen_draft=1)
    assert coming(play.meeting) != before
