"""What pages cost: questions to the database, and bytes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from scheduler.demo import fictitious
from scheduler.kernel import clock
from scheduler.kernel.db import db
from tests.programmes.files import programme, side_event
from tests.web.conftest import Site, fill
from tests.web.programme.sample import PLENARY, SESSION

AT = datetime(2027, 3, 9, 8, 0, 5, tzinfo=UTC)
PAGES = (
    "/",
    "/T1/",
    "/T1/?view=grid",
    "/T1/?view=week",
    "/T1/?q=event&organisation=republic-of-examples",
    "/T1/side-events/AAAAA/",
    "/T1/sessions/SSSSS/",
    "/T1/meetings/PPPPP/",
    "/organisations/",
    "/organisations/republic-of-examples/",
    "/nowhere",
)


@contextmanager
def questions(app: Flask) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile, without the beginnings of transactions."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def size(number: int) -> dict[str, object]:
    events = [
        side_event(
            f"Event {n}",
            code=f"E{n:04}" if n else "AAAAA",
            room=f"M{n}",
            cosponsors=[f"Body {n}"],
            speakers=[{"name": f"Speaker {n}"}],
        )
        for n in range(number)
    ]
    return programme(*events, thematic_sessions=[SESSION], formal_meetings=[PLENARY])


@pytest.mark.parametrize("address", PAGES)
def test_pages_ask_the_database_as_often_for_30_entries_as_for_1(
    make_app: Callable[..., Flask], address: str
) -> None:
    fill(make_app().test_client(), size(1))
    with clock.set_to(AT):  # pages are kept until the minute is over
        first, again = cost(make_app(), address)
        fill(make_app().test_client(), size(30))
        assert cost(make_app(), address) == (first, again)
    assert first <= 7
    assert again <= 2


def cost(app: Flask, address: str) -> tuple[int, int]:
    """How often a fresh process asks the database for a page, and for the same page again."""
    client = app.test_client()
    counts = []
    for _ in range(2):
        with questions(app) as asked:
            client.get(address)
        counts.append(len(asked))
    return counts[0], counts[1]


@pytest.fixture
def demonstration(site: Site) -> FlaskClient:
    return site(fictitious.programme(150))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_pages_of_150_events_stay_under_100_kilobytes(demonstration: FlaskClient) -> None:
    pages = ("/DEMO/", "/DEMO/?day=all", "/DEMO/?day=all&view=grid", "/DEMO/?view=week", "/organisations/")
    weights = {page: len(demonstration.get(page).data) for page in pages}
    assert {page: weight for page, weight in weights.items() if weight >= 100_000} == {}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_every_event_of_150_is_on_the_page_of_all_days(demonstration: FlaskClient) -> None:
    page = demonstration.get("/DEMO/?day=all").text
    file = fictitious.programme(150)
    entries = [*file["side_events"], *file["thematic_sessions"], *file["formal_meetings"]]
    assert [entry["code"] for entry in entries if f"/{entry['code']}/" not in page] == []
