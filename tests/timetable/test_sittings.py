"""Thematic sessions in the order of their days, with their lists of speakers."""

from datetime import timedelta

from flask import Flask

from scheduler.kernel.terms import Constituency
from scheduler.thematic_sessions import floor
from scheduler.thematic_sessions.floor import Asking
from scheduler.timetable.actions import Where
from scheduler.timetable.sittings import ends_at, how_many, sittings
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import DAY, ENDS, STARTS, do


def test_sessions_to_come_and_past(app: Flask) -> None:
    meeting, tomorrow = stage.meeting(), DAY + timedelta(days=1)
    untimed = stage.a_session(meeting, "No time", Where(tomorrow))
    first = stage.a_session(meeting, "First")
    later = stage.a_session(meeting, "Later", Where(tomorrow, starts_at=STARTS + timedelta(days=1)))
    listed = do(floor.open_list, first)
    for name in ("Kenya", "Peru"):
        do(floor.ask, listed, listed.revision, Asking(Constituency.MEMBER_STATE, name))
    do(floor.open_list, later)

    found = sittings(DAY, 0, 10, past=False)
    assert [(one.title, one.waiting, one.closed) for one in found] == [
        ("First", 2, False),
        ("Later", 0, False),
        ("No time", None, False),
    ]
    assert (found[0].starts_at, found[0].ends_at, found[0].meeting) == (STARTS, ENDS, "TD2027")
    assert (how_many(DAY, past=False), how_many(DAY, past=True)) == (3, 0)
    assert [one.title for one in sittings(tomorrow, 0, 10, past=True)] == ["First"]
    assert [one.title for one in sittings(tomorrow, 1, 1, past=False)] == ["No time"]
    assert (ends_at(first), ends_at(untimed)) == (ENDS, None)
