"""The queue wakes the worker; it is never in the way of a decision."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from scheduler.jobs import queue, tasks
from scheduler.jobs.queue import ENOUGH, build, place
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import LetterState, Outcome
from scheduler.mail import outbox
from scheduler.mail.models import Letter
from scheduler.mail.parcels import Answer
from tests.mail.conftest import OFFICE, letter, written
from tests.mail.test_outbox import Counter


def test_whoever_writes_letters_wakes_the_worker_once(app: Flask) -> None:
    assert queue.queue().count() == 0
    with bookkeeping("tests"):
        pass
    assert queue.queue().count() == 0
    written()
    assert queue.queue().count() == 1
    for _ in range(ENOUGH):
        written()
    assert queue.queue().count() == ENOUGH


def test_letters_that_are_not_due_wake_nobody(app: Flask) -> None:
    written()
    outbox.drain(Counter(lambda _: Answer(Outcome.DEFERRED, "451 Later")), OFFICE)
    assert queue.queue().count() == 1


def test_a_decision_that_is_not_kept_wakes_nobody(app: Flask) -> None:
    def fail() -> None:
        with bookkeeping("tests") as this:
            session.add(letter_like(this.at))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    written_nothing = session.query(Letter).count()
    with bookkeeping("tests"):
        pass
    assert (written_nothing, queue.queue().count()) == (0, 0)


def letter_like(at: datetime) -> Letter:
    return Letter(
        message_id="x",
        kind="own-page",
        sender="secretariat",
        address="ann@members.example",
        language="en",
        subject="x",
        text="x",
        about="person 1",
        state=LetterState.WAITING,
        written_at=at,
        due_at=at,
    )


def test_the_task_sends_letters_and_looks_again_when_one_is_due(app: Flask, tmp_path: Path) -> None:
    number = written()
    tasks.send_letters(Event())
    assert letter(number).state is LetterState.SENT
    assert len(list((Path(app.instance_path) / "outbox").glob("*.eml"))) == 1
    assert tasks.until_next() is None
    later = written()
    with bookkeeping("tests"):
        session.get_one(Letter, later).due_at = clock.now() + timedelta(seconds=30)
    assert tasks.until_next() in (30, 31)


def test_what_the_queue_says_is_signed(app: Flask) -> None:
    """Whoever can write into it cannot make the worker do things."""
    with app.app_context():
        mine = build(app)
        mine.tasks.drain()
        mine.let_go()
        app.config["SECRET_KEY"] = "another"
        stranger = build(app)
        assert (stranger.count(), stranger.huey.pending()) == (1, [])
        stranger.let_go()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_broken_queue_does_not_break_a_decision(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    file = Path(app.instance_path) / "queue.sqlite"
    file.write_bytes(b"this is no database" * 1000)
    with caplog.at_level(logging.WARNING, "scheduler.jobs"):
        number = written()
    assert letter(number).state is LetterState.WAITING
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("The worker could not be told that letters are due (DatabaseError: ")
    assert queue.trouble() == "DatabaseError: file is not a database"
    file.unlink()
    assert queue.trouble() is None


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_queue_that_went_with_a_restored_backup_is_made_again(app: Flask) -> None:
    written()
    with db.engine.begin() as connection:
        for table in ("kv", "schedule", "task", "counter"):
            connection.exec_driver_sql(f"DROP TABLE queue_{table}")
    written()
    written()
    assert queue.queue().count() == 1


def test_where_it_lies(app: Flask, make_app: Callable[..., Flask], database_kind: str) -> None:
    lies = {"sqlite": f"in {Path(app.instance_path) / 'queue.sqlite'}", "postgresql": "in the database"}
    assert place(app) == lies[database_kind]
    redis = make_app(REDIS_URL="redis://:secret@queue.example:6379/0")
    assert place(redis) == "at redis://:***@queue.example:6379/0"


@pytest.mark.skipif(find_spec("redis") is not None, reason="The driver for Redis is installed")
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_redis_needs_its_driver(make_app: Callable[..., Flask]) -> None:
    with pytest.raises(Refused, match="The driver for Redis is not installed"):
        build(make_app(REDIS_URL="redis://127.0.0.1:1/0"))
