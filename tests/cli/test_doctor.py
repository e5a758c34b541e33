"""`scheduler doctor`: a line for each thing, and exit code 1 if anything is wrong."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.audit.models import Content, Record
from scheduler.cli import checkup
from scheduler.cli.backup import postgresql
from scheduler.kernel import clock
from scheduler.kernel.db import db
from scheduler.migrations import steps
from tests.audit.tampering import disarm
from tests.cli.conftest import Call
from tests.conftest import BASE_URL

SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
CHECKS = [
    *("settings", "database", "schema", "history", "feeds", "queue", "mail", "mail"),
    *("disk", "folder", "time zone", "clock", "allocator"),
]


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have set some."""
    monkeypatch.delenv("SCHEDULER_TEST_NO_SKIPS", raising=False)


def findings(call: Call, expected: int) -> list[tuple[str, str, str]]:
    result = call("doctor")
    assert (result.exit_code, result.stderr) == (expected, "")
    return [(line[:7].strip(), line[7:18].strip(), line[18:]) for line in result.stdout.splitlines()]


def test_a_healthy_instance(call: Call, app: Flask, programme_file: Path) -> None:
    app.config["TRUSTED_PROXIES"] = 1
    call("import", programme_file)
    found = findings(call, 0)
    assert [name for _, name, _ in found] == CHECKS
    assert {verdict for verdict, name, _ in found if name != "disk"} == {"ok"}
    assert found[0][2] == f"Understood; feeds and files name {BASE_URL}."
    assert found[2][2] == f"At revision {steps.newest()}, the newest."
    assert found[4][2] == f"1 released, and they name {BASE_URL}."


def test_settings_that_cannot_be_meant(call: Call, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEDULER_BASEURL", "x")
    monkeypatch.setenv("SCHEDULER_MAX_CONTENT_LENGTH", "1000")
    app.config["SECRET_KEY"] = "short"
    assert [finding for finding in findings(call, 1) if finding[1] == "settings"] == [
        ("note", "settings", "BASE_URL begins with https, so a proxy is in front; but TRUSTED_PROXIES is 0."),
        ("wrong", "settings", "SECRET_KEY is too easy to guess: it has less than 16 characters."),
        (
            "note",
            "settings",
            "These environment variables are no settings: SCHEDULER_BASEURL. Are they misspelt?",
        ),
        ("ok", "settings", f"Understood; feeds and files name {BASE_URL}."),
    ]
    app.config["BASE_URL"] = "programme.example"
    assert (
        "wrong",
        "settings",
        "BASE_URL is “programme.example”; it has to be like https://programme.example.",
    ) in findings(call, 1)


@SQLITE_ONLY
def test_an_empty_database(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app(
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path}/empty.sqlite", SECRET_KEY="a key for tests only"
    )
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "wrong  schema     The database is empty. Run: scheduler db upgrade\n" in result.stdout
    for name in ("history", "feeds", "clock"):
        assert f"note   {name:<11}Not looked at, since the database cannot be read.\n" in result.stdout


@SQLITE_ONLY
def test_a_database_out_of_reach(make_app: Callable[..., Flask]) -> None:
    url = "postgresql+psycopg://ann:mellon@127.0.0.1:1/none"
    app = make_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="a key for tests only")
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "wrong  database   The database does not do what it should: " in result.stdout
    assert "mellon" not in result.output


def test_a_history_that_was_changed(call: Call, app: Flask, programme_file: Path) -> None:
    call("import", programme_file)
    with app.app_context(), db.engine.begin() as connection:
        disarm(connection)
        connection.execute(sa.update(Record).where(Record.number == 1).values(act="nothing"))
    assert [finding for finding in findings(call, 1) if finding[1] == "history"] == [
        ("wrong", "history", "Record 1 does not follow from the one before it.")
    ]


def test_a_history_of_which_a_part_was_erased(call: Call, app: Flask, programme_file: Path) -> None:
    call("import", programme_file)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.delete(Content).where(Content.number == 1))
    assert ("ok", "history", "The chain of records is whole.") in findings(call, 0)


def test_feeds_released_under_another_address(call: Call, app: Flask, programme_file: Path) -> None:
    call("import", programme_file)
    app.config["BASE_URL"] = "https://elsewhere.example"
    assert [finding for finding in findings(call, 0) if finding[1] == "feeds"] == [
        (
            "note",
            "feeds",
            "The feeds of T1 were released under another BASE_URL. Their next release will name "
            "https://elsewhere.example; entries that do not change keep the address they have.",
        )
    ]


@SQLITE_ONLY
def test_a_disk_that_runs_full(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "LITTLE_SPACE", 10**18)
    assert [verdict for verdict, name, _ in findings(call, 0) if name == "disk"] == ["note"]
    monkeypatch.setattr(checkup, "NO_SPACE", 10**18)
    assert [verdict for verdict, name, _ in findings(call, 1) if name == "disk"] == ["wrong"]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_tools_that_backups_need(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "psql").touch(mode=0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql, "FOLDER", tmp_path)
    assert (
        "note",
        "database",
        "Backups need pg_dump, pg_restore. Install PostgreSQL's tools (postgresql-client).",
    ) in findings(call, 0)


@SQLITE_ONLY
def test_keys_that_others_can_read(call: Call, instance: Path) -> None:
    (instance / "keys").mkdir(mode=0o700, exist_ok=True)
    key = instance / "keys/receipts"
    key.touch(mode=0o600)
    key.chmod(0o640)
    assert [finding for finding in findings(call, 1) if finding[1] == "folder"] == [
        ("ok", "folder", f"{instance} can be written."),
        ("wrong", "folder", f"{key} can be read by others. Run: chmod go= {key}"),
    ]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (
            datetime(1970, 1, 1, tzinfo=UTC),
            ["It is said to be the year 1970. Set the clock of this machine."],
        ),
        (datetime(2025, 1, 1, tzinfo=UTC), []),
    ],
)
def test_a_clock_that_is_wrong(
    moment: datetime, expected: list[str], call: Call, programme_file: Path, database_kind: str
) -> None:
    with clock.set_to(datetime(2026, 3, 1, 9, 30, tzinfo=UTC)):
        call("import", programme_file)
    with clock.set_to(moment):
        found = [
            sentence for verdict, name, sentence in findings(call, 1) if (verdict, name) == ("wrong", "clock")
        ]
    behind = "The newest release bears the time 2026-03-01 09:30 UTC, which is still to come."
    assert found[: len(expected) + 1] == [*expected, behind]
    apart = [sentence for sentence in found if sentence.startswith("The clock of the database server is ")]
    assert len(apart) == (database_kind == "postgresql")
