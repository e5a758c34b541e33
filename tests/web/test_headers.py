"""What every response says to browsers about safety."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.web.access import open_to_all
from tests.programmes.files import programme, side_event
from tests.web.conftest import Site, read

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
PAGES = (
    "/",
    "/T1/",
    "/T1/?view=grid",
    "/T1/?view=week",
    "/T1/?day=none&q=x",
    "/T1/side-events/AAAAA/",
    "/organisations/",
    "/organisations/republic-of-examples/",
)
NO_PAGES = (
    ("/nowhere", 404),
    ("/fr/", 302),
    ("/static/css/tokens.css", 200),
    ("/healthz", 200),
    ("/T1/x.ics", 404),
)
WITH_LINK = side_event(code="AAAAA", links=[{"label": "Stream", "url": "https://stream.example/"}])


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site(programme(WITH_LINK))


def test_every_response_carries_the_headers(client: FlaskClient) -> None:
    for address, status in (*((page, 200) for page in PAGES), *NO_PAGES):
        with client.get(address) as response:
            assert response.status_code == status, address
            policy = dict(
                part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; ")
            )
            assert policy == POLICY, address
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
            assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert "camera=()" in response.headers["Permissions-Policy"]
            assert "Strict-Transport-Security" not in response.headers


def test_over_https_browsers_are_told_to_stay_there(client: FlaskClient) -> None:
    response = client.get("/", base_url="https://programme.example")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_what_a_door_says_itself_stands(make_app: Callable[..., Flask]) -> None:
    app = make_app()

    @open_to_all
    def stricter() -> tuple[str, dict[str, str]]:
        return "file", {"Content-Security-Policy": "sandbox", "Cache-Control": "no-store"}

    app.add_url_rule("/upload", view_func=stricter)
    response = app.test_client().get("/upload")
    assert (response.headers["Content-Security-Policy"], response.headers["Cache-Control"]) == (
        "sandbox",
        "no-store",
    )


def test_pages_are_asked_for_anew(client: FlaskClient) -> None:
    assert client.get("/T1/").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_carries_code_or_style_of_its_own(client: FlaskClient, address: str) -> None:
    page = read(client, address)
    scripts = page.css("script:not([type='application/ld+json'])")
    assert {(script.text(), "src" in script.attributes) for script in scripts} == {("", True)}
    assert page.css("style") == []
    attributes = {name for node in page.css("*") for name in node.attributes}
    assert {name for name in attributes if name == "style" or name.startswith("on")} == set()
    addresses = {
        node.attributes.get(name) or "" for node in page.css("*") for name in ("href", "src", "action")
    }
    assert not any(
        re.match(r"\s*(javascript|data|vbscript):", address, re.IGNORECASE) for address in addresses
    )


def test_a_page_takes_nothing_from_other_places(client: FlaskClient) -> None:
    page = read(client, "/T1/side-events/AAAAA/")
    taken = [node.attributes["src"] for node in page.css("[src]")]
    taken += [node.attributes["href"] for node in page.css("link[rel=stylesheet], link[rel=icon]")]
    assert len(taken) == 9
    assert all(address and address.startswith("/static/") for address in taken)


def test_a_feed_says_the_same_whether_it_comes_from_flask_or_from_memory(client: FlaskClient) -> None:
    first, second = (client.get("/T1/calendar.ics") for _ in range(2))
    assert first.headers == second.headers
    assert first.headers["X-Content-Type-Options"] == "nosniff"
