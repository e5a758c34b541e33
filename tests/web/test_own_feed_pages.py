"""The pages of one's own feeds: with an account and without."""

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.programmes.erasing import erase
from tests.programmes.files import programme, side_event
from tests.web.conftest import fill, links, read, texts
from tests.web.people import browser, member, signed_in

PAGE = "/agenda/feeds/"
FORM = {"shows": "agenda", "name": "", "cancelled": "mark", "alarm": ""}


@pytest.fixture
def house(make_app: Callable[..., Flask]) -> Flask:
    app = make_app()
    fill(app.test_client(), programme(side_event("One", code="AAAAA")))
    return app


def address(page: str) -> str:
    """The address that a page shows, from the root."""
    (found,) = re.findall(r'value="https://programme\.example(/agenda/[\w-]{27}\.ics)"', page)
    return str(found)


def make(client: FlaskClient, **facts: str) -> str:
    response = client.post(PAGE, data={**FORM, **facts})
    assert response.status_code == 200
    return address(response.text)


def test_somebody_without_an_account_makes_a_feed_and_sees_its_address_once(house: Flask) -> None:
    stranger = browser(house)
    empty = read(stranger, PAGE)
    assert texts(empty, ".nothing")[0].startswith("You have no feed yet.")
    assert empty.css("#with_owed") == []
    response = stranger.post(PAGE, data=FORM)
    shown = address(response.text)
    assert f'href="webcal://programme.example{shown}"' in response.text
    assert "calendar.google.com/calendar/r?cid=webcal" in response.text
    assert response.headers["Cache-Control"] == "no-store, private"
    assert stranger.get(shown).status_code == 200
    page = read(stranger, PAGE)
    assert texts(page, ".feeds h2") == ["My agenda"]
    assert shown not in str(page.html)
    assert texts(page, ".feeds .facts span")[-1].startswith("Last fetched (to the day): ")


def test_a_selection_becomes_a_feed_from_the_page_where_one_subscribes(house: Flask) -> None:
    stranger = browser(house)
    (way,) = links(read(stranger, "/en/T1/subscribe/?room=m1"), "[aria-labelledby=own-title] a")
    assert way == "/agenda/feeds/?shows=T1?room%3Dm1"
    page = read(stranger, str(way))
    assert texts(page, "#shows option") == ["My agenda", "A test session: everything", "T1: M1"]
    assert [one.attributes["value"] for one in page.css("#shows option[selected]")] == ["T1?room=m1"]
    feed = stranger.get(make(stranger, shows="T1?room=m1", alarm="30", cancelled="keep"))
    assert b"SUMMARY:One" in feed.data
    assert b"NAME:T1: M1" in feed.data
    assert b"TRIGGER:-PT30M" in feed.data


@pytest.mark.parametrize(
    "wrong",
    [
        {"shows": "T9"},
        {"shows": "T1?colour=red"},
        {"shows": "T1?room=m1&cancelled=drop"},
        {"cancelled": "hide"},
        {"alarm": "7"},
        {"name": "x" * 101},
    ],
)
def test_what_cannot_be_chosen_is_told_and_nothing_is_made(house: Flask, wrong: dict[str, str]) -> None:
    stranger = browser(house)
    response = stranger.post(PAGE, data={**FORM, **wrong})
    assert response.status_code == 422
    assert "One thing has to be put right" in response.text
    assert texts(read(stranger, PAGE), ".feeds h2") == []


def test_it_is_changed_gets_a_new_address_and_ends(house: Flask) -> None:
    stranger = browser(house)
    first = make(stranger, name="Vienna")
    (one,) = links(read(stranger, PAGE), ".feeds a")
    assert stranger.post(one, data={**FORM, "name": "Wien", "alarm": "10"}).status_code == 303
    assert b"NAME:Wien" in stranger.get(first).data
    second = address(stranger.post(f"{one}rotate/").text)
    assert [stranger.get(where).status_code for where in (first, second)] == [404, 200]
    assert stranger.post(f"{one}revoke/").status_code == 303
    assert stranger.get(second).status_code == 404
    page = read(stranger, PAGE)
    assert texts(page, ".told p") == ["“Wien” is revoked: its address shows nothing any more."]


def test_nobody_touches_the_feeds_of_others(house: Flask) -> None:
    mine, other = browser(house), browser(house)
    feed = make(mine)
    make(other)
    (one,) = links(read(mine, PAGE), ".feeds a")
    for act in ("", "rotate/", "revoke/"):
        assert other.post(f"{one}{act}", data=FORM).status_code == 404
        assert browser(house).post(f"{one}{act}", data=FORM).status_code == 404
    assert other.get(str(one)).status_code == 404
    assert mine.get(feed).status_code == 200


def test_there_is_a_limit_that_is_told(house: Flask) -> None:
    stranger = browser(house)
    for _ in range(20):
        make(stranger)
    response = stranger.post(PAGE, data=FORM)
    assert response.status_code == 409
    assert "You have 20 feeds, and more there cannot be. Revoke one first." in response.text


def test_with_an_account_it_can_say_what_is_owed_and_stands_in_ones_data_until_one_is_erased(
    house: Flask,
) -> None:
    me = member(house)
    mine = signed_in(house, me)
    page = read(mine, PAGE)
    assert ["checked" in one.attributes for one in page.css("#with_owed")] == [True]
    feed = make(mine, with_owed="y", name="Desk")
    assert b"NAME:Desk" in mine.get(feed).data
    held = json.loads(mine.get("/account/data/my-data.json").text)
    assert [(one["name"], one["with what you owe"]) for one in held["feeds"]] == [("Desk", True)]
    with house.app_context():
        erase(me.person_id, actor="tests", base_url="https://programme.example")
    assert browser(house).get(feed).status_code == 404
