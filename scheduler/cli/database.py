"""`scheduler db`: the schema, backups, and their return."""

from datetime import datetime
from pathlib import Path

import click
from flask import current_app

from scheduler.cli.backup.making import back_up
from scheduler.cli.backup.restoring import Staged, put_in_place, staged
from scheduler.cli.command import HELP, command, require_known_schema
from scheduler.kernel.db import db
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.migrations import steps


@click.group("db", context_settings=HELP)
def group() -> None:
    """The database: its schema, backups, and their return."""


@command("upgrade")
def upgrade() -> None:
    """Bring the schema to the newest revision.

    Makes the instance folder and the database file where there are none yet. Back up first: there is no way
    down.
    """
    click.echo(upgraded())


@command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database, uploads and keys into FILE (.tar.gz).

    The program may be running, and others may write meanwhile. Only the owner can read the file. An older
    backup of this name is replaced.
    """
    manifest = back_up(db.engine, Path(current_app.instance_path), file)
    size = file.stat().st_size
    click.echo(f"{file}: database at revision {manifest.revision}, uploads and keys, {size} bytes.")


@command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Put a backup in the place of database, uploads and keys.

    The backup is checked first, and asked about. A running server shows the restored programmes at once, but
    has to be restarted to use the restored keys.
    """
    instance = Path(current_app.instance_path)
    with staged(file, db.engine, instance) as backup:
        click.echo(_what_happens(backup, instance))
        if not (yes or _agreed()):
            raise Refused(Sentence("Nothing was changed."))
        put_in_place(backup, db.engine, instance)
    click.echo("The backup is in place. If the server is running, restart it: it knows the keys from before.")
    if steps.present(db.engine) != steps.newest():
        click.echo(upgraded())


for item in (upgrade, backup, restore):
    group.add_command(item)


def upgraded() -> str:
    """Bring the schema to the newest revision, and say so."""
    before = steps.present(db.engine)
    require_known_schema(before)
    steps.upgrade(db.engine)
    after = steps.newest()
    if before == after:
        return f"The database is at revision {after} already, the newest."
    return (
        f"The database went from {'nothing' if before is None else f'revision {before}'} to revision {after}."
    )


def _what_happens(backup: Staged, instance: Path) -> str:
    made_at = datetime.fromisoformat(backup.manifest.made_at)
    return (
        f"This backup was made at {made_at:%Y-%m-%d %H:%M} UTC by version {backup.manifest.application}, "
        f"with the database at revision {backup.manifest.revision}.\n"
        "It replaces everything in\n"
        f"  the database {db.engine.url.render_as_string(hide_password=True)}\n"
        f"  {instance / 'uploads'}\n"
        f"  {instance / 'keys'}"
    )


def _agreed() -> bool:
    try:
        return click.confirm("Replace it?")
    except click.Abort:  # no one there to answer
        return False
