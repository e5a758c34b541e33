"""Feeds against a bare WSGI application that returns the same bytes, under the same server, in the same run.

python3 dev.py bench feeds [--seconds N] [--rounds N] [--events N ...]
"""

import argparse
import contextlib
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.load import Request, ask, free_port, rate, served
from scheduler import create_app
from scheduler.demo.fictitious import programme
from scheduler.kernel.db import db
from scheduler.migrations import steps
from scheduler.programmes.actions import import_files
from tests import postgres

WORKERS, THREADS = 2, 4
SERVER = ["--workers", str(WORKERS)]
BARE = ["--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "5", "--no-control-socket"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=5, help="of each pair; the median counts")
    parser.add_argument("--events", type=int, nargs="*", default=[150, 1500])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases() as urls:
        for kind, url in urls.items():
            for events in given.events:
                measure(kind, url, events, Path(folder), given.seconds, given.rounds)


@contextlib.contextmanager
def databases() -> Iterator[dict[str, str]]:
    """SQLite, and PostgreSQL where there is a server."""
    if postgres.binaries() is None:
        print("No PostgreSQL server is installed here: SQLite only.")
        yield {"SQLite": ""}
        return
    with postgres.server() as url:
        yield {"SQLite": "", "PostgreSQL": url}


def measure(kind: str, url: str, events: int, folder: Path, seconds: float, rounds: int) -> None:
    instance = folder / f"{kind}-{events}"
    settings = {"SCHEDULER_INSTANCE_PATH": str(instance), "SCHEDULER_SECRET_KEY": "bench"}
    if url:
        settings["SCHEDULER_SQLALCHEMY_DATABASE_URI"] = fresh(url, f"bench_{events}")
    print(f"\n{kind}, {events} events")
    fill(settings, events)
    ours, bare = free_port(), free_port()
    scheduler = [shutil.which("scheduler", path=str(Path(sys.executable).parent)) or "scheduler", "serve"]
    with served([*scheduler, *SERVER, "--port", str(ours)], ours, settings, folder):
        path = "/DEMO/calendar.ics"
        answer = remember(ask(Request(ours, path)), ask_unchanged(ours, path), folder)
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "bench.bare:app",
            *SERVER,
            *BARE,
            "--bind",
            f"127.0.0.1:{bare}",
        ]
        with served(command, bare, {"BARE_ANSWER": str(answer), "PYTHONPATH": str(Path.cwd())}, folder):
            tag = json.loads(answer.read_text())["tag"]
            for name, headers in (("whole feed", ()), ("304", (f"If-None-Match: {tag}",))):
                compare(name, Request(ours, path, headers), Request(bare, path, headers), seconds, rounds)


def fresh(url: str, name: str) -> str:
    """A new database on the server."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)


def fill(settings: dict[str, str], events: int) -> None:
    """Import the fictitious meeting, then the same with one event changed; print what both took."""
    os.environ.update(settings)
    app = create_app()
    file = programme(events)
    with app.app_context():
        steps.upgrade(db.engine)
        whole = timed_import(file)
        file["side_events"][0]["title"] += " (new title)"
        again = timed_import(file)
        db.session.remove()
        db.engine.dispose()
    print(f"  import and release: {whole:.2f} s; again with one event changed: {again:.2f} s")
    for name in settings:
        del os.environ[name]


def timed_import(file: dict[str, object]) -> float:
    started = time.perf_counter()
    report = import_files([("DEMO", json.dumps(file).encode())], actor="bench", base_url="http://127.0.0.1")
    assert not report.faults, report.faults
    return time.perf_counter() - started


def ask_unchanged(port: int, path: str) -> dict[str, str]:
    """The headers of a 304."""
    _, headers, _ = ask(Request(port, path))
    status, unchanged, _ = ask(Request(port, path, (f"If-None-Match: {headers['etag']}",)))
    assert status == 304
    return unchanged


def remember(whole: tuple[int, dict[str, str], bytes], unchanged: dict[str, str], folder: Path) -> Path:
    """Write down our answers for the bare application."""
    status, headers, body = whole
    assert status == 200
    (folder / "body").write_bytes(body)
    of_server = ("server", "date", "connection", "transfer-encoding")
    answer = folder / "answer.json"
    pairs = {
        name: [[k, v] for k, v in found.items() if k not in of_server]
        for name, found in (("whole", headers), ("unchanged", unchanged))
    }
    answer.write_text(json.dumps({"body": str(folder / "body"), "tag": headers["etag"], **pairs}))
    return answer


def compare(name: str, ours: Request, bare: Request, seconds: float, rounds: int) -> None:
    """Rounds of both in turn, so that what else the machine does falls on both alike."""
    pairs = [(rate(ours, seconds), rate(bare, seconds)) for _ in range(rounds)]
    ratio = statistics.median(one / other for one, other in pairs)
    per_second = [statistics.median(column) for column in zip(*pairs, strict=True)]
    print(f"  {name:<12} ours {per_second[0]:8.0f}/s   bare {per_second[1]:8.0f}/s   ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
