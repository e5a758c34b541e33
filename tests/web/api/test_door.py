"""The read API: exact answers, filters, pages, 304, refusals in a sentence; its description kept true."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import TypeAdapter

from scheduler.feeds import selection
from scheduler.formats import read_api
from scheduler.kernel import clock
from scheduler.web.api.description import FILTERS
from tests.conftest import BASE_URL
from tests.programmes.files import programme, side_event
from tests.web.test_feeds import take

API = "/api/v1"
RELEASED = datetime(2027, 1, 20, 9, 30, tzinfo=UTC)
FILE = programme(
    side_event("First", organiser="Austria", code="AAAAA", theme="Farmers"),
    side_event("Second", organiser="Peru", code="BBBBB", start="13:10", end="14:00"),
    side_event("Third", organiser="Peru", code="CCCCC", date=None, start=None, end=None, room=None),
)
SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def home(make_app: Callable[..., Flask]) -> Flask:
    app = make_app()
    with clock.set_to(RELEASED):
        take(app, FILE)
    return app


@pytest.fixture
def client(home: Flask) -> FlaskClient:
    return home.test_client()


def ask(client: FlaskClient, address: str) -> Any:
    response = client.get(f"{API}{address}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.data)


def test_a_meeting(client: FlaskClient) -> None:
    expected = {
        "code": "T1",
        "title": "A test session",
        "kind": "regular_session",
        "session_number": 1,
        "venue": "Test Centre",
        "time_zone": "Europe/Vienna",
        "starts": "2027-03-08",
        "ends": "2027-03-12",
        "release": 1,
        "released_at": "2027-01-20T09:30:00Z",
        "entries": 3,
        "page": f"{BASE_URL}/T1/",
        "calendar": f"{BASE_URL}/T1/calendar.ics",
    }
    assert ask(client, "/meetings/T1") == expected
    assert ask(client, "/meetings") == {"items": [expected]}


def test_an_entry(client: FlaskClient) -> None:
    told = ask(client, "/meetings/T1/entries/AAAAA")
    uid = told.pop("uid")
    assert f"UID:{uid}".encode() in client.get("/T1/side-events/AAAAA.ics").data
    assert told == {
        "code": "AAAAA",
        "kind": "side_event",
        "status": "scheduled",
        "title": "First",
        "description": None,
        "theme": "Farmers",
        "format": None,
        "languages": [],
        "when": {
            "day": "2027-03-09",
            "last_day": None,
            "starts_at": "2027-03-09T08:00:00Z",
            "ends_at": "2027-03-09T08:50:00Z",
            "room": {"name": "M1", "slug": "m1", "venue": "Test Centre", "capacity": None},
        },
        "organisers": [{"name": "Austria", "slug": "austria", "short_name": None, "kind": None}],
        "cosponsors": [],
        "chair": None,
        "moderator": None,
        "speakers": [],
        "panellists": [],
        "parts": [],
        "links": [],
        "page": f"{BASE_URL}/T1/side-events/AAAAA/",
        "sequence": 0,
        "created_at": "2027-01-20T09:30:00Z",
        "changed_at": "2027-01-20T09:30:00Z",
    }


@SQLITE
def test_filters_and_pages(client: FlaskClient) -> None:
    def codes(query: str) -> list[str]:
        return [one["code"] for one in ask(client, f"/meetings/T1/entries{query}")["items"]]

    assert codes("") == ["AAAAA", "BBBBB", "CCCCC"]
    assert codes("?organisation=peru") == ["BBBBB", "CCCCC"]
    assert codes("?organisation=peru&organisation=austria&day=2027-03-09") == ["AAAAA", "BBBBB"]
    assert codes("?q=thi") == ["CCCCC"]
    first = ask(client, "/meetings/T1/entries?organisation=peru&size=1")
    assert (first["total"], first["release"], [one["code"] for one in first["items"]]) == (2, 1, ["BBBBB"])
    assert first["next"] == f"{BASE_URL}/api/v1/meetings/T1/entries?organisation=peru&page=2&size=1"
    second = ask(client, first["next"].removeprefix(f"{BASE_URL}{API}"))
    assert ([one["code"] for one in second["items"]], second["next"]) == (["CCCCC"], None)
    assert ask(client, "/meetings/T1/entries?page=9")["items"] == []


@SQLITE
@pytest.mark.parametrize(
    ("address", "status", "why"),
    [
        ("/meetings/NONE", 404, "There is no meeting NONE with a programme."),
        ("/meetings/NONE/entries", 404, "There is no meeting NONE with a programme."),
        ("/meetings/T1/entries/ZZZZZ", 404, "There is no entry ZZZZZ in this meeting."),
        ("/meetings?day=1", 400, "Here is nothing to choose, and no “day”."),
        (
            "/meetings/T1/entries?colour=red",
            400,
            "There is no filter “colour”. "
            "There are: day, room, theme, organisation, kind, format, q, page, size.",
        ),
        ("/meetings/T1/entries?page=0", 400, "“page” must be a whole number from 1 to 1000000."),
        ("/meetings/T1/entries?page=%C2%B2", 400, "“page” must be a whole number from 1 to 1000000."),
        ("/meetings/T1/entries?size=201", 400, "“size” must be a whole number from 1 to 200."),
    ],
)
def test_what_cannot_be_answered(client: FlaskClient, address: str, status: int, why: str) -> None:
    response = client.get(f"{API}{address}")
    assert (response.status_code, json.loads(response.data)) == (status, {"error": why})


def test_who_has_it_is_told_so_until_a_release_changes_it(home: Flask) -> None:
    client = home.test_client()
    addresses = ["/meetings", "/meetings/T1", "/meetings/T1/entries", "/meetings/T1/entries/AAAAA"]
    tags = {address: client.get(f"{API}{address}").headers["ETag"] for address in addresses}

    def statuses() -> list[int]:
        return [
            client.get(f"{API}{address}", headers={"If-None-Match": tag}).status_code
            for address, tag in tags.items()
        ]

    assert statuses() == [304] * 4
    take(
        home,
        {**FILE, "side_events": [{**FILE["side_events"][0], "title": "Renamed"}, *FILE["side_events"][1:]]},
    )
    assert statuses() == [200] * 4
    told = ask(client, "/meetings/T1/entries/AAAAA")
    assert (told["title"], told["sequence"], told["created_at"]) == ("Renamed", 1, "2027-01-20T09:30:00Z")


# --- the description ---


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = ask(client, "/openapi.json")
    return found


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else ())
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from references(one)


@SQLITE
def test_every_address_is_described_and_every_reference_leads_somewhere(
    home: Flask, description: dict[str, Any]
) -> None:
    there = {
        rule.rule.removeprefix(API).replace("<", "{").replace(">", "}")
        for rule in home.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert set(description["paths"]) == there
    assert (description["openapi"], description["servers"]) == ("3.1.0", [{"url": f"{BASE_URL}{API}"}])
    for reference in set(references(description)):
        found: Any = description
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def test_filters_are_those_of_feeds() -> None:
    assert tuple(FILTERS) == (*selection.FILTERS, "q")


@SQLITE
@pytest.mark.parametrize(
    ("address", "shape"),
    [
        ("/meetings", read_api.Meetings),
        ("/meetings/T1", read_api.Meeting),
        ("/meetings/T1/entries", read_api.Entries),
        ("/meetings/T1/entries/CCCCC", read_api.Entry),
        ("/meetings/NONE", read_api.Fault),
    ],
)
def test_answers_have_the_shape_that_is_described(
    client: FlaskClient, description: dict[str, Any], address: str, shape: type[Any]
) -> None:
    told = json.loads(client.get(f"{API}{address}").data)
    TypeAdapter(shape).validate_python(told)
    described = description["components"]["schemas"][shape.__name__]
    assert (set(told), described["additionalProperties"]) == (set(described["properties"]), False)
