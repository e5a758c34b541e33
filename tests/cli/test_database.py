"""`scheduler db`: the schema upgraded, and backups made and put back, on both kinds of database."""

import io
import sqlite3
import stat
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from flask import Flask

from scheduler.audit.queries import broken_links
from scheduler.cli.backup import postgresql
from scheduler.kernel.db import db
from scheduler.migrations import steps
from scheduler.migrations.everything import METADATA
from tests.cli.conftest import Call, Finished
from tests.programmes.files import as_bytes, programme, side_event

NEWEST = steps.newest()
SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
WRITER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
for number in range(10**9):
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO first VALUES (?, zeroblob(4000))", [number])
    database.execute("INSERT INTO second VALUES (?, zeroblob(4000))", [number])
    database.execute("COMMIT")
    if number == 20:
        print("writing", flush=True)
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sql(app: Flask, *statements: str) -> None:
    with app.app_context(), db.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def what_it_holds(call: Call) -> tuple[bytes, bytes]:
    exports = [call("export", "T1", "--format", format_) for format_ in ("json", "ics")]
    assert [result.exit_code for result in exports] == [0, 0]
    return exports[0].stdout_bytes, exports[1].stdout_bytes


@pytest.fixture
def changed_file(tmp_path: Path) -> Path:
    """The programme after a day: an event moved, one gone, one new."""
    path = tmp_path / "changed.json"
    moved = side_event("Second event", start="13:00", end="13:50")
    path.write_bytes(as_bytes(programme(moved, side_event("Third event", start="15:00", end="15:50"))))
    return path


def test_a_backup_brings_everything_back(
    call: Call, app: Flask, instance: Path, tmp_path: Path, programme_file: Path, changed_file: Path
) -> None:
    backup = tmp_path / "backup.tar.gz"
    assert call("import", programme_file).exit_code == 0
    (instance / "uploads/papers").mkdir(parents=True)
    (instance / "uploads/papers/statement.pdf").write_bytes(b"%PDF-1")
    (instance / "uploads/papers/statement.pdf").chmod(0o644)
    (instance / "keys").mkdir(exist_ok=True)
    (instance / "keys/receipts").write_bytes(b"secret")
    (instance / "keys/receipts").chmod(0o600)
    before, files, keys = what_it_holds(call), tree(instance / "uploads"), tree(instance / "keys")

    made = call("db", "backup", backup)
    assert (made.exit_code, made.stderr) == (0, "")
    size = backup.stat().st_size
    assert made.stdout == f"{backup}: database at revision {NEWEST}, uploads and keys, {size} bytes.\n"

    assert call("import", changed_file).exit_code == 0
    (instance / "uploads/papers/statement.pdf").write_bytes(b"%PDF-2")
    (instance / "uploads/new.pdf").write_bytes(b"%PDF-3")
    (instance / "keys/receipts").unlink()
    assert what_it_holds(call) != before

    restored = call("db", "restore", backup, "--yes")
    assert (restored.exit_code, restored.stderr) == (0, "")
    assert restored.stdout.endswith(
        "The backup is in place. If the server is running, restart it: it knows the keys from before.\n"
    )
    assert what_it_holds(call) == before
    assert (tree(instance / "uploads"), tree(instance / "keys")) == (files, keys)
    modes = [
        (instance / name).stat().st_mode & 0o777 for name in ("keys/receipts", "uploads/papers/statement.pdf")
    ]
    assert modes == [0o600, 0o644]
    assert [path.name for path in instance.iterdir() if path.name.startswith(".")] == []
    with app.app_context():
        assert broken_links() == []


def test_after_a_restore_work_goes_on(
    call: Call, tmp_path: Path, programme_file: Path, changed_file: Path
) -> None:
    """Codes, UIDs and sequences come back too, so the same change leads to the same release."""
    backup = tmp_path / "backup.tar.gz"
    call("import", programme_file)
    call("db", "backup", backup)
    first = call("import", changed_file)
    call("db", "restore", backup, "--yes")
    again = call("import", changed_file)
    assert first.stdout == again.stdout
    assert first.stdout == (
        "T1: 1 new, 1 changed, 1 cancelled. Release 2.\n  changed: Second event\n  cancelled: First event\n"
    )


def test_a_restore_says_what_it_replaces_and_asks(
    call: Call, app: Flask, instance: Path, tmp_path: Path, programme_file: Path, changed_file: Path
) -> None:
    backup = tmp_path / "backup.tar.gz"
    call("import", programme_file)
    call("db", "backup", backup)
    call("import", changed_file)
    before = what_it_holds(call)
    for answer in ("n\n", ""):
        refused = call("db", "restore", backup, input=answer)
        assert refused.exit_code == 1
        assert refused.stderr.endswith("Error: Nothing was changed.\n")
    assert what_it_holds(call) == before
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=True)
    assert refused.stdout.partition("It replaces")[2].startswith(
        f" everything in\n  the database {url}\n  {instance}/uploads\n  {instance}/keys\n"
    )
    agreed = call("db", "restore", backup, input="y\n")
    assert agreed.exit_code == 0
    assert what_it_holds(call) != before


def test_a_backup_of_an_older_schema_is_upgraded(call: Call, app: Flask, tmp_path: Path) -> None:
    """Also where the live database has tables or functions by now that the backup knows nothing of."""
    backup = tmp_path / "backup.tar.gz"
    with app.app_context():
        oldest = ScriptDirectory.from_config(steps._config()).get_base()
        assert oldest
        with db.engine.connect().execution_options(immediate=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(postgresql.EMPTY.replace("%", "%%"))
            else:
                METADATA.drop_all(connection)
                connection.exec_driver_sql("DROP TABLE alembic_version")
            command.upgrade(steps._config(connection), oldest)
    sql(app, "INSERT INTO venue (name, folded) VALUES ('Old Hall', 'oldhall')")
    assert call("db", "backup", backup).exit_code == 0
    assert call("db", "upgrade").stdout == f"The database went from revision 0001 to revision {NEWEST}.\n"
    sql(app, "DELETE FROM venue")

    restored = call("db", "restore", backup, "--yes")
    assert restored.exit_code == 0
    assert restored.stdout.endswith(f"The database went from revision 0001 to revision {NEWEST}.\n")
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalars(sa.text("SELECT name FROM venue")).all() == ["Old Hall"]
        assert connection.scalars(sa.text("SELECT number FROM audit_head")).all() == [0]


def test_a_newer_database_is_left_alone(call: Call, app: Flask) -> None:
    sql(app, "UPDATE alembic_version SET version_num = '9999'")
    for words in (["db", "upgrade"], ["export", "T1", "--format", "json"], ["serve"]):
        refused = call(*words)
        assert (refused.exit_code, refused.stdout, refused.stderr) == (
            1,
            "",
            "Error: The database is at revision 9999, and this version of the program knows revisions up to "
            f"{NEWEST} only. Install the newer version of the program.\n",
        )


def test_a_backup_belongs_to_its_owner_and_leaves_nothing_beside(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for _ in range(2):  # an older backup of the name is replaced
        assert call("db", "backup", folder / "b.tar.gz").exit_code == 0
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()] == [
        ("b.tar.gz", 0o600)
    ]
    with tarfile.open(folder / "b.tar.gz") as archive:
        owners = {(member.uid, member.gid, member.uname, member.gname) for member in archive}
    assert owners == {(0, 0, "", "")}


def test_a_backup_replaces_nothing_but_a_backup(call: Call, tmp_path: Path) -> None:
    precious, nowhere = tmp_path / "precious", tmp_path / "no" / "b.tar.gz"
    precious.write_text("do not touch")
    refused = call("db", "backup", precious)
    assert (refused.exit_code, refused.stderr) == (
        1,
        f"Error: {precious} is there already and is no backup. Choose another name.\n",
    )
    assert precious.read_text() == "do not touch"
    refused = call("db", "backup", nowhere)
    assert (refused.exit_code, refused.stderr) == (1, f"Error: There is no folder {nowhere.parent}.\n")


@SQLITE_ONLY
def test_links_in_the_uploads_are_left_out_but_the_folder_may_be_one(
    call: Call, instance: Path, tmp_path: Path
) -> None:
    large_disk = tmp_path / "large disk"
    large_disk.mkdir()
    (instance / "uploads").symlink_to(large_disk)
    (large_disk / "one.pdf").write_bytes(b"1")
    (large_disk / "twin.pdf").hardlink_to(large_disk / "one.pdf")
    (large_disk / "away").symlink_to("/etc")
    (tmp_path / "elsewhere").write_bytes(b"not ours")
    (large_disk / "link.pdf").symlink_to(tmp_path / "elsewhere")
    assert call("db", "backup", tmp_path / "b.tar.gz").exit_code == 0
    (large_disk / "one.pdf").write_bytes(b"2")
    assert call("db", "restore", tmp_path / "b.tar.gz", "--yes").exit_code == 0
    assert (instance / "uploads").is_symlink()
    assert sorted(path.name for path in large_disk.iterdir()) == ["one.pdf", "twin.pdf"]
    assert tree(large_disk) == {"one.pdf": b"1", "twin.pdf": b"1"}


@SQLITE_ONLY
def test_a_backup_starts_an_instance_elsewhere(
    call: Call, run: Callable[..., Finished], tmp_path: Path, programme_file: Path
) -> None:
    call("import", programme_file)
    call("db", "backup", tmp_path / "b.tar.gz")
    new = str(tmp_path / "another machine")
    restored = run("db", "restore", tmp_path / "b.tar.gz", "--yes", SCHEDULER_INSTANCE_PATH=new)
    assert (restored.returncode, restored.stderr) == (0, "")
    exported = run("export", "T1", "--format", "json", SCHEDULER_INSTANCE_PATH=new)
    assert exported.stdout.encode() == what_it_holds(call)[0]


@SQLITE_ONLY
def test_who_has_the_database_open_sees_the_restored_one(
    call: Call, app: Flask, tmp_path: Path, programme_file: Path, changed_file: Path
) -> None:
    call("import", programme_file)
    call("db", "backup", tmp_path / "b.tar.gz")
    call("import", changed_file)
    client = app.test_client()
    question = "SELECT title FROM entry ORDER BY id"
    with closing(sqlite3.connect(tmp_path / "scheduler.sqlite")) as other:
        assert len(other.execute(question).fetchall()) == 3
        feed = client.get("/T1/calendar.ics").data
        assert call("db", "restore", tmp_path / "b.tar.gz", "--yes").exit_code == 0
        assert other.execute(question).fetchall() == [("First event",), ("Second event",)]
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert client.get("/T1/calendar.ics").data != feed
    assert b"Third event" not in client.get("/T1/calendar.ics").data


@SQLITE_ONLY
def test_a_locked_database_is_not_waited_for_for_ever(call: Call, app: Flask, tmp_path: Path) -> None:
    assert call("db", "backup", tmp_path / "b.tar.gz").exit_code == 0
    with app.app_context():
        sa.event.listen(
            db.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=1")
        )
        db.engine.dispose()
    with closing(sqlite3.connect(tmp_path / "scheduler.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = call("db", "restore", tmp_path / "b.tar.gz", "--yes")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "Error: Another process has locked the database. Stop it and try again; nothing was changed.\n",
    )


@SQLITE_ONLY
def test_a_backup_is_of_one_moment_while_another_process_writes(call: Call, tmp_path: Path) -> None:
    live = tmp_path / "scheduler.sqlite"
    with closing(sqlite3.connect(live)) as database:
        database.executescript("CREATE TABLE first (number, text); CREATE TABLE second (number, text);")
    with subprocess.Popen([sys.executable, "-c", WRITER, live], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        try:
            assert writer.stdout.readline() == "writing\n"
            assert call("db", "backup", tmp_path / "b.tar.gz").exit_code == 0
            first, second = counts(database_in(tmp_path / "b.tar.gz", tmp_path))
            assert first == second > 20
            deadline = time.monotonic() + 60
            while counts(live)[0] <= first:
                assert time.monotonic() < deadline, "the writer stands still"
            assert writer.poll() is None
        finally:
            writer.kill()


def counts(path: Path) -> tuple[int, int]:
    """How many rows both tables have, with the database found to be in order."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        found: tuple[int, int] = database.execute(
            "SELECT (SELECT count(*) FROM first), (SELECT count(*) FROM second)"
        ).fetchone()
    return found


def database_in(backup: Path, folder: Path) -> Path:
    with tarfile.open(backup) as archive:
        content = archive.extractfile("database.sqlite")
        assert isinstance(content, io.BufferedReader)
        (folder / "copy.sqlite").write_bytes(content.read())
    return folder / "copy.sqlite"
