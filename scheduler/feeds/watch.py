"""Seeing at once what another process released, at little cost: one question to the database for each request."""

import sqlite3
import threading
from typing import Any, Protocol

import sqlalchemy as sa

QUESTION = (
    "SELECT max(number) FROM release JOIN meeting ON meeting.id = release.meeting_id WHERE meeting.code = "
)


class Watch(Protocol):
    """Knows the newest releases."""

    def latest(self, code: str) -> int | None:
        """The number of the meeting's last release; None without one."""

    def close(self) -> None:
        """Close this thread's connection."""


def watch(engine: sa.Engine) -> Watch:
    """The watch that fits the database."""
    return SQLiteWatch(engine) if engine.dialect.name == "sqlite" else PostgreSQLWatch(engine)


class _Own(threading.local):
    """A connection for each thread, apart from the pool's, and what it saw."""

    connection: Any = None
    version: int | None = None
    numbers: dict[str, int | None]

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class SQLiteWatch:
    """Asks SQLite first whether any other connection has written at all: that costs next to nothing
    (https://www.sqlite.org/pragma.html#pragma_data_version)."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._own = _Own()

    def latest(self, code: str) -> int | None:
        own = self._own
        if own.connection is None:
            own.connection = _detached(self._engine)
        connection: sqlite3.Connection = own.connection
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != own.version:
            own.numbers, own.version = {}, version
        if code not in own.numbers:
            (own.numbers[code],) = connection.execute(QUESTION + "?", (code,)).fetchone()
        return own.numbers[code]

    def close(self) -> None:
        self._own.version = None
        self._own.close()


class PostgreSQLWatch:
    """Asks PostgreSQL each time, by a prepared statement on a connection of its own. A lost one is opened anew, once."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._own = _Own()

    def latest(self, code: str) -> int | None:
        if self._own.connection is not None:
            try:
                return self._ask(code)
            except self._engine.dialect.loaded_dbapi.OperationalError:
                self._own.close()
        self._own.connection = _detached(self._engine)
        self._own.connection.autocommit = True
        return self._ask(code)

    def _ask(self, code: str) -> int | None:
        found = self._own.connection.execute(QUESTION + "%s", (code,), prepare=True).fetchone()
        return found[0] if found else None

    def close(self) -> None:
        self._own.close()


def _detached(engine: sa.Engine) -> Any:
    """A connection that the pool no longer counts as its own."""
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    pooled.detach()
    return connection
