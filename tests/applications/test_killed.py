"""Killed in the middle of submissions, again and again: what a reader was told is there, nothing is half."""

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

from scheduler.applications.drafting import save, start
from scheduler.applications.facts import Facts
from scheduler.applications.models import Application, Receipt, Version
from scheduler.applications.terms import State
from scheduler.applications.verifying import faults_of_chain
from scheduler.audit.queries import broken_links
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import OrganisationKind
from scheduler.mail.models import Letter
from scheduler.organisations.actions import enrol, name_person
from tests.applications import stage

ROOT = Path(__file__).parents[2]
DRAFTS = 75
INSIDE = range(40, 82)
"""Before which words to the database, or to the reader, the process dies: some 40 make one submission, so
that it dies once before each of those of the second one, its commit and its reply among them."""
OUTSIDE = 8
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
                    if point == 0:
                        os.kill(child, signal.SIGKILL)
                        point = -1  # once: it may have told more meanwhile
                case "ended":
                    return int(rest[0])
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


def prepare(app: Flask) -> int:
    """Drafts that can be submitted, numbered from 1; returns the number of their call."""
    with app.app_context(), clock.set_to(stage.DURING):
        call = stage.call()
        with decision("tests") as this:
            for number in range(DRAFTS):
                person = name_person(f"Person {number}")
                person.email = f"person{number}@body.example"
                session.flush()
                made = start(this, call, person, enrol(f"Body {number}", kind=OrganisationKind.IGO))
                save(this, made, made.revision, Facts(title=f"Event {number}"))
        return call.id


def test_what_was_told_is_there(make_app: Callable[..., Flask], submitter: Submitter) -> None:
    app = make_app()
    call = prepare(app)
    points = [*INSIDE, *[0] * OUTSIDE]
    ended = [submitter.run(point) for point in points]
    assert ended == [signal.SIGKILL] * len(points)
    assert len(submitter.told) >= len(points)
    with app.app_context():
        check(session.get_one(Call, call), submitter.told)


def check(call: Call, told: dict[int, tuple[int, str]]) -> None:
    kept = {one.application_id: (one.number, one.seal) for one in session.scalars(select(Receipt))}
    assert {number: kept.get(number) for number in told} == told
    assert sorted(number for number, _ in kept.values()) == list(range(1, len(kept) + 1))
    assert faults_of_chain(call, stage.keyring()) == []
    assert broken_links() == []
    received = select(Application.id).where(Application.state == State.RECEIVED)
    assert set(session.scalars(received)) == set(kept)
    letters = select(Letter.about).where(Letter.kind == "application-received")
    assert sorted(session.scalars(letters)) == sorted(f"application {number}" for number in kept)
    assert session.scalars(select(func.count()).select_from(Version)).one() == len(kept)
