"""Pages for what went wrong."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge, TooManyRequests, Unauthorized

from scheduler.kernel.errors import Clash, NotFound, Refused
from scheduler.kernel.words import Sentence
from scheduler.web.access import open_to_all
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import Site, links, read, texts
from tests.web.people import browser, member, signed_in


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site(programme(side_event(code="AAAAA")), programme(meeting=meeting(code="CND66")))


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/cnd66/", ["/CND66/"]),
        ("/CND-66/", ["/CND66/"]),
        ("/CND66/side-events/NONE/", ["/CND66/"]),
        ("/T1/no-such-part/", ["/T1/"]),
        ("/T1/posters/AAAAA/", ["/T1/"]),
        ("/organisations/nobody/", []),
        ("/nowhere", []),
    ],
)
def test_an_unknown_address_is_explained_and_leads_on(
    client: FlaskClient, address: str, near: list[str]
) -> None:
    page = read(client, address, 404)
    assert texts(page, "h1") == ["There is no such page."]
    assert links(page, "main a") == [*near, "/"]


@pytest.mark.parametrize(
    "address", ["/%00/", "/%ff%fe/", "/<script>/", "/" + "A" * 5000 + "/", "/T1/side-events/%0a/"]
)
def test_hostile_addresses_are_only_unknown(client: FlaskClient, address: str) -> None:
    page = read(client, address, 404)
    assert [script.text() for script in page.css("script")] == [""]


def test_a_page_can_only_be_read(client: FlaskClient) -> None:
    response = client.post("/T1/", data={"title": "x"})
    assert (response.status_code, "This page can only be read." in response.text) == (405, True)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_programs_get_a_line_of_text(client: FlaskClient) -> None:
    response = client.get("/NONE/calendar.ics")
    assert (response.status_code, response.mimetype) == (404, "text/plain")
    assert response.text == "There is no such page. Check the address, or start from the list of meetings.\n"


def broken(make_app: Callable[..., Flask], **settings: object) -> FlaskClient:
    app = make_app(PROPAGATE_EXCEPTIONS=False, **settings)

    @open_to_all
    def fail() -> str:
        raise RuntimeError("a secret detail")

    app.add_url_rule("/fails", view_func=fail)
    return app.test_client()


def test_a_fault_of_ours_is_admitted_without_details(make_app: Callable[..., Flask]) -> None:
    response = broken(make_app).get("/fails")
    assert response.status_code == 500
    assert "Something went wrong on our side." in response.text
    assert "Nothing was stored." in response.text
    assert "secret" not in response.text
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_without_a_database_pages_say_so_and_nothing_breaks_twice(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    client = broken(make_app, SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'none' / 'none.sqlite'}")
    assert [client.get(address).status_code for address in ("/", "/T1/", "/nowhere")] == [500, 500, 404]


def test_what_waited_too_long_for_the_database_is_put_off(house: Flask) -> None:
    client = browser(house)
    for name in ("Locked", "Full"):
        answer = client.post(f"/fail/{name}", data={"abstract": "Words that took a whole evening."})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        page = LexborHTMLParser(answer.text)
        assert texts(page, "main h1") == ["We cannot do this just now."]
        assert "look whether what you sent is there" in texts(page, "main p")[0]
        assert "Words that took a whole evening." in answer.text
        assert "locked" not in answer.text


TELLING = (Refused, Clash, NotFound)


@pytest.fixture
def house(make_app: Callable[..., Flask]) -> Flask:
    """With an address for each thing that can go wrong."""
    app = make_app()
    errors: dict[str, Exception] = {
        **{kind.__name__: kind(Sentence("No room for %(name)s.", name="<Ann>")) for kind in TELLING},
        "Unauthorized": Unauthorized(),
        "Forbidden": Forbidden(),
        "Told": Forbidden("Only the Chair may do this."),
        "Many": TooManyRequests("Wait for two minutes.", retry_after=120),
        "Large": RequestEntityTooLarge(),
        "Strange": BadRequest("an inner detail"),
        "Answered": Forbidden(response=Response("answered", 418)),
        "Locked": OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked")),
        "Full": NoConnectionFree(),
    }

    @open_to_all
    def fail(name: str) -> str:
        raise errors[name]

    app.add_url_rule("/fail/<name>", view_func=fail, methods=["GET", "POST"])
    app.add_url_rule("/fail/<name>.json", "in_json", open_to_all(fail))
    app.add_url_rule("/takes/", "takes", open_to_all(lambda: "taken"), methods=["POST"])
    return app


@pytest.mark.parametrize(
    ("name", "status", "title", "advice"),
    [
        ("Refused", 409, "This was not done.", "No room for <Ann>."),
        ("Clash", 409, "This was not done.", "No room for <Ann>."),
        ("NotFound", 404, "This is not there.", "No room for <Ann>."),
        ("Unauthorized", 401, "You are not signed in.", "Nothing was stored. Sign in, then send it again."),
        ("Forbidden", 403, "You may not do this.", "Ask the secretariat if you think that you should."),
        ("Told", 403, "You may not do this.", "Only the Chair may do this."),
        (
            "Large",
            413,
            "This is too much at once.",
            "Nothing was stored. Shorten the text or choose a smaller file, and send it again.",
        ),
        (
            "Strange",
            400,
            "This request was not understood.",
            "Nothing was stored. Start from the list of meetings.",
        ),
    ],
)
def test_each_refusal_is_a_page_that_says_what_to_do(
    house: Flask, name: str, status: int, title: str, advice: str
) -> None:
    client = browser(house)
    page = read(client, f"/fail/{name}", status)
    assert texts(page, "main h1, main h2") == [title]
    assert texts(page, "main p")[0] == advice
    assert client.post(f"/fail/{name}").status_code == status


def test_who_tries_too_often_is_told_when_to_come_back(house: Flask) -> None:
    response = browser(house).get("/fail/Many")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "120")


def test_an_answer_that_is_ready_goes_out_as_it_is(house: Flask) -> None:
    response = browser(house).get("/fail/Answered")
    assert (response.status_code, response.text) == (418, "answered")


def test_programs_get_told_errors_as_a_line(house: Flask) -> None:
    client = browser(house)
    asked, sent = client.get("/fail/Refused.json"), client.post("/fail/Refused", json={})
    assert asked.text == sent.text == "This was not done. No room for <Ann>.\n"
    assert (asked.status_code, asked.mimetype) == (sent.status_code, sent.mimetype) == (409, "text/plain")


def test_who_is_signed_in_stays_among_the_private_pages(house: Flask) -> None:
    client = signed_in(house, member(house))
    response = client.get("/fail/Refused")
    page = read(client, "/fail/Refused", 409)
    assert response.headers["Cache-Control"] == "no-store, private"
    assert len(page.css("link[href*='css/forms.css']")) == 1
    assert texts(page, "h1") == ["This was not done."]
    assert len(read(browser(house), "/fail/Refused", 409).css("link[href*='css/forms.css']")) == 0


def test_what_was_typed_is_not_lost(house: Flask) -> None:
    typed = {"title": "A title of the right length", "language": "English"}
    page = LexborHTMLParser(browser(house).post("/fail/Clash", data=typed).text)
    assert texts(page, ".typed") == ["A title of the right length"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_address_for_forms_says_so(house: Flask, method: str) -> None:
    response = browser(house).open("/takes/", method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert response.text == "" or "This address only takes forms." in response.text


@pytest.mark.parametrize(
    "cookie", ["x", "....", "eyJhIjoxfQ.aaaaaa.bbbb", "\u0130", ".eJx" + "A" * 3000, '{"_user_id": "1"}']
)
def test_a_session_that_cannot_be_read_is_a_strangers(house: Flask, cookie: str) -> None:
    client = browser(house)
    client.set_cookie(house.config["SESSION_COOKIE_NAME"], cookie)
    assert client.get("/fail/Refused").status_code == 409
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("content", [{"_user_id": 1}, {"_user_id": ["x"]}, {"_user_id": "1", "_id": 5}])
def test_a_session_of_strange_content_is_a_strangers(house: Flask, content: dict[str, object]) -> None:
    client = browser(house)
    with client.session_transaction() as cookie:
        cookie.update(content)
    assert client.get("/account/").status_code == 302
