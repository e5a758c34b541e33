"""A process that submits one draft after the other, and dies in the middle of it. Run by test_killed.py.

Each line that it reads, `FIRST POINT`, makes it fork: the child submits the drafts from the number FIRST on,
and kills itself at the POINT-th time that it has something to tell the database or the reader; with 0 it goes
on until somebody kills it. Everything is loaded before, so that a run takes no time.
"""

import itertools
import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from scheduler import create_app
from scheduler.applications.keys import Keyring
from scheduler.applications.models import Application
from scheduler.applications.submitting import submit
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import decision
from tests.applications.stage import DURING


def main(instance: str, url: str) -> None:
    app = create_app(instance, SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="tests")
    say("ready")
    for line in sys.stdin:
        first, point = map(int, line.split())
        if first == 1:  # the first time here: what SQLAlchemy makes ready for it, the children inherit
            run(app, range(1, 2))
            with app.app_context():
                db.engine.dispose()  # but no connection
            first = 2
        child = os.fork()
        if child == 0:
            die_at(point)
            run(app, range(first, count(app) + 1))
            os._exit(0)
        say(f"child {child}")
        _, status = os.waitpid(child, 0)
        say(f"ended {os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}")


def die_at(point: int) -> None:
    steps = itertools.count(1)

    def step(*_told: Any) -> None:
        if next(steps) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(sa.Engine, "before_cursor_execute", step)
    sa.event.listen(sa.Engine, "commit", step)
    before_telling.append(step)


before_telling: list[Callable[[], None]] = []


def count(app: Flask) -> int:
    with app.app_context():
        return session.scalars(sa.select(sa.func.count(Application.id))).one()


def run(app: Flask, drafts: Iterable[int]) -> None:
    keyring = Keyring(Path(app.instance_path) / "keys" / "receipts")
    with app.app_context(), clock.set_to(DURING):
        for number in drafts:
            with decision("account 1") as this:
                receipt = submit(this, session.get_one(Application, number), DURING, keyring)
            told = f"receipt {number} {receipt.number} {receipt.seal}"
            for step in before_telling:
                step()
            say(told)


def say(line: str) -> None:
    """In one piece: nobody reads half a line."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
