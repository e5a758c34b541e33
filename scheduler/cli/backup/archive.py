"""What a backup is: a .tar.gz with a manifest first, then the database, then folders of the instance."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from scheduler.cli.backup import postgresql, sqlite
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence

FORMAT = "scheduler-backup/1"
MANIFEST = "manifest.json"
FOLDERS = ("uploads", "keys")
"""Folders of the instance that a backup holds. settings.py is not among them: it belongs to the machine."""


@dataclass(frozen=True)
class Kind:
    """How a database of one kind is copied into a file, how such a file is checked, and put back."""

    member: str
    copy: Callable[[sa.Engine, Path], None]
    check: Callable[[Path], bool]
    put_back: Callable[[sa.Engine, Path], None]


KINDS = {
    "sqlite": Kind("database.sqlite", sqlite.copy, sqlite.check, sqlite.put_back),
    "postgresql": Kind("database.dump", postgresql.copy, postgresql.check, postgresql.put_back),
}


def kind_of(engine: sa.Engine) -> Kind:
    """Raises Refused for a database that this program does not copy."""
    if kind := KINDS.get(engine.dialect.name):
        return kind
    raise Refused(
        Sentence("There are no backups of databases of the kind %(kind)s.", kind=engine.dialect.name)
    )


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `made_at` in UTC (ISO 8601); `database` as SQLAlchemy names the kind."""

    made_at: str
    application: str
    database: str
    revision: str

    def written(self) -> bytes:
        return (json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n").encode()

    @classmethod
    def read(cls, data: bytes) -> "Manifest":
        """Raises ValueError for anything but a manifest."""
        found: Any = json.loads(data)
        if not isinstance(found, dict) or found.pop("format", None) != FORMAT:
            raise ValueError("not the format of a backup")
        if set(found) != set(cls.__annotations__) or not all(
            isinstance(value, str) for value in found.values()
        ):
            raise ValueError("not the keys of a manifest")
        datetime.fromisoformat(found["made_at"])
        return cls(**found)
