"""What tests of pages share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scheduler.programmes.actions import import_files
from scheduler.web import languages
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes

Page = LexborHTMLParser
Site = Callable[..., FlaskClient]


@pytest.fixture
def site(make_app: Callable[..., Flask]) -> Site:
    """Fills an application with programme files and opens a browser without a browser on it."""

    def open_on(*files: dict[str, Any], **settings: Any) -> FlaskClient:
        client = make_app(**settings).test_client()
        return fill(client, *files)

    return open_on


def fill(client: FlaskClient, *files: dict[str, Any]) -> FlaskClient:
    """Take in programme files, as a new release."""
    if not files:
        return client
    with client.application.app_context():
        named = [(f"file {number}", as_bytes(file)) for number, file in enumerate(files)]
        assert import_files(named, actor="tests", base_url=BASE_URL).faults == []
    return client


@pytest.fixture
def english() -> Iterator[Flask]:
    """Sentences need an application that knows languages; it needs no database."""
    app = Flask("scheduler")
    languages.furnish(app)
    with app.test_request_context("/"):
        yield app


def read(client: FlaskClient, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    return LexborHTMLParser(response.text)


def texts(page: Page | LexborNode, selector: str) -> list[str]:
    """The texts of the elements found, with single spaces."""
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: Page | LexborNode, selector: str) -> list[str | None]:
    return [node.attributes.get("href") for node in page.css(selector)]


def outline(page: Page) -> list[str]:
    """The headings in reading order, with their level."""
    nodes = page.css("main h1, main h2, main h3, main h4")
    return [f"{(node.tag or '')[1:]} {' '.join(node.text().split())}" for node in nodes]
