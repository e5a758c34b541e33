"""A programme in exchange forms over HTTP: the entries of the release, filters, 304, and a new release."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from pypdf import PdfReader

from scheduler.programmes.exports import export
from scheduler.web.headers import POLICY
from tests.conftest import BASE_URL
from tests.programmes.files import programme, side_event
from tests.web.test_feeds import take

FORMS = {
    "schedule.xml": "application/xml; charset=utf-8",
    "schedule.json": "application/json",
    "programme.csv": "text/csv; charset=utf-8",
    "calendar.jcal": "application/calendar+json",
    "programme.pdf": "application/pdf",
}
FILE = programme(
    side_events=[
        side_event("First", organiser="Austria"),
        side_event("Second", organiser="Peru", start="13:10", end="14:00"),
    ]
)


@pytest.fixture
def home(make_app: Callable[..., Flask]) -> Flask:
    app = make_app()
    take(app, FILE)
    return app


@pytest.fixture
def client(home: Flask) -> FlaskClient:
    return home.test_client()


def printed(paper: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)


def titles(client: FlaskClient, query: str = "") -> dict[str, list[str]]:
    """By form, sorted."""
    xml, js, table, jcal, paper = (client.get(f"/T1/{form}{query}").data for form in FORMS)
    feed = client.get(f"/T1/calendar.ics{query}").data
    api = client.get(f"/api/v1/meetings/T1/entries{query}").get_json()
    days = json.loads(js)["schedule"]["conference"]["days"]
    found = {
        "schedule.xml": [one.findtext("title") or "" for one in ET.fromstring(xml).iter("event")],
        "schedule.json": [one["title"] for day in days for events in day["rooms"].values() for one in events],
        "programme.csv": [line.split(",")[8] for line in table.decode("utf-8-sig").splitlines()[1:]],
        "calendar.jcal": [
            str(event["SUMMARY"]) for event in Calendar.from_jcal(jcal.decode()).walk("VEVENT")
        ],
        "programme.pdf": [line for line in printed(paper).split("\n") if line in ("First", "Second")],
        "calendar.ics": [str(event["SUMMARY"]) for event in Calendar.from_ical(feed).walk("VEVENT")],
        "api": [one["title"] for one in api["items"]],
    }
    return {form: sorted(names) for form, names in found.items()}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_every_form_holds_the_same_selection(client: FlaskClient) -> None:
    every = (*FORMS, "calendar.ics", "api")
    assert titles(client) == {form: ["First", "Second"] for form in every}
    assert titles(client, "?organisation=peru") == {form: ["Second"] for form in every}
    assert titles(client, "?organisation=nobody") == {form: [] for form in every}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_is_off_is_dropped_from_each_file_where_that_is_asked_for(home: Flask) -> None:
    client = home.test_client()
    take(home, {**FILE, "side_events": [FILE["side_events"][0]]})
    for form in ("programme.csv", "programme.pdf", "calendar.jcal"):
        marked, dropped = (client.get(f"/T1/{form}{query}").data for query in ("", "?cancelled=drop"))
        assert len(dropped) < len(marked)
    assert b"Second" in client.get("/T1/programme.csv").data
    assert b"Second" not in client.get("/T1/programme.csv?cancelled=drop").data


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_that_has_it_is_told_so_until_a_release_changes_it(home: Flask, form: str) -> None:
    client = home.test_client()
    first = client.get(f"/T1/{form}")
    assert (first.status_code, first.headers["Content-Type"]) == (200, FORMS[form])
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Content-Security-Policy"] == POLICY, "browsers open these, unlike calendars"
    again = client.get(f"/T1/{form}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    take(
        home,
        {**FILE, "side_events": [{**FILE["side_events"][0], "title": "Renamed"}, FILE["side_events"][1]]},
    )
    changed = client.get(f"/T1/{form}", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    said = printed(changed.data) if form == "programme.pdf" else changed.text
    assert ("Renamed" in said, "First" in said) == (True, False)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_there_and_what_cannot_be_meant(client: FlaskClient, form: str) -> None:
    assert client.get(f"/NONE/{form}").status_code == 404
    refused = client.get(f"/T1/{form}?colour=red")
    assert (refused.status_code, refused.text) == (
        404,
        "There is no filter “colour”. "
        "Filters are: day, room, theme, organisation, kind, format, q, cancelled.\n",
    )


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_files_are_what_addresses_answer(home: Flask) -> None:
    client = home.test_client()
    with home.app_context():
        for name, form in {
            "schedule-xml": "schedule.xml",
            "schedule-json": "schedule.json",
            "csv": "programme.csv",
        }.items():
            assert export("T1", name, BASE_URL) == client.get(f"/T1/{form}").data
