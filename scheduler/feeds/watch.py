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
Written = tuple[int, int]
"""How the database stood: while it is the same, nothing that was read then has changed."""


class Watch(Protocol):
    """Knows the newest releases, and whether anything was written."""

    def newest(self) -> Issues:
        """The last release of every meeting that has one, by the meeting's code."""

    def written(self) -> Written:
        """Ask before reading, and compare later; all threads of the process may share what was read."""

    def close(self) -> None:
        """Close this thread's connection."""


def watch(engine: sa.Engine) -> Watch:
    """The watch that fits the database."""
    return SQLiteWatch(engine) if engine.dialect.name == "sqlite" else PostgreSQLWatch(engine)


class _Count:
    """How often any thread of the process saw that something was written. A thread that sees it late counts
    it once more: that costs a question too many, never one too few."""

    def __init__(self) -> None:
        self.value = 0
        self._lock = threading.Lock()

    def rise(self) -> None:
        with self._lock:
            self.value += 1


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
        self._seen = _Count()

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
            self._seen.rise()
        return own.issues

    def written(self) -> Written:
        self.newest()
        return self._seen.value, 0

    def close(self) -> None:
        self._own.close()


class PostgreSQLWatch:
    """Listens: PostgreSQL tells of each release and of each change of somebody's own feed as it is committed
    (migrations 0002 and 0020), and looking whether it has said something costs no question. It is asked all
    the same ten times a second, lest a word got lost, and after each decision of this very process, which may
    be quicker than the word."""

    ASKS_AGAIN = 0.1
    """Seconds."""
    BELIEVES = 1.0
    """Seconds for which nothing is taken to have been written where nobody said so: of some tables PostgreSQL
    does not tell."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._own = _Own()
        self._seen = _Count()

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
        if _heard(own) or decisions != own.version:
            self._seen.rise()
            own.good_until = 0.0
        if now > own.good_until:
            own.issues = _told(own.connection.execute(QUESTION))
            own.version, own.good_until = decisions, now + self.ASKS_AGAIN
        return own.issues

    def written(self) -> Written:
        self.newest()
        return self._seen.value, int(time.monotonic() / self.BELIEVES)

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
