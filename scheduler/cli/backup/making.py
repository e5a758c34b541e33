"""Making a backup."""

import tarfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from scheduler.cli.backup.archive import FOLDERS, MANIFEST, Manifest, kind_of
from scheduler.cli.command import version
from scheduler.cli.files import written_whole
from scheduler.kernel import clock
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.migrations import steps

GZIP = b"\x1f\x8b"


def back_up(engine: sa.Engine, instance: Path, target: Path) -> Manifest:
    """Write database, uploads and keys into the file `target`; others may write meanwhile."""
    _spare(target)
    manifest, kind = _manifest(engine), kind_of(engine)
    with (
        written_whole(target, private=True) as file,
        TemporaryDirectory(prefix=".backup-", dir=target.parent) as work,
    ):
        database = Path(work) / kind.member
        kind.copy(engine, database)
        # Links are read as what they point to: a backup holds files and folders only.
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6, dereference=True) as archive:
            _add_bytes(archive, MANIFEST, manifest.written())
            archive.add(database, kind.member, filter=_nobody)
            for folder in FOLDERS:
                _add_folder(archive, instance / folder, folder)
    return manifest


def _spare(target: Path) -> None:
    """An older backup may be replaced. Anything else that has this name was not meant."""
    if target.is_file() and target.stat().st_size:
        with target.open("rb") as file:
            if file.read(2) != GZIP:
                raise Refused(
                    Sentence("%(file)s is there already and is no backup. Choose another name.", file=target)
                )


def _manifest(engine: sa.Engine) -> Manifest:
    revision = steps.present(engine)
    if revision is None:
        raise Refused(Sentence("The database is empty: there is nothing to back up."))
    made_at = clock.now().isoformat(timespec="seconds")
    return Manifest(made_at, version(), engine.dialect.name, revision)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(content), int(clock.now().timestamp()), 0o600
    archive.addfile(member, BytesIO(content))


def _add_folder(archive: tarfile.TarFile, folder: Path, name: str) -> None:
    """The folder itself may be a link to a larger disk; links inside it are left out."""
    root = folder.resolve()
    for path in sorted(root.rglob("*")):
        if not path.is_symlink() and (path.is_file() or path.is_dir()):
            with suppress(FileNotFoundError):  # deleted meanwhile
                archive.add(
                    path, f"{name}/{path.relative_to(root).as_posix()}", recursive=False, filter=_nobody
                )


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who owns a file here says nothing on another machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
