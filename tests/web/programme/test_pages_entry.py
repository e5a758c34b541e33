"""Pages of entries: side events, thematic sessions, formal meetings, and what became of them."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.conftest import BASE_URL
from tests.programmes.files import programme, side_event
from tests.web.conftest import Page, Site, fill, links, outline, read, texts
from tests.web.programme.sample import FILE, real

BEFORE = datetime(2027, 1, 1, tzinfo=UTC)
TUESDAY_NOON = datetime(2027, 3, 9, 11, tzinfo=UTC)


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site(FILE)


def facts(page: Page) -> dict[str, str]:
    return dict(zip(texts(page, ".facts-table > dt"), texts(page, ".facts-table > dd"), strict=True))


def rows(page: Page) -> list[tuple[str, str | None]]:
    """The panel's table: each row's head and its cell."""
    found = ((row, row.css_first("td")) for row in page.css(".panel tbody tr"))
    return [(texts(row, "th")[0], " ".join(cell.text().split()) if cell else None) for row, cell in found]


class TestEntry:
    def test_a_side_event(self, client: FlaskClient) -> None:
        page = read(client, "/T1/side-events/AAAAA/")
        assert outline(page) == ["1 A full event", "2 What it is about", "2 Speakers", "2 Links"]
        assert facts(page) == {
            "When": "Tue 9 March 2027, 09:00 to 09:50 in Vienna",
            "Where": "M1, Test Centre",
            "Format": "In person and online",
            "Organised by": "Republic of Examples",
            "With the support of": "Kingdom of Samples",
            "Theme": "Public health",
            "Languages": "English",
        }
        assert texts(page, ".text") == ["First paragraph.", "Second paragraph."]
        assert texts(page, ".people li") == ["Bo Speaker Samples Institute"]
        assert links(page, "a[rel~=external]") == ["https://stream.example/"]
        assert links(page, ".take a") == [
            f"webcal{BASE_URL[5:]}/T1/calendar.ics",
            "/T1/side-events/AAAAA.ics",
        ]
        assert "Times are those of Vienna (Europe/Vienna)." in texts(page, "footer p")

    def test_links_of_an_entry_lead_to_what_they_name(self, client: FlaskClient) -> None:
        page = read(client, "/T1/side-events/AAAAA/")
        for address in links(page, "main a:not([rel~=external], [href^=webcal])"):
            assert client.get(address or "").status_code == 200, address

    def test_what_is_not_published_is_said(self, client: FlaskClient) -> None:
        assert facts(read(client, "/T1/side-events/BBBBB/"))["When"] == (
            "Tue 9 March 2027, 09:00 in Vienna The end is not published."
        )
        assert facts(read(client, "/T1/side-events/BBBBB/"))["Where"] == "Online"
        assert (
            facts(read(client, "/T1/side-events/DDDDD/"))["When"]
            == "Tue 9 March 2027 The time is not published."
        )
        assert (
            facts(read(client, "/T1/side-events/DDDDD/"))["Where"] == "Test Centre The room is not published."
        )
        assert facts(read(client, "/T1/side-events/FFFFF/"))["When"] == "9 to 11 March 2027"

    def test_what_has_no_day_cannot_be_downloaded(self, client: FlaskClient) -> None:
        page = read(client, "/T1/side-events/EEEEE/")
        assert facts(page)["When"] == "No day is published."
        assert len(page.css(".take a")) == 1

    def test_a_formal_meeting(self, client: FlaskClient) -> None:
        page = read(client, "/T1/meetings/PPPPP/")
        assert texts(page, ".states .kind") == ["Plenary meeting"]
        assert (texts(page, ".items dt"), texts(page, ".items dd")) == (
            ["Item 1"],
            ["Opening T/2 T/3 Opening: Follow in my agenda"],
        )

    def test_a_thematic_session(self, client: FlaskClient) -> None:
        page = read(client, "/T1/sessions/SSSSS/")
        assert outline(page) == [
            "1 Thematic session 1",
            "2 Agenda",
            "2 Panel",
            "2 Speakers from the floor",
            "2 Documents",
        ]
        assert facts(page)["Chair"] == "H.E. Ambassador Example"
        assert facts(page)["Languages"] == "English, French"
        assert texts(page, ".segments li") == [
            "10:00 to 10:05 Opening remarks The Chair online, 5 minutes",
            "from 10:05 Panel",
        ]
        assert rows(page)[:3] == [
            ("Member States 1 of 1 seat", None),
            ("African States 1 of 1 to 2 seats", "Republic of Examples, Ada Example"),
            ("Asia-Pacific States", "Nobody yet No seat is planned here."),
        ]
        assert rows(page)[-1] == (
            "Civil society 1 of 1 seat",
            "Name not published · nominated through the Vienna NGO Committee on Drugs",
        )
        assert texts(page, "section[aria-labelledby=floor-title] li") == [
            "Union of Examples · Intergovernmental organisations"
        ]
        assert links(page, "section[aria-labelledby=documents-title] a") == ["https://documents.example/T/1"]

    @pytest.mark.parametrize(
        ("asked", "right"),
        [
            ("/T1/sessions/AAAAA/", "/T1/side-events/AAAAA/"),
            ("/T1/side-events/SSSSS/", "/T1/sessions/SSSSS/"),
            ("/en/T1/side-events/PPPPP/", "/en/T1/meetings/PPPPP/"),
        ],
    )
    def test_another_kind_of_address_sends_on_to_the_right_one(
        self, client: FlaskClient, asked: str, right: str
    ) -> None:
        response = client.get(asked)
        assert (response.status_code, response.headers["Location"]) == (301, right)

    def test_an_address_that_never_was(self, client: FlaskClient) -> None:
        for address in ("/T1/side-events/ZZZZZ/", "/T2/side-events/AAAAA/", "/T1/posters/AAAAA/"):
            assert client.get(address).status_code == 404


class TestRealPanel:
    def test_no_eastern_european_state_sat_on_the_panel_of_22_september_2022(self, site: Site) -> None:
        client = site(real("TD2022"))
        (address,) = links(read(client, "/TD2022/?day=2022-09-22"), ".entry a")
        table = dict(rows(read(client, address or "")))
        assert table["Eastern European States"] == "Nobody No one on this panel speaks for the group."
        assert [name for name, who in table.items() if who and who.startswith("Nobody")] == [
            "Eastern European States"
        ]
        assert table["Western European and other States"] == "Portugal"


class TestChanges:
    def test_a_moved_event_says_from_where(self, site: Site) -> None:
        client = site(programme(side_event(code="AAAAA")))
        fill(client, programme(side_event(code="AAAAA", start="13:10", end="14:00", room="M5")))
        assert outline(read(client, "/T1/"))[2:] == [
            "3 13:10 to 14:00",
            "4 Side event Moved from 09:00 to 09:50, M1 First event",
        ]
        page = read(client, "/T1/side-events/AAAAA/")
        assert "Before, it was: Tue 9 March 2027, 09:00 to 09:50 in Vienna, M1." in texts(page, "dd")[0]

    def test_a_cancelled_event_stays_and_says_so(self, site: Site) -> None:
        client = site(programme(side_event(code="AAAAA"), side_event("Second", room="M2", organiser=None)))
        fill(client, programme(side_event("Second", room="M2", organiser=None)))
        page = read(client, "/T1/")
        assert outline(page)[3] == "4 Side event Cancelled First event"
        assert texts(page, "s") == ["First event"]
        page = read(client, "/T1/side-events/AAAAA/")
        assert texts(page, "title") == ["Cancelled: First event (T1)"]
        assert "It does not take place." in texts(page, "dd")[0]
        assert page.css("h1 s")[0].text() == "First event"

    def test_an_event_that_lost_its_day_says_where_it_was(self, site: Site) -> None:
        client = site(programme(side_event(code="AAAAA")))
        fill(client, programme(side_event(code="AAAAA", date=None, start=None, end=None, room=None)))
        page = read(client, "/T1/")
        assert outline(page)[1:] == ["2 Not yet placed", "3 Side event First event"]
        assert texts(page, ".entry .facts span")[0] == "Before: Tue 9 Mar, 09:00 to 09:50, M1"
        assert texts(read(client, "/T1/side-events/AAAAA/"), "dd")[0] == (
            "No day is published. Before, it was: Tue 9 March 2027, 09:00 to 09:50 in Vienna."
        )
