"""A delegate without an account stars events in a browser and follows them in a real calendar program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import MOUSE, NO_SCRIPT, Reader, Way
from tests.journeys.conftest import Open
from tests.journeys.serving import Server, served
from tests.journeys.subscriber import Subscriber
from tests.programmes.files import as_bytes, programme, side_event

STAYS = side_event("Stays", start="11:00", end="11:50", code="AAAAA")
MOVES = side_event("Moves", code="BBBBB")
IS_CALLED_OFF = side_event("Is called off", room="M2", code="CCCCC")
OLD_NAME = side_event("Old name", start="13:00", end="13:50", code="DDDDD")
NOT_MINE = side_event("Not mine", start="14:00", end="14:50", code="EEEEE")
BEFORE = programme(STAYS, MOVES, IS_CALLED_OFF, OLD_NAME, NOT_MINE)
AFTER = programme(
    STAYS,
    {**MOVES, "date": "2027-03-10", "room": "M3"},
    {**IS_CALLED_OFF, "status": "cancelled"},
    {**OLD_NAME, "title": "New name"},
    {**NOT_MINE, "room": "M4"},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "T1.json"


@pytest.fixture
def server(database_url: str, file: Path, tmp_path: Path) -> Iterator[Server]:
    """A server with a programme of five events, on SQLite and on PostgreSQL."""
    file.write_bytes(as_bytes(BEFORE))
    with served(tmp_path, ["import", file], SQLALCHEMY_DATABASE_URI=database_url) as server:
        yield server


def star(reader: Reader, title: str) -> None:
    """Where there are no scripts, the star leads to a page with buttons."""
    reader.go("/en/T1/")
    if reader.way.script:
        reader.press(reader.find("button", f"My agenda: {title}"))
        expect(reader.page.get_by_text(f"“{title}” is in your agenda.")).to_be_visible()
    else:
        entry = reader.page.locator(".entry").filter(has_text=title)
        reader.follow(entry.get_by_role("button", name="My agenda"))
        reader.follow(reader.find("button", "Going"))


@pytest.mark.parametrize("way", [MOUSE, NO_SCRIPT], ids=str)
def test_what_the_secretariat_changes_shows_in_the_calendar_and_nothing_else(
    open_reader: Open, way: Way, server: Server, file: Path, tmp_path: Path
) -> None:
    reader = open_reader(way, server)
    for title in ("Stays", "Moves", "Is called off", "Old name"):
        star(reader, title)
    reader.go("/agenda/")
    reader.follow(reader.find("link", "My feeds"))
    reader.follow(reader.find("button", "Make it and show its address"))
    address = reader.field("Copy this address into your calendar program:").input_value()
    calendar = Subscriber(tmp_path / "subscriber", address)

    assert calendar.sync() == ["Copying (uploading) item to files"] * 4
    assert calendar.shows() == [
        "2027-03-09 09:00 Is called off / M2, Test Centre / CONFIRMED",
        "2027-03-09 09:00 Moves / M1, Test Centre / CONFIRMED",
        "2027-03-09 11:00 Stays / M1, Test Centre / CONFIRMED",
        "2027-03-09 13:00 Old name / M1, Test Centre / CONFIRMED",
    ]
    assert calendar.sync() == []

    file.write_bytes(as_bytes(AFTER))
    server.run("import", file)
    # It knows entries by their contents: each of the three takes the place of what it was.
    told = ["Copying (uploading) item to files"] * 3 + ["Deleting item from files"] * 3
    assert calendar.sync() == told
    assert calendar.shows() == [
        "2027-03-09 09:00 Cancelled: Is called off / M2, Test Centre / CANCELLED",
        "2027-03-09 11:00 Stays / M1, Test Centre / CONFIRMED",
        "2027-03-09 13:00 New name / M1, Test Centre / CONFIRMED",
        "2027-03-10 09:00 Moves / M3, Test Centre / CONFIRMED",
    ]
    assert calendar.files == 4
    assert calendar.sync() == []
