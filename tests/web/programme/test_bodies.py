"""Pages of organisations."""

import pytest
from flask.testing import FlaskClient

from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import Site, links, outline, read, texts
from tests.web.programme.sample import FILE, real

OTHER = programme(
    side_event("Elsewhere", code="AAAAA", organiser="Kingdom of Samples"),
    meeting=meeting(code="T2", title="Another session", starts="2027-03-01", ends="2027-03-30"),
    organisations=[
        {
            "name": "Kingdom of Samples",
            "kind": "member_state",
            "short_name": "KoS",
            "regional_group": "African States",
        },
        {"name": "Silent Society", "kind": "ngo", "ecosoc_status": "special", "country": "Samples"},
    ],
)


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site(FILE, OTHER)


def test_an_organisation_over_all_meetings(client: FlaskClient) -> None:
    page = read(client, "/organisations/kingdom-of-samples/")
    assert outline(page) == [
        "1 Kingdom of Samples",
        "2 A test session",
        "3 Side event A full event",
        "3 Side event Online one",
        "2 Another session",
        "3 Side event Elsewhere",
    ]
    assert texts(page, "h1 + .facts span") == ["KoS", "Member State", "African States"]
    assert texts(page, ".entry .facts span")[:4] == [
        "Co-sponsor",
        "Tue 9 March 2027, 09:00",
        "M1",
        "Organiser",
    ]
    assert links(page, ".entry a") == [
        "/T1/side-events/AAAAA/",
        "/T1/side-events/BBBBB/",
        "/T2/side-events/AAAAA/",
    ]


def test_its_link_to_a_meeting_shows_the_same_entries(client: FlaskClient) -> None:
    address = links(read(client, "/organisations/kingdom-of-samples/"), "h2 a")[0]
    assert texts(read(client, address or ""), ".entry h4") == [
        "Side event A full event",
        "Side event Online one",
    ]


def test_who_spoke_in_a_session_that_is_not_known(site: Site) -> None:
    file = real("TD2022")
    file["organisations"] = [{"name": "Ghana NGO", "kind": "ngo"}]
    file["floor_speakers"][0]["represents"] = "Ghana NGO"
    page = read(site(file), "/organisations/ghana-ngo/")
    assert texts(page, ".entry") == ["From the floor In which session is not published."]


def test_what_no_programme_names_is_not_shown(client: FlaskClient) -> None:
    assert client.get("/organisations/silent-society/").status_code == 404
    assert "Silent Society" not in texts(read(client, "/organisations/"), ".directory bdi")


def test_the_directory(client: FlaskClient) -> None:
    page = read(client, "/organisations/")
    assert texts(page, ".directory li") == ["Kingdom of Samples (KoS) 3", "Republic of Examples 6"]
    for address in links(page, ".directory a"):
        assert client.get(address or "").status_code == 200


def test_an_empty_house_says_what_will_be_here(site: Site) -> None:
    assert texts(read(site(), "/organisations/"), "main p") == [
        "Organisations will stand here as soon as a programme names them."
    ]
