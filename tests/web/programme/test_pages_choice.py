"""A reader's choice on the page of a programme: filters, empty results, what to subscribe to."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from scheduler.audit.actions import record
from scheduler.kernel.decision import decision
from scheduler.organisations.actions import add_alias
from scheduler.organisations.queries import by_name
from tests.conftest import BASE_URL
from tests.programmes.files import programme, side_event
from tests.web.conftest import Site, fill, links, read, texts
from tests.web.programme.sample import ENTRIES, FILE

BEFORE = datetime(2027, 1, 1, tzinfo=UTC)
TUESDAY_NOON = datetime(2027, 3, 9, 11, tzinfo=UTC)


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site(FILE)


def test_filters_work_together_and_show_as_chips(client: FlaskClient) -> None:
    page = read(client, "/T1/?organisation=kingdom-of-samples&format=hybrid&q=FULL")
    assert texts(page, ".entry h4") == ["Side event A full event"]
    assert texts(page, ".shown") == ["1 of 8 shown"]
    assert texts(page, ".chips a") == [
        "Remove: Organisation: Kingdom of Samples \u00d7",
        "Remove: Format: In person and online \u00d7",
        "Remove: Words: FULL \u00d7",
        "Remove all filters",
    ]
    assert links(page, ".chips a") == [
        "?format=hybrid&day=all&q=FULL",
        "?organisation=kingdom-of-samples&day=all&q=FULL",
        "?organisation=kingdom-of-samples&format=hybrid&day=all",
        "?day=all",
    ]


def test_the_form_keeps_what_is_chosen(client: FlaskClient) -> None:
    page = read(client, "/T1/?room=m1&q=full&view=grid&day=2027-03-09")
    fields = {
        (node.attributes["name"], node.attributes["value"])
        for node in page.css("form input[name]:not([type=checkbox])")
    }
    assert fields == {("day", "2027-03-09"), ("view", "grid"), ("q", "full")}
    assert [node.attributes["value"] for node in page.css("input[checked]")] == ["m1"]


@pytest.mark.parametrize(
    "query", ["room=nowhere", "q=zzz", "day=1999-01-01", "organisation=%3Cb%3E", "kind=x&day=all"]
)
def test_an_empty_result_says_so_and_leads_back(client: FlaskClient, query: str) -> None:
    page = read(client, f"/T1/?{query}")
    assert texts(page, ".nothing h2") == ["Nothing fits this choice"]
    assert texts(page, ".shown") == ["0 of 8 shown"]
    assert "?day=all" in links(page, ".nothing a")
    assert len(read(client, "/T1/?day=all").css(".entry")) == 8


def test_other_days_are_offered_where_the_day_has_nothing(client: FlaskClient) -> None:
    page = read(client, "/T1/?day=2027-03-12&q=full")
    assert texts(page, ".nothing a")[0] == "On all days, 1 entry fits."
    assert links(page, ".nothing a")[0] == "?day=all&q=full"


@pytest.mark.parametrize("query", ["", "room=m1&room=m2", "day=2027-03-09&kind=side-event", "q=one"])
def test_the_address_to_subscribe_to_holds_what_the_page_shows(client: FlaskClient, query: str) -> None:
    page = read(client, f"/T1/?{query}")
    address = page.css("#feed")[0].attributes["value"] or ""
    assert address.startswith(f"{BASE_URL}/T1/calendar.ics")
    feed = Calendar.from_ical(client.get(address.removeprefix(BASE_URL)).data)
    shown = {title for title in texts(page, ".entry bdi") if title in {entry["title"] for entry in ENTRIES}}
    assert {str(event["SUMMARY"]) for event in feed.walk("VEVENT")} == shown - {"No day"}
    assert links(page, ".subscribe .button")[0] == address.replace("https:", "webcal:")


def test_an_empty_programme_says_what_will_be_here(site: Site) -> None:
    page = read(site(programme()), "/T1/")
    assert texts(page, ".nothing h2") == ["Nothing is published yet"]


def test_an_organisation_is_found_by_an_alias_too(client: FlaskClient) -> None:
    fill(
        client, programme(side_event(organiser="World Health Organization"), side_event("Second", room="M2"))
    )
    with client.application.app_context(), decision("tests") as this:
        add_alias(
            by_name(["World Health Organization"])["worldhealthorganization"],
            "Organisation mondiale de la Santé",
        )
        record(this, "name", "organisation world-health-organization")
    fill(client, programme(side_event(organiser="World Health Organization"), side_event("Third", room="M2")))
    assert texts(read(client, "/T1/?q=MONDIALE+sante"), ".entry h4") == ["Side event First event"]
