"""The desk sees which links work, never the links, and can end them."""

from datetime import timedelta

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.links import actions
from scheduler.organisations.actions import name_person
from tests.web.conftest import links, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, browser, member, signed_in


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT))


def made(name: str, thing: str = "organisation 99") -> tuple[int, str]:
    with bookkeeping("tests") as this:
        person = name_person(name)
        session.flush()
        link, token = actions.make(this, "own-page", thing, person_id=person.id, lasts=timedelta(days=1))
        return link.id, token


def test_it_says_for_whom_and_what_but_not_the_token(app: Flask, desk: Browser) -> None:
    assert texts(read(desk, "/desk/links/"), "table") == []
    _, token = made("Ann Example")
    made("Bo Example", "organisation 98")
    page = read(desk, "/desk/links/")
    assert texts(page, "tbody th") == ["Ann Example", "Bo Example"]
    assert token not in (page.html or token)
    assert texts(read(desk, "/desk/links/?thing=organisation+98"), "tbody th") == ["Bo Example"]


def test_a_link_is_ended(app: Flask, desk: Browser) -> None:
    number, token = made("Ann Example")
    assert browser(app).get(f"/l/{token}/").status_code == 200
    assert desk.post(f"/desk/links/{number}/revoke").status_code == 303
    assert browser(app).get(f"/l/{token}/").status_code == 410
    assert [record.act for record in history(f"link {number}")] == ["revoke link"]
    assert desk.post(f"/desk/links/{number}/revoke").status_code == 409
    assert desk.post("/desk/links/99/revoke").status_code == 404


@pytest.mark.parametrize("role", [None, Role.CIVIL_SOCIETY_UNIT, Role.CHAIR, Role.CHANNEL_COORDINATOR])
def test_others_neither_see_nor_end_them(app: Flask, role: Role | None) -> None:
    number, token = made("Ann Example")
    client = signed_in(app, member(app, role))
    assert client.get("/desk/links/").status_code == 403
    assert client.post(f"/desk/links/{number}/revoke").status_code == 403
    assert browser(app).get(f"/l/{token}/").status_code == 200


def test_a_long_list_comes_in_pages_at_the_same_cost(app: Flask, desk: Browser) -> None:
    costs = []
    for more in (1, 29, 30):
        for _ in range(more):
            made("Ann Example")
        with counted(app) as sent:
            page = read(desk, "/desk/links/")
        costs.append(len(sent))
    assert costs[0] == costs[1] == costs[2]
    assert texts(page, ".pages .count") == ["1 to 50 of 60"]
    assert links(page, ".pages a[rel=next]") == ["/desk/links/?page=2"]
    assert len(read(desk, "/desk/links/?page=2").css("tbody tr")) == 10
    assert len(read(desk, "/desk/links/?page=99999999999999999999").css("tbody tr")) == 50
