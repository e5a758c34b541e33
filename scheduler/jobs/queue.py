"""The queue: it wakes the worker, and is never the truth. Losing it costs time, and no letter.

Nothing outside of this folder knows which program keeps it.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import sqlalchemy as sa
from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError
from huey.serializer import SignedSerializer

from scheduler.jobs import tasks
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence

FILE = "queue.sqlite"
NAME = "scheduler"
ENOUGH = 5
"""Tasks in the queue from which on another one would tell the worker nothing new."""
LOCK = 5_403_001
"""Of PostgreSQL's advisory locks: two processes must not make the queue's tables at once."""
PATIENCE = "socket_connect_timeout=3&socket_timeout=5"
"""Seconds to wait for a Redis server: a page must not hang on it."""
KEY = "scheduler.queue"
Call = Callable[[tasks.Tasks], object]
"""Puts one of the tasks into the queue."""


@dataclass
class Queue:
    """An application's queue with its tasks. `stopping` tells tasks that the worker wants to go home."""

    huey: Huey
    tasks: tasks.Tasks
    stopping: Event

    def wake(self, call: Call = lambda tasks: tasks.drain()) -> None:
        """Tell the worker that letters are due, or something else. Raises whatever the queue's storage
        raises."""
        try:
            if self.huey.pending_count() < ENOUGH:
                call(self.tasks)
        finally:
            self.let_go()

    def count(self) -> int:
        """How many tasks wait."""
        try:
            return int(self.huey.pending_count())
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Keep no connection open between two uses: it could break, or be shared with a forked process."""
        self.huey.storage.close()


def queue() -> Queue:
    """The present application's queue, opened when it is first needed."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if KEY not in app.extensions:
        app.extensions[KEY] = build(app)
    found: Queue = app.extensions[KEY]
    return found


def build(app: Flask) -> Queue:
    """A queue for this application: at the Redis server that is set, in the PostgreSQL database, or in a
    file of its own beside SQLite's, which would not bear two kinds of writers well."""
    stopping = Event()
    huey = _open(app)
    return Queue(huey, tasks.register(huey, app, stopping), stopping)


def place(app: Flask) -> str:
    """Where the queue lies, without passwords."""
    if url := app.config["REDIS_URL"]:
        return f"at {sa.make_url(url).render_as_string(hide_password=True)}"
    if _database(app).get_backend_name() == "postgresql":
        return "in the database"
    return f"in {Path(app.instance_path) / FILE}"


def _open(app: Flask) -> Huey:
    # What comes out of the queue is believed, so it bears our signature.
    options = {"results": False, "serializer": SignedSerializer(secret=app.config["SECRET_KEY"], salt=NAME)}
    if url := app.config["REDIS_URL"]:
        return _at_redis(url, options)
    if _database(app).get_backend_name() == "postgresql":
        return _in_postgresql(_database(app), options)
    return SqliteHuey(NAME, filename=str(Path(app.instance_path) / FILE), **options)


def _database(app: Flask) -> sa.URL:
    return sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"])


def _at_redis(url: str, options: dict[str, object]) -> Huey:
    address = f"{url}{'&' if '?' in url else '?'}{PATIENCE}"
    try:
        return RedisHuey(NAME, url=address, **options)
    except ConfigurationError as error:
        raise Refused(
            Sentence("The driver for Redis is not installed. Run: pip install redis, or unset REDIS_URL.")
        ) from error


def _in_postgresql(url: sa.URL, options: dict[str, object]) -> Huey:
    import psycopg  # an extra: only who uses PostgreSQL has it

    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))  # until the connection is closed
        return PostgresHuey(NAME, dsn=address, table_prefix="queue", **options)


def wake() -> str | None:
    """Wake the worker; what went wrong, where that cannot be done. It looks by itself every minute."""
    return _tried(lambda: queue().wake())


def wake_for_proposals() -> str | None:
    """The same for somebody who waits for a proposal."""
    return _tried(lambda: queue().wake(lambda tasks: tasks.propose()))


def wake_for_calendars() -> str | None:
    """The same when people come or go, whose calendars have to follow."""
    return _tried(lambda: queue().wake(lambda tasks: tasks.invite()))


def trouble() -> str | None:
    """Why the queue cannot be opened; None where it can."""
    return _tried(lambda: queue().count())


def _tried(use: Callable[[], object]) -> str | None:
    try:
        use()
    except Exception as error:  # whatever it is, nothing but the waking depends on it
        current_app.extensions.pop(KEY, None)  # its tables may have gone with a restored backup
        return str(error.sentence) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
    return None
