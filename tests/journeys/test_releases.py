"""A release that another process makes while a page is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import MOUSE, WAYS
from tests.journeys.conftest import Open
from tests.journeys.serving import Server, served
from tests.programmes.files import as_bytes, programme, side_event

BEFORE = (
    side_event("Moves to another room"),
    side_event("Is called off", room="M2"),
    side_event("Stays", start="11:00", end="11:50"),
)
AFTER = (
    side_event("Moves to another room", room="M3"),
    side_event("Is called off", room="M2", status="cancelled"),
    side_event("Stays", start="11:00", end="11:50"),
    side_event("Comes in addition", start="13:00", end="13:50"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "T1.json"


@pytest.fixture
def server(database_url: str, file: Path, tmp_path: Path) -> Iterator[Server]:
    """A server with a programme of three events, on SQLite and on PostgreSQL."""
    file.write_bytes(as_bytes(programme(*BEFORE)))
    with served(tmp_path, ["import", file], SQLALCHEMY_DATABASE_URI=database_url) as server:
        yield server


def test_a_reload_shows_what_was_released_meanwhile(
    open_reader: Open, server: Server, file: Path, database_kind: str
) -> None:
    readers = [open_reader(way, server) for way in WAYS if way is MOUSE or database_kind == "sqlite"]
    for reader in readers:
        reader.go("/T1/")
        assert reader.headings() == [
            "T1 A test session",
            "Tuesday 9 March 2027",
            "09:00 to 09:50",
            "Side event Moves to another room",
            "Side event Is called off",
            "11:00 to 11:50",
            "Side event Stays",
        ]
    before = server.events("/T1/calendar.ics")

    file.write_bytes(as_bytes(programme(*AFTER)))
    server.run("import", file)
    for reader in readers:
        reader.reload()
        assert reader.headings() == [
            "T1 A test session",
            "Tuesday 9 March 2027",
            "09:00 to 09:50",
            "Side event Cancelled Is called off",
            "Side event Moved from M1 Moves to another room",
            "11:00 to 11:50",
            "Side event Stays",
            "13:00 to 13:50",
            "Side event Comes in addition",
        ]
        assert "Release 2, published" in reader.text()

    after = server.events("/T1/calendar.ics")
    moved = after["Moves to another room"]
    assert (moved["LOCATION"], moved["SEQUENCE"]) == ("M3, Test Centre", 1)
    assert moved["UID"] == before["Moves to another room"]["UID"]
    assert after["Cancelled: Is called off"]["STATUS"] == "CANCELLED"
    assert after["Stays"]["SEQUENCE"] == before["Stays"]["SEQUENCE"] == 0
    assert "Comes in addition" in after
    assert len(after) == 4
