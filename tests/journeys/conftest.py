"""A real browser on a real server, with the Commission's programmes and the fictitious meeting."""

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

import scheduler.demo
from scheduler import create_app
from scheduler.demo import fictitious
from scheduler.kernel.db import db
from scheduler.programmes.actions import import_files
from tests.conftest import lacking

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
HOW = "install Chromium (Debian: apt-get install chromium), or run: dev.py test --install-system"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        lacking("Chromium", HOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[str]:
    """Where the pages are, without a slash at the end."""
    instance = tmp_path_factory.mktemp("journeys")
    shutil.copy(sqlite_template, instance / "scheduler.sqlite")
    app = create_app(str(instance), SECRET_KEY="tests")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    url = app.config["BASE_URL"] = f"http://127.0.0.1:{server.server_port}"
    _fill(app, url)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


def _fill(app: Flask, url: str) -> None:
    real = sorted((Path(scheduler.demo.__file__).parent / "programmes").glob("*.json"))
    files = [(path.name, path.read_bytes()) for path in real]
    files.append(("demo", json.dumps(fictitious.programme(150)).encode()))
    with app.app_context():
        assert import_files(files, actor="tests", base_url=url).faults == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; what the browser complains about fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
