"""Real worker processes, killed at any moment: each letter becomes exactly one file, and a proposal that was
being made is marked as stopped."""

import os
import random
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from flask import Flask

from scheduler.jobs.tasks import tend_runs
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState
from scheduler.mail.actions import Addressee
from scheduler.mail.models import Letter
from scheduler.side_events.models import SideEvent
from scheduler.timetable import moving
from scheduler.timetable.proposals import asking, queries
from scheduler.timetable.proposals.models import AllocationRun
from scheduler.timetable.proposals.options import Options
from scheduler.timetable.queries import plans
from scheduler.timetable.terms import RunState
from tests.cli.conftest import COMMAND, ROOT
from tests.mail.conftest import written
from tests.timetable.stage import MONDAY, TUESDAY, do, stage, standing

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


def test_killed_while_it_proposes(app: Flask, start: Start) -> None:
    play = stage(events=24, rooms=3)
    first, second, *_ = play.events
    do(moving.move, play.plan, {first: play.at(MONDAY), second: play.at(TUESDAY)}, seen=0)
    with bookkeeping("tests"):
        for number, event in enumerate(play.events):  # alike but for their themes: a proof that takes long
            session.get_one(SideEvent, event.id).theme = f"Theme {number % 3}"
    before = standing(play.plan)
    number = do(asking.ask, play.meeting, Options(start=play.plan.id, seconds=600)).id
    worker = start()
    wait_for(lambda: run(number).state is RunState.RUNNING, worker)
    worker.kill()
    worker.communicate()
    assert run(number).state is RunState.RUNNING, "nobody could say more"
    with clock.set_to(clock.now() + timedelta(seconds=61)):
        tend_runs()
        other = do(asking.ask, play.meeting, Options(start=play.plan.id, seconds=1)).id
    found = run(number)
    assert (found.state, found.said, found.plan_id) == (RunState.STOPPED, asking.WENT_AWAY.text, None)
    assert standing(play.plan) == before
    assert [plan.name for plan in plans(play.meeting)] == ["Public timetable"]
    worker = start()
    wait_for(lambda: run(other).state not in queries.OPEN, worker)
    worker.terminate()
    worker.communicate()
    assert (run(other).state, run(other).said) == (RunState.DONE, None)
    assert [plan.name for plan in plans(play.meeting)] == ["Public timetable", "Proposal 1"]
    assert standing(play.plan) == before


def run(number: int) -> AllocationRun:
    session.rollback()
    return session.get_one(AllocationRun, number)
