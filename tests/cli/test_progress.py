"""A progress bar that does not show itself at short work."""

import os
import pty
from collections.abc import Callable
from contextlib import redirect_stderr

import pytest
from flask import Flask

from scheduler.cli import progress
from scheduler.cli.progress import entries_counted
from scheduler.programmes.actions import import_files
from tests.programmes.files import as_bytes, programme, side_event

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
END = "the end\r\n"


def shown(app: Flask, expected: int | None) -> str:
    """What a terminal gets to see of an import of two entries."""
    reading, writing = pty.openpty()
    two = programme(side_event("First event"), side_event("Second event", start="11:00", end="11:50"))
    with os.fdopen(writing, "w") as terminal, redirect_stderr(terminal), app.app_context():
        with entries_counted("Taking in", expected):
            report = import_files(
                [("file", as_bytes(two))], actor="tests", base_url="https://programme.example"
            )
        terminal.write("the end\n")
        terminal.flush()
        seen = b""
        while not seen.endswith(END.encode()):
            seen += os.read(reading, 10_000)
    os.close(reading)
    assert report.faults == []
    return seen.decode()


def test_short_work_shows_nothing(make_app: Callable[..., Flask]) -> None:
    assert shown(make_app(), 4) == END


def test_long_work_counts_each_entry_stored_and_published(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    bar = shown(make_app(), 4)
    assert [f"{percent}%" in bar for percent in (25, 50, 75, 100)] == [True] * 4


def test_work_of_unknown_length_shows_how_far_it_is(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    bar = shown(make_app(), None)
    assert [f"]  {number}" in bar for number in range(1, 5)] == [True] * 4
