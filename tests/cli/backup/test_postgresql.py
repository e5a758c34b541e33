"""PostgreSQL's own tools, as backups call them."""

import os
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.cli.backup import postgresql
from scheduler.kernel.errors import Refused
from tests.cli.backup.test_restoring import manifest, member, write
from tests.cli.conftest import Call
from tests.cli.test_database import sql, what_it_holds

POSTGRESQL_ONLY = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
ENGINE = sa.create_engine("postgresql+psycopg://ann:mel'lon@db.example:5433/o'clock?sslmode=require")


def test_the_password_stays_apart_from_the_address() -> None:
    address, password = postgresql.server(ENGINE)
    assert sorted(address.split(" ")) == [
        r"dbname='o\'clock'",
        "host='db.example'",
        "port='5433'",
        "sslmode='require'",
        "user='ann'",
    ]
    assert password == "mel'lon"


def test_the_password_goes_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command line can be seen by everybody on the machine."""
    spy = tmp_path / "pg_dump"
    spy.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/seen\necho "$PGPASSWORD" > {tmp_path}/password\n')
    spy.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    postgresql.copy(ENGINE, tmp_path / "dump")
    assert (tmp_path / "password").read_text() == "mel'lon\n"
    seen = (tmp_path / "seen").read_text()
    assert "--no-password" in seen
    assert "mel" not in seen


def test_a_missing_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql, "FOLDER", tmp_path)
    with pytest.raises(Refused) as refused:
        postgresql.copy(ENGINE, tmp_path / "dump")
    assert str(refused.value) == "pg_dump was not found. Install PostgreSQL's tools (postgresql-client)."


def test_debians_tools_are_found_beside_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "psql").touch(mode=stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgresql, "FOLDER", tmp_path)
    assert postgresql.tool("psql") == str(tmp_path / "17/bin/psql")


@POSTGRESQL_ONLY
def test_a_file_that_is_no_dump(call: Call, tmp_path: Path) -> None:
    file = write(
        tmp_path / "file.tar.gz", manifest(database="postgresql"), member("database.dump", b"Dear delegates")
    )
    refused = call("db", "restore", file, "--yes")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: pg_restore could not do its work. pg_restore: error: ")
    assert refused.stderr.count("\n") == 1


@POSTGRESQL_ONLY
def test_a_restore_that_fails_half_way_changes_nothing(
    call: Call, app: Flask, instance: Path, tmp_path: Path, programme_file: Path
) -> None:
    """It stumbles over a schema that is not ours, when the tables are gone already: they come back."""
    sql(app, "CREATE SCHEMA elsewhere")
    backup = tmp_path / "backup.tar.gz"
    assert call("db", "backup", backup).exit_code == 0
    assert call("import", programme_file).exit_code == 0
    (instance / "uploads").mkdir()
    (instance / "uploads/new.pdf").write_bytes(b"new")
    before = what_it_holds(call)

    refused = call("db", "restore", backup, "--yes")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: psql could not do its work. psql:")
    assert refused.stderr.endswith('schema "elsewhere" already exists\n')
    assert what_it_holds(call) == before
    assert (instance / "uploads/new.pdf").read_bytes() == b"new"
