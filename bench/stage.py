"""What benchmarks stand on: instances with a fictitious meeting, our server, and the bare one beside it."""

import contextlib
import json
import os
import shutil
import statistics
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import sqlalchemy as sa

from bench.load import Request, ask, free_port, rate, served
from bench.meeting import meeting, renamed, timed_import
from scheduler import create_app
from scheduler.kernel.db import db
from scheduler.migrations import steps
from tests import postgres

WORKERS, THREADS = 2, 4
BARE = ["--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "5", "--no-control-socket"]
OF_THE_SERVER = ("server", "date", "connection", "transfer-encoding")
"""Headers that a server adds by itself."""

Answer = tuple[int, dict[str, str], bytes]


@contextlib.contextmanager
def databases(*, synced: bool = False) -> Iterator[dict[str, str]]:
    """SQLite, and PostgreSQL where there is a server; `synced`: one that loses nothing at a power cut, as
    SQLite does not either."""
    if postgres.binaries() is None:
        print("No PostgreSQL server is installed here: SQLite only.")
        yield {"SQLite": ""}
        return
    with postgres.server(synced=synced) as url:
        yield {"SQLite": "", "PostgreSQL": url}


def settings(folder: Path, name: str, url: str = "") -> dict[str, str]:
    """The environment of an instance of its own."""
    found = {"SCHEDULER_INSTANCE_PATH": str(folder / name), "SCHEDULER_SECRET_KEY": "bench"}
    if url:
        found["SCHEDULER_SQLALCHEMY_DATABASE_URI"] = _fresh(url, f"bench_{name}".lower().replace("-", "_"))
    return found


def _fresh(url: str, name: str) -> str:
    """A new database on the server."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)


def fill(environment: Mapping[str, str], events: int) -> None:
    """Import the fictitious meeting, then the same with one event changed; print what both took."""
    with inside(environment):
        steps.upgrade(db.engine)
        whole = timed_import(meeting(events))
        again = timed_import(renamed(events, "new title"))
    print(f"  import and release: {whole:.2f} s; again with one event changed: {again:.2f} s")


@contextlib.contextmanager
def inside(environment: Mapping[str, str]) -> Iterator[None]:
    """The application of this instance in this process."""
    os.environ.update(environment)
    try:
        with create_app().app_context():
            yield
            db.session.remove()
            db.engine.dispose()
    finally:
        for name in environment:
            del os.environ[name]


@contextlib.contextmanager
def ours(environment: Mapping[str, str], folder: Path) -> Iterator[int]:
    """`scheduler serve` on a free port."""
    with watched(environment, folder) as (port, _):
        yield port


@contextlib.contextmanager
def watched(environment: Mapping[str, str], folder: Path) -> Iterator[tuple[int, int]]:
    """The same with the number of its process, whose children are the workers."""
    port = free_port()
    scheduler = shutil.which("scheduler", path=str(Path(sys.executable).parent)) or "scheduler"
    command = [scheduler, "serve", "--workers", str(WORKERS), "--port", str(port)]
    with served(command, port, environment, folder) as process:
        yield port, process


@contextlib.contextmanager
def bare(whole: Answer, unchanged: Answer, folder: Path) -> Iterator[int]:
    """A bare application that gives these answers, under the same server with as many workers."""
    port = free_port()
    (folder / "body").write_bytes(whole[2])
    told = {"body": str(folder / "body"), "whole": _own(whole[1]), "unchanged": _own(unchanged[1])}
    (folder / "answer.json").write_text(json.dumps(told))
    command = [sys.executable, "-m", "gunicorn", "bench.bare:app", "--workers", str(WORKERS), *BARE]
    root = Path(__file__).resolve().parent.parent
    environment = {"BARE_ANSWER": str(folder / "answer.json"), "PYTHONPATH": str(root)}
    with served([*command, "--bind", f"127.0.0.1:{port}"], port, environment, folder):
        yield port


def _own(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    return [pair for pair in headers.items() if pair[0] not in OF_THE_SERVER]


def compare(
    name: str, port: int, path: str, folder: Path, seconds: float, rounds: int, cookie: str = "a=b"
) -> None:
    """The whole and its 304 beside the bare application. Rounds of both in turn, so that what else the
    machine does falls on both alike; the median counts."""
    always = (f"Cookie: {cookie}",)
    whole = ask(Request(port, path, always))
    tagged = (*always, f"If-None-Match: {whole[1]['etag']}")
    unchanged = ask(Request(port, path, tagged))
    assert (whole[0], unchanged[0]) == (200, 304), (path, whole[0], unchanged[0])
    with bare(whole, unchanged, folder) as other:
        for what, headers in ((f"{len(whole[2]) / 1000:.0f} kB", always), ("304", tagged)):
            pairs = []
            for _ in range(rounds):
                here, there = Request(port, path, headers), Request(other, path, headers)
                pairs.append((rate(here, seconds), rate(there, seconds)))
            ratio = statistics.median(one / two for one, two in pairs)
            per_second = [statistics.median(column) for column in zip(*pairs, strict=True)]
            print(
                f"  {name:<16} {what:>8}   ours {per_second[0]:7.0f}/s   bare {per_second[1]:7.0f}/s   "
                f"ratio {ratio:.2f}",
                flush=True,
            )
