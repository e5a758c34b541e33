"""The desk's list of applications."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from scheduler.applications import cosponsoring, deciding
from scheduler.applications.drafting import save
from scheduler.applications.facts import Facts
from scheduler.applications.models import Application
from scheduler.applications.terms import State
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import OrganisationKind, Role
from tests.applications import stage
from tests.applications.desk import do
from tests.applications.stage import DURING, SECOND
from tests.web.conftest import texts
from tests.web.counting import counted
from tests.web.desk.applications.list_of import LIST, address_of, at_desk, page, piles, titles
from tests.web.people import browser, member, signed_in


def received(call: Call, name: str, **facts: Any) -> Application:
    """One of an NGO of this name, submitted after all others; its title tells it."""
    with clock.set_to(DURING):
        made = stage.draft(call, stage.organisation(name), **{"title": f"Event of {name}", **facts})
        stage.hand_in(made, DURING)
    return made


def test_an_empty_list_says_what_will_be_here(app: Flask) -> None:
    found = page(at_desk(app), LIST)
    assert texts(found, "h1") == ["Applications"]
    assert texts(found, "main p")[-1].startswith("No application fits.")
    assert found.css("table") == []


def test_drafts_are_nobodys_business(app: Flask) -> None:
    call = stage.call()
    with clock.set_to(DURING):
        draft = stage.draft(call, stage.organisation())
    desk = at_desk(app)
    assert titles(desk) == []
    assert "This is a draft." in page(desk, address_of(draft), 404).text()


def test_piles(app: Flask) -> None:
    call = stage.call()
    free, mine, back, wait, yes, no = (received(call, name) for name in "ABCDEF")
    someone = stage.organisation("Twice")
    first, second = (stage.received(call, someone, DURING + n * SECOND) for n in (1, 2))
    account = member(app, Role.SECRETARIAT)
    do(deciding.claim, mine, by=f"account {account.id}")
    do(deciding.return_, back, "Shorter")
    do(deciding.put_on_waiting_list, wait, "Full")
    do(deciding.accept, yes)
    do(deciding.decline, no, "Off topic")
    with clock.set_to(DURING + timedelta(hours=1)):
        do(cosponsoring.invite, free, "Supporter", "Sam", "sam@body.example")
        do(save, first, first.revision, Facts(contact="Ann, ann@body.example"))
    desk = signed_in(app, account)
    assert piles(desk) == {
        "Waiting for me": 1,
        "Nobody reads yet": 3,
        "Returned": 1,
        "Second of its organiser": 1,
        "Changed since submitted": 1,
        "Co-sponsors open": 1,
        "Waiting list": 1,
        "Decided": 2,
    }
    assert titles(desk, "?pile=mine") == ["Event of B"]
    assert titles(desk, "?pile=doubled") == [second.title]
    assert titles(desk, "?pile=changed") == [first.title]
    assert titles(desk, "?pile=cosponsors") == ["Event of A"]
    assert titles(desk, "?pile=decided") == ["Event of E", "Event of F"]
    changed = page(desk, f"{LIST}?pile=changed")
    assert texts(changed, "tbody td:nth-of-type(7)") == ["Changed since Contact for the public"]


def test_the_queue_puts_member_states_first(app: Flask) -> None:
    call = stage.call()
    received(call, "Early")
    stage.received(call, stage.state("Chad"), DURING + SECOND)
    desk = at_desk(app)
    found = page(desk, LIST)
    assert texts(found, "tbody td:nth-of-type(3)") == ["Chad", "Early"]
    assert texts(found, "tbody td:nth-of-type(5)") == ["1", "2"]
    by_receipt = page(desk, f"{LIST}?sort=receipt")
    assert texts(by_receipt, "tbody td:nth-of-type(2)") == ["CND70-S-0001", "CND70-S-0002"]


def test_filters_in_the_address(app: Flask) -> None:
    call = stage.call()
    one = received(call, "Prévention Partout", theme="Treatment")
    received(call, "Others", theme="Supply")
    stage.received(call, stage.state("Chad"), DURING + SECOND)
    do(deciding.claim, one)
    desk = at_desk(app)
    mine = ["Event of Prévention Partout"]
    for query in (
        "theme=Treatment",
        "q=prevention",
        "q=PRÉVENTION+event",
        "q=CND70-S-0001",
        "q=0001",
        "reader=account+901",
        "kind=ngo&theme=Treatment",
        "class=other&reader=account+901",
    ):
        assert titles(desk, f"?{query}") == mine, query
    assert len(titles(desk, "?kind=member_state")) == 1
    assert len(titles(desk, "?class=state")) == 1
    assert len(titles(desk, "?call=CND70-S&meeting=CND70&state=received")) == 3
    assert titles(desk, "?state=declined") == []
    assert len(titles(desk, "?state=unknown&class=x&kind=y&sort=z&pile=w&call=v&meeting=u")) == 3


def test_several_say_what_will_happen_then_what_became_of_each(app: Flask) -> None:
    call = stage.call()
    one, two = (received(call, name) for name in "AB")
    do(deciding.decline, two, "Off topic")
    desk = at_desk(app)
    ticked = {"application": [one.id, two.id], "do": "decline", "list": "pile=unclaimed"}
    first = desk.post(f"{LIST}several", data=ticked)
    asked = LexborHTMLParser(first.text)
    assert texts(asked, "h1") == ["Decline: 2 applications"]
    assert [link.attributes["href"] for link in asked.css("main p a")] == [f"{LIST}?pile=unclaimed"]
    lacking = desk.post(f"{LIST}several", data={**ticked, "sure": "yes"})
    assert lacking.status_code == 422
    assert texts(LexborHTMLParser(lacking.text), ".error") == ["Say why: whoever is concerned will read it."]
    done = desk.post(f"{LIST}several", data={**ticked, "sure": "yes", "why": "Full"})
    outcomes = texts(LexborHTMLParser(done.text), "tbody td:last-child")
    assert outcomes[0] == "Done"
    assert outcomes[1].startswith("Not done This cannot be done any more: the application is declined")
    with app.app_context():
        assert session.get_one(Application, one.id).state is State.DECLINED


def test_what_was_done_to_several_is_taken_back_at_once(app: Flask) -> None:
    call, desk = stage.call(), at_desk(app)
    both = [received(call, name).id for name in "AB"]
    several = f"{LIST}several"
    done = LexborHTMLParser(
        desk.post(several, data={"application": both, "do": "accept", "sure": "yes"}).text
    )
    offered = done.css("main details form")[0]
    typed = [(one.attributes["name"], one.attributes["value"]) for one in offered.css("input")]
    back = {name: value for name, value in typed if name in ("do", "sure", "still")}
    assert back == {"do": "undo", "sure": "yes", "still": "accepted"}
    assert [value for name, value in typed if name == "application"] == list(map(str, both))
    assert desk.post(several, data={**back, "application": both}).status_code == 422
    do(deciding.cancel, session.get_one(Application, both[1]), "The hall is closed")
    answer = desk.post(several, data={**back, "application": both, "why": "A mistake"})
    assert texts(LexborHTMLParser(answer.text), "tbody td:last-child") == [
        "Done",
        "Not done Something else was decided on it since.",
    ]
    states = [session.get_one(Application, number).state for number in both]
    assert states == [State.RECEIVED, State.CANCELLED]
    desk.post(several, data={"application": both[:1], "do": "claim", "sure": "yes"})
    desk.post(several, data={"application": both[:1], "do": "let-go", "sure": "yes"})
    session.expire_all()
    assert session.get_one(Application, both[0]).claimed_by is None


def test_filters_in_use_stand_above_the_list_and_can_be_taken_off(app: Flask) -> None:
    received(stage.call(), "A", theme="Health")
    found = page(at_desk(app), f"{LIST}?kind=ngo&theme=Health&sort=title")
    assert texts(found, ".narrow summary") == ["Filters 2"]
    assert texts(found, ".chips bdi") == ["NGO", "Health"]
    assert [one.attributes["href"] for one in found.css(".chips a")] == [
        f"{LIST}?sort=title&theme=Health",
        f"{LIST}?sort=title&kind=ngo",
        f"{LIST}?sort=title",
    ]


def test_several_without_a_tick(app: Flask) -> None:
    desk = at_desk(app)
    answer = desk.post(f"{LIST}several", data={"do": "accept"})
    assert answer.location == LIST
    assert texts(page(desk, LIST), ".told p") == [
        "Tick applications in the list and choose what to do with them."
    ]
    assert desk.post(f"{LIST}several", data={"application": [99], "do": "accept"}).status_code == 303


@pytest.mark.parametrize(("do_", "state"), [("claim", State.RECEIVED), ("accept", State.ACCEPTED)])
def test_several_without_a_reason(app: Flask, do_: str, state: State) -> None:
    call = stage.call()
    both = [received(call, name).id for name in "AB"]
    desk = at_desk(app)
    done = desk.post(f"{LIST}several", data={"application": both, "do": do_, "sure": "yes"})
    assert texts(LexborHTMLParser(done.text), "tbody td:last-child") == ["Done", "Done"]
    with app.app_context():
        assert [session.get_one(Application, number).state for number in both] == [state, state]


def test_tables_are_safe_to_open(app: Flask) -> None:
    call = stage.call()
    received(call, "A", title="=HYPERLINK(1)")
    first, second = call.meeting.slots
    wishes = {first.id: 0, second.id: 1}
    received(call, "B", theme="Supply", wishes=wishes, days=[second.day])
    desk = at_desk(app)
    answer = desk.get(f"{LIST}applications.csv?sort=receipt")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row[:3] for row in rows[1:]] == [
        ["CND70-S-0001", "'=HYPERLINK(1)", "A"],
        ["CND70-S-0002", "Event of B", "B"],
    ]
    told = dict(zip(rows[0], rows[2], strict=True))
    assert [told[name] for name in ("Wished slots (UTC)", "Excluded slots (UTC)", "Wished days")] == [
        "2027-03-09 08:00",
        "2027-03-08 08:00",
        "2027-03-09",
    ]
    filtered = desk.get(f"{LIST}applications.csv?theme=Supply")
    assert len(filtered.data.decode("utf-8-sig").splitlines()) == 2
    workbook = desk.get(f"{LIST}applications.xlsx")
    assert workbook.data[:2] == b"PK"
    assert workbook.headers["Content-Disposition"] == 'attachment; filename="applications.xlsx"'


def test_the_civil_society_unit_sees_what_ngos_submitted(app: Flask) -> None:
    call = stage.call()
    received(call, "An NGO")
    other = stage.received(call, stage.organisation("A Fund", OrganisationKind.UN_ENTITY))
    unit = at_desk(app, Role.CIVIL_SOCIETY_UNIT)
    found = page(unit, LIST)
    assert texts(found, "tbody th") == ["Event of An NGO"]
    assert found.css("main form[method=post], main input[type=checkbox]") == []
    assert "A Fund" not in unit.get(f"{LIST}applications.csv").text
    assert unit.post(f"{LIST}several", data={"do": "accept"}).status_code == 403
    assert unit.get(address_of(other)).status_code == 404
    assert texts(page(unit, "/desk/search?q=event"), "main ul a")[-1:] == ["Event of An NGO"]


def test_others_are_kept_out(app: Flask) -> None:
    assert browser(app).get(LIST).location == f"/account/login?next={LIST}"
    assert signed_in(app, member(app)).get(LIST).status_code == 403


def test_one_search_over_numbers_titles_organisations_and_people(app: Flask) -> None:
    call = stage.call()
    made = received(call, "Youth Forum", title="Water for all")
    do(cosponsoring.name, made, "Lake Board")
    desk = at_desk(app)
    for asked in ("water", "CND70-S-0001", "youth", "lake"):
        found = page(desk, f"/desk/search?q={asked}")
        addresses = [link.attributes["href"] for link in found.css("main ul a")]
        assert address_of(made) in addresses, asked


def test_as_many_questions_for_thirty_as_for_one(app: Flask) -> None:
    call = stage.call()
    desk = at_desk(app)
    costs = []
    for names in (["N0"], [f"N{number}" for number in range(1, 30)]):
        for name in names:
            received(call, name, speakers=[{"name": f"Speaker of {name}"}])
        with counted(app) as sent:
            assert len(titles(desk)) == len(names) + (0 if len(names) == 1 else 1)
        costs.append(len(sent))
    assert costs[0] == costs[1]
