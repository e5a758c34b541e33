"""A real browser on a real server, with the Commission's programmes and the fictitious meeting."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import HOW, WAYS, Reader, Way, chromium, program
from tests.conftest import lacking
from tests.journeys.applying.house import House
from tests.journeys.mailbox import Mailbox
from tests.journeys.serving import Server, served, working

Open = Callable[..., Reader]
PATIENCE = 600
"""Seconds. The slowest journey takes a tenth of it."""

CHECKS_HTML = bool(os.environ.get("SCHEDULER_VNU_JAR") and shutil.which("java"))
collect_ignore = [] if CHECKS_HTML else ["test_valid_html.py"]


HOW_TO_CHECK_HTML = "it needs Java, and the path of vnu.jar (npm: vnu-jar) in SCHEDULER_VNU_JAR"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Nobody has to have a checker of HTML: without it nothing fails, also where skipping is forbidden."""
    if not CHECKS_HTML:
        terminalreporter.write_line(f"NOT TESTED: that the HTML is valid; {HOW_TO_CHECK_HTML}")


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """A browser that never answers fails its journey, and does not hold up all the others."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"This journey took longer than {PATIENCE} seconds.")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For this folder only: as long as playwright runs, no other test of the process can use asyncio."""
    path = program()
    if path is None:
        lacking("Chromium", HOW)
    else:
        with chromium(path) as browser:
            yield browser


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, served on SQLite, with fewer applications. Journeys read it and change nothing."""
    with served(tmp_path_factory.mktemp("site"), ["demo", "--no-serve", "--applications", "20"]) as server:
        yield server


@pytest.fixture(scope="package")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration once more, for journeys that change what they find. Each leaves behind what others
    need as it was."""
    fill = ["demo", "--no-serve", "--events", "20"]
    with served(tmp_path_factory.mktemp("office"), fill, SECOND_FACTOR="0") as server:
        yield server


@pytest.fixture(scope="package")
def mailbox(office: Server) -> Iterator[Mailbox]:
    """What the office writes to people."""
    with working(office) as worker:
        yield Mailbox(office, worker)


@pytest.fixture(params=WAYS, ids=str)
def way(request: pytest.FixtureRequest) -> Way:
    """How the pages are read; a journey may name fewer."""
    found: Way = request.param
    return found


@pytest.fixture
def open_reader(browser: Browser) -> Iterator[Open]:
    """Sits readers down in front of a browser, and asks at the end whether all went well."""
    readers: list[Reader] = []

    def open_reader(way: Way, server: Server | House, **more: str) -> Reader:
        readers.append(Reader(browser, way, server.base_url, **more))
        return readers[-1]

    yield open_reader
    for reader in readers:
        reader.leave()


@pytest.fixture
def reader(open_reader: Open, way: Way, site: Server) -> Reader:
    """Somebody who reads the demonstration in this way."""
    return open_reader(way, site)
