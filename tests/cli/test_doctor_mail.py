"""`scheduler doctor` on the queue and on letters."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from scheduler.jobs import post
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.mail import outbox
from scheduler.mail.actions import Addressee
from tests.cli.conftest import Call
from tests.mail.conftest import written

SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def found(call: Call, name: str, exit_code: int = 0) -> list[str]:
    result = call("doctor")
    assert (result.exit_code, result.stderr) == (exit_code, "")
    return [line for line in result.stdout.splitlines() if line[7:18].strip() == name]


def test_all_is_well(call: Call, instance: Path, database_kind: str) -> None:
    place = {"sqlite": f"in {instance / 'queue.sqlite'}", "postgresql": "in the database"}[database_kind]
    assert found(call, "queue") == [f"ok     queue      The queue is {place}."]
    assert found(call, "mail") == [
        f"ok     mail       Letters are files in {instance / 'outbox'}.",
        "ok     mail       None is late, and none came back.",
    ]


@SQLITE_ONLY
def test_a_queue_that_is_broken(call: Call, instance: Path) -> None:
    file = instance / "queue.sqlite"
    file.write_bytes(b"no database" * 1000)
    assert found(call, "queue", exit_code=1) == [
        f"wrong  queue      The queue in {file} cannot be opened: DatabaseError: file is not a database. "
        "Letters stay in the outbox meanwhile."
    ]


@SQLITE_ONLY
def test_mail_settings_that_cannot_be_meant(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    for settings, told in (
        ({"MAIL_URL": "mail.example"}, "MAIL_URL has to be like smtp://user:password@host:587"),
        ({"MAIL_URL": "smtp://127.0.0.1:1"}, "Connection refused."),
        ({"MAIL_BOUNCES": str(tmp_path / "none")}, f"No such file or directory: {tmp_path}/none/cur."),
    ):
        app = make_app(SECRET_KEY="a key for tests only", **settings)
        result = app.test_cli_runner().invoke(args=["doctor"])
        assert result.exit_code == 1
        assert f"wrong  mail       {told}" in result.stdout


def test_letters_that_nobody_sends_and_that_did_not_arrive(call: Call, app: Flask) -> None:
    with app.app_context():
        written(Addressee("nowhere"))
        outbox.drain(post.way_out(), post.office())
        with clock.set_to(clock.now() - timedelta(hours=1)):
            written()
        session.remove()
    assert found(call, "mail", exit_code=1)[1:] == [
        "wrong  mail       1 letters are overdue. Is the worker running? See docs/letters.md.",
        "note   mail       1 letters did not arrive: see the failed ones at /desk/letters/.",
    ]
