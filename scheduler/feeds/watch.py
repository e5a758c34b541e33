"""Seeing at once what another process released, at next to no cost for a request."""

import select
import sqlite3
import threading
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

import sqlalchemy as sa

from scheduler.kernel import decision

QUESTION = """
    SELECT meeting.code, release.number, release.released_at FROM release
    JOIN meeting ON meeting.id = release.meeting_id
    WHERE release.number = (
        SELECT max(number) FROM release AS other WHERE other.meeting_id = release.meeting_id
    )
"""

Issue = tuple[int, datetime]
"""A release by its number and its time (UTC): after a restore, one number can stand for another release."""
Issues = Mapping[str, Issue]


class Watch(Protocol):
    """Knows the newest releases."""

    def newest(self) -> Issues:
        """The last release of every meeting that has one, by the meeting's code."""

    def close(self) -> None:
        """Close this thread's connection."""


def watch(engine: sa.Engine) -> Watch:
    """The watch that fits the database."""
    return SQLiteWatch(engine) if engine.dialect.name == "sqlite" else PostgreSQLWatch(engine)


class _Own(threading.local):
    """A connection for each thread, apart from the pool's, and what it saw."""

    connection: Any = None
    version: int | None = None
    good_until = 0.0
    poll: Any = None
    issues: Issues

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = self.version = None


class SQLiteWatch:
    """Asks SQLite first whether any other connection has written at all: that costs next to nothing
    (https://www.sqlite.org/pragma.html#pragma_data_version)."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._own = _Own()

    def newest(self) -> Issues:
        own = self._own
        if own.connection is None:
            own.connection = _detached(self._engine)
        connection: sqlite3.Connection = own.connection
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != own.version:
            found = connection.execute(QUESTION)
            own.issues = _told((code, number, datetime.fromisoformat(at)) for code, number, at in found)
            own.version = version
        return own.issues

    def close(self) -> None:
        self._own.close()


class PostgreSQLWatch:
    """Listens: PostgreSQL tells of each release as it is committed (migration 0002), and looking
    whether it has said something costs no question. It is asked all the same ten times a second, lest a
    word got lost, and after each decision of this very process, which may be quicker than the word."""

    ASKS_AGAIN = 0.1
    """Seconds."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._own = _Own()

    def newest(self) -> Issues:
        own = self._own
        try:
            return self._newest(own)
        except self._engine.dialect.loaded_dbapi.OperationalError:  # the server was restarted, perhaps
            own.close()
            return self._newest(own)

    def _newest(self, own: "_Own") -> Issues:
        if own.connection is None:
            self._listen(own)
        now, decisions = time.monotonic(), decision.taken()
        if decisions != own.version or now > own.good_until or _heard(own):
            own.issues = _told(own.connection.execute(QUESTION))
            own.version, own.good_until = decisions, now + self.ASKS_AGAIN
        return own.issues

    def _listen(self, own: "_Own") -> None:
        own.connection = _detached(self._engine)
        own.connection.autocommit = True
        own.connection.execute("LISTEN release")
        own.poll = select.poll()
        own.poll.register(own.connection.pgconn.socket, select.POLLIN)

    def close(self) -> None:
        self._own.close()


def _heard(own: "_Own") -> bool:
    """Whether anything came in on the connection. Takes it in."""
    if not own.poll.poll(0):
        return False
    own.connection.pgconn.consume_input()
    while own.connection.pgconn.notifies():
        pass
    return True


def _told(found: Iterable[tuple[str, int, datetime]]) -> Issues:
    return {code: (number, _utc(at)) for code, number, at in found}


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _detached(engine: sa.Engine) -> Any:
    """A connection that the pool no longer counts as its own."""
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    pooled.detach()
    return connection
