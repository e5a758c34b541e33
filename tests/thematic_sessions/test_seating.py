"""Who sits on a panel: within its plan, once each, and public only once they accepted."""

from threading import Barrier, Thread
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Constituency, RegionalGroup
from scheduler.organisations.actions import enrol
from scheduler.organisations.models import Person
from scheduler.thematic_sessions.models import Panel, Panellist, Seat
from scheduler.thematic_sessions.queries import as_told, seats
from scheduler.thematic_sessions.seat_rules import Line
from scheduler.thematic_sessions.seating import (
    SpeaksFor,
    confirm_seat,
    move_panellist,
    plan_seats,
    seat_person,
    unseat,
)
from scheduler.timetable.entries import face
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do

AFRICAN = Line(Constituency.MEMBER_STATE, 1, RegionalGroup.AFRICAN, 0, 2)
CIVIL = Line(Constituency.CIVIL_SOCIETY, 1, None, 1, 1, "vngoc")


def names(panel: Panel) -> list[str | None]:
    return [one.person.name if one.person else None for one in panel.panellists]


def test_somebody_is_seated_and_takes_from_the_seat_what_was_not_said(app: Flask) -> None:
    panel, zoe = stage.panel(AFRICAN, CIVIL), stage.person("Zoe")
    with bookkeeping("tests"):
        body = enrol("Kenya")
    one = do(seat_person, panel, stage.seat(panel), zoe, SpeaksFor(organisation=body))
    assert (one.constituency, one.represents, one.regional_group, one.channel) == (
        Constituency.MEMBER_STATE,
        "Kenya",
        "African States",
        None,
    )
    other = do(seat_person, panel, stage.seat(panel, 1), stage.person(), SpeaksFor("  A   Forum "))
    assert (other.represents, other.channel) == ("A Forum", "vngoc")
    do(move_panellist, other, 0)
    assert [one.id for one in panel.panellists] == [other.id, one.id]
    assert [(line.filled, line.missing) for line in seats(panel).lines] == [(1, 0), (1, 0)]
    thing = one.thing
    do(unseat, one, "She cannot come.")
    assert names(panel) == [other.person.name if other.person else None]
    assert [record.act for record in history(thing)] == [
        "seat panellist",
        "unseat panellist",
    ]


def test_what_is_refused(app: Flask) -> None:
    panel, zoe = stage.panel(AFRICAN, CIVIL), stage.person("Zoe")
    other = stage.panel(CIVIL, of=stage.a_session(title="Other", of=stage.meeting("OTHER")))
    states, civil = panel.seats

    def refused(says: str, seat: Seat, person: Person, **more: Any) -> None:
        with pytest.raises(Refused, match=says):
            do(seat_person, panel, seat, person, SpeaksFor(**more))

    do(seat_person, panel, civil, zoe, SpeaksFor())
    refused("Zoe sits on this panel already", states, zoe)
    refused("Civil society: no seat is free, the plan has 1 at most", civil, stage.person())
    refused("belongs to another panel", other.seats[0], stage.person())
    refused(
        "a State of the group: African States",
        states,
        stage.person(),
        regional_group="Eastern European States",
    )
    with pytest.raises(Refused, match="Say why"):
        do(unseat, panel.panellists[0], " ")
    with bookkeeping("tests") as this:
        zoe.erased_at = this.at
    do(unseat, panel.panellists[0], "Gone")
    refused("not in use any more", civil, zoe)
    assert panel.panellists == []


def test_a_tentative_panellist_is_nobodys_business(app: Flask) -> None:
    item = stage.a_session()
    panel = stage.panel(CIVIL, of=item)
    one = do(seat_person, panel, panel.seats[0], stage.person(), SpeaksFor("A Forum"), tentative=True)
    assert as_told(item)["panellists"] == []
    assert face(item, None, ()).panellists == ()
    assert seats(panel).lines[0].tentative == 1
    do(confirm_seat, one)
    assert [voice["represents"] for voice in as_told(item)["panellists"]] == ["A Forum"]
    assert [voice.represents for voice in face(item, None, ()).panellists] == ["A Forum"]
    with pytest.raises(Refused, match="theirs already"):
        do(confirm_seat, one)


def test_a_plan_shrinks_only_where_nobody_sits(app: Flask) -> None:
    panel = stage.panel(AFRICAN, CIVIL)
    states, _ = panel.seats
    for _ in range(2):
        do(seat_person, panel, states, stage.person(), SpeaksFor())
    smaller = Line(Constituency.MEMBER_STATE, 1, RegionalGroup.AFRICAN, 0, 1, number=states.id)
    for plan in ([smaller], [], [CIVIL]):
        with pytest.raises(Refused, match="African States: 2 already sit there"):
            do(plan_seats, panel, plan)
    with pytest.raises(Refused, match="maximum is smaller"):
        do(plan_seats, panel, [Line(Constituency.IGO, 2, maximum=1)])
    wider = Line(Constituency.MEMBER_STATE, 2, RegionalGroup.AFRICAN, 1, 3, number=states.id)
    do(plan_seats, panel, [CIVIL, wider])
    assert [(seat.id, seat.target) for seat in panel.seats][1] == (states.id, 2)


@pytest.mark.parametrize(
    "values", [{"tentative": True}, {"seat": True}], ids=["tentative without a seat", "another panel's seat"]
)
def test_the_database_refuses(app: Flask, values: dict[str, bool]) -> None:
    panel = stage.panel(CIVIL)
    other = stage.panel(CIVIL, of=stage.a_session(of=stage.meeting("OTHER")))
    wrong = {"seat_id": other.seats[0].id} if "seat" in values else values
    with pytest.raises(IntegrityError), bookkeeping("tests"):
        session.execute(
            sa.insert(Panellist).values(
                panel_id=panel.id, position=0, constituency=Constituency.IGO, **{"tentative": False, **wrong}
            )
        )


def test_the_last_seat_is_given_once(app: Flask) -> None:
    panel = stage.panel(CIVIL)
    people = [stage.person().id, stage.person().id]
    number, seat, gate, refused = panel.id, panel.seats[0].id, Barrier(2), []
    session.rollback()

    def give(person: int) -> None:
        with app.app_context():
            gate.wait()
            try:
                do(
                    lambda this: seat_person(
                        this,
                        session.get_one(Panel, number),
                        session.get_one(Seat, seat),
                        session.get_one(Person, person),
                        SpeaksFor(),
                    )
                )
            except Refused as error:
                refused.append(str(error))

    threads = [Thread(target=give, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == [
        "Civil society: no seat is free, the plan has 1 at most. Free one first, or change the plan."
    ]
    assert len(session.scalars(sa.select(Panellist)).all()) == 1
