"""Calls at the desk."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from scheduler.calls.models import Call
from scheduler.calls.queries import by_code
from scheduler.calls.rules import Late
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from tests.applications import stage
from tests.applications.stage import CLOSES, DURING, OPENS
from tests.web.conftest import texts
from tests.web.counting import counted
from tests.web.desk.applications.list_of import at_desk, page, told

CALLS = "/desk/calls/"
NEW = f"{CALLS}new/CND70/side_event/"
TERMS: dict[str, Any] = {
    "opens_at": "2027-01-11T09:00:00",
    "closes_at": "2027-01-22T23:59:59",
    "late": "closed",
    "organisers": ["member_state", "ngo"],
    "ngos_need_status": "y",
    "required": ["abstract", "wishes"],
    "most_per_lead": "1",
    "links_until": "2027-02-26T17:30:15",
    "states_by_contact": "y",
}


def test_every_meeting_with_its_calls(app: Flask) -> None:
    desk = at_desk(app)
    assert texts(page(desk, CALLS), "main p")[-1].startswith("No meeting is known yet.")
    call = stage.call()
    stage.received(call)
    with clock.set_to(DURING):
        found = page(at_desk(app), CALLS)
    assert texts(found, "h2")[0] == "CND70"
    assert texts(found, "tbody tr") == [
        "Side events Open Mon 11 January 2027, 09:00:00 Fri 22 January 2027, 23:59:59 1"
    ]
    assert [link.attributes["href"] for link in found.css("section p a")][:-1] == [
        f"{CALLS}new/CND70/{kind}/" for kind in ("special_event", "exhibition", "other")
    ]


def test_setting_up_a_call_to_the_second_in_the_venues_zone(app: Flask) -> None:
    stage.meeting()
    desk = at_desk(app)
    assert "Europe/Vienna" in page(desk, NEW).text()
    answer = desk.post(NEW, data=TERMS)
    call = by_code("CND70-S")
    assert call
    assert answer.location == f"{CALLS}{call.id}/"
    assert told(desk, answer.location) == ["The terms are stored."]
    terms = call.terms
    assert (terms.opens_at, terms.closes_at) == (OPENS, CLOSES)
    assert terms.links_until == datetime(2027, 2, 26, 16, 30, 15, tzinfo=UTC)
    assert (terms.required, terms.second_reader, terms.support_until) == (("abstract", "wishes"), False, None)
    assert desk.get(NEW).location == f"{CALLS}{call.id}/"
    form = page(desk, f"{CALLS}{call.id}/")
    assert [node.attributes["value"] for node in form.css("#closes_at")] == ["2027-01-22T23:59:59"]
    assert len(form.css("input[name=organisers][checked]")) == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"closes_at": "2027-01-01T00:00:00"}, "The call closes before it opens. Choose a later closing."),
        ({"closes_at": ""}, "Fill in this field."),
        ({"closes_at": "tomorrow"}, "Write a day and a time, such as 2027-01-22 23:59:59."),
        ({"closes_at": "2027-03-28T02:30:00"}, "the clocks go forward over it"),
        ({"closes_at": "2027-10-31T02:30:00"}, "the clocks go back and show it twice"),
        ({"organisers": []}, "Choose at least one kind of organisation that may organise."),
        ({"most_per_lead": "0"}, "Write a number from 1 to 100."),
        ({"support_until": "2027-01-01T00:00:00"}, "A deadline lies before the opening."),
    ],
)
def test_terms_that_cannot_be(app: Flask, changes: dict[str, Any], said: str) -> None:
    stage.meeting()
    answer = at_desk(app).post(NEW, data={**TERMS, **changes})
    assert answer.status_code == 422
    assert said in texts(LexborHTMLParser(answer.text), "#faults")[0]
    assert by_code("CND70-S") is None


def test_the_list_of_receipts_is_published_after_the_close(app: Flask) -> None:
    call = stage.call()
    stage.received(call)
    address = f"{CALLS}{call.id}/"
    with clock.set_to(DURING):
        desk = at_desk(app)
        assert page(desk, address).css("form[action$=publish]") == []
        assert desk.post(f"{address}publish").status_code == 409
    with clock.set_to(CLOSES):
        desk = at_desk(app)
        assert len(page(desk, address).css("form[action$=publish]")) == 1
        assert desk.post(f"{address}publish").location == address
        later = {**TERMS, "closes_at": "2027-01-25T00:00:00"}
        refused = desk.post(address, data=later)
        assert refused.status_code == 422
        assert "the closing cannot be changed any more" in refused.text
    session.expire_all()
    assert session.get_one(Call, call.id).published_at == CLOSES


def test_somebody_is_let_in_late_and_the_link_ended(app: Flask) -> None:
    call = stage.call(late=Late.LINK)
    address = f"{CALLS}{call.id}/"
    with clock.set_to(CLOSES + timedelta(days=1)):
        desk = at_desk(app)
        lacking = desk.post(f"{address}late", data={"name": "Ann", "email": "nowhere", "days": "3"})
        assert lacking.status_code == 422
        made = desk.post(f"{address}late", data={"name": "Ann", "email": "ann@body.example", "days": "3"})
        (link,) = texts(LexborHTMLParser(made.text), ".asking code")
        assert link.startswith("https://programme.example/l/")
        again = page(desk, address)
        assert link not in again.text()
        assert texts(again, ".lines bdi") == ["Ann"]
        (action,) = (node.attributes["action"] or "" for node in again.css(".lines form"))
        assert desk.post(action).location == address
        assert page(desk, address).css(".lines") == []
        assert desk.post(action).status_code == 409
        for number in (999, 10**30):
            assert desk.post(f"{address}late/{number}/revoke").status_code == 404


def test_a_call_without_late_links(app: Flask) -> None:
    call = stage.call()
    typed = {"name": "Ann", "email": "ann@body.example", "days": "3"}
    answer = at_desk(app).post(f"{CALLS}{call.id}/late", data=typed)
    assert answer.status_code == 409


def test_only_the_secretariat(app: Flask) -> None:
    call = stage.call()
    unit = at_desk(app, Role.CIVIL_SOCIETY_UNIT)
    for address in (CALLS, f"{CALLS}{call.id}/", "/desk/calls/new/CND70/exhibition/"):
        assert unit.get(address).status_code == 403
    desk = at_desk(app)
    for address in (f"{CALLS}99/", f"{CALLS}new/CND70/party/", f"{CALLS}new/NONE/side_event/"):
        assert desk.get(address).status_code == 404


def test_as_many_questions_for_thirty_meetings_as_for_one(app: Flask) -> None:
    desk = at_desk(app)
    costs = []
    for codes in (["M0"], [f"M{number}" for number in range(1, 30)]):
        for code in codes:
            stage.call(stage.meeting(code))
        with counted(app) as sent:
            page(desk, CALLS)
        costs.append(len(sent))
    assert costs[0] == costs[1]
