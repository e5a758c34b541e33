"""A programme file that comes again leaves what no file tells, and who sits where."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import Flask

from scheduler.kernel.db import session
from scheduler.kernel.terms import Constituency
from scheduler.programmes.actions import import_files
from scheduler.programmes.exports import export
from scheduler.thematic_sessions import documents
from scheduler.thematic_sessions.documents import Paper
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.queries import line
from scheduler.thematic_sessions.seat_rules import Line
from scheduler.thematic_sessions.seating import SpeaksFor, plan_seats, seat_person
from scheduler.thematic_sessions.terms import DocumentKind
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do

ANN = {"constituency": "civil_society", "represents": "A Forum", "name": "Ann Other"}
KENYA = {"constituency": "member_state", "represents": "Kenya", "regional_group": "African States"}


def a_file(**changes: Any) -> bytes:
    told = {
        "title": "A session",
        "date": "2027-03-10",
        "segments": [{"kind": "panel"}, {"kind": "interactive_debate", "minutes": 60}],
        "seats": {"member_state": 1, "civil_society": 1},
        "panellists": [ANN, KENYA],
        "floor_speakers": [KENYA],
        "documents": [{"title": "A note", "url": "https://a.example/note"}],
    }
    return as_bytes(programme(thematic_sessions=[{**told, **changes}]))


def take(data: bytes) -> Any:
    report = import_files([("T1.json", data)], actor="tests", base_url=BASE_URL)
    assert report.faults == []
    return report.meetings[0]


def exported() -> bytes:
    return export("T1", "json", BASE_URL)


def rows(item: ThematicSession) -> dict[str, list[int]]:
    assert item.panel
    kinds: dict[str, Sequence[Any]] = {
        "segments": item.segments,
        "documents": item.documents,
        "floor": item.floor_speakers,
        "seats": item.panel.seats,
        "panellists": item.panel.panellists,
    }
    return {kind: [one.id for one in found] for kind, found in kinds.items()}


def test_rows_stay_the_same_ones(app: Flask) -> None:
    take(a_file())
    item = session.scalars(sa.select(ThematicSession)).one()
    assert item.panel
    before, written = rows(item), exported()
    do(documents.add, item, Paper(DocumentKind.OTHER, "A draft"), "https://a.example/draft")
    places = [line(seat) for seat in item.panel.seats]
    kept = Line(**{**vars(places[1]), "channel": "vngoc", "maximum": 2})
    do(plan_seats, item.panel, [places[0], kept])
    tentative = do(
        seat_person, item.panel, item.panel.seats[1], stage.person(), SpeaksFor("Quiet Forum"), tentative=True
    )
    report = take(a_file(chair="The Chair", panellists=[KENYA, ANN], documents=[]))
    assert report.changed == ["A session"]
    session.expire_all()
    after = rows(item)
    assert (after["segments"], after["floor"], after["seats"]) == (
        before["segments"],
        before["floor"],
        before["seats"],
    )
    assert after["panellists"] == [*reversed(before["panellists"]), tentative.id]
    assert (tentative.seat_id, item.panel.seats[1].channel) == (before["seats"][1], "vngoc")
    assert [one.title for one in item.documents] == ["A draft"]
    assert b"Quiet Forum" not in exported() != written


def test_no_file_takes_a_seat_that_was_given_here(app: Flask) -> None:
    take(a_file())
    item = session.scalars(sa.select(ThematicSession)).one()
    assert item.panel
    do(seat_person, item.panel, item.panel.seats[1], stage.person(), SpeaksFor("B Forum"), tentative=True)
    take(a_file(seats={"member_state": 2}, panellists=[KENYA]))
    session.expire_all()
    assert [(one.constituency, one.target) for one in item.panel.seats] == [
        (Constituency.MEMBER_STATE, 2),
        (Constituency.CIVIL_SOCIETY, 1),
    ]
    assert [one.represents for one in item.panel.panellists] == ["Kenya", "B Forum"]
