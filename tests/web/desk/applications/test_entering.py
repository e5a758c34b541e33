"""Applications that the desk enters for somebody."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from scheduler.applications.figures import slots
from scheduler.applications.models import Application, Receipt
from scheduler.applications.verifying import faults_of_chain
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Source
from tests.applications import stage
from tests.applications.desk import told
from tests.applications.stage import DURING
from tests.web.conftest import texts
from tests.web.desk.applications.list_of import LIST, address_of, at_desk, page

ENTER = f"{LIST}enter/"
LATER = datetime(2027, 1, 20, 12, tzinfo=UTC)
WISH = {"source": "note_verbale", "came_on": "2027-01-13", "reference": "NV 12", "title": "Water"}


def test_for_whom_and_into_which_call(app: Flask) -> None:
    call, person = stage.call(), stage.person("Ann Example")
    desk = at_desk(app)
    found = page(desk, f"{ENTER}?who=ann")
    assert [link.attributes["href"] for link in found.css("tbody a")] == [f"{ENTER}{call.id}/{person.id}/"]
    assert "Nobody of this name is known." in page(desk, f"{ENTER}?who=zoe").text()
    assert desk.get(f"{ENTER}{call.id}/999/").status_code == 404
    assert desk.get(f"{ENTER}999/{person.id}/").status_code == 404


def test_it_keeps_its_place_in_the_chain_and_takes_the_declared_day(app: Flask) -> None:
    call, person, lead = stage.call(), stage.person("Ann Example"), stage.organisation("Peace Institute")
    first = stage.received(call, None, DURING)
    slot = slots(call.meeting)[0]
    typed = {
        **WISH,
        "organisation": "peace institute",
        "abstract": "About water.",
        "format": "hybrid",
        "languages": "en, fr",
        "attendance": "40",
        "equipment": ["interpretation"],
        "speakers": "Bea; Peace Institute; bea@body.example; online\nCem",
        "stream": "https://stream.example/1",
        f"slot-{slot.id}": "1",
        "day": ["2027-03-08", "2027-03-09"],
    }
    with clock.set_to(LATER):
        desk = at_desk(app)
        assert desk.post(f"{ENTER}{call.id}/{person.id}/", data=typed).location == f"{LIST}{first.id + 1}/"
    receipt = session.scalars(select(Receipt).where(Receipt.number == 2)).one()
    assert (receipt.source, receipt.declared_at) == (
        Source.NOTE_VERBALE,
        datetime(2027, 1, 13, 22, 59, 59, 999999, tzinfo=UTC),
    )
    assert faults_of_chain(call, stage.keyring()) == []
    one = session.get_one(Application, receipt.application_id)
    assert one.lead is not None
    assert one.lead.id == lead.id
    assert (one.title, one.languages, one.attendance, one.equipment) == (
        "Water",
        ["en", "fr"],
        40,
        ["interpretation"],
    )
    assert [(each.person.name, each.affiliation, each.online) for each in one.speakers] == [
        ("Bea", "Peace Institute", True),
        ("Cem", None, False),
    ]
    assert one.links == [{"kind": "stream", "url": "https://stream.example/1"}]
    assert [(wish.slot_id, wish.rank) for wish in one.wishes] == [(slot.id, 1)]
    assert one.days == ["2027-03-08", "2027-03-09"]
    assert person.email in told("application-received")
    assert texts(page(desk, f"{LIST}?sort=queue"), "tbody td:nth-of-type(5)") == ["1", "2"]
    assert texts(page(desk, address_of(one)), "h1 + p .state")[-1] == "Entered by the desk"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "Unheard Of"}, "No organisation goes by this name. Enrol it first."),
        ({"title": ""}, "Fill in this field."),
        ({"stream": "nowhere"}, '"nowhere" is no web address. Write one with https:// and no spaces.'),
        ({"speakers": "; Lost"}, "Give each speaker a name, or leave the whole line empty."),
        ({"attendance": "-1"}, "Write a number of people from 0 to 100000."),
        ({"slot-1": "x"}, "Rank the slots from 1 on, without a rank below."),
        ({"slot-99": "1"}, "One of these slots is no longer there. Choose again."),
        ({"came_on": "2027-01-23"}, "This call is closed."),
        ({"came_on": "2027-02-20"}, "This day has not come yet."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(app: Flask, changes: dict[str, str], said: str) -> None:
    call, person = stage.call(), stage.person()
    stage.organisation("Peace Institute")
    with clock.set_to(datetime(2027, 2, 1, tzinfo=UTC)):
        desk = at_desk(app)
        typed = {**WISH, "organisation": "Peace Institute", **changes}
        answer = desk.post(f"{ENTER}{call.id}/{person.id}/", data=typed)
    assert answer.status_code == 422
    assert said in texts(LexborHTMLParser(answer.text), "#faults")[0]
    assert session.scalars(select(Application)).all() == []
