"""Copies of a SQLite database, by its own backup API (https://www.sqlite.org/backup.html)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence


def copy(engine: sa.Engine, target: Path) -> None:
    """Copy the database as it is at one moment; others may read and write meanwhile.

    All pages in one step: between steps a writer would make SQLite begin anew, again and again.
    """
    with closing(engine.raw_connection()) as source, closing(sqlite3.connect(target)) as file:
        _driver(source).backup(file, pages=-1)


def check(file: Path) -> bool:
    """Whether there is a schema of ours in it. Raises Refused when the file is damaged."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            tables = connection.execute(
                "SELECT name FROM sqlite_schema WHERE name = 'alembic_version'"
            ).fetchall()
    except sqlite3.DatabaseError as error:
        found, tables = [str(error)], []
    if found != ["ok"]:
        raise Refused(Sentence("The database in this backup is damaged: %(what)s.", what=found[0]))
    return bool(tables)


def put_back(engine: sa.Engine, file: Path) -> None:
    """Write the file into the live database in one transaction: whoever has it open sees it at once."""
    with closing(sqlite3.connect(file)) as source, closing(engine.raw_connection()) as live:
        source.backup(_driver(live), pages=-1, progress=_give_up_when_busy)


def _give_up_when_busy(status: int, _remaining: int, _total: int) -> None:
    """By itself Python would try for ever. When this is called, the database's own patience is over."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise Refused(
            Sentence("Another process has locked the database. Stop it and try again; nothing was changed.")
        )


def _driver(connection: sa.PoolProxiedConnection) -> sqlite3.Connection:
    driver = connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
