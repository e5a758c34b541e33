"""A real server, and people who click twice, hang up before they are answered, or see it die: one application
has one receipt, and who was told of one has it."""

import http.client
import os
import signal
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.applications.models import Application, Receipt, Version
from scheduler.applications.verifying import faults_of_chain
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.mail.models import Letter
from scheduler.organisations.queries import person
from tests.applications import stage
from tests.cli.conftest import COMMAND, ROOT
from tests.web.people import Browser, member, signed_in, token_for

CLICKS = 6
DRAFTS = 12


@pytest.fixture
def ada(app: Flask) -> Account:
    return member(app, name="Ada")


@pytest.fixture
def drafts(app: Flask, ada: Account) -> list[Application]:
    """Of a call that is open by the server's clock."""
    now, while_ = clock.now(), timedelta(days=30)
    call = stage.call(opens_at=now - while_, closes_at=now + while_)
    return [stage.draft(call, stage.organisation(), person(ada.person_id)) for _ in range(DRAFTS)]


@contextmanager
def server(app: Flask, database_url: str, folder: Path, number: int = 0) -> Iterator[tuple[int, int]]:
    """Serves the test's database; yields the port, and the number of the processes' group."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port: int = holder.getsockname()[1]
    foreign = {name: value for name, value in os.environ.items() if not name.startswith("SCHEDULER_")}
    own = {
        "INSTANCE_PATH": app.instance_path,
        "SQLALCHEMY_DATABASE_URI": database_url,
        "SECRET_KEY": "tests",
        "BASE_URL": str(app.config["BASE_URL"]),
    }
    environment = {f"SCHEDULER_{name}": value for name, value in own.items()}
    with (folder / f"complaints{number}.log").open("wb") as complaints:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            env=foreign | environment | {"PYTHONPATH": str(ROOT)},
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,
        )
        assert process.stdout
        assert process.stdout.readline().startswith(b"Serving ")
        yield port, process.pid
        if process.poll() is None:
            process.terminate()  # what is under way is answered still
        process.communicate()
    assert (folder / f"complaints{number}.log").read_bytes() == b""


class Clicks:
    """The button of an application, pressed in the browser of somebody who is signed in."""

    def __init__(self, app: Flask, browser: Browser, port: int) -> None:
        cookie = browser.get_cookie(str(app.config["SESSION_COOKIE_NAME"]))
        assert cookie
        self.port = port
        self.headers = {
            "Cookie": f"{cookie.key}={cookie.value}",
            "X-CSRFToken": token_for(app),
            "Content-Length": "0",
        }

    def answered(self, code: str) -> tuple[int, str | None]:
        """Status and where it leads to; 0: nobody answered any more."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
            try:
                connection.request("POST", path(code, "submit"), headers=self.headers)
                answer = connection.getresponse()
            except (ConnectionError, http.client.HTTPException):
                return 0, None
            answer.read()
            return answer.status, answer.getheader("Location")

    def hung_up(self, code: str) -> None:
        """Sent, and gone before an answer can come."""
        lines = [f"POST {path(code, 'submit')} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode())


def path(code: str, page: str) -> str:
    return f"/account/applications/{code}/{page}/"


def check(call: Call, told: set[str]) -> set[str]:
    """Whoever was told has one receipt with one letter; all that is kept is whole. The codes of those."""
    session.rollback()
    kept = {one.application_id: one.application.code for one in session.scalars(select(Receipt))}
    assert told <= set(kept.values())
    letters = select(Letter.about).where(Letter.kind == "application-received")
    assert Counter(session.scalars(letters)) == {f"application {number}": 1 for number in kept}
    assert Counter(session.scalars(select(Version.application_id))) == dict.fromkeys(kept, 1)
    assert faults_of_chain(call, stage.keyring()) == []
    return set(kept.values())


def test_one_application_has_one_receipt_whatever_becomes_of_the_reply(
    app: Flask, ada: Account, drafts: list[Application], database_url: str, tmp_path: Path
) -> None:
    call, codes = drafts[0].call, [one.code for one in drafts]
    browser = signed_in(app, ada)
    twice, away, *others = codes
    with server(app, database_url, tmp_path) as (port, _), ThreadPoolExecutor(CLICKS) as people:
        ada_s = Clicks(app, browser, port)
        for _ in range(2):
            ada_s.hung_up(away)
        answers = set(people.map(ada_s.answered, [twice] * CLICKS))
        assert answers == {(303, path(twice, "receipt"))}
    assert check(call, {twice}) == {twice, away}
    with server(app, database_url, tmp_path, 1) as (port, group), ThreadPoolExecutor(CLICKS) as people:
        ada_s = Clicks(app, browser, port)
        assert ada_s.answered(others[0])[0] == 303
        under_way = [people.submit(ada_s.answered, code) for code in others[1:]]
        os.killpg(group, signal.SIGKILL)
        told = {code for code, one in zip(others[1:], under_way, strict=True) if one.result()[0] == 303}
    check(call, {twice, away, others[0], *told})
