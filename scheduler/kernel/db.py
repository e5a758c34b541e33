"""The database: base class of all models, times in UTC, and the engine's habits."""

import enum
import json
import sqlite3
import time
from datetime import UTC, datetime
from typing import Any
from weakref import WeakSet

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


LARGEST = 2**31 - 1
"""Of the numbers that both databases know as keys. A larger one names nothing."""
PATIENCE = 20
"""Seconds that a writer waits for SQLite's lock."""
_TURN = 10
"""Milliseconds for which SQLite asks for its write lock by itself, see `_begin_immediately`."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Goes in aware, is stored in UTC, comes out aware in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(terms: type[enum.Enum]) -> list[str]:
    return [term.value for term in terms]


class Base(DeclarativeBase):
    """Base of every model."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 -- read once by SQLAlchemy
        datetime: UtcDateTime,
        dict[str, Any]: sa.JSON(none_as_null=True),
        list[str]: sa.JSON,
        list[dict[str, Any]]: sa.JSON,
        enum.StrEnum: sa.Enum(
            enum.StrEnum, native_enum=False, create_constraint=True, values_callable=_values
        ),
    }


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


db = SQLAlchemy(engine_options={"json_serializer": _to_json})
"""Of Flask-SQLAlchemy only the session and the engine are used; models stand on `Base`, which mypy
understands."""
session = db.session


def is_new(thing: object) -> bool:
    """Whether the transaction that is under way made it: nobody else knows it yet."""
    return thing in session.info.get(_MADE, ())


def is_first(what: str) -> bool:
    """Whether the transaction that is under way asks for the first time: once is enough for a lock."""
    asked: set[str] = session.info.setdefault(_ASKED, set())
    is_new_here = what not in asked
    asked.add(what)
    return is_new_here


_MADE, _ASKED = "made in this transaction", "asked in this transaction"


@sa.event.listens_for(Session, "pending_to_persistent")
def _remember(under_way: Session, thing: object) -> None:
    under_way.info.setdefault(_MADE, WeakSet()).add(thing)


@sa.event.listens_for(Session, "after_commit")
@sa.event.listens_for(Session, "after_rollback")
def _forget(done: Session) -> None:
    done.info.pop(_MADE, None)
    done.info.pop(_ASKED, None)


def begin_immediately(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get("immediate"))


@sa.event.listens_for(sa.Engine, "connect")
def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """SQLite as a server's database: readers beside one writer, foreign keys on, a patient writer,
    nothing lost at a power cut."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we begin transactions ourselves, see _begin_sqlite
    patience = f"busy_timeout={PATIENCE * 1000}"
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", patience, "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


@sa.event.listens_for(sa.Engine, "begin")
def _begin_sqlite(connection: sa.Connection) -> None:
    """A decision takes SQLite's write lock at its start, so that what it reads still holds when it writes."""
    if connection.dialect.name != "sqlite":
        return
    if begin_immediately(connection):
        _begin_immediately(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_immediately(connection: sa.Connection) -> None:
    """Ask for the write lock again and again. SQLite by itself would ask less and less often, at last ten
    times a second: in a rush nobody would write most of the time, and who waits longest would wait on."""
    until = time.monotonic() + PATIENCE
    connection.exec_driver_sql(f"PRAGMA busy_timeout={_TURN}")
    try:
        while not _has_begun(connection, time.monotonic() < until):
            pass
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE * 1000}")


def _has_begun(connection: sa.Connection, may_wait: bool) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except sa.exc.OperationalError as error:
        code = getattr(error.orig, "sqlite_errorcode", None)
        if code != sqlite3.SQLITE_BUSY or not may_wait:
            raise
        return False
    return True
