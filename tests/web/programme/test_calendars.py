"""The page that helps to subscribe."""

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.conftest import BASE_URL
from tests.programmes.files import programme, side_event
from tests.web.conftest import fill, read, texts

FILES = ("programme.csv", "schedule.xml", "schedule.json", "calendar.jcal")
QUERY = "day=2027-03-09&room=m1"


@pytest.fixture(autouse=True)
def _two_events(client: FlaskClient) -> None:
    fill(client, programme(side_event(), side_event("Second", organiser="Other", room="M2")))


def test_it_gives_the_address_of_the_selection_and_opens_calendars_with_it(client: FlaskClient) -> None:
    page = read(client, f"/T1/subscribe/?{QUERY}")
    address = f"{BASE_URL}/T1/calendar.ics?{QUERY}"
    assert page.css("#feed")[0].attributes["value"] == address
    webcal = address.replace("https://", "webcal://")
    links = [link.attributes["href"] for link in page.css(".buttons a")]
    assert links == [webcal, f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"]
    assert [link.attributes["href"] for link in page.css("a[download]")] == [address]


def test_it_says_what_is_chosen_and_how_many_that_are(client: FlaskClient) -> None:
    chosen = " ".join(texts(read(client, f"/T1/subscribe/?{QUERY}"), ".how-to > p"))
    assert re.sub(r"\s+", " ", chosen).startswith("1 entry now. Chosen: Tue 9 March 2027, M1.")
    whole = " ".join(texts(read(client, "/T1/subscribe/"), ".how-to > p"))
    assert re.sub(r"\s+", " ", whole).startswith("2 entries now. This is the whole programme.")


def test_other_forms_hold_the_selection_too_and_are_there(client: FlaskClient) -> None:
    page = read(client, f"/T1/subscribe/?{QUERY}")
    links = [link.attributes["href"] or "" for link in page.css("ul.prose a")]
    selections = [f"{BASE_URL}/T1/{file}?{QUERY}" for file in FILES]
    assert links == [*selections, f"{BASE_URL}/T1/changes.atom"]
    assert [client.get(link).status_code for link in links] == [200] * 5


def test_the_picture_has_a_name_and_no_style_of_its_own(client: FlaskClient) -> None:
    page = read(client, "/T1/subscribe/")
    assert texts(page, "figure svg title") == ["QR code of the address"]
    assert page.css("[style]") == []


def test_every_program_says_how_and_when(client: FlaskClient) -> None:
    page = read(client, "/T1/subscribe/")
    assert texts(page, "tbody th") == [
        "Google Calendar",
        "Outlook on the web",
        "Outlook for the desktop",
        "Apple Calendar",
        "Thunderbird",
        "Nextcloud",
    ]
    assert all(len(cell) > 20 for cell in texts(page, "tbody td"))


@pytest.mark.parametrize(
    "query", ["room=" + "x" * 900, "colour=red", "cancelled=hide", "q=%00%ff", "day=never"]
)
def test_nonsense_in_the_address_does_no_harm(client: FlaskClient, query: str) -> None:
    assert client.get(f"/T1/subscribe/?{query}").status_code == 200


def test_the_programme_leads_there_with_the_selection(client: FlaskClient) -> None:
    page = read(client, f"/T1/?{QUERY}")
    assert f"/T1/subscribe/?{QUERY}" in [link.attributes["href"] for link in page.css(".subscribe a")]
