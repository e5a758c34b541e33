"""Forms are taken only from our own pages."""

import re
from collections.abc import Callable

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from flask_security.signals import user_authenticated
from flask_wtf.csrf import generate_csrf

from scheduler.web.access import open_to_all
from scheduler.web.kept import keep
from scheduler.web.visitors import present
from tests.programmes.files import programme, side_event
from tests.web.conftest import Site
from tests.web.people import browser, member, signed_in, token_for

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
HTTPS = "https://localhost"
OURS = "https://programme.example"
METHODS = ("POST", "PUT", "PATCH", "DELETE")
KEPT = ("/", "/T1/", "/T1/?view=grid", "/T1/side-events/AAAAA/", "/organisations/", "/T1/changes/")


@pytest.fixture
def house(make_app: Callable[..., Flask]) -> Flask:
    """With a form that takes anything."""
    app = make_app()
    app.add_url_rule("/forms/", "forms", open_to_all(lambda: "taken"), methods=METHODS)
    return app


@pytest.fixture
def bare(house: Flask) -> FlaskClient:
    """A browser whose forms bear no token, but whose session has one."""
    client = browser(house)
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    return client


@pytest.mark.parametrize("method", METHODS)
def test_nothing_is_taken_without_a_token(house: Flask, bare: FlaskClient, method: str) -> None:
    response = bare.open("/forms/", method=method)
    assert (response.status_code, "This form is no longer good." in response.text) == (400, True)
    assert bare.open("/forms/", method=method, headers={"X-CSRFToken": token_for(house)}).text == "taken"


def test_the_token_can_stand_in_the_form(house: Flask, bare: FlaskClient) -> None:
    assert bare.post("/forms/", data={"csrf_token": token_for(house)}).text == "taken"


@pytest.mark.parametrize(
    "token", ["", "x", "InRlc3RzIg", "InRlc3RzIg.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb", "\u0130" * 50]
)
def test_a_token_that_is_not_ours_is_none(bare: FlaskClient, token: str) -> None:
    assert bare.post("/forms/", data={"csrf_token": token}).status_code == 400


def test_a_token_is_good_in_its_own_session_only(house: Flask) -> None:
    stranger = house.test_client()
    assert stranger.post("/forms/", data={"csrf_token": token_for(house)}).status_code == 400
    with stranger.session_transaction() as cookie:
        cookie["csrf_token"] = "another"
    assert stranger.post("/forms/", data={"csrf_token": token_for(house)}).status_code == 400


def test_a_token_of_another_instance_is_none(make_app: Callable[..., Flask], bare: FlaskClient) -> None:
    other = make_app(SECRET_KEY="another")
    assert bare.post("/forms/", data={"csrf_token": token_for(other)}).status_code == 400


def test_what_was_typed_is_shown_again_but_no_secret(bare: FlaskClient) -> None:
    typed = {
        "description": "First paragraph,\r\n<b>second</b> paragraph",
        "short": "Short",
        "password": "a password that is long enough",
        "new_password_confirm": "another that is long enough",
        "csrf_token": "a token that is long enough",
    }
    response = bare.post("/forms/", data=typed)
    assert "First paragraph,\r\n&lt;b&gt;second&lt;/b&gt; paragraph" in response.text
    assert not any(text in response.text for text in ("Short", "long enough"))
    assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("referrer", "status"),
    [
        (f"{OURS}/forms/", 200),
        (f"{OURS}/", 200),
        (None, 400),
        ("https://evil.example/", 400),
        ("http://programme.example/forms/", 400),
        (f"{OURS}.evil.example/", 400),
        (f"{OURS}@evil.example/", 400),
        (f"{OURS}:8443/", 400),
        (f"{HTTPS}/", 400),
        ("null", 400),
    ],
)
def test_over_https_a_form_has_to_come_from_a_page_of_ours(
    house: Flask, referrer: str | None, status: int
) -> None:
    headers = {"Referer": referrer} if referrer else {}
    response = browser(house).post("/forms/", base_url=HTTPS, headers=headers)
    assert response.status_code == status


def test_the_host_that_a_request_names_does_not_make_a_page_ours(house: Flask) -> None:
    headers = {"Referer": "https://evil.example/", "Host": "evil.example"}
    assert browser(house).post("/forms/", base_url=HTTPS, headers=headers).status_code == 400


@pytest.mark.parametrize("address", ["/account/login", "/account/logout", "/account/register"])
def test_what_flask_security_takes_needs_a_token_too(house: Flask, address: str) -> None:
    client = signed_in(house, member(house)) if address.endswith("logout") else browser(house)
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    assert client.post(address, data={"email": "a@b.example"}).status_code == 400
    assert client.post(address, json={"email": "a@b.example"}).status_code == 400


def example(rule: str) -> str:
    """An address that matches the rule."""
    for pattern, value in (
        (r"<int:\w+>", "1"),
        (r"<any\([^>]*\ben\b[^>]*>", "en"),
        (r"<any\('?([^,')]+)[^>]*>", r"\1"),
        (r"<[^>]+>", "X1"),
    ):
        rule = re.sub(pattern, value, rule)
    return rule


def test_every_address_that_takes_something_needs_a_token(house: Flask) -> None:
    """Whoever is signed in, whatever is sent: no view is left out, but the one that mail programs send to,
    who have no page (RFC 8058); its address is the secret."""
    client = signed_in(house, member(house))
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    taking = {
        (example(rule.rule), method)
        for rule in house.url_map.iter_rules()
        for method in (rule.methods or set()) & set(METHODS)
    }
    assert ("/account/login", "POST") in taking
    found = {(address, method): client.open(address, method=method).status_code for address, method in taking}
    assert {what: status for what, status in found.items() if status != 400} == {("/l/X1/stop", "POST"): 404}


def test_signing_in_makes_older_tokens_worthless(house: Flask) -> None:
    client, account = browser(house), member(house)

    @open_to_all
    def enter() -> str:
        user_authenticated.send(house, user=account, authn_via=["password"])
        return "in"

    house.add_url_rule("/enter/", "enter", enter, methods=["POST"])
    assert client.post("/forms/").text == "taken"
    assert client.post("/enter/").text == "in"
    assert client.post("/forms/").status_code == 400


@pytest.mark.parametrize("address", KEPT)
def test_public_pages_are_the_same_for_all(site: Site, address: str) -> None:
    """They are kept for the next reader: no cookie, no token, no name."""
    app = site(programme(side_event(code="AAAAA"))).application
    account = member(app, name="Ann Example")
    one = signed_in(app, account)
    with one.session_transaction() as cookie:
        cookie.permanent = True
    first = one.get(address)
    assert first.status_code == 200
    assert "Ann Example" not in first.text
    assert "csrf" not in first.text
    for reader in (one, browser(app), app.test_client()):
        again = reader.get(address)
        assert again.text == first.text
        assert "session" not in again.headers.get("Set-Cookie", "")
        assert again.headers.get("Vary") == app.test_client().get(address).headers.get("Vary")


@pytest.mark.parametrize("telling", [generate_csrf, lambda: f"for {present().name}"])
def test_a_page_that_was_made_for_one_reader_is_not_kept(
    make_app: Callable[..., Flask], telling: Callable[[], str]
) -> None:
    """Should a public page ever bear a token or a name by mistake."""
    app = make_app()
    door = Blueprint("telling", __name__)
    door.add_url_rule("/telling/", view_func=open_to_all(lambda: telling()), endpoint="telling")
    keep(door)
    app.register_blueprint(door)
    ann = signed_in(app, member(app, name="Ann Example")).get("/telling/")
    stranger = app.test_client().get("/telling/")
    assert (ann.status_code, stranger.status_code) == (200, 200)
    assert ann.text != stranger.text
