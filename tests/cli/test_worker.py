"""`scheduler worker`: a process that sends letters until it is told to stop."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Finished
from tests.cli.test_serving import first_line

READY = "The worker is ready. To stop it, press Ctrl-C.\n"
BESIDE = """
import os, sys
from scheduler import create_app
from scheduler.cli.worker import worker_beside
with create_app().app_context(), worker_beside(BASE_URL="https://programme.example"):
    print("beside", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_works_until_it_is_told_to_stop(
    run: Callable[..., Finished], start: Callable[..., subprocess.Popen[str]], stop: signal.Signals
) -> None:
    assert run("db", "upgrade").returncode == 0
    worker = start("worker")
    assert first_line(worker) == READY
    worker.send_signal(stop)
    assert worker.communicate() == ("", "")
    assert worker.returncode == 0


def test_it_says_what_is_wrong_before_it_begins(run: Callable[..., Finished]) -> None:
    told = "Error: The database is not at the newest revision, "
    refused = run("worker")
    assert (refused.returncode, refused.stdout, refused.stderr[: len(told)]) == (1, "", told)
    assert run("db", "upgrade").returncode == 0
    refused = run("worker", SCHEDULER_MAIL_URL="mail.example")
    assert (refused.returncode, refused.stderr) == (
        1,
        "Error: MAIL_URL has to be like smtp://user:password@host:587 or smtps://user:password@host:465.\n",
    )
    refused = run("worker", SCHEDULER_REDIS_URL="redis://127.0.0.1:1/0")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: ")


def test_beside_a_server_it_ends_with_it_even_when_that_is_killed(
    environment: dict[str, str], run: Callable[..., Finished], tmp_path: Path
) -> None:
    assert run("db", "upgrade").returncode == 0
    parent = subprocess.Popen(
        [sys.executable, "-c", BESIDE],
        env=environment,
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first_line(parent) == "beside\n"
    (child,) = children(parent.pid)
    parent.kill()
    parent.communicate()
    while Path(f"/proc/{child}").exists() and not is_gone(child):
        pass


def children(number: int) -> list[int]:
    """The processes that a process started."""
    found = Path(f"/proc/{number}/task/{number}/children")
    if not found.exists():
        pytest.skip("Only Linux tells which processes a process started")
    return [int(child) for child in found.read_text().split()]


def is_gone(number: int) -> bool:
    """Whether it has ended, and only waits for somebody to notice."""
    try:
        return ") Z " in Path(f"/proc/{number}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
