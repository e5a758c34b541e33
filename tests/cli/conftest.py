"""Commands, called as a person would: within this process on the test's database, or as a process."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.programmes.files import as_bytes, programme, side_event

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-c", "from scheduler.cli import main; main()")

Call = Callable[..., Result]
Finished = subprocess.CompletedProcess[str]


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The application; each command makes a context of its own."""
    return make_app(SECRET_KEY="a key for tests only")


@pytest.fixture
def instance(app: Flask) -> Path:
    return Path(app.instance_path)


@pytest.fixture
def call(app: Flask) -> Call:
    """Call a command on the test's database, as under `flask --app scheduler`."""

    def call(*words: str | Path, **options: Any) -> Result:
        result = app.test_cli_runner().invoke(args=list(map(str, words)), **options)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return call


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Of a process that has an instance of its own, and nothing set but that."""
    foreign = {name: value for name, value in os.environ.items() if not name.startswith("SCHEDULER_")}
    return {**foreign, "SCHEDULER_INSTANCE_PATH": str(tmp_path / "instance"), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Callable[..., Finished]:
    """Run `scheduler` as a process, to its end."""

    def run(*words: str | Path, **variables: str) -> Finished:
        command = [*COMMAND, *map(str, words)]
        return subprocess.run(
            command,
            env=environment | variables,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `scheduler` as a process, and see that none stays behind."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str | Path, **variables: str) -> subprocess.Popen[str]:
        command = [*COMMAND, *map(str, words)]
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command,
            env=environment | variables,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate()


@pytest.fixture
def port() -> int:
    """One that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@pytest.fixture
def programme_file(tmp_path: Path) -> Path:
    """A programme file with two side events at different times."""
    path = tmp_path / "T1.json"
    path.write_bytes(
        as_bytes(programme(side_event("First event"), side_event("Second event", start="11:00", end="11:50")))
    )
    return path
