"""`scheduler worker`: the process that sends letters."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app

from scheduler.cli.command import command, require_newest_schema
from scheduler.jobs import post
from scheduler.kernel.db import db

TO_THE_END = 30
"""Seconds that a worker gets for the letter that it is at."""


@command("worker")
@click.option("--with-parent", is_flag=True, hidden=True, help="Stop when standard input ends.")
def work_off(with_parent: bool) -> None:
    """Send letters as they come, until Ctrl-C or SIGTERM.

    It looks every minute, and at once when something was decided. Several may run; a letter that one is at
    is left alone by the others. Killed, it loses nothing: see docs/letters.md.
    """
    from scheduler.jobs.worker import work  # here, so that other commands need not load it

    require_newest_schema()
    post.way_out()
    db.engine.dispose()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    until = sys.stdin.buffer if with_parent else None
    work(app, lambda: click.echo("The worker is ready. To stop it, press Ctrl-C."), until)


@contextmanager
def worker_beside(**settings: Any) -> Iterator[None]:
    """A worker as a child process, on the same instance, as long as the block runs; `settings` stand above
    all others. It also ends when this process is killed."""
    given = {"INSTANCE_PATH": current_app.instance_path, **settings}
    own = {
        f"SCHEDULER_{name}": value if isinstance(value, str) else json.dumps(value)
        for name, value in given.items()
    }
    program = "from scheduler.cli import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-c", program, "worker", "--with-parent"],
        env=os.environ | own,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        child.terminate()
        try:
            child.communicate(timeout=TO_THE_END)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
