"""Seeing at once what another process released, at next to no cost for a request."""

import select
import sqlite3
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
        """Ask before reading, and compare later."""

    def close(self) -> None:
        """Close its connection; the next question opens another."""


def watch(engine: sa.Engine) -> Watch:
    """The watch that fits the database."""
    return SQLiteWatch(engine) if engine.dialect.name == "sqlite" else PostgreSQLWatch(engine)


@dataclass(frozen=True)
class _Answer:
    """What the database told a thread, for all threads of the process, `at` which time (`time.monotonic`)."""

    issues: Issues
    written: int
    """How often it was seen that something was written."""
    decisions: int
    at: float

    def holds(self, seconds: float) -> bool:
        """Whether it is so young, and this process has decided nothing since."""
        return self.decisions == decision.taken() and time.monotonic() < self.at + seconds


NOTHING = _Answer({}, 0, -1, 0.0)


class _Asking(ABC):
    """Asks the database on a connection of its own, apart from the pool's. A thread that asks gives its turn
    to others and waits for the next: so the database is not asked twice within a moment, and while one thread
    asks, the others go on with what was told before, for another moment at most."""

    MOMENT = 0.005
    """Seconds. A busy process may miss for two moments what another one has just written."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._connection: Any = None
        self._answer = NOTHING
        self._lock = threading.Lock()

    def newest(self) -> Issues:
        return self._asked().issues

    def _asked(self) -> _Answer:
        last = self._answer
        if last.holds(self.MOMENT):
            return last
        if not self._lock.acquire(blocking=not last.holds(2 * self.MOMENT)):
            return last
        try:
            if not self._answer.holds(self.MOMENT):  # else another thread has asked meanwhile
                now, decisions = time.monotonic(), decision.taken()
                issues, is_new = self._ask(decisions)
                self._answer = _Answer(issues, self._answer.written + is_new, decisions, now)
            return self._answer
        finally:
            self._lock.release()

    @abstractmethod
    def _ask(self, decisions: int) -> tuple[Issues, bool]:
        """The newest releases, and whether anything was written since the last time, as far as can be seen;
        `decisions` this process has taken."""

    def close(self) -> None:
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


class SQLiteWatch(_Asking):
    """Asks SQLite first whether any other connection has written at all: that costs next to nothing
    (https://www.sqlite.org/pragma.html#pragma_data_version)."""

    _version: int | None = None

    def written(self) -> Written:
        return self._asked().written, 0

    def _ask(self, decisions: int) -> tuple[Issues, bool]:
        if self._connection is None:
            self._connection, self._version = _detached(self._engine), None
        connection: sqlite3.Connection = self._connection
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version == self._version:
            return self._answer.issues, False
        found = connection.execute(QUESTION)
        issues = _told((code, number, datetime.fromisoformat(at)) for code, number, at in found)
        self._version = version
        return issues, True


class PostgreSQLWatch(_Asking):
    """Listens: PostgreSQL tells of each release and of each change of somebody's own feed as it is committed
    (migrations 0002 and 0020), and looking whether it has said something costs no question. It is asked all
    the same ten times a second, lest a word got lost, and after each decision of this very process, which may
    be quicker than the word."""

    ASKS_AGAIN = 0.1
    """Seconds."""
    BELIEVES = 1.0
    """Seconds for which nothing is taken to have been written where nobody said so: of some tables PostgreSQL
    does not tell."""

    _poll: Any = None
    _good_until = 0.0

    def written(self) -> Written:
        return self._asked().written, int(time.monotonic() / self.BELIEVES)

    def _ask(self, decisions: int) -> tuple[Issues, bool]:
        try:
            return self._look(decisions)
        except self._engine.dialect.loaded_dbapi.OperationalError:  # the server was restarted, perhaps
            self._forget()
            return self._look(decisions)

    def _look(self, decisions: int) -> tuple[Issues, bool]:
        is_new = self._listen() or self._heard() or decisions != self._answer.decisions
        now = time.monotonic()
        if not is_new and now < self._good_until:
            return self._answer.issues, False
        issues = _told(self._connection.execute(QUESTION))
        self._good_until = now + self.ASKS_AGAIN
        return issues, is_new

    def _listen(self) -> bool:
        """Whether it only begins to: what was said before was missed."""
        if self._connection is not None:
            return False
        self._connection = _detached(self._engine)
        self._connection.autocommit = True
        self._connection.execute("LISTEN release")
        self._poll = select.poll()
        self._poll.register(self._connection.pgconn.socket, select.POLLIN)
        return True

    def _heard(self) -> bool:
        """Whether anything came in on the connection. Takes it in."""
        if not self._poll.poll(0):
            return False
        self._connection.pgconn.consume_input()
        while self._connection.pgconn.notifies():
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
