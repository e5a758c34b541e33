"""What feeds promise through the whole application; the numbers are those of docs/calendars.md.

What depends on the bytes alone is tested in tests/formats, what depends on HTTP alone in tests/feeds.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from scheduler.kernel import clock
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import read
from tests.web.test_feeds import take

FEED = "/T1/calendar.ics"
FIRST = side_event("First", code="AAAAA", organiser="Austria")
OTHER = side_event("Other", code="BBBBB", organiser="Peru", room="M2")
AT = datetime(2027, 2, 1, 9, tzinfo=UTC)
SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

CHANGES: Mapping[str, Mapping[str, Any]] = {
    "title": {"title": "Renamed"},
    "time": {"start": "13:10", "end": "14:00"},
    "day": {"date": "2027-03-10"},
    "room": {"room": "M5"},
    "text": {"description": "What it is about."},
    "status": {"status": "cancelled"},
    "organiser": {"organiser": "Kenya"},
    "format": {"format": "hybrid"},
}


@pytest.fixture
def home(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


def release(app: Flask, day: int, *events: dict[str, Any], **parts: Any) -> None:
    with clock.set_to(AT + timedelta(days=day)):
        take(app, programme(*events, **parts))


def events(client: FlaskClient, address: str = FEED) -> dict[str, Any]:
    """By the first word of each title, without "Cancelled:"."""
    found: list[Any] = Calendar.from_ical(client.get(address).data).walk("VEVENT")
    return {str(one["SUMMARY"]).removeprefix("Cancelled: "): one for one in found}


def stamps(event: Any) -> tuple[str, int, datetime, datetime]:
    return str(event["UID"]), int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt, event["DTSTAMP"].dt


@SQLITE
@pytest.mark.parametrize("what", CHANGES)
def test_rule_01_and_04_each_change_keeps_the_uid_and_raises_the_sequence_of_what_changed(
    home: Flask, what: str
) -> None:
    client = home.test_client()
    release(home, 0, FIRST, OTHER)
    before = events(client)
    release(home, 1, {**FIRST, **CHANGES[what]}, OTHER)
    after = events(client)
    changed = next(one for title, one in after.items() if title != "Other")
    uid, sequence, *_ = stamps(before["First"])
    moment = AT + timedelta(days=1)
    assert stamps(changed) == (uid, sequence + 1, moment, moment)
    assert after["Other"] == before["Other"]


@SQLITE
def test_rule_04_nothing_rises_where_nothing_changed_and_nothing_falls_where_a_change_is_taken_back(
    home: Flask,
) -> None:
    client = home.test_client()
    release(home, 0, FIRST)
    first = client.get(FEED).data
    release(home, 1, FIRST)
    assert client.get(FEED).data == first
    release(home, 2, {**FIRST, "room": "M5"})
    release(home, 3, FIRST)
    moment = AT + timedelta(days=3)
    assert stamps(events(client)["First"])[1:] == (2, moment, moment)


@SQLITE
def test_rule_01_no_uid_is_given_twice(home: Flask) -> None:
    client = home.test_client()
    release(home, 0, FIRST)
    (gone,) = events(client).values()
    release(home, 1, OTHER)
    release(home, 2, OTHER, {**FIRST, "code": "CCCCC", "title": "Another", "organiser": "Kenya"})
    uids = [str(one["UID"]) for one in events(client).values()]
    assert len(set(uids)) == len(uids) == 3
    assert str(gone["UID"]) in uids


@SQLITE
@pytest.mark.parametrize("query", ["", "?room=m1"])
def test_rule_06_what_is_cancelled_stays_for_years_in_each_of_its_feeds(home: Flask, query: str) -> None:
    release(home, 0, FIRST, OTHER)
    release(home, 1, OTHER)
    with clock.set_to(datetime(2030, 1, 1, tzinfo=UTC)):
        cancelled = events(home.test_client(), FEED + query)["First"]
    assert (str(cancelled["SUMMARY"]), str(cancelled["STATUS"])) == ("Cancelled: First", "CANCELLED")


@SQLITE
def test_rule_11_and_14_a_feed_is_a_calendar_at_its_own_address_without_a_cookie(home: Flask) -> None:
    release(home, 0, FIRST)
    response = home.test_client().get(FEED)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert {"Set-Cookie", "Location", "WWW-Authenticate"}.isdisjoint(response.headers.keys())


@SQLITE
@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Google-Calendar-Importer"},
        {"User-Agent": "", "Accept": "image/png"},
        {"Accept-Language": "fr", "Cookie": "view=grid"},
    ],
    ids=["importer", "accept", "language"],
)
def test_rule_16_nothing_depends_on_who_asks(home: Flask, headers: dict[str, str]) -> None:
    release(home, 0, FIRST)
    plain, other = (home.test_client().get(FEED, headers=asked) for asked in ({}, headers))
    assert (other.status, other.data, other.headers) == (plain.status, plain.data, plain.headers)
    assert plain.headers["Vary"] == "Accept-Encoding"


@SQLITE
def test_rule_17_the_wish_to_be_asked_again_is_stored_with_the_release(home: Flask) -> None:
    client = home.test_client()
    release(home, 0, FIRST)
    assert b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in client.get(FEED).data
    release(home, 35, {**FIRST, "room": "M5"})  # the first day of the meeting
    body = client.get(FEED).data
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n" in body
    with clock.set_to(AT + timedelta(days=365)):
        assert client.get(FEED).data == body


@SQLITE
def test_rule_18_subscribing_and_downloading_once_are_two_things(home: Flask) -> None:
    release(home, 0, FIRST)
    page = read(home.test_client(), "/T1/")
    panel = page.css(".subscribe .panel")[0]
    links = [link.attributes["href"] or "" for link in panel.css(".buttons a")]
    assert [link.partition(":")[0] for link in links] == ["webcal", "https"]
    assert links[1].startswith("https://calendar.google.com/calendar/r?cid=webcal")
    assert len(panel.css("a[download]")) == 1
    assert "A downloaded file is never updated." in panel.text()


@SQLITE
def test_rule_23_and_32_a_feed_names_its_own_address(home: Flask) -> None:
    release(home, 0, FIRST, meeting=meeting(title="A, b; c"))
    for query in ("", "?room=m1"):
        calendar: Any = Calendar.from_ical(home.test_client().get(FEED + query).data)
        address = f"{home.config['BASE_URL']}{FEED}{query}"
        assert (str(calendar["SOURCE"]), calendar["SOURCE"].params["VALUE"]) == (address, "URI")
        assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"])
        assert str(calendar["X-WR-TIMEZONE"]) == "Europe/Vienna"


@SQLITE
def test_rule_27_a_feed_that_finds_nothing_has_its_zone(home: Flask) -> None:
    release(home, 0, FIRST)
    body = home.test_client().get(f"{FEED}?room=nowhere").data
    assert (body.count(b"BEGIN:VTIMEZONE"), body.count(b"BEGIN:VEVENT")) == (1, 0)


@SQLITE
def test_rule_30_rich_data_has_an_address_of_its_own(home: Flask) -> None:
    release(home, 0, FIRST)
    client = home.test_client()
    jcal = client.get("/T1/calendar.jcal")
    assert jcal.headers["Content-Type"] == "application/calendar+json"
    assert Calendar.from_jcal(jcal.text) == Calendar.from_ical(client.get(FEED).data)
