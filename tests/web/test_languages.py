"""The language of a page: addresses, readers' wishes, and what has none."""

from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask.testing import FlaskClient

from scheduler.kernel.words import Sentence
from scheduler.web.languages import direction, say
from tests.programmes.files import programme, side_event
from tests.web.conftest import Site, links, read, texts

FILE = programme(side_event(code="AAAAA"))


def catalogue(folder: Path, language: str, words: dict[str, str]) -> None:
    path = folder / language / "LC_MESSAGES"
    path.mkdir(parents=True)
    catalog = Catalog(locale=language)
    for english, other in words.items():
        catalog.add(english, other)
    with (path / "messages.mo").open("wb") as file:
        write_mo(file, catalog)


@pytest.fixture
def english_only(site: Site) -> FlaskClient:
    return site(FILE)


@pytest.fixture
def polyglot(site: Site, tmp_path: Path) -> FlaskClient:
    """It speaks a few words of French and Arabic."""
    catalogue(tmp_path / "words", "fr", {"Meetings": "Réunions", "Side event": "Événement parallèle"})
    catalogue(tmp_path / "words", "ar", {"Meetings": "اجتماعات"})
    return site(FILE, BABEL_TRANSLATION_DIRECTORIES=str(tmp_path / "words"))


def asks(client: FlaskClient, address: str, wish: str) -> tuple[int, str | None]:
    """Status, and where it sends a reader with this wish."""
    response = client.get(address, headers={"Accept-Language": wish})
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("address", ["/", "/T1/", "/T1/side-events/AAAAA/", "/organisations/"])
def test_the_bare_address_and_the_english_one_say_the_same(english_only: FlaskClient, address: str) -> None:
    bare, english = read(english_only, address), read(english_only, f"/en{address}")
    assert texts(bare, "main") == texts(english, "main")
    assert [page.css("html")[0].attributes for page in (bare, english)] == [{"lang": "en", "dir": "ltr"}] * 2


def test_links_of_a_page_stay_in_its_language(english_only: FlaskClient) -> None:
    assert links(read(english_only, "/en/T1/"), ".entry a") == ["/en/T1/side-events/AAAAA/"]
    assert links(read(english_only, "/T1/"), ".entry a") == ["/T1/side-events/AAAAA/"]


def test_a_language_not_spoken_yet_sends_on_to_english(english_only: FlaskClient) -> None:
    assert asks(english_only, "/fr/T1/?day=2027-03-09&q=caf%C3%A9", "fr") == (
        302,
        "/en/T1/?day=2027-03-09&q=caf%C3%A9",
    )
    assert asks(english_only, "/ar/", "ar") == (302, "/en/")


def test_where_only_english_is_spoken_nobody_is_sent_on(english_only: FlaskClient) -> None:
    response = english_only.get("/T1/", headers={"Accept-Language": "fr"})
    assert response.status_code == 200
    assert "Accept-Language" not in response.vary


@pytest.mark.parametrize(
    ("wish", "status", "location"),
    [
        ("fr-CH, en;q=0.5", 302, "/fr/T1/?q=x"),
        ("de, fr;q=0.7, en;q=0.3", 302, "/fr/T1/?q=x"),
        ("en, fr;q=0.9", 200, None),
        ("de", 200, None),
        ("", 200, None),
        ("*", 200, None),
        ("fr;q=0, en", 200, None),
        ("zh-Hans, AR-eg", 302, "/ar/T1/?q=x"),
    ],
)
def test_a_bare_page_sends_readers_to_their_language(
    polyglot: FlaskClient, wish: str, status: int, location: str | None
) -> None:
    assert asks(polyglot, "/T1/?q=x", wish) == (status, location)


def test_a_bare_page_says_that_it_depends_on_the_reader(polyglot: FlaskClient) -> None:
    for wish in ("fr", "en"):
        assert "Accept-Language" in polyglot.get("/T1/", headers={"Accept-Language": wish}).vary
    assert "Accept-Language" not in polyglot.get("/fr/T1/").vary


def test_an_address_with_a_language_is_answered_in_it_whatever_the_reader_wishes(
    polyglot: FlaskClient,
) -> None:
    page = read(polyglot, "/fr/T1/")
    assert page.css("html")[0].attributes == {"lang": "fr", "dir": "ltr"}
    assert texts(page, ".entry .kind") == ["Événement parallèle"]
    assert texts(page, "h2")[0] == "mardi 9 mars 2027"
    assert links(page, ".top a") == ["/fr/", "/fr/organisations/", "/agenda/", "/account/"]


def test_arabic_is_read_from_the_right(polyglot: FlaskClient) -> None:
    assert read(polyglot, "/ar/").css("html")[0].attributes == {"lang": "ar", "dir": "rtl"}


@pytest.mark.parametrize(
    "address", ["/T1/calendar.ics", "/T1/side-events/AAAAA.ics", "/healthz", "/robots.txt"]
)
def test_what_is_no_page_has_no_language(polyglot: FlaskClient, address: str) -> None:
    assert asks(polyglot, address, "fr") == (200, None)
    assert asks(polyglot, f"/fr{address}", "fr") == (404, None)


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("//T1/", 302, "/fr/T1/"),
        ("/fr//T1/", 308, "/fr/T1/"),
        ("/ru//T1/", 308, "/ru/T1/"),
        ("//evil.example/", 404, None),
        ("/ru//evil.example/", 404, None),
    ],
)
def test_no_redirect_leads_to_another_host(
    polyglot: FlaskClient, path: str, status: int, location: str | None
) -> None:
    response = polyglot.get("/", environ_overrides={"PATH_INFO": path}, headers={"Accept-Language": "fr"})
    assert (response.status_code, response.headers.get("Location")) == (status, location)


def test_a_sentence_inside_a_sentence_is_said_too(english: Flask) -> None:
    assert (
        say(Sentence("Format: %(format)s", format=Sentence("In %(what)s", what="50 %"))) == "Format: In 50 %"
    )


def test_words_that_are_no_sentence_of_ours_stay_as_they_are(english: Flask) -> None:
    assert say("100 % %(sure)s") == "100 % %(sure)s"


def test_directions() -> None:
    assert [direction(language) for language in ("ar", "en", "zh")] == ["rtl", "ltr", "ltr"]
