"""The opening second and the closing minute of a call: all organisations submit at once, over HTTP against
`scheduler serve`, on SQLite and on PostgreSQL; beside a bare WSGI application under the same server.

python3 dev.py bench rush [--organisations N] [--clients N]

Every tenth application is submitted twice, as by two clicks. Times are those of the replies, as clients saw
them. Afterwards it is looked through what was told and what is kept: every accepted application has one
receipt, one version and one letter; receipts have no gaps and stand in the order of the commits; the chains
hold; no answer was an error; nobody was let in or turned away but by the clock. Exits with 1 when anything
is wrong.
"""

import argparse
import os
import platform
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask

from bench import stage
from bench.rushing.clicks import Click, Heard, look_over, rush
from bench.rushing.furnishing import Furnished, furnish
from bench.rushing.truths import faults
from scheduler import create_app
from scheduler.calls.actions import set_terms
from scheduler.calls.queries import call
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import decision
from scheduler.migrations import steps

SOON = timedelta(seconds=3)
"""Until the call opens, so that all clients stand before the door."""
EARLY = timedelta(milliseconds=50)
"""How long before the opening the first knock."""
KNOCKS = 1000
"""How often somebody who came too early tries again."""
OPENING, CLOSING = 0, 1
"""The call that opens, and the one that closes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--organisations", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=16, help="that submit at once")
    given = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, {_load()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name, stage.databases(synced=True) as urls:
        wrong = [
            f"{kind}: {fault}"
            for kind, url in urls.items()
            for fault in on(kind, url, Path(name), given.organisations, given.clients)
        ]
    print("\nAll is as it should be." if not wrong else "")
    for fault in wrong:
        print(f"WRONG: {fault}")
    sys.exit(bool(wrong))


def on(kind: str, url: str, folder: Path, organisations: int, clients: int) -> list[str]:
    """Both rushes on one kind of database; what is wrong afterwards."""
    print(f"\n{kind}, {organisations} organisations, {clients} clients, {stage.WORKERS} workers")
    environment = stage.settings(folder, f"{kind}-rush", url)
    os.environ.update(environment)
    app = create_app()
    with app.app_context():
        steps.upgrade(db.engine)
        made = furnish(app, organisations)
        first, second = both(app, environment, folder, made, clients)
        wrong = [
            fault
            for heard, number in zip((first, second), made.calls, strict=True)
            for fault in faults(heard, call(number), Path(app.instance_path))
        ]
        session.remove()
        db.engine.dispose()
    for variable in environment:
        del os.environ[variable]
    return wrong


def both(
    app: Flask, environment: dict[str, str], folder: Path, made: Furnished, clients: int
) -> tuple[Heard, Heard]:
    """The two rushes, and what they are compared with."""
    opening, closing = made.clicks
    with stage.ours(environment, folder) as port:
        look_over(port, opening, clients)
        first = opening_second(port, made.calls[OPENING], opening, clients)
        second = closing_minute(port, made.calls[CLOSING], closing, clients, first.rate)
    bare = bare_posts(folder, opening, clients)
    print(f"  {first.told('opening second')}\n  {second.told('closing minute')}\n  {bare.told('bare POST')}")
    print(f"  ratio {first.rate / bare.rate:.2f}; {_load()}", flush=True)
    return first, second


def opening_second(port: int, number: int, clicks: list[Click], clients: int) -> Heard:
    """Everybody waits for the opening, and who came too early knocks again."""
    opens = clock.now() + SOON
    change(number, opens_at=opens)
    return rush(port, clicks, clients, until=opens - EARLY, knocks=KNOCKS)


def closing_minute(port: int, number: int, clicks: list[Click], clients: int, rate: float) -> Heard:
    """The call closes when about half of them have submitted."""
    change(number, closes_at=clock.now() + timedelta(seconds=len(clicks) / 2 / rate))
    return rush(port, clicks, clients)


def bare_posts(folder: Path, clicks: list[Click], clients: int) -> Heard:
    """The same requests to an application that does nothing, under the same server."""
    answer = (200, {"content-type": "text/html; charset=utf-8"}, b"<p>Received</p>")
    with stage.bare(answer, answer, folder) as port:
        return rush(port, clicks, clients)


def change(number: int, **changes: Any) -> None:
    """Other terms for a call."""
    with decision("bench") as this:
        one = call(number)
        set_terms(this, one.meeting, replace(one.terms, **changes))
    session.remove()


def _load() -> str:
    """How busy the machine is with everything, this included."""
    return f"load average {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
