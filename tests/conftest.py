"""What all tests share: a migrated database of each kind, and the application on it."""

import gc
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from scheduler import create_app
from scheduler.kernel.db import db
from scheduler.migrations import steps
from tests import kept, postgres

MEMORY, ENOUGH = Path("/dev/shm"), 4 * 2**30
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH:
    # Thousands of databases are made and thrown away: twice as fast where no disk is waited for.
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
LONG = (
    "tests/journeys/",
    "tests/house/test_routes.py",
    "tests/house/test_wheel.py",
    "tests/cli/test_demonstration.py",
)
NO_SKIPS = bool(os.environ.get("SCHEDULER_TEST_NO_SKIPS"))
BASE_URL = "https://programme.example"
COPIED = "STRATEGY FILE_COPY"
"""How PostgreSQL (from 15 on) copies a database: by its files, five times as fast as through its log."""
_numbers = itertools.count()

settings.register_profile("house", deadline=None)  # machines are noisy
settings.load_profile("house")


def lacking(what: str, how: str) -> None:
    """A test cannot run here: skip it loudly, or fail where skipping is forbidden."""
    sentence = f"{what} is missing; {how}"
    if NO_SKIPS:
        pytest.fail(sentence)
    pytest.skip(sentence)


def pytest_collection() -> None:
    gc.disable()


def pytest_collection_finish() -> None:
    """What was loaded until now stays to the end: the collector of garbage need not look through it again
    and again."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests come first: workers take what is left from each other, and at the end only short ones are.

    In one block, so that one worker runs the journeys if it can, and one browser and one server are enough.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end, in plain sight, what was left out and why."""
    reasons = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])}
    for reason in sorted(reasons):
        terminalreporter.write_line(f"NOT TESTED: {reason}", red=True, bold=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server's maintenance database."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given
        _administration(given).dispose()
    elif postgres.binaries() is None:
        lacking("A PostgreSQL server", postgres.HOW)
    else:
        with postgres.server() as url:
            yield url
            _administration(url).dispose()


def _migrated(url: str) -> None:
    engine = sa.create_engine(url)
    steps.upgrade(engine)
    engine.dispose()


@cache
def _administration(url: str) -> sa.Engine:
    """One connection for all databases that are made and dropped."""
    return sa.create_engine(url, isolation_level="AUTOCOMMIT")


def _administer(url: str, statement: str) -> None:
    with _administration(url).connect() as connection:
        connection.exec_driver_sql(statement)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated database to copy."""
    name = f"template_{os.getpid()}"
    _administer(postgres_server, f"CREATE DATABASE {name}")
    _migrated(sa.make_url(postgres_server).set(database=name).render_as_string(hide_password=False))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "scheduler.sqlite"
    _migrated(f"sqlite:///{path}")
    engine = sa.create_engine(f"sqlite:///{path}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Tests that touch the database run on both."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh migrated database."""
    if database_kind == "sqlite":
        copy = tmp_path / "scheduler.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), copy)
        yield f"sqlite:///{copy}"
        return
    template, server = (
        request.getfixturevalue("postgres_template"),
        request.getfixturevalue("postgres_server"),
    )
    name = f"test_{os.getpid()}_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template} {COPIED}")
    yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def make_app(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Builds applications on the test's database, and closes what they opened."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        given = {
            "SQLALCHEMY_DATABASE_URI": database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": kept.ENGINE_OPTIONS,
            "SECRET_KEY": "tests",
            "BASE_URL": BASE_URL,
            **settings,
        }
        made.append(create_app(str(tmp_path / "instance"), TESTING=True, **given))
        kept.keep_templates(made[-1])
        return made[-1]

    yield make
    for app in made:
        close(app)


def close(app: Flask) -> None:
    """Close what the application opened."""
    app.extensions["scheduler.feeds"].watch.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """The application within its context."""
    app = make_app()
    with app.app_context():
        yield app


@pytest.fixture
def client(make_app: Callable[..., Flask]) -> FlaskClient:
    """A browser without a browser."""
    return make_app().test_client()
