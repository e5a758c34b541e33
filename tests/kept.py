"""What one application has compiled and the next one of the same process may use: templates and statements.

Each test has an application and a database of its own. To compile the same templates and the same SQL for
each would take most of its time.
"""

from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

STATEMENTS: dict[Any, Any] = {}
ENGINE_OPTIONS = {"execution_options": {"compiled_cache": STATEMENTS}}
"""For Flask-SQLAlchemy. SQLAlchemy finds what it compiled by the statement and the dialect; see below."""


class Templates(BytecodeCache):
    """In memory. Jinja asks by name, file and source."""

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self.compiled[bucket.key, bucket.checksum] = bucket.code


_templates = Templates()


def keep_templates(app: Flask) -> None:
    app.jinja_env.bytecode_cache = _templates


class _Alike:
    """Dialects of a kind are the same to who looks for a statement: all speak to the same SQLite, or to the
    tests' one PostgreSQL server."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class SQLite(_Alike, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class PostgreSQL(_Alike, PGDialect_psycopg):
    supports_statement_cache = True


registry.register("sqlite", __name__, "SQLite")
registry.register("postgresql.psycopg", __name__, "PostgreSQL")
