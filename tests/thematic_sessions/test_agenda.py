"""What is told of a session, and its segments in order."""

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.terms import Format, SegmentKind, SegmentMode
from scheduler.meetings.models import Meeting
from scheduler.releases.actions import release
from scheduler.releases.queries import load
from scheduler.thematic_sessions import agenda
from scheduler.thematic_sessions.agenda import Facts, Part
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.queries import as_told
from tests.conftest import BASE_URL
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do

FACTS = Facts(" One  title ", "The Chair", "", Format.HYBRID, " https://tv.example/1 ", ("en", "fr"))


def kinds(item: ThematicSession) -> list[tuple[int, str]]:
    session.expire_all()
    return [(one.position, one.kind.value) for one in item.segments]


def test_segments_are_inserted_changed_moved_and_removed_with_history(app: Flask) -> None:
    item = stage.a_session()
    do(agenda.use_template, item, "2025")
    first, panel, debate = item.segments
    opening = do(
        agenda.insert, item, 0, Part(SegmentKind.OPENING_REMARKS, " A  guest", SegmentMode.VIDEO, 10)
    )
    do(agenda.change, item, panel, Part(SegmentKind.PANEL, minutes=90))
    do(agenda.move, item, debate, 1)
    do(agenda.remove, item, first)
    assert kinds(item) == [(0, "opening_remarks"), (1, "interactive_debate"), (2, "panel")]
    assert (opening.by, opening.minutes, panel.minutes, debate.minutes) == ("A guest", 10, 90, None)
    assert [record.act for record in history(item.thing)] == [
        "begin agenda",
        "insert segment",
        "change segment",
        "move segment",
        "remove segment",
    ]


def test_what_is_refused(app: Flask) -> None:
    item = stage.a_session()
    one = do(agenda.insert, item, 0, Part(SegmentKind.PANEL))
    for minutes in (0, -5, 601):
        with pytest.raises(Refused, match="from 1 to 600"):
            do(agenda.change, item, one, Part(SegmentKind.PANEL, minutes=minutes))
    with pytest.raises(Refused, match="has an agenda already"):
        do(agenda.use_template, item, "2022")
    do(agenda.remove, item, one)
    with pytest.raises(NotFound, match="no such template"):
        do(agenda.use_template, item, "1999")
    other = do(agenda.insert, stage.a_session(of=stage.meeting("OTHER")), 0, Part(SegmentKind.PANEL))
    with pytest.raises(NotFound, match="removed meanwhile"):
        do(agenda.change, item, other, Part(SegmentKind.PANEL))
    with pytest.raises(Refused, match="Give it a title"):
        do(agenda.describe, item, Facts(" "))
    with pytest.raises(Refused, match="no web address"):
        do(agenda.describe, item, Facts("A title", livestream="tv.example"))
    assert item.title == "A session"


def test_two_days_share_one_title_and_are_told_apart(app: Flask) -> None:
    first = stage.a_session()
    second = stage.a_session(of=session.get_one(Meeting, first.meeting_id))
    for item in (first, second):
        do(agenda.describe, item, FACTS)
    do(release, session.get_one(Meeting, first.meeting_id), BASE_URL)
    told = [one.entry for one in load(["TD2027"])["TD2027"].entries]
    assert [(one.title, one.chair, one.languages) for one in told] == [
        ("One title", "The Chair", ("en", "fr"))
    ] * 2
    assert {one.code for one in told} == {first.code, second.code}
    assert [link.url for one in told for link in one.links] == ["https://tv.example/1"] * 2
    assert as_told(first)["chair"] == "The Chair"
