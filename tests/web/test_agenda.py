"""My agenda over HTTP: stars, follows, the secret link, and the account that takes it over."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select

from scheduler.agendas import queries
from scheduler.agendas.models import Agenda, AgendaKey
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import Role
from scheduler.meetings import walking
from scheduler.meetings.queries import existing_meeting
from scheduler.programmes.actions import import_files
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event
from tests.web.conftest import Page, texts
from tests.web.counting import counted
from tests.web.people import Browser, browser, member, signed_in
from tests.web.programme.sample import FILE

MOVED = side_event("A full event", code="AAAAA", date="2027-03-10", room="M2")
NEAR = side_event("Near", code="GGGGG", start="09:30", end="10:20", room="M4")
AFTER = side_event("After", code="HHHHH", start="10:25", end="11:00", room="M1")


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app()
    fill(made, {**FILE, "side_events": [*FILE["side_events"], NEAR, AFTER]})
    return made


def fill(app: Flask, file: dict[str, Any]) -> None:
    with app.app_context():
        report = import_files([("file", as_bytes(file))], actor="tests", base_url=BASE_URL)
        assert report.faults == []


def star(client: FlaskClient, code: str, level: str = "going", **more: str) -> None:
    response = client.post(f"/agenda/star/T1/{code}/", data={"level": level, **more})
    assert response.status_code == 303


def page(client: FlaskClient, address: str = "/agenda/", status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    return LexborHTMLParser(response.text)


def key_of(client: Browser) -> str:
    cookie = client.get_cookie("agenda", path="/agenda")
    assert cookie
    return cookie.value


def agendas(app: Flask) -> int:
    with app.app_context():
        return session.scalars(select(func.count(Agenda.id))).one()


def test_an_empty_agenda_says_how_to_begin_and_leaves_nothing_behind(app: Flask) -> None:
    client = browser(app)
    found = page(client)
    assert texts(found, "h2") == ["Nothing stands in your agenda yet"]
    assert texts(found, ".nothing li") == ["A test session"]
    assert client.get_cookie("agenda", path="/agenda") is None
    assert agendas(app) == 0


def test_without_script_the_star_leads_to_a_page_that_says_how_it_stands_and_changes_it(app: Flask) -> None:
    client = browser(app)
    response = client.get("/agenda/star/T1/?entry=AAAAA")
    assert (response.status_code, response.headers["Location"]) == (302, "/agenda/star/T1/AAAAA/")
    assert "It is not in your agenda." in client.get("/agenda/star/T1/AAAAA/").text
    star(client, "AAAAA", "perhaps")
    found = page(client, "/agenda/star/T1/AAAAA/")
    assert texts(found, ".told p") == ["“A full event” is in your agenda: you perhaps go there."]
    assert texts(found, "[aria-pressed=true]") == ["Perhaps"]
    cookie = client.get_cookie("agenda", path="/agenda")
    assert cookie
    assert (cookie.http_only, cookie.same_site, len(cookie.value) >= 27) == (True, "Lax", True)


def test_for_our_script_there_is_a_small_answer_and_programmes_stay_the_same_for_all(app: Flask) -> None:
    client, stranger = browser(app), browser(app)
    response = client.post(
        "/agenda/star/T1/AAAAA/", data={"level": "going"}, headers={"Accept": "application/json"}
    )
    assert (response.status_code, response.json) == (200, {"level": "going"})
    told = client.get("/agenda/stars.json?meeting=T1")
    assert told.json
    assert told.json["levels"] == {"AAAAA": "going"}
    assert told.headers["Cache-Control"] == "no-store, private"
    assert client.get("/T1/").data == stranger.get("/T1/").data
    assert "Set-Cookie" not in stranger.get("/T1/").headers
    refused = client.post("/agenda/star/T1/AAAAA/", data={"level": "follows"})
    assert refused.status_code == 400
    assert client.post("/agenda/star/T1/ZZZZZ/", data={"level": "going"}).status_code == 404


def test_the_page_shows_days_clashes_ways_and_levels(app: Flask) -> None:
    with app.app_context(), decision("tests") as this:
        venue = existing_meeting("T1").venue
        assert venue
        walking.put_rooms(this, venue, {room.id: f"Part {room.name}" for room in venue.rooms})
        one, other = (part.id for part in walking.parts_of(venue) if part.name in ("Part M1", "Part M4"))
        walking.set_minutes(this, venue, {(one, other): 7})
    client = browser(app)
    star(client, "AAAAA")
    star(client, "GGGGG", "perhaps")
    star(client, "HHHHH")
    found = page(client)
    assert texts(found, "h2")[0] == "Tuesday 9 March 2027"
    assert texts(found, ".agenda .when") == ["09:00 to 09:50", "09:30 to 10:20", "10:25 to 11:00"]
    assert texts(found, ".clashes") == ["Same time Two entries that you starred are on at the same time."]
    assert texts(found, ".agenda .clash") == [
        "Same time For 20 minutes, “Near” is on too (Perhaps).",
        "Same time For 20 minutes, “A full event” is on too (Going).",
    ]
    assert texts(found, ".agenda .way") == [
        "Too short From M4 to M1 it takes about 7 minutes on foot; there are 5 minutes."
    ]
    assert texts(found, ".agenda [aria-pressed=true]") == ["Going", "Perhaps", "Going"]


def test_what_is_removed_can_be_put_back(app: Flask) -> None:
    client = browser(app)
    star(client, "AAAAA", "perhaps")
    assert texts(page(client), ".agenda h3") == ["A full event"]
    response = client.post("/agenda/star/T1/AAAAA/", data={"level": "none", "from": "agenda"})
    found = page(client, response.headers["Location"])
    assert texts(found, ".told p") == ["“A full event” is no longer in your agenda."]
    assert texts(found, ".agenda li") == []
    fields = {node.attributes["name"]: node.attributes["value"] for node in found.css(".told input")}
    star(client, "AAAAA", str(fields["level"]))
    assert texts(page(client), ".agenda [aria-pressed=true]") == ["Perhaps"]


def test_what_changed_since_stands_there_until_it_is_seen(app: Flask) -> None:
    client = browser(app)
    off = side_event("A day later", code="CCCCC", date="2027-03-10", status="cancelled")
    star(client, "AAAAA")
    star(client, "CCCCC")
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        assert texts(page(client), ".news li") == []
        fill(app, programme(MOVED, off))
        told = texts(page(client), ".news li")
    assert len(told) == 2
    assert told[0].startswith("A full event Moved from Tue 9 March 2027")
    assert told[1].startswith("A day later Cancelled.")
    with clock.set_to(clock.now() + timedelta(minutes=2)):
        assert client.post("/agenda/seen/").status_code == 303
    found = page(client)
    assert texts(found, ".news li") == []
    assert "Cancelled" in texts(found, ".agenda .off")[0]


def test_what_is_followed_brings_its_entries_which_can_be_left_out(app: Flask) -> None:
    client = browser(app)
    fields = {"what": "theme", "value": "public-health", "meeting": "T1"}
    assert texts(page(client, "/agenda/follow/?what=theme&value=public-health&meeting=T1"), "h1") == [
        "Theme: Public health"
    ]
    assert client.post("/agenda/follow/", data={**fields, "follows": "yes"}).status_code == 303
    for more in (
        {"what": "organisation", "value": "kingdom-of-samples"},
        {"what": "agenda_item", "value": "1", "meeting": "T1"},
    ):
        client.post("/agenda/follow/", data={**more, "follows": "yes"})
    found = page(client)
    assert texts(found, ".agenda h3") == ["A full event", "Online one", "Plenary, 1st meeting"]
    assert texts(found, "#follows ~ ul li bdi") == ["Kingdom of Samples", "1. Opening", "Public health"]
    star(client, "AAAAA", "left_out")
    assert texts(page(client), ".agenda h3") == ["Online one", "Plenary, 1st meeting"]
    client.post("/agenda/follow/", data={**fields, "follows": "no"})
    assert client.get("/agenda/follow/?what=theme&value=nowhere&meeting=T1").status_code == 404
    assert client.get("/agenda/follow/?what=weather&value=x&meeting=T1").status_code == 404


def test_the_secret_link_is_shown_once_opens_it_elsewhere_and_can_be_ended(app: Flask) -> None:
    client, other = browser(app), browser(app)
    star(client, "AAAAA")
    response = client.post("/agenda/link/")
    path = re.findall(r"/agenda/open/[\w-]+/", response.text)[0]
    assert path not in client.get("/agenda/").text
    for header in ("no-store, private", "noindex, nofollow, noarchive", "strict-origin"):
        assert header in response.headers.values()
    assert texts(page(other, path), "main p")[0] == "One entry stands in it."
    assert other.get_cookie("agenda", path="/agenda") is None
    assert other.post(path).status_code == 303
    assert texts(page(other), ".agenda h3") == ["A full event"]
    star(other, "CCCCC")
    assert texts(page(client), ".agenda h3") == ["A full event", "A day later"]
    client.post("/agenda/link/end/")
    assert other.get(path).status_code == 404
    assert len(texts(page(other), ".agenda h3")) == 2
    client.post("/agenda/forget/everywhere/")
    assert texts(page(other), ".agenda h3") == []
    assert len(texts(page(client), ".agenda h3")) == 2


def test_behind_the_link_both_agendas_become_one_where_that_is_wanted(app: Flask) -> None:
    client, other = browser(app), browser(app)
    star(client, "AAAAA")
    star(other, "CCCCC")
    path = re.findall(r"/agenda/open/[\w-]+/", client.post("/agenda/link/").text)[0]
    assert "This browser keeps another agenda, with one entry." in other.get(path).text
    other.post(path, data={"both": "yes"})
    assert texts(page(client), ".agenda h3") == ["A full event", "A day later"]
    assert agendas(app) == 1


def test_signing_in_asks_whether_to_take_over_what_the_browser_keeps(app: Flask) -> None:
    client = browser(app)
    star(client, "AAAAA")
    account = member(app)
    mine = signed_in(app, account)
    mine.set_cookie("agenda", key_of(client), path="/agenda")
    star(mine, "CCCCC", "perhaps")
    assert texts(page(mine), ".agenda h3") == ["A day later"]
    assert "with one entry, from before you signed in." in mine.get("/agenda/").text
    assert mine.post("/agenda/take-over/").status_code == 303
    assert texts(page(mine), ".agenda h3") == ["A full event", "A day later"]
    assert texts(page(client), ".agenda h3") == []
    assert mine.get_cookie("agenda", path="/agenda") is None
    with app.app_context():
        assert queries.of_person(account.person_id)
        assert session.scalars(select(AgendaKey)).all() == []
    assert mine.post("/agenda/link/").status_code == 409


def test_who_signed_out_does_not_see_the_accounts_agenda(app: Flask) -> None:
    mine = signed_in(app, member(app))
    star(mine, "AAAAA")
    assert texts(page(browser(app)), ".agenda h3") == []


def test_thrown_away_it_is_gone(app: Flask) -> None:
    client = browser(app)
    star(client, "AAAAA")
    client.post("/agenda/throw-away/")
    assert agendas(app) == 0
    assert client.get_cookie("agenda", path="/agenda") is None
    assert client.post("/agenda/throw-away/").status_code == 409


def test_the_page_asks_as_much_for_ten_entries_as_for_one(app: Flask) -> None:
    client, counts = browser(app), []
    for codes in (["AAAAA"], ["BBBBB", "CCCCC", "DDDDD", "EEEEE", "FFFFF", "SSSSS", "PPPPP", "GGGGG"]):
        for code in codes:
            star(client, code)
        client.get("/agenda/")
        with counted(app) as asked:
            assert client.get("/agenda/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_delegation_from_its_link_to_what_nobody_covers(app: Flask) -> None:
    ada, bo, stranger = browser(app), browser(app), browser(app)
    star(ada, "AAAAA")
    began = ada.post("/agenda/delegations/", data={"name": "Examples", "own_name": "Ada"})
    address = began.headers["Location"]
    path = re.findall(r"/agenda/join/[\w-]+/", ada.post(f"{address}link/").text)[0]
    assert stranger.get(address).status_code == 404
    assert texts(page(bo, path), "h1") == ["Join the delegation “Examples”"]
    assert bo.post(path, data={"name": " "}).status_code == 409
    assert bo.post(path, data={"name": "Bo", "shares": "yes"}).status_code == 303
    for do, entry in (("want", "AAAAA"), ("want", "CCCCC")):
        bo.post(address, data={"do": do, "entry": f"T1 {entry}"})
    found = page(ada, address)
    assert texts(found, "#to-cover ~ p strong") == ["One entry is covered by nobody"]
    number = found.css("select option")[0].attributes["value"]
    ada.post(address, data={"do": "ask", "member": str(number), "entry": "T1 CCCCC"})
    assert texts(page(ada, address), "#T1-CCCCC select") == []  # nobody is left to ask
    assert texts(page(bo), "#asked ~ ul p") == ["A day later, Examples"]
    bo.post(address, data={"do": "agree", "entry": "T1 CCCCC"})
    assert "Somebody covers each of them." in ada.get(address).text
    assert texts(page(bo), ".agenda h3") == ["A day later"]
    assert bo.post(address, data={"do": "remove", "member": str(number)}).status_code == 403
    assert ada.post(address, data={"do": "invite", "address": "x@y.example"}).status_code == 403
    ada.post(address, data={"do": "remove", "member": str(number)})
    assert bo.get(address).status_code == 404
    assert "One entry is covered by nobody" in ada.get(address).text


def test_who_is_signed_in_invites_by_letter(app: Flask) -> None:
    mine = signed_in(app, member(app, name="Ada Example"))
    address = mine.post("/agenda/delegations/", data={"name": "Examples", "own_name": "Ada"}).headers[
        "Location"
    ]
    mine.post(address, data={"do": "invite", "address": "bo@examples.example"})
    assert "The invitation to bo@examples.example is on its way." in mine.get(address).text
    refused = mine.post(address, data={"do": "invite", "address": "nobody"})
    assert refused.status_code == 409
    assert "No letter can be sent to the address" in refused.text


def test_the_desk_says_how_far_it_is(app: Flask) -> None:
    desk = signed_in(app, member(app, Role.SECRETARIAT))
    with app.app_context():
        venue = existing_meeting("T1").venue
        assert venue
        rooms = {room.name: room.id for room in venue.rooms}
    desk.post(
        "/desk/timetable/T1/walks/rooms",
        data={f"room-{rooms['M1']}": "M building", f"room-{rooms['M2']}": "Tower"},
    )
    found = page(desk, "/desk/timetable/T1/walks/")
    fields = [str(node.attributes["name"]) for node in found.css("input[inputmode=numeric]")]
    assert texts(found, "#ways ~ form label") == [
        "Between rooms of M building (optional)",
        "Between M building and Tower (optional)",
        "Between rooms of Tower (optional)",
    ]
    wrong = desk.post("/desk/timetable/T1/walks/minutes", data={fields[1]: "far"})
    assert wrong.status_code == 422
    assert "Write a number of minutes from 0 to 120, or nothing." in wrong.text
    desk.post("/desk/timetable/T1/walks/minutes", data={fields[1]: "9"})
    with app.app_context():
        ways = walking.walks({"Test Centre"})
        assert ways.between(("Test Centre", "m1"), ("Test Centre", "m2")) == 9
        assert ways.between(("Test Centre", "m1"), ("Test Centre", "m3")) is None
    desk.post("/desk/timetable/T1/walks/rooms", data={f"room-{rooms['M1']}": "M building"})
    with app.app_context():
        assert walking.walks({"Test Centre"}).minutes == {}
