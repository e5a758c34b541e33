"""Killed in the middle of submissions, again and again: what a reader was told is there, and nothing is half."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.applications.facts import Facts
from scheduler.applications.models import Application, Receipt, Version
from scheduler.applications.terms import State
from scheduler.applications.verifying import faults_of_chain
from scheduler.audit.queries import broken_links
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.mail.models import Letter
from tests.applications import stage

ROOT = Path(__file__).parents[2]
DRAFTS = 90
INSIDE = {"sqlite": range(1, 43), "postgresql": range(1, 43, 6)}
"""Before which words to the database, or to the reader, the process dies: they cover a submission and a half."""
OUTSIDE = {"sqlite": 8, "postgresql": 2}
"""How often it is killed by another process, wherever it is."""


@dataclass
class Submitter:
    """The process of submitter.py, and what it told."""

    process: subprocess.Popen[str]
    told: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Number and seal by application, as they were read."""

    def run(self, point: int) -> int:
        """Submit what nobody was told of yet, to the point; which signal ended it."""
        self._say(f"{len(self.told) + 1} {point}")
        child = 0
        for word, *rest in self._lines():
            match word:
                case "child":
                    child = int(rest[0])
                case "receipt":
                    self.told[int(rest[0])] = (int(rest[1]), rest[2])
                case "ended":
                    return int(rest[0])
            if child and self.told and not point:
                os.kill(child, signal.SIGKILL)
                point = -1
        raise AssertionError("the process is gone")

    def _say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _lines(self) -> Iterator[list[str]]:
        assert self.process.stdout
        return (line.split() for line in self.process.stdout)


@pytest.fixture
def submitter(database_url: str, tmp_path: Path) -> Iterator[Submitter]:
    command = [sys.executable, "-m", "tests.applications.submitter", str(tmp_path / "instance"), database_url]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield Submitter(process)
        process.kill()


def prepare(app: Flask) -> stage.Call:
    """Drafts that can be submitted, each of another organisation; numbered from 1."""
    with app.app_context(), clock.set_to(stage.DURING):
        call = stage.call()
        leads = [(stage.person(), stage.organisation()) for _ in range(DRAFTS)]
        with decision("tests") as this:
            for person, lead in leads:
                made = stage.start(this, call, person, lead)
                stage.save(this, made, made.revision, Facts(title=f"Event {made.id}"))
        session.remove()
        return call


def test_what_was_told_is_there(
    make_app: Callable[..., Flask], database_kind: str, submitter: Submitter
) -> None:
    app = make_app()
    call = prepare(app)
    points = [*INSIDE[database_kind], *[0] * OUTSIDE[database_kind]]
    ended = [submitter.run(point) for point in points]
    assert ended == [signal.SIGKILL] * len(points)
    with app.app_context():
        check(session.get_one(stage.Call, call.id), submitter.told)


def check(call: stage.Call, told: dict[int, tuple[int, str]]) -> None:
    kept = {one.application_id: (one.number, one.seal) for one in session.scalars(select(Receipt))}
    assert {number: kept.get(number) for number in told} == told
    assert len(told) > 20
    assert sorted(number for number, _ in kept.values()) == list(range(1, len(kept) + 1))
    assert faults_of_chain(call, stage.keyring()) == []
    assert broken_links() == []
    received = select(Application.id).where(Application.state == State.RECEIVED)
    assert set(session.scalars(received)) == set(kept)
    letters = select(Letter.about).where(Letter.kind == "application-received")
    assert sorted(session.scalars(letters)) == sorted(f"application {number}" for number in kept)
    assert session.scalars(select(func.count()).select_from(Version)).one() == len(kept)
