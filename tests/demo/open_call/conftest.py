"""The calls of the second meeting, filled once for all tests: in one database, without real programmes."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from scheduler import create_app
from scheduler.demo import fictitious, people
from scheduler.demo.open_call import filling
from scheduler.demo.open_call.play import perform
from scheduler.kernel import clock
from scheduler.programmes.actions import import_files
from scheduler.web.receipts import keyring
from tests import kept
from tests.conftest import BASE_URL, close

NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
"""A Friday."""


def build(template: Path, folder: Path, applications: int) -> Flask:
    """An instance with the second meeting alone, and so many applications."""
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
    files = [fictitious.programme(0), filling.programme(NOW)]
    named = [(f"file {number}", json.dumps(file).encode()) for number, file in enumerate(files)]
    with app.app_context():
        with clock.set_to(NOW - filling.BEFORE):
            assert import_files(named, actor="tests", base_url=BASE_URL).faults == []
            people.enrol(lambda password: password)
        perform(filling.told(NOW, keyring(), folder / "uploads", applications))
    return app


@pytest.fixture(scope="module")
def whole(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """As large as it is shown."""
    app = build(sqlite_template, tmp_path_factory.mktemp("whole") / "instance", 150)
    with app.app_context():
        yield app
    close(app)
