"""The list of speakers: in order, on time, by lot, and the record at the end."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Clash, NotFound, Refused
from scheduler.kernel.terms import Constituency, RegionalGroup
from scheduler.meetings.models import Meeting
from scheduler.releases.actions import release
from scheduler.releases.queries import load
from scheduler.thematic_sessions import floor
from scheduler.thematic_sessions.floor import Asking
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest
from scheduler.thematic_sessions.floor_queries import glance, glance_at, in_full, live
from scheduler.thematic_sessions.floor_rules import drawn
from scheduler.thematic_sessions.queries import as_told
from scheduler.thematic_sessions.terms import FloorKind, Turn
from tests.conftest import BASE_URL
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do

MINUTE = timedelta(minutes=1)
STATE, NGO = Constituency.MEMBER_STATE, Constituency.CIVIL_SOCIETY
AFRICA = Asking(STATE, "Kenya", regional_group=RegionalGroup.AFRICAN, for_group=True)


def a_list(*asking: Asking) -> FloorList:
    made = do(floor.open_list, stage.a_session())
    for one in asking or (AFRICA, Asking(STATE, "Peru"), Asking(NGO, "A Forum")):
        do(floor.ask, made, made.revision, one)
    return made


def act(name: str, on: FloorList, *more: Any) -> Any:
    return do(getattr(floor, name), on, on.revision, *more)


def order(of: FloorList) -> list[str | None]:
    session.expire_all()
    return [one.represents for one in of.requests]


def number(of: FloorList, represents: str) -> int:
    (found,) = (one.id for one in of.requests if one.represents == represents)
    return found


def test_a_whole_session(app: Flask) -> None:
    zoe = stage.person("Zoe Quux")
    made = a_list(AFRICA, Asking(STATE, "Peru"), Asking(NGO, "A Forum", zoe), Asking(NGO, "Late Forum"))
    kenya, peru, forum = (number(made, name) for name in ("Kenya", "Peru", "A Forum"))
    with pytest.raises(Refused, match="has a list of speakers already"):
        do(floor.open_list, made.session)
    with clock.set_to(stage.STARTS):
        act("give", made, kenya)
    with clock.set_to(stage.STARTS + 2 * MINUTE + timedelta(seconds=20)):
        now = live(made, stage.ENDS, names=in_full)
        assert now.speaking
        assert (now.speaking.kind, now.speaking.minutes, now.speaking.ends_at) == (
            FloorKind.REGIONAL_GROUP,
            7,
            stage.STARTS + 7 * MINUTE,
        )
        expected = [(one.represents, one.minutes, one.expected_at, one.fits, one.name) for one in now.waiting]
        assert expected == [
            ("Peru", 5, stage.STARTS + 7 * MINUTE, True, None),
            ("A Forum", 3, stage.STARTS + 12 * MINUTE, True, "Zoe Quux"),
            ("Late Forum", 3, stage.STARTS + 15 * MINUTE, True, None),
        ]
        public = live(made, stage.STARTS + 16 * MINUTE)
        assert [(one.name, one.fits) for one in public.waiting] == [(None, True), (None, True), (None, False)]
        assert public.tag != now.tag == live(made, stage.ENDS, names=in_full).tag
        assert now.tag == glance_at("TD2027", made.session.code).tag(names=True)
    with clock.set_to(stage.STARTS + 9 * MINUTE):
        late = live(made)
        assert late.waiting[0].expected_at == stage.STARTS + 9 * MINUTE
        assert late.tag != public.tag
        assert late.tag == glance(made.session_id).tag(names=False)
        act("give", made, forum)  # Kenya has spoken by that
        act("end", made, forum)
    act("take_off", made, peru)
    act("put_back", made, peru)
    act("give", made, peru)
    with pytest.raises(Refused, match="Somebody still speaks"):
        act("close", made)
    act("end", made, peru)
    act("close", made)
    closed = live(made)
    assert [(one.represents, one.state.value) for one in closed.done] == [
        ("Kenya", "spoke"),
        ("Peru", "spoke"),
        ("A Forum", "spoke"),
        ("Late Forum", "no_time"),
    ]
    assert (closed.closed, closed.speaking, closed.waiting) == (True, None, ())
    assert [one["represents"] for one in as_told(made.session)["floor_speakers"]] == [
        "Kenya",
        "Peru",
        "A Forum",
    ]
    do(release, session.get_one(Meeting, made.session.meeting_id), BASE_URL)
    (told,) = (one.entry for one in load(["TD2027"])["TD2027"].entries)
    assert [one.represents for one in told.floor_speakers] == ["Kenya", "Peru", "A Forum"]
    assert [one.represents for one in told.not_heard] == ["Late Forum"]
    assert told.floor_speakers[2].speaker
    assert told.floor_speakers[2].speaker.name == "Zoe Quux"


def test_a_list_that_was_closed_by_mistake_goes_on(app: Flask) -> None:
    made = a_list()
    act("close", made)
    with pytest.raises(Refused, match="list is closed"):
        act("give", made, number(made, "Peru"))
    with pytest.raises(Refused, match="Say why"):
        act("reopen", made, " ")
    act("reopen", made, "There is time after all.")
    assert made.session.floor_speakers == []
    act("put_back", made, number(made, "Peru"))
    act("give", made, number(made, "Peru"))
    act("end", made, number(made, "Peru"))
    act("close", made)
    assert [(one.represents, one.heard) for one in made.session.floor_speakers] == [
        ("Kenya", False),
        ("Peru", True),
        ("A Forum", False),
    ]


def test_places_change_and_lots_can_be_drawn_again(app: Flask) -> None:
    made = a_list()
    kenya, peru, forum = (one.id for one in made.requests)
    act("swap", made, kenya, forum)
    assert order(made) == ["A Forum", "Peru", "Kenya"]
    act("pass_over", made, forum)
    assert order(made) == ["Peru", "Kenya", "A Forum"]
    act("move", made, forum, kenya)
    assert order(made) == ["Peru", "A Forum", "Kenya"]
    act("move", made, forum, None)
    assert order(made) == ["Peru", "Kenya", "A Forum"]
    with pytest.raises(Refused, match="before themselves"):
        act("move", made, forum, forum)
    act("take_off", made, kenya)
    for way in ("swap", "move"):
        with pytest.raises(Refused, match="Only those who wait"):
            act(way, made, kenya, peru)
    with pytest.raises(Refused, match="two or more"):
        act("draw_lots", made, {kenya, forum})
    act("put_back", made, kenya)
    seed = act("draw_lots", made, {peru, forum})
    names = {peru: "Peru", forum: "A Forum"}
    first, second = drawn([peru, forum], seed)
    assert order(made) == [names[first], "Kenya", names[second]]
    record = history(made.thing)[-1]
    assert record.content
    assert (record.act, record.content.facts["seed"], record.content.facts["among"]) == (
        "draw lots",
        seed,
        sorted([peru, forum]),
    )


def test_times_are_the_meetings_and_ones_own(app: Flask) -> None:
    made = a_list()
    meeting = session.get_one(Meeting, made.session.meeting_id)
    do(floor.set_times, meeting, {FloorKind.REGIONAL_GROUP: 10, FloorKind.CIVIL_SOCIETY: 2})
    act("grant", made, number(made, "Peru"), 8)
    assert [one.minutes for one in live(made).waiting] == [10, 8, 2]
    do(floor.set_times, meeting, {FloorKind.CIVIL_SOCIETY: 3})
    act("grant", made, number(made, "Peru"), None)
    assert [one.minutes for one in live(made).waiting] == [7, 5, 3]
    for minutes in (0, 61):
        with pytest.raises(Refused, match="from 1 to 60"):
            act("grant", made, number(made, "Peru"), minutes)
        with pytest.raises(Refused, match="from 1 to 60"):
            do(floor.set_times, meeting, {FloorKind.IGO: minutes})


def test_who_asks_twice_or_for_nobody_is_told(app: Flask) -> None:
    made = a_list()
    with pytest.raises(Refused, match="PERU is on the list already"):
        act("ask", made, Asking(STATE, " PERU "))
    with pytest.raises(Refused, match="for which country or body"):
        act("ask", made, Asking(STATE, " "))
    with pytest.raises(Refused, match="for which Regional Group"):
        act("ask", made, Asking(STATE, "Ghana", for_group=True))
    with pytest.raises(NotFound):
        act("give", made, 0)
    act("give", made, number(made, "Peru"))
    act("end", made, number(made, "Peru"))
    act("ask", made, Asking(STATE, "Peru"))  # a second round
    assert order(made) == ["Kenya", "Peru", "A Forum", "Peru"]


def test_whoever_looked_before_is_told_what_changed(app: Flask) -> None:
    made = a_list()
    seen, kenya, peru = made.revision, *(one.id for one in made.requests[:2])
    act("swap", made, kenya, peru)
    act("give", made, kenya)
    with pytest.raises(Clash) as error:
        do(floor.give, made, seen, peru)
    assert str(error.value) == (
        "The list has changed since you looked: Two speakers changed places, Gave the floor. "
        "Nothing was done; look again."
    )
    assert [one.state for one in made.requests] == [Turn.WAITING, Turn.SPEAKING, Turn.WAITING]


def test_of_two_clerks_at_once_one_acts(app: Flask) -> None:
    made = a_list()
    number_, revision, gate, refused = made.id, made.revision, Barrier(2), []
    first, second = (one.id for one in made.requests[:2])
    session.rollback()

    def give(request: int) -> None:
        with app.app_context():
            gate.wait()
            try:
                do(lambda this: floor.give(this, session.get_one(FloorList, number_), revision, request))
            except Clash as clash:
                refused.append(str(clash))

    threads = [Thread(target=give, args=(one,)) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert "Gave the floor" in refused[0]
    speaking = sa.select(FloorRequest).where(FloorRequest.state == Turn.SPEAKING)
    assert len(session.scalars(speaking).all()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"position": 0},
        {"state": "speaking"},
        {"state": "spoke", "started_at": stage.STARTS},
        {"for_group": True},
        {"minutes": 0},
        {"started_at": stage.STARTS},
    ],
    ids=["one place twice", "no clock", "no end", "no group", "no time", "a clock for who waits"],
)
def test_the_database_refuses(app: Flask, wrong: dict[str, Any]) -> None:
    peru = number(a_list(), "Peru")
    with pytest.raises(IntegrityError), bookkeeping("tests"):
        session.execute(sa.update(FloorRequest).where(FloorRequest.id == peru).values(**wrong))


def test_one_speaks_at_a_time(app: Flask) -> None:
    made = a_list()
    act("give", made, number(made, "Kenya"))
    other = sa.update(FloorRequest).where(FloorRequest.id == number(made, "Peru"))
    with pytest.raises(IntegrityError), bookkeeping("tests"):
        session.execute(other.values(state="speaking", started_at=stage.STARTS))
