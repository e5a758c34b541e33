"""Files that are no backup, or none that fits: refused in one sentence, and nothing is changed."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.migrations import steps
from tests.cli.conftest import Call
from tests.cli.test_database import SQLITE_ONLY, tree, what_it_holds

Member = tuple[tarfile.TarInfo, bytes]
MANIFEST = {
    "format": "scheduler-backup/1",
    "made_at": "2026-11-21T20:00:00+00:00",
    "application": "1.0",
    "database": "sqlite",
    "revision": steps.newest(),
}


def member(name: str, content: bytes = b"", **facts: Any) -> Member:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for fact, value in facts.items():
        setattr(info, fact, value)
    return info, content


def manifest(**facts: str) -> Member:
    return member("manifest.json", json.dumps(MANIFEST | facts).encode())


def write(path: Path, *members: Member) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for info, content in members:
            archive.addfile(info, io.BytesIO(content))
    return path


@pytest.fixture
def refused(call: Call, instance: Path, tmp_path: Path, programme_file: Path) -> Callable[[Path], str]:
    """Restore the file; the sentence with which it is refused, everything being as before."""
    assert call("import", programme_file).exit_code == 0
    (instance / "uploads").mkdir()
    (instance / "uploads/kept.pdf").write_bytes(b"kept")

    def refused(file: Path) -> str:
        before = what_it_holds(call), tree(instance)
        result = call("db", "restore", file, "--yes")
        assert (result.exit_code, result.stdout) == (1, "")
        assert (what_it_holds(call), tree(instance)) == before
        assert result.stderr.count("\n") == 1
        return result.stderr.removeprefix("Error: ").rstrip("\n")

    return refused


@pytest.fixture
def backup(call: Call, tmp_path: Path, refused: object) -> Path:
    """A good one."""
    path = tmp_path / "backup.tar.gz"
    assert call("db", "backup", path).exit_code == 0
    return path


@SQLITE_ONLY
@pytest.mark.parametrize(
    "content",
    [b"", b"Dear delegates", gzip.compress(b""), gzip.compress(b"Dear delegates" * 100)],
    ids=["empty", "text", "nothing zipped", "text zipped"],
)
def test_what_is_no_archive(content: bytes, refused: Callable[[Path], str], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert refused(file) == f"{file} is no backup made by this program, or it is damaged."


@SQLITE_ONLY
@pytest.mark.parametrize(
    "members",
    [
        [],
        [member("letter.txt", b"Dear delegates")],
        [member("database.sqlite", b"x"), manifest()],
        [member("manifest.json", b"{")],
        [member("manifest.json", b"[]")],
        [member("manifest.json", b"\xff")],
        [member("manifest.json", b"[" * 5000)],
        [member("manifest.json", type=tarfile.SYMTYPE, linkname="/etc/passwd")],
        [manifest(format="scheduler-backup/2")],
        [manifest(extra="x")],
        [manifest(made_at="yesterday")],
        [manifest()],
    ],
)
def test_an_archive_that_is_no_backup(
    members: list[Member], refused: Callable[[Path], str], tmp_path: Path
) -> None:
    file = write(tmp_path / "file.tar.gz", *members)
    assert refused(file) == f"{file} is no backup made by this program, or it is damaged."


@SQLITE_ONLY
def test_a_backup_cut_short_or_changed(refused: Callable[[Path], str], backup: Path) -> None:
    whole = backup.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    for content in (whole[:100], whole[: len(whole) // 2], whole[:-9], whole[:-1], bytes(flipped)):
        backup.write_bytes(content)
        assert refused(backup) == f"{backup} is no backup made by this program, or it is damaged."


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("database", "told"),
    [
        (b"", "is not one of this program."),
        (b"Dear delegates" * 1000, "is damaged: file is not a database."),
        (b"SQLite format 3\0" + b"\1" * 5000, "is damaged: file is not a database."),
    ],
    ids=["empty", "text", "torn"],
)
def test_a_database_that_is_none(
    database: bytes, told: str, refused: Callable[[Path], str], tmp_path: Path
) -> None:
    file = write(tmp_path / "file.tar.gz", manifest(), member("database.sqlite", database))
    assert refused(file) == f"The database in this backup {told}"


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("hostile", "name"),
    [
        (member("../outside", b"x"), "../outside"),
        (member("uploads/../../outside", b"x"), "uploads/../../outside"),
        (member("/etc/outside", b"x"), "/etc/outside"),
        (member("uploads//outside", b"x"), "uploads//outside"),
        (member("uploads/./outside", b"x"), "uploads/./outside"),
        (member("uploads\\..\\outside", b"x"), "uploads\\..\\outside"),
        (member("uploads/a\\b", b"x"), "uploads/a\\b"),
        (member("settings.py", b"x"), "settings.py"),
        (member("uploads", b"x"), "uploads"),
        (member("manifest.json", b"x"), "manifest.json"),
        (member("keys/link", type=tarfile.SYMTYPE, linkname="/etc/passwd"), "keys/link"),
        (member("keys/link", type=tarfile.LNKTYPE, linkname="manifest.json"), "keys/link"),
        (member("keys/device", type=tarfile.CHRTYPE), "keys/device"),
        (member("uploads/pipe", type=tarfile.FIFOTYPE), "uploads/pipe"),
        (member("database.sqlite", type=tarfile.SYMTYPE, linkname="/etc/passwd"), "database.sqlite"),
    ],
)
def test_members_that_no_backup_has(
    hostile: Member, name: str, refused: Callable[[Path], str], tmp_path: Path
) -> None:
    file = write(tmp_path / "file.tar.gz", manifest(), hostile)
    assert refused(file) == f'This file holds "{name}", which no backup does. Nothing was changed.'
    assert [path.name for path in tmp_path.rglob("outside")] == []


@SQLITE_ONLY
def test_a_member_that_comes_twice(refused: Callable[[Path], str], tmp_path: Path) -> None:
    file = write(tmp_path / "file.tar.gz", manifest(), member("keys/a", b"1"), member("keys/a", b"2"))
    assert refused(file) == f"{file} is no backup made by this program, or it is damaged."


def test_another_kind_of_database(refused: Callable[[Path], str], tmp_path: Path, database_kind: str) -> None:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[database_kind]
    assert refused(write(tmp_path / "file.tar.gz", manifest(database=other))) == (
        f"This backup holds a database of {other}, and the one here is of {database_kind}. To move "
        "programmes between kinds, export and import them."
    )


def test_a_newer_revision(refused: Callable[[Path], str], tmp_path: Path, database_kind: str) -> None:
    file = write(tmp_path / "file.tar.gz", manifest(database=database_kind, revision="0999"))
    assert refused(file) == (
        "This backup was made by a later version of the program (1.0, revision 0999). Install that one first."
    )
