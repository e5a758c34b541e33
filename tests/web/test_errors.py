"""Pages for what went wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import Site, links, read, texts


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
