"""A real server, as people start it: `scheduler serve` on an instance of its own."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from icalendar import Calendar, Event

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-c", "from scheduler.cli import main; main()")
HOST = "127.0.0.1"
Worker = subprocess.Popen[str]


@dataclass(frozen=True)
class Server:
    """Where it is (without a slash at the end), and the settings of its processes."""

    base_url: str
    environment: dict[str, str]

    @property
    def outbox(self) -> Path:
        """Where its letters are put."""
        return Path(self.environment["SCHEDULER_INSTANCE_PATH"]) / "outbox"

    def run(self, *words: str | Path) -> None:
        """Run a command on the server's instance, as another process."""
        subprocess.run(
            [*COMMAND, *map(str, words)],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def fetch(self, address: str) -> bytes:
        """What a program gets that asks for an address, whole or from the root."""
        url = address if address.startswith("http") else self.base_url + address
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url) as response:
            content: bytes = response.read()
        return content

    def events(self, address: str) -> dict[str, Event]:
        """The events of a calendar, by their titles."""
        calendar = Calendar.from_ical(self.fetch(address))
        assert isinstance(calendar, Calendar)
        return {str(event["SUMMARY"]): event for event in calendar.events}


@contextmanager
def served(
    folder: Path, *preparations: Sequence[str | Path], host: str = HOST, **settings: str
) -> Iterator[Server]:
    """Run these commands on a new instance, then serve it. Nothing may go wrong in the server meanwhile."""
    with socket.socket() as holder:  # so that nobody else is given the port before the server takes it
        holder.bind((host, 0))
        port = str(holder.getsockname()[1])
        server = Server(f"http://{host}:{port}", _environment(folder, f"http://{host}:{port}", settings))
        for words in preparations:
            server.run(*words)
    complaints = folder / "complaints.log"
    with complaints.open("w") as log:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--host", host, "--port", port],
            env=server.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            assert process.stdout
            assert process.stdout.readline() == f"Serving {server.base_url}. To stop, press Ctrl-C.\n"
            yield server
        finally:
            process.terminate()
            process.communicate()
    assert complaints.read_text() == ""


@contextmanager
def working(server: Server) -> Iterator[Worker]:
    """A worker beside a server. It has nothing to complain of."""
    worker = subprocess.Popen(
        [*COMMAND, "worker"],
        env=server.environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert worker.stdout
        assert worker.stdout.readline() == "The worker is ready. To stop it, press Ctrl-C.\n"
        yield worker
    finally:
        worker.terminate()
        said, _ = worker.communicate()
    assert said == ""


def _environment(folder: Path, base_url: str, settings: dict[str, str]) -> dict[str, str]:
    foreign = {name: value for name, value in os.environ.items() if not name.startswith("SCHEDULER_")}
    own = {"INSTANCE_PATH": str(folder / "instance"), "BASE_URL": base_url, **settings}
    return foreign | {f"SCHEDULER_{name}": value for name, value in own.items()}
