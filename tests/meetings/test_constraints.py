"""What the database itself never lets happen, whoever writes."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import DatabaseError, IntegrityError

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.terms import EntryKind, MeetingKind
from scheduler.meetings import actions
from scheduler.meetings.models import Day, Entry, Meeting, Room, Slot
from scheduler.side_events.models import SideEvent
from scheduler.timetable.actions import make_plan
from scheduler.timetable.models import Placement, Plan

DAY = date(2027, 3, 9)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, 9, hour, minute, tzinfo=UTC)


def a_meeting(code: str = "T1") -> Meeting:
    meeting = Meeting(code=code, title=code, kind=MeetingKind.REGULAR_SESSION, time_zone="Europe/Vienna")
    meeting.starts = meeting.ends = DAY
    meeting.venue = actions.venue("Test Centre")
    session.add(meeting)
    session.flush()
    actions.sit(meeting, date(2027, 3, 8), date(2027, 3, 12))
    return meeting


def an_entry(meeting: Meeting, code: str, **facts: Any) -> Entry:
    given = {"kind": EntryKind.SIDE_EVENT, "title": code, "uid": f"{meeting.code}-{code}", **facts}
    entry = SideEvent(meeting_id=meeting.id, code=code, **given)
    session.add(entry)
    session.flush()
    return entry


def a_placement(
    plan: Plan, entry: Entry, room: Room | None, start: datetime, end: datetime | None, **facts: Any
) -> None:
    placement = Placement(
        meeting_id=plan.meeting_id, plan_id=plan.id, entry_id=entry.id, day=DAY, starts_at=start, ends_at=end
    )
    placement.room_id = room.id if room else None
    placement.live = facts.get("live", True)
    session.add(placement)
    session.flush()


class Scene:
    """A meeting with two rooms, two entries and two plans."""

    def __init__(self) -> None:
        self.meeting = a_meeting()
        assert self.meeting.venue
        self.room, self.other_room = (actions.add_room(self.meeting.venue, name) for name in ("M1", "M2"))
        self.entry, self.other = an_entry(self.meeting, "AAAAA"), an_entry(self.meeting, "BBBBB")
        this = Decision("tests")
        self.plan, self.draft = (
            make_plan(this, self.meeting, public=True),
            make_plan(this, self.meeting, "Draft"),
        )


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def test_a_room_is_given_once_at_overlapping_times(scene: Scene) -> None:
    a_placement(scene.plan, scene.entry, scene.room, at(9), at(9, 50))
    with pytest.raises(IntegrityError, match="room_given_once"):
        a_placement(scene.plan, scene.other, scene.room, at(9, 49), at(10))


def test_moving_into_a_taken_room_is_refused_too(scene: Scene) -> None:
    a_placement(scene.plan, scene.entry, scene.room, at(9), at(9, 50))
    a_placement(scene.plan, scene.other, scene.other_room, at(9), at(9, 50))
    placement = session.query(Placement).filter_by(entry_id=scene.other.id).one()
    placement.room_id = scene.room.id
    with pytest.raises(IntegrityError, match="room_given_once"):
        session.flush()


@pytest.mark.parametrize(
    "case", ["touching", "other room", "other plan", "cancelled", "no end known", "no room"]
)
def test_what_does_not_clash_may_stand(scene: Scene, case: str) -> None:
    a_placement(scene.plan, scene.entry, scene.room, at(9), at(9, 50))
    a_placement(
        scene.draft if case == "other plan" else scene.plan,
        scene.other,
        {"other room": scene.other_room, "no room": None}.get(case, scene.room),
        at(9, 50) if case == "touching" else at(9),
        None if case == "no end known" else at(10),
        live=case != "cancelled",
    )
    assert session.query(Placement).count() == 2


def test_an_entry_stands_once_in_a_plan(scene: Scene) -> None:
    a_placement(scene.plan, scene.entry, None, at(9), at(10))
    with pytest.raises(IntegrityError):
        a_placement(scene.plan, scene.entry, None, at(11), at(12))


def test_a_placement_belongs_to_the_meeting_of_its_plan_and_of_its_entry(scene: Scene) -> None:
    stranger = an_entry(a_meeting("T2"), "AAAAA")
    with pytest.raises(IntegrityError):
        a_placement(scene.plan, stranger, None, at(9), at(10))


def test_a_placement_ends_after_it_starts(scene: Scene) -> None:
    with pytest.raises(IntegrityError, match="starts_before_ends"):
        a_placement(scene.plan, scene.entry, None, at(10), at(10))


def test_a_meeting_has_one_public_plan(scene: Scene) -> None:
    with pytest.raises(IntegrityError):
        make_plan(Decision("tests"), scene.meeting, "Second", public=True)


def test_a_slot_lies_on_a_day_of_its_meeting(scene: Scene) -> None:
    session.add(Slot(meeting_id=scene.meeting.id, day=date(2027, 3, 13), starts_at=at(9), ends_at=at(10)))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_day_lies_inside_its_meeting(scene: Scene) -> None:
    meeting = scene.meeting
    session.add(
        Day(
            meeting_id=meeting.id,
            date=date(2027, 3, 13),
            meeting_starts=meeting.starts,
            meeting_ends=meeting.ends,
        )
    )
    with pytest.raises(IntegrityError, match="inside_meeting"):
        session.flush()


def test_days_follow_the_dates_of_their_meeting(scene: Scene) -> None:
    actions.set_slots(scene.meeting, [(date(2027, 3, 12), at(9), at(10))])
    actions.sit(scene.meeting, date(2027, 3, 9), date(2027, 3, 11))
    assert [day.date.day for day in scene.meeting.days] == [9, 10, 11]
    assert session.query(Slot).count() == 0


def test_a_code_is_given_once_in_a_meeting_and_a_uid_once_at_all(scene: Scene) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        an_entry(scene.meeting, "AAAAA", uid="another")
    with pytest.raises(IntegrityError), session.begin_nested():
        an_entry(a_meeting("T2"), "CCCCC", uid=scene.entry.uid)


def test_an_entry_is_never_deleted_so_that_its_code_and_uid_are_never_used_again(scene: Scene) -> None:
    session.delete(scene.entry)
    with pytest.raises(DatabaseError, match="never deleted"):
        session.flush()


def test_two_rooms_of_a_venue_never_share_a_name(scene: Scene) -> None:
    with pytest.raises(Exception, match="already a name of room M1"):
        actions.add_room_name(scene.other_room, "m 1")


def test_a_time_without_a_zone_cannot_be_stored(scene: Scene) -> None:
    with pytest.raises(Exception, match="without a zone"):
        a_placement(scene.plan, scene.entry, None, datetime(2027, 3, 9, 9), None)  # noqa: DTZ001
