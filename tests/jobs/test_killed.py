"""Real worker processes, killed at any moment: each letter becomes exactly one file."""

import os
import random
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from flask import Flask

from scheduler.kernel.db import session
from scheduler.kernel.terms import LetterState
from scheduler.mail.actions import Addressee
from scheduler.mail.models import Letter
from tests.cli.conftest import COMMAND, ROOT
from tests.mail.conftest import written

LETTERS, KILLS = 30, 3
Start = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def start(app: Flask, database_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a worker on the test's database."""
    foreign = {name: value for name, value in os.environ.items() if not name.startswith("SCHEDULER_")}
    environment = {
        **foreign,
        "SCHEDULER_INSTANCE_PATH": app.instance_path,
        "SCHEDULER_SQLALCHEMY_DATABASE_URI": database_url,
        "SCHEDULER_SECRET_KEY": "tests",
        "PYTHONPATH": str(ROOT),
    }
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        worker = subprocess.Popen(
            [*COMMAND, "worker"], env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True
        )
        started.append(worker)
        assert worker.stdout
        assert worker.stdout.readline() == "The worker is ready. To stop it, press Ctrl-C.\n"
        return worker

    yield start
    for worker in started:
        if worker.returncode is None:
            worker.kill()
            worker.communicate()


def files(app: Flask) -> list[Path]:
    return sorted((Path(app.instance_path) / "outbox").glob("[!.]*"))


def wait_for(is_so: Callable[[], bool], worker: subprocess.Popen[str]) -> None:
    """Until it is so; a worker that ends before is a failure."""
    while not is_so():
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(0.01)


def wait_for_files(app: Flask, number: int, worker: subprocess.Popen[str]) -> None:
    wait_for(lambda: len(files(app)) >= number, worker)


def sent() -> int:
    session.rollback()
    return session.query(Letter).filter(Letter.state == LetterState.SENT).count()


def test_killed_again_and_again(app: Flask, start: Start) -> None:
    chance = random.Random(1961)
    for number in range(LETTERS):
        written(Addressee(f"reader{number}@members.example"))
    for _ in range(KILLS):
        worker = start()
        wait_for_files(app, len(files(app)) + chance.randint(1, LETTERS // (KILLS + 1)), worker)
        worker.kill()
        worker.communicate()
    worker = start()
    wait_for(lambda: sent() == LETTERS, worker)
    worker.terminate()
    assert worker.communicate()[0] == ""
    assert worker.returncode == 0
    letters = [message_from_bytes(path.read_bytes()) for path in files(app)]
    assert Counter(message["To"] for message in letters) == {
        f"reader{number}@members.example": 1 for number in range(LETTERS)
    }
    assert len({message["Message-ID"] for message in letters}) == LETTERS
    assert list((Path(app.instance_path) / "outbox").glob(".*")) == []


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_two_workers_share_the_work_and_are_woken(app: Flask, start: Start) -> None:
    workers = [start(), start()]
    for number in range(10):
        written(Addressee(f"reader{number}@members.example"))
    wait_for(lambda: sent() == 10, workers[0])
    for worker in workers:
        worker.terminate()
        worker.communicate()
        assert worker.returncode == 0
    session.rollback()
    attempts = [len(letter.deliveries) for letter in session.query(Letter)]
    assert (attempts, len(files(app))) == ([1] * 10, 10)
