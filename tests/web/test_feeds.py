"""Feeds through the whole application: changes made by another process, and what addresses mean."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.test import TestResponse

import scheduler.demo
from scheduler.kernel import clock
from scheduler.programmes.actions import import_files
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event

ROOT = Path(__file__).resolve().parent.parent.parent
CND66 = Path(scheduler.demo.__file__).parent / "programmes" / "CND66.json"


def take(app: Flask, file: dict[str, Any]) -> None:
    with app.app_context():
        assert import_files([("file", as_bytes(file))], actor="tests", base_url=BASE_URL).faults == []


def take_elsewhere(app: Flask, file: dict[str, Any], folder: Path) -> None:
    """Import in another process."""
    path = folder / "changed.json"
    path.write_bytes(as_bytes(file))
    environment = {
        "SCHEDULER_SQLALCHEMY_DATABASE_URI": app.config["SQLALCHEMY_DATABASE_URI"],
        "SCHEDULER_INSTANCE_PATH": app.instance_path,
        "SCHEDULER_BASE_URL": BASE_URL,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", "from scheduler.cli import main; main()", "import", str(path)]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def events(response: TestResponse) -> dict[str, Any]:
    assert response.status_code == 200
    found: list[Any] = Calendar.from_ical(response.data).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in found}


@pytest.fixture
def home(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


def test_a_subscriber_of_a_selection_of_cnd66_learns_what_another_process_changed(
    home: Flask, tmp_path: Path
) -> None:
    file = json.loads(CND66.read_text())
    take(home, file)
    client, address = home.test_client(), "/CND66/calendar.ics?day=2023-03-14"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304

    moved, gone = "Understanding the drug trafficking threat", "Data-Driven Prevention Programmes"
    changed = [event for event in file["side_events"] if not event["title"].startswith(gone)]
    for event in changed:
        if event["title"].startswith(moved):
            event.update(date="2023-03-15", start="13:10", end="14:00")
    take_elsewhere(home, {**file, "side_events": changed}, tmp_path)

    second = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    before, after = events(first), events(second)
    (old,) = (event for title, event in before.items() if title.startswith(moved))
    (new,) = (event for title, event in after.items() if title.startswith(moved))
    assert (new["UID"], int(new["SEQUENCE"]), int(old["SEQUENCE"])) == (old["UID"], 1, 0)
    assert new.start == datetime.fromisoformat("2023-03-15T13:10+01:00")
    (cancelled,) = (event for title, event in after.items() if gone in title)
    (was,) = (event for title, event in before.items() if title.startswith(gone))
    assert str(cancelled["SUMMARY"]).startswith("Cancelled: ")
    assert (cancelled["STATUS"], cancelled["UID"], int(cancelled["SEQUENCE"])) == ("CANCELLED", was["UID"], 1)
    assert cancelled.start == was.start
    assert len(after) == len(before)
    assert client.get(address, headers={"If-None-Match": second.headers["ETag"]}).status_code == 304


def test_rule_13_a_client_that_knows_only_dates_learns_of_every_change(home: Flask) -> None:
    client, address = home.test_client(), "/T1/calendar.ics"
    at = datetime(2027, 3, 1, 12, 0, 0, 300_000, tzinfo=UTC)
    dates: list[str] = []
    for number in range(3):  # three releases within one second
        with clock.set_to(at + timedelta(milliseconds=100 * number)):
            take(home, programme(side_event(title=f"Title {number}", code="AAAAA")))
        response = client.get(address, headers={"If-Modified-Since": dates[-1]} if dates else {})
        assert response.status_code == 200
        dates.append(response.headers["Last-Modified"])
    moments = [parsedate_to_datetime(date) for date in dates]
    assert moments == sorted(set(moments))
    assert client.get(address, headers={"If-Modified-Since": dates[-1]}).status_code == 304


def test_rule_13_last_modified_moves_forward_when_the_newest_event_is_cancelled(home: Flask) -> None:
    """docs/calendars.md 13: a date that goes back leaves a deleted event in the calendar."""
    client = home.test_client()
    take(home, programme(side_event(), side_event("Newest", organiser="Other", room="M2")))
    before = client.get("/T1/calendar.ics").headers["Last-Modified"]
    take(home, programme(side_event()))
    assert client.get("/T1/calendar.ics", headers={"If-Modified-Since": before}).status_code == 200


def test_rule_03_the_feed_is_the_same_however_long_after_the_release_it_is_asked_for(home: Flask) -> None:
    take(home, programme(side_event()))
    first = home.test_client().get("/T1/calendar.ics")
    with clock.set_to(datetime(2030, 1, 1, tzinfo=UTC)):
        later = home.test_client().get("/T1/calendar.ics")
    assert (first.data, first.headers["ETag"]) == (later.data, later.headers["ETag"])


def test_rule_06_what_left_a_selection_leaves_its_feed_thirty_days_after_its_end(home: Flask) -> None:
    take(home, programme(side_event()))
    take(home, programme(side_event(room="M2")))
    client, address = home.test_client(), "/T1/calendar.ics?room=m1"
    end = datetime(2027, 3, 9, 8, 50, tzinfo=UTC)
    with clock.set_to(end + timedelta(days=30, seconds=-1)):
        before = client.get(address)
        assert str(events(before)["First event"]["LOCATION"]) == "M2, Test Centre"
    with clock.set_to(end + timedelta(days=30)):
        after = client.get(address, headers={"If-Modified-Since": before.headers["Last-Modified"]})
        assert events(after) == {}
        assert after.headers["Last-Modified"] == format_datetime(end + timedelta(days=30), usegmt=True)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"One", "Two", "Talk", "Plenary"}),
        ("kind=side-event", {"One"}),
        ("kind=special-event&kind=thematic-session", {"Two", "Talk"}),
        ("kind=formal-meeting", {"Plenary"}),
        ("room=m1", {"One"}),
        ("organisation=institute-of-examples", {"One", "Two"}),
        ("organisation=kenya-example", {"Talk"}),
        ("theme=prison-health", {"Two"}),
        ("format=online", {"Two"}),
        ("day=2027-03-10", {"Talk", "Plenary"}),
        ("day=2027-03-10&kind=plenary", {"Plenary"}),
        ("q=talk", {"Talk"}),
        ("room=no-such-room", set()),
        ("day=nonsense", set()),
        ("room=", {"One", "Two", "Talk", "Plenary"}),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_every_filter_of_the_contract(home: Flask, query: str, titles: set[str]) -> None:
    file = programme(
        side_event("One", organiser="Institute of Examples"),
        side_event("Two", organiser="Other", cosponsors=["Institute of Examples"], kind="special_event",
        room=None,
                   theme="Prison health", format="online"),
        organisations=[{"name": "Kenya (example)", "kind": "member_state"}],
        thematic_sessions=[{"title": "Talk", "date": "2027-03-10", "panellists": [
            {"constituency": "member_state", "represents": "Kenya (example)", "channel": "regional_group"}]}],
        formal_meetings=[{"kind": "plenary", "title": "Plenary", "date": "2027-03-10", "start": "10:00",
        "end": "13:00"}],
    )  # fmt: skip
    take(home, file)
    assert events(home.test_client().get(f"/T1/calendar.ics?{query}")).keys() == titles


def test_rule_24_a_download_is_no_calendar_of_its_own(client: FlaskClient) -> None:
    """docs/calendars.md 24: with a name or a refresh wish, Outlook makes a new calendar of it."""
    take(client.application, programme(side_event(code="AAAAA")))
    response = client.get("/T1/side-events/AAAAA.ics")
    assert response.headers["Content-Disposition"] == 'attachment; filename="T1-AAAAA.ics"'
    assert events(response).keys() == {"First event"}
    for name in (b"\nNAME", b"X-WR-", b"REFRESH", b"X-PUBLISHED", b"METHOD", b"SOURCE"):
        assert name not in response.data


@pytest.mark.parametrize(
    "address",
    [
        "/NONE/calendar.ics",
        "/T1/calendar.ics?colour=red",
        "/T1/calendar.ics?cancelled=hide",
        "/T1/side-events/ZZZZZ.ics",
        "/T1/sessions/AAAAA.ics",
        "/T1/side-events/BBBBB.ics",
        "/T1/side-events/%00.ics",
    ],
)
def test_what_is_not_there_is_told_in_words(client: FlaskClient, address: str) -> None:
    never = side_event("Never placed", code="BBBBB", date=None, start=None, end=None, room=None)
    take(client.application, programme(side_event(code="AAAAA"), never))
    response = client.get(address)
    assert response.status_code == 404
    assert len(response.text) > 20


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize(
    "address", ["/T1/calendar.ics", "/T1/calendar.ics?room=m1", "/T1/side-events/AAAAA.ics"]
)
def test_rule_15_a_first_head_says_what_a_get_would(home: Flask, address: str) -> None:
    take(home, programme(side_event(code="AAAAA")))
    head = home.test_client().head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers == home.test_client().get(address).headers


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_rule_36_the_second_request_is_answered_by_the_gate_alike(home: Flask) -> None:
    take(home, programme(side_event()))
    client = home.test_client()
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        first, second = (client.get("/T1/calendar.ics?room=m1", headers=headers) for _ in range(2))
        assert (first.status, first.data, first.headers) == (second.status, second.data, second.headers)
        head = client.head("/T1/calendar.ics?room=m1", headers=headers)
        assert (head.status, head.data, head.headers) == (second.status, b"", second.headers)
    first, second = (client.get("/T1/calendar.ics?room=m2", headers={"If-None-Match": "*"}) for _ in range(2))
    assert (first.status, first.data, first.headers) == (second.status, b"", second.headers)
    assert first.status_code == 304
    assert client.post("/T1/calendar.ics").status_code == 405


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_addresses_of_feeds_stay_short_and_need_no_cookie(home: Flask) -> None:
    take(home, programme(side_event()))
    response = home.test_client().get("/T1/calendar.ics", headers={"User-Agent": "x", "Accept": "image/png"})
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert len(f"{BASE_URL}/T1/calendar.ics?room=m1&day=2027-03-09&kind=side-event&format=hybrid") < 256
