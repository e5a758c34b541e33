"""Putting a backup back. It is taken apart and checked beside the live data first."""

import gzip
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from scheduler.cli.backup.archive import FOLDERS, MANIFEST, Kind, Manifest, kind_of
from scheduler.cli.command import is_newer
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import quoted
from scheduler.kernel.words import Sentence

LONGEST_MANIFEST = 10_000
"""Bytes."""
DAMAGE = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError, RecursionError)


@dataclass(frozen=True)
class Staged:
    """A backup taken apart into a folder of its own and found in order."""

    manifest: Manifest
    kind: Kind
    folder: Path


@contextmanager
def staged(file: Path, engine: sa.Engine, instance: Path) -> Iterator[Staged]:
    """Take a backup apart within the instance folder, and clear away at the end what is left of it.

    Raises Refused when it is no backup, is damaged, or does not fit this database or this version.
    """
    with TemporaryDirectory(prefix=".restore-", dir=instance) as work:
        folder, kind = Path(work), kind_of(engine)
        try:
            manifest = _take_apart(file, engine, kind, folder)
        except DAMAGE as error:
            raise Refused(
                Sentence("%(file)s is no backup made by this program, or it is damaged.", file=file)
            ) from error
        if not kind.check(folder / kind.member):
            raise Refused(Sentence("The database in this backup is not one of this program."))
        yield Staged(manifest, kind, folder)


def put_in_place(backup: Staged, engine: sa.Engine, instance: Path) -> None:
    """Replace the database; when that is done, uploads and keys."""
    backup.kind.put_back(engine, backup.folder / backup.kind.member)
    for name in FOLDERS:
        _swap(backup.folder / name, instance / name, backup.folder / f"old-{name}")


def _take_apart(file: Path, engine: sa.Engine, kind: Kind, folder: Path) -> Manifest:
    with gzip.open(file) as stream:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            manifest = _read_manifest(archive)
            _require_fit(manifest, engine)
            for member in archive:
                _unpack(archive, member, kind, folder)
        while stream.read(2**20):  # to the very end, where the checksum stands
            pass
    if not (folder / kind.member).is_file():
        raise ValueError("no database")
    return manifest


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    content = archive.extractfile(first) if first and first.isreg() and first.name == MANIFEST else None
    if content is None:
        raise ValueError("no manifest")
    return Manifest.read(content.read(LONGEST_MANIFEST))


def _require_fit(manifest: Manifest, engine: sa.Engine) -> None:
    here = engine.dialect.name
    if manifest.database != here:
        raise Refused(
            Sentence(
                "This backup holds a database of %(there)s, and the one here is of %(here)s. "
                "To move programmes between kinds, export and import them.",
                there=manifest.database,
                here=here,
            )
        )
    if is_newer(manifest.revision):
        raise Refused(
            Sentence(
                "This backup was made by a later version of the program (%(application)s, revision "
                "%(there)s). Install that one first.",
                there=manifest.revision,
                application=manifest.application,
            )
        )


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, kind: Kind, folder: Path) -> None:
    """Write one member. The modes it bears count for uploads only: whether others may read them."""
    if member.name == MANIFEST and member.offset == 0:  # read already
        return
    if not _is_harmless(member, kind):
        raise Refused(
            Sentence(
                "This file holds %(name)s, which no backup does. Nothing was changed.",
                name=quoted(member.name),
            )
        )
    target = folder / member.name
    if target.exists() and not member.isdir():
        raise ValueError("the same file twice")
    shared = member.mode & 0o055 if member.name.startswith("uploads/") else 0
    target.parent.mkdir(parents=True, exist_ok=True)
    if member.isdir():
        target.mkdir(exist_ok=True)
        target.chmod(0o700 | shared)
    elif content := archive.extractfile(member):
        with target.open("xb") as written:
            shutil.copyfileobj(content, written)
        target.chmod(0o600 | (shared & 0o044))


def _is_harmless(member: tarfile.TarInfo, kind: Kind) -> bool:
    """An ordinary file or folder, where backups have one. Links, devices and ways out are none."""
    steps = member.name.split("/")
    if member.name == kind.member:
        return member.isreg()
    inside = steps[0] in FOLDERS and not {"", ".", ".."} & set(steps)
    return inside and "\\" not in member.name and (member.isdir() or (member.isreg() and len(steps) > 1))


def _swap(new: Path, live: Path, old: Path) -> None:
    """Replace what a folder holds. The folder stays, with its mode: it may be a link or a disk of its own."""
    live.mkdir(mode=0o700, exist_ok=True)
    old.mkdir()
    for item in list(live.iterdir()):
        shutil.move(item, old / item.name)
    for item in new.iterdir() if new.is_dir() else ():
        shutil.move(item, live / item.name)
