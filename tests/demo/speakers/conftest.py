"""The two meetings of speakers, filled once for all tests: in one database, without real programmes."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from scheduler import create_app
from scheduler.demo import fictitious, people
from scheduler.demo.open_call import filling as open_call
from scheduler.demo.open_call.play import perform
from scheduler.demo.speakers import filling
from scheduler.demo.speakers.cast import NOMINATIONS
from scheduler.kernel import clock
from scheduler.programmes.actions import import_files
from tests import kept
from tests.conftest import BASE_URL, close

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""A Friday."""


def build(template: Path, folder: Path, nominations: int = NOMINATIONS) -> Flask:
    """An instance with these meetings alone, and so many nominations."""
    folder.mkdir()
    shutil.copy(template, folder / "scheduler.sqlite")
    url = f"sqlite:///{folder / 'scheduler.sqlite'}"
    app = create_app(
        str(folder),
        TESTING=True,
        SQLALCHEMY_DATABASE_URI=url,
        SQLALCHEMY_ENGINE_OPTIONS=kept.ENGINE_OPTIONS,
        SECRET_KEY="tests",
        BASE_URL=BASE_URL,
    )
    files = {"DEMO": fictitious.programme(0), **filling.programmes(NOW)}
    named = [(code, json.dumps(file).encode()) for code, file in files.items()]
    with app.app_context(), clock.set_to(NOW - open_call.BEFORE):
        assert import_files(named, actor="tests", base_url=BASE_URL).faults == []
        people.enrol(lambda password: password)
        stories = filling.told(NOW, folder / "uploads", BASE_URL, nominations)
        perform(stories)
    return app


@pytest.fixture(scope="module")
def whole(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """As large as it is shown."""
    app = build(sqlite_template, tmp_path_factory.mktemp("whole") / "instance")
    with app.app_context():
        yield app
    close(app)
