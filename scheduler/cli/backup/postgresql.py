"""Copies of a PostgreSQL database, by the tools that come with it: pg_dump, pg_restore, psql."""

import os
import shutil
import subprocess
from pathlib import Path

import sqlalchemy as sa

from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence

FOLDER = Path("/usr/lib/postgresql")
"""Where Debian keeps the tools of each version."""

EMPTY = """
SET lock_timeout = '30s';
DO $$
DECLARE item record;
BEGIN
  FOR item IN
    SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename) AS statement
    FROM pg_catalog.pg_tables WHERE schemaname = current_schema()
  LOOP EXECUTE item.statement; END LOOP;
  FOR item IN
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) AS statement
    FROM pg_catalog.pg_proc AS routine
    WHERE pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE objid = routine.oid AND deptype = 'e')
  LOOP EXECUTE item.statement; END LOOP;
END $$;
"""
"""Takes everything out of the database but extensions. `pg_restore --clean` takes out only what the backup
has too: tables of a newer version would stay, and the next upgrade would stumble over them."""


def copy(engine: sa.Engine, target: Path) -> None:
    """Dump the database as it is at one moment; others may read and write meanwhile."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", engine=engine)


def check(file: Path) -> bool:
    """Whether there is a schema of ours in it. Raises Refused when the file is no dump."""
    return " TABLE DATA public alembic_version " in _run("pg_restore", "--list", str(file))


def put_back(engine: sa.Engine, file: Path) -> None:
    """Empty the database and fill it from the dump, in one transaction."""
    empty, script = file.with_name("empty.sql"), file.with_name("database.sql")
    empty.write_text(EMPTY)
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run("psql", *options, f"--file={empty}", f"--file={script}", engine=engine)


def tool(name: str) -> str | None:
    """The path of a tool: on PATH, else of the newest version that Debian installed."""
    versions = sorted(FOLDER.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]), reverse=True)
    return shutil.which(name) or next(map(str, versions), None)


def _run(name: str, *arguments: str, engine: sa.Engine | None = None) -> str:
    """What the tool prints. Raises Refused when it is missing or fails."""
    path = tool(name)
    if path is None:
        raise Refused(
            Sentence("%(tool)s was not found. Install PostgreSQL's tools (postgresql-client).", tool=name)
        )
    command, environment = [path, *arguments], {**os.environ, "LC_MESSAGES": "C"}
    if engine is not None:
        address, password = server(engine)
        command += ["--no-password", f"--dbname={address}"]
        environment |= {"PGPASSWORD": password} if password else {}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        told = _complaint(done.stderr)
        raise Refused(Sentence("%(tool)s could not do its work. %(told)s", tool=name, told=told))
    return done.stdout


def server(engine: sa.Engine) -> tuple[str, str | None]:
    """The server as libpq's tools understand it, and the password apart: others can see a command line."""
    found = engine.dialect.create_connect_args(engine.url)[1]
    options = {name: str(value) for name, value in found.items() if isinstance(value, str | int)}
    password = options.pop("password", None)
    return " ".join(f"{name}={_quoted(value)}" for name, value in options.items()), password


def _quoted(value: str) -> str:
    """As libpq wants it (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING)."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _complaint(stderr: str) -> str:
    """The first line that names an error, else the last."""
    lines = stderr.strip().splitlines() or ["It did not say why."]
    return next((line for line in lines if "error" in line.lower() or "FATAL" in line), lines[-1])
