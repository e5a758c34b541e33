"""Lists of speakers: the clerk's page, the Chair's screen, and what everybody sees."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Constituency, NamedAs, Role
from scheduler.meetings.queries import existing_meeting
from scheduler.releases.actions import release
from scheduler.thematic_sessions import floor
from scheduler.thematic_sessions.floor import Asking
from scheduler.thematic_sessions.floor_models import FloorList
from scheduler.thematic_sessions.floor_queries import list_of
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.naming import choose_name
from scheduler.thematic_sessions.queries import session_by_number
from tests.conftest import BASE_URL
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do
from tests.web.conftest import Page, links, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
"""What is asked of the database is tested on both in tests/thematic_sessions/test_floor.py."""

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _as_the_session_begins() -> Iterator[None]:
    with clock.set_to(stage.STARTS):
        yield


@pytest.fixture
def clerk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT))


@pytest.fixture
def item(app: Flask) -> ThematicSession:
    """A session that is released."""
    made = stage.a_session(title="A session on medicines")
    released()
    return made


def released() -> None:
    do(release, existing_meeting("TD2027"), BASE_URL)


def the_list(item: ThematicSession) -> FloorList:
    session.expire_all()
    found = list_of(item)
    assert found
    return found


def asked(item: ThematicSession, *names: str) -> FloorList:
    """A list on which these States wait."""
    made = list_of(item) or do(floor.open_list, item)
    for name in names:
        do(floor.ask, made, made.revision, Asking(Constituency.MEMBER_STATE, name))
    return made


def send(clerk: Browser, item: ThematicSession, act: str, **typed: Any) -> TestResponse:
    """As the page as it is now would."""
    data = {"revision": the_list(item).revision, **typed}
    return clerk.post(f"/desk/floor/{item.id}/{act}", data=data)


def number(item: ThematicSession, represents: str) -> int:
    (found,) = (one.id for one in the_list(item).requests if one.represents == represents)
    return found


def value(page: Page, selector: str) -> str | None:
    (field,) = page.css(selector)
    return field.attributes["value"]


def waiting(page: Page) -> list[str]:
    return texts(page, ".floor-table tbody th bdi")


def test_a_clerk_runs_a_list_by_forms(app: Flask, clerk: Browser, item: ThematicSession) -> None:
    address = f"/desk/floor/{item.id}/"
    (row,) = texts(read(clerk, "/desk/floor/"), "tbody tr")
    assert row == "A session on medicines TD2027 (speaking times) Tue 21 September 2027, 10:00 None yet"
    assert "There is no list of speakers" in texts(read(clerk, address), "#floor")[0]
    assert clerk.post(f"{address}open").status_code == 303
    assert "Nobody waits." in texts(read(clerk, address), "#floor")[0]
    for represents, kind, more in (
        ("Kenya", "member_state", {"for_group": "y", "regional_group": "African States"}),
        ("Peru", "member_state", {}),
        ("A Forum", "civil_society", {"name": "Zoe Quux"}),
    ):
        assert send(
            clerk, item, "ask", represents=represents, constituency=kind, **more
        ).status_code == 303  # fmt: skip
    page = read(clerk, address)
    assert waiting(page)[:2] == ["Kenya", "Peru"]
    assert texts(page, ".floor-table tbody td:nth-child(4)") == ["10:00", "10:07", "10:12"]
    assert texts(page, ".floor-end") == ["The list is expected to end at 10:15. The session ends at 13:00."]
    kenya, peru, forum = (number(item, name) for name in ("Kenya", "Peru", "A Forum"))
    assert send(clerk, item, "order", request=forum, other=kenya).status_code == 303
    assert waiting(read(clerk, address)) == ["A Forum", "Zoe Quux", "Kenya", "Peru"]
    assert send(clerk, item, "order", request=forum, other=peru, how="swap").status_code == 303
    assert waiting(read(clerk, address)) == ["Peru", "Kenya", "A Forum", "Zoe Quux"]
    assert send(clerk, item, "minutes", request=peru, minutes="8").status_code == 303
    assert texts(read(clerk, address), ".floor-table tbody td:nth-child(3)") == ["8", "7", "3"]
    assert send(clerk, item, "lots", seed="a seed", among=[peru, kenya]).status_code == 303
    assert texts(read(clerk, address), "[aria-labelledby=lots-title] code") == ["a seed"]
    assert send(clerk, item, "turns/give", request=peru).status_code == 303
    with clock.set_to(stage.STARTS + 8 * MINUTE + timedelta(seconds=5)):
        page = read(clerk, address)
        assert texts(page, ".floor-now .floor-who") == ["Peru"]
        assert texts(page, ".floor-clock.over") == ["Over time by 0:05"]
        assert send(clerk, item, "close").status_code == 409
        for act, who in (("end", peru), ("pass-over", kenya), ("no-time", forum), ("take-off", kenya)):
            assert send(clerk, item, f"turns/{act}", request=who).status_code == 303
        assert texts(read(clerk, address), "[aria-labelledby=done-title] .hint:last-of-type") == [
            "heard",
            "not heard, for want of time",
            "taken off the list",
        ]
        assert send(clerk, item, "turns/put-back", request=kenya).status_code == 303
        assert send(clerk, item, "close").status_code == 303
        page = read(clerk, address)
        assert texts(page, "#floor .state") == ["Closed"]
        assert texts(page, "#ask-title") == []
        assert send(clerk, item, "reopen", why=" ").status_code == 409
    released()
    public = read(clerk, f"/TD2027/sessions/{item.code}/")
    assert "Peru" in texts(public, "[aria-labelledby=floor-title]")[0]
    assert "A Forum" not in texts(public, "[aria-labelledby=floor-title]")[0]
    assert links(public, ".facts-table a[href$='/floor/']") == [f"/TD2027/sessions/{item.code}/floor/"]
    with clock.set_to(stage.ENDS):
        assert links(read(clerk, f"/TD2027/sessions/{item.code}/"), "a[href$='/floor/']") == []
    assert send(clerk, item, "reopen", why="There is time.").status_code == 303


def test_whoever_comes_second_is_told_and_loses_nothing(
    app: Flask, clerk: Browser, item: ThematicSession
) -> None:
    made = asked(item, "Kenya", "Peru", "Chad")
    seen, peru = made.revision, number(item, "Peru")
    send(clerk, item, "turns/give", request=number(item, "Kenya"))
    told = "The list has changed since you looked: Gave the floor. Nothing was done; look again."
    answer = clerk.post(
        f"/desk/floor/{item.id}/ask",
        data={"revision": seen, "represents": "Ghana", "name": "Bo Quux", "constituency": "member_state"},
    )
    page = Page(answer.text)
    assert (answer.status_code, texts(page, "#faults p")) == (409, [told])
    assert [value(page, f"#{name}") for name in ("represents", "name")] == [
        "Ghana",
        "Bo Quux",
    ]
    assert value(page, "#ask-title ~ form [name=revision]") == str(seen + 1)
    stale = {"revision": seen, "request": peru, "minutes": "9"}
    page = Page(clerk.post(f"/desk/floor/{item.id}/minutes", data=stale).text)
    assert texts(page, "#faults p") == [told]
    assert value(page, "#minutes-minutes") == "9"
    assert texts(page, "#minutes-request option[selected]") == ["1. Peru"]
    assert the_list(item).revision == seen + 1
    for act, typed, said in (
        ("ask", {"represents": "Peru", "constituency": "member_state"}, "Peru is on the list already."),
        ("order", {"other": peru}, "Choose a speaker of the list."),
        ("minutes", {"request": peru, "minutes": "a while"}, "from 1 to 60"),
        ("turns/give", {"request": 0}, "There is no such request on this list."),
    ):
        answer = send(clerk, item, act, **typed)
        assert (answer.status_code, said in answer.text) == (409, True), act
    assert send(clerk, item, "ask", represents="", constituency="member_state").status_code == 422
    assert clerk.post(f"/desk/floor/{item.id}/turns/give", data={"request": peru}).status_code == 409


def test_speaking_times_are_those_of_the_meeting(app: Flask, clerk: Browser, item: ThematicSession) -> None:
    asked(item, "Kenya")
    address = "/desk/floor/times/TD2027/"
    usual = {
        "regional_group": 7, "member_state": 5, "un_entity": 5, "igo": 5, "partner": 3, "civil_society": 3,
    }  # fmt: skip
    assert clerk.post(address, data={**usual, "member_state": 0}).status_code == 422
    assert clerk.post(address, data={**usual, "member_state": 4}).status_code == 303
    page = read(clerk, address)
    assert value(page, "#member_state") == "4"
    page = read(clerk, f"/desk/floor/{item.id}/")
    assert texts(page, ".floor-table tbody td:nth-child(3)") == ["4"]
    chair = signed_in(app, member(app, Role.CHAIR))
    assert chair.get(address).status_code == 403
    assert links(read(chair, f"/desk/floor/{item.id}/"), ".floor-links a[href*=times]") == []


def test_screens_show_who_speaks_and_the_public_one_no_names(
    app: Flask, clerk: Browser, item: ThematicSession
) -> None:
    public, chairs = f"/TD2027/sessions/{item.code}/floor/", f"/desk/floor/{item.id}/screen/"
    everybody, chair = browser(app), signed_in(app, member(app, Role.CHAIR))
    assert "no list of speakers" in texts(read(everybody, public), "#floor")[0]
    made = asked(item)
    assert texts(read(everybody, public), ".floor-nobody") == ["Nobody has the floor."]
    with clock.set_to(stage.ENDS - 6 * MINUTE):
        send(clerk, item, "ask", represents="Kenya", name="Zoe Quux", constituency="member_state")
        send(clerk, item, "ask", represents="Peru", name="Bo Quux", constituency="member_state")
        send(clerk, item, "turns/give", request=number(item, "Kenya"))
        page = read(chair, chairs)
        assert texts(page, ".floor-now .floor-who, .floor-now .floor-name, .floor-clock") == [
            "Kenya",
            "Zoe Quux",
            "5:00 left",
        ]
        assert texts(page, ".floor-next .floor-who, .floor-next .floor-name") == ["Peru", "Bo Quux"]
        with bookkeeping("tests") as this:
            whom = next(one.person_id for one in made.requests if one.represents == "Kenya")
            choose_name(this, item.meeting_id, whom or 0, NamedAs.FIRST_NAME)
        with clock.set_to(stage.ENDS - 5 * MINUTE):
            assert texts(read(chair, chairs), ".floor-now .floor-name") == ["Zoe"]
            assert "Zoe Quux" in read(clerk, f"/desk/floor/{item.id}/").text()
        assert texts(page, ".floor-end") == [
            "The list is expected to end at 13:04. 4 minutes after the session's end at 13:00 "
            "1 speaker who waits is not done by then."
        ]
        page = read(everybody, public)
        assert texts(page, ".floor-now .floor-who, .floor-next .floor-who") == ["Kenya", "Peru"]
        assert "Quux" not in (page.html or "Quux")
        assert everybody.get(public).headers.get("Refresh") is None
        assert everybody.get(f"{public}?every=15").headers["Refresh"] == "15"
        assert everybody.get(f"{public}?every=0").headers["Refresh"] == "5"
        send(clerk, item, "turns/end", request=number(item, "Kenya"))
        send(clerk, item, "close")
        assert "The list is closed." in texts(read(everybody, public), "#floor")[0]
    assert everybody.get(chairs).status_code == 302
    assert everybody.get("/TD2027/sessions/nothing/floor/").status_code == 404
    assert made.session_id == item.id


def test_a_session_that_is_not_released_has_no_public_screen(app: Flask, clerk: Browser) -> None:
    item = stage.a_session()
    asked(item, "Kenya")
    assert browser(app).get(f"/TD2027/sessions/{item.code}/floor/").status_code == 404
    assert links(read(clerk, f"/desk/floor/{item.id}/"), ".floor-links a[href$='/floor/']") == []


def test_who_has_it_already_costs_one_question(app: Flask, clerk: Browser, item: ThematicSession) -> None:
    asked(item, "Kenya", "Peru", "Chad")
    public, everybody = f"/TD2027/sessions/{item.code}/floor/", browser(app)
    addresses = {public: everybody, f"/desk/floor/{item.id}/": clerk, f"/desk/floor/{item.id}/screen/": clerk}
    costs = {address: _cost(app, client, address) for address, client in addresses.items()}
    with counted(app) as of_everybody_signed_in:
        assert clerk.get("/desk/floor/0/").status_code == 404
    for address, client in addresses.items():
        tag = client.get(address).headers["ETag"]
        with counted(app) as sent:
            answer = client.get(address, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
        assert sum("floor_list" in one for one in sent) == 1, sent
        assert len(sent) <= (1 if client is everybody else len(of_everybody_signed_in)), sent
        with clock.set_to(stage.STARTS + MINUTE):
            assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
    asked(item, *(f"State {number}" for number in range(57)))
    assert len(the_list(item).requests) == 60
    for address, client in addresses.items():
        assert _cost(app, client, address) == costs[address], address
    assert client.get(public, headers={"If-None-Match": tag}).status_code == 200


def _cost(app: Flask, client: Browser, address: str) -> int:
    client.get(address)  # programmes are read once
    with counted(app) as sent:
        assert client.get(address).status_code == 200
    return len(sent)


def test_the_history_keeps_every_act(app: Flask, clerk: Browser, item: ThematicSession) -> None:
    asked(item, "Kenya", "Peru")
    send(clerk, item, "order", request=number(item, "Peru"), other=number(item, "Kenya"))
    record = history(the_list(item).thing)[-1]
    assert (record.act, record.content and record.content.facts["revision"]) == ("move a speaker", 3)
    assert session_by_number(item.id) is item
