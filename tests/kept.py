"""What one application has compiled and the next one of the same process may use: templates, statements and
addresses.

Each test has an application and a database of its own. To compile the same templates, the same SQL and the
same hundreds of addresses for each would take most of its time.
"""

from types import CodeType
from typing import Any, NamedTuple

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from werkzeug.routing import Rule

from scheduler.web.addresses import Address

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


class Compiled(NamedTuple):
    """What werkzeug finds out about an address. Nothing of it is changed afterwards."""

    parts: Any
    trace: Any
    converters: Any
    arguments: frozenset[str]
    build: Any
    build_unknown: Any


_addresses: dict[object, Compiled] = {}


def _compile(rule: Rule) -> None:
    """In the place of werkzeug's own, which is asked once for each address."""
    given = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
    key = (*given, *rule.map.converters.items())
    if key not in _addresses:
        Rule.compile(rule)
        builders = (build.__func__ for build in (rule._build, rule._build_unknown))  # type: ignore[attr-defined]
        _addresses[key] = Compiled(
            rule._parts, rule._trace, rule._converters, frozenset(rule.arguments), *builders
        )
    known = _addresses[key]
    rule._parts, rule._trace, rule._converters = known.parts, known.trace, known.converters
    rule.arguments = set(known.arguments)
    rule._build = known.build.__get__(rule)
    rule._build_unknown = known.build_unknown.__get__(rule)


Address.compile = _compile  # type: ignore[assignment, method-assign]
