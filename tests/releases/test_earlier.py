"""Earlier releases: looked at, and their timetable put back as a draft."""

import pytest
from flask import Flask

from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import existing_meeting
from scheduler.releases.coming import coming
from scheduler.releases.earlier import as_draft, programme_of
from scheduler.timetable.adopting import adopt
from scheduler.timetable.models import Plan
from scheduler.timetable.queries import placements, public_plan
from tests.telling import stage
from tests.telling.stage import EVENT, OTHER, TALK, entry, make, put, say, where


@pytest.fixture
def meeting(app: Flask) -> Meeting:
    return stage.publish()


def draft(meeting: Meeting, number: int) -> Plan:
    with decision("tests") as this:
        return as_draft(this, meeting, number, f"As in release {number}")


def days(number: int) -> list[tuple[str, int | None]]:
    return [(one.title, one.span.day.day if one.span else None) for one in programme_of("T1", number)]


def test_a_release_is_shown_as_it_was(meeting: Meeting) -> None:
    make(put(EVENT, where(11)), say(EVENT, title="Another name"))
    make(say(OTHER, cancelled=True))
    assert days(1) == [("The event", 9), ("Another event", 9), ("The talk", 10)]
    assert days(2) == [("Another event", 9), ("The talk", 10), ("Another name", 11)]
    assert days(3) == [("The talk", 10), ("Another name", 11), ("Another event", 9)]


def test_its_timetable_becomes_a_draft_and_nothing_public_changes_before_a_release(meeting: Meeting) -> None:
    make(put(EVENT, where(11)), put(TALK, None))
    back = draft(meeting, 1)
    assert coming(meeting) is None
    public = public_plan(meeting)
    assert public
    with decision("tests") as this:
        adopt(this, back, seen=public.revision, seen_draft=back.revision)
    assert make() is not None
    assert days(3) == days(1)


def test_what_is_cancelled_now_or_came_later_stands_nowhere(meeting: Meeting) -> None:
    make(put(TALK, None))
    make(put(TALK, where(11, room="M3")), say(OTHER, cancelled=True))
    back = draft(meeting, 2)
    assert {entry(EVENT).id} == placements(back).keys()


def test_where_a_room_is_gone_it_says_so(meeting: Meeting) -> None:
    with decision("tests") as this:
        existing_meeting("T1").rooms.pop(0)
        say(EVENT, title="Something")(this)
        session.flush()
        with pytest.raises(Refused, match="The meeting no longer has these rooms: M1"):
            as_draft(this, existing_meeting("T1"), 1, "Back")
        this.abandon()


def test_there_is_no_draft_of_a_release_that_there_is_not(meeting: Meeting) -> None:
    with pytest.raises(NotFound):
        draft(meeting, 7)
