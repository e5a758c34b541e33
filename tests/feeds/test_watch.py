"""A worker sees at once what was released by another process, or by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.feeds.watch import Watch, watch
from scheduler.kernel.db import db
from scheduler.kernel.decision import bookkeeping
from scheduler.programmes.actions import import_files
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event


@pytest.fixture
def watching(app: Flask) -> Iterator[Watch]:
    seen = watch(db.engine)
    yield seen
    seen.close()


def release(title: str) -> None:
    file = programme(side_event(title, code="AAAAA"))
    assert import_files([("file", as_bytes(file))], actor="tests", base_url=BASE_URL).faults == []


def number(seen: Watch) -> int | None:
    issue = seen.newest().get("T1")
    return issue[0] if issue else None


def test_each_release_is_seen_at_once(watching: Watch) -> None:
    seen = [number(watching)]
    for title in ("One", "Two", "Three"):
        release(title)
        seen.append(number(watching))
    assert seen == [None, 1, 2, 3]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_one_number_with_another_time_is_another_release(
    watching: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(watching), "MOMENT", 0.0)
    release("One")
    assert number(watching) == 1
    with db.engine.begin() as connection:  # as a restored backup would
        connection.execute(sa.text("UPDATE release SET released_at = '2020-01-01 00:00:00.000000'"))
    assert watching.newest() == {"T1": (1, datetime(2020, 1, 1, tzinfo=UTC))}


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_a_lost_connection_is_opened_anew(watching: Watch) -> None:
    release("One")
    assert number(watching) == 1
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    release("Two")
    assert number(watching) == 2


def test_a_busy_process_asks_once_a_moment_and_after_each_decision_of_its_own(
    watching: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(watching), "MOMENT", 3600.0)
    release("One")
    before = watching.newest(), watching.written()
    with db.engine.begin() as connection:  # as another process would
        connection.execute(sa.text("UPDATE release SET number = 7"))
    assert (watching.newest(), watching.written()) == before
    with bookkeeping("tests"):
        pass
    assert (number(watching), watching.written() == before[1]) == (7, False)
