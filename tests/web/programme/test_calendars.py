"""The page that helps to subscribe."""

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.conftest import BASE_URL
from tests.programmes.files import programme, side_event
from tests.web.conftest import fill, read, texts

FILES = (
    "programme.pdf",
    "programme.csv",
    "changes.atom",
    "calendar.ics",
    "calendar.jcal",
    "schedule.xml",
    "schedule.json",
)
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


def links_to_forms(client: FlaskClient, address: str, where: str) -> list[str]:
    return [link.attributes["href"] or "" for link in read(client, address).css(f"{where} ul.prose a")]


def test_other_forms_hold_the_selection_too_and_are_there(client: FlaskClient) -> None:
    links = links_to_forms(client, f"/T1/subscribe/?{QUERY}", "main")
    api = f"{BASE_URL}/api/v1/meetings/T1/entries?size=200&{QUERY}"
    files = [f"{BASE_URL}/T1/{file}?{QUERY}" for file in FILES]
    assert links == [*files[:5], api, *files[5:]]
    assert [client.get(link).status_code for link in links] == [200] * 8


def test_the_page_of_a_programme_leads_to_them_with_its_filters(client: FlaskClient) -> None:
    found = links_to_forms(client, "/T1/?room=m1&view=grid", ".other-forms")
    assert found[:2] == [f"{BASE_URL}/T1/programme.pdf?room=m1", f"{BASE_URL}/T1/programme.csv?room=m1"]
    assert links_to_forms(client, "/T1/", ".other-forms")[0] == f"{BASE_URL}/T1/programme.pdf"


def test_of_a_long_programme_that_opens_on_a_day_this_day_is_printed(client: FlaskClient) -> None:
    slots = [
        (f"{hour:02}:{minute:02}", f"{hour:02}:{minute + 9:02}")
        for hour in range(9, 13)
        for minute in range(0, 50, 5)
    ]
    many = [
        side_event(
            f"Event {number}", organiser=f"Body {number}", start=start, end=end, room=f"R{number}", date=day
        )
        for number, ((start, end), day) in enumerate(
            ((slot, day) for slot in slots[:25] for day in ("2027-03-09", "2027-03-10")), 1
        )
    ]
    fill(client, programme(*many))
    found = links_to_forms(client, "/T1/", ".other-forms")
    assert found[:2] == [f"{BASE_URL}/T1/programme.pdf?day=2027-03-09", f"{BASE_URL}/T1/programme.csv"]


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
