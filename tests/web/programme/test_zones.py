"""Times in a zone that a reader chose, for readers without a script."""

import pytest
from flask.testing import FlaskClient

from tests.programmes.files import programme, side_event
from tests.web.conftest import fill, read, texts

PAGE = "/T1/side-events/AAAAA/"


@pytest.fixture(autouse=True)
def _an_event(client: FlaskClient) -> None:
    fill(client, programme(side_event(code="AAAAA")))


def hints(client: FlaskClient, address: str) -> list[str]:
    return texts(read(client, address), ".when + .hint")


@pytest.mark.parametrize(
    ("wish", "hint"),
    [
        ("London", "(08:00 to 08:50 in London)"),
        ("europe/london", "(08:00 to 08:50 in London)"),
        ("new york", "(03:00 to 03:50 in New York)"),
        ("Pacific/Auckland", "(21:00 to 21:50 in Auckland)"),
        ("Honolulu", "(Mon 8 Mar, 22:00 to 22:50 in Honolulu)"),
    ],
)
def test_the_hours_stand_beside_those_of_the_venue(client: FlaskClient, wish: str, hint: str) -> None:
    assert hints(client, f"{PAGE}?zone={wish}") == [hint]


@pytest.mark.parametrize("wish", ["Vienna", "Berlin", ""])
def test_nothing_stands_there_where_the_clocks_show_the_same(client: FlaskClient, wish: str) -> None:
    assert hints(client, f"{PAGE}?zone={wish}") == []


def test_the_choice_is_remembered_until_it_is_emptied(client: FlaskClient) -> None:
    hints(client, f"{PAGE}?zone=London")
    assert hints(client, PAGE) == ["(08:00 to 08:50 in London)"]
    assert hints(client, f"{PAGE}?zone=") == []
    assert hints(client, PAGE) == []


def test_one_reader_never_sees_the_choice_of_another(client: FlaskClient) -> None:
    hints(client, f"{PAGE}?zone=London")
    assert hints(client, PAGE) != hints(client.application.test_client(), PAGE)


def test_what_is_no_zone_is_told_at_the_field_and_not_remembered(client: FlaskClient) -> None:
    page = read(client, f"{PAGE}?zone=Londn<b>")
    assert texts(page, "#zone-fault") == [
        'There is no time zone "Londn<b>". Write one such as Europe/Vienna.'
    ]
    field = page.css("#zone")[0].attributes
    assert (field["value"], field["aria-invalid"], field["aria-describedby"]) == (
        "Londn<b>",
        "true",
        "zone-fault",
    )
    assert hints(client, PAGE) == []
