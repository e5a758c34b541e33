"""`scheduler serve`: a real server on a free port."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.cli.server import THREADS
from scheduler.cli.serving import address, require_free
from scheduler.kernel.errors import Refused
from tests.cli.conftest import Finished

Start = Callable[..., subprocess.Popen[str]]
REFLECT = """
import sys
from flask import Flask, request
from scheduler.cli.server import listen

def make():
    app = Flask("reflect")
    app.add_url_rule("/", "reflect", lambda: request.url_root)
    return app

listen(make, "127.0.0.1", int(sys.argv[1]), 1, ready=lambda: print("ready", flush=True))
"""

BUSY = """
import os
import sys
from datetime import UTC, datetime
from flask import Flask
from scheduler.cli import server
from scheduler.kernel import clock
from scheduler.web import arrivals

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)

class Telling(server.Worker):
    def enqueue_req(self, conn):
        super().enqueue_req(conn)
        os.write(1, b"queued\\n")

def wait():
    os.write(1, b"inside\\n")
    os.read(0, 1)
    return str((NOON - arrivals.arrived_at()).total_seconds())

def make():
    app = Flask("busy")
    app.add_url_rule("/", "wait", wait)
    arrivals.furnish(app)
    return app

server.Worker = Telling
with clock.set_to(NOON):
    server.listen(make, "127.0.0.1", int(sys.argv[1]), 1, ready=lambda: print("ready", flush=True))
"""
"""A server whose answers each wait for a character at its standard input, and which says how long ago they
were asked for, by a clock that stands."""


def get(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()


def first_line(process: subprocess.Popen[str]) -> str:
    """What it says first; it says nothing before it listens."""
    assert process.stdout
    return process.stdout.readline()


def test_it_serves_until_it_is_told_to_stop(
    run: Callable[..., Finished], start: Start, port: int, programme_file: Path, tmp_path: Path
) -> None:
    for words in (["db", "upgrade"], ["import", programme_file]):
        assert run(*words).returncode == 0
    server = start("serve", "--port", str(port), "--workers", "1", HOME=str(tmp_path / "home"))
    assert first_line(server) == f"Serving http://127.0.0.1:{port}. To stop, press Ctrl-C.\n"
    assert get(port, "/healthz")[0] == 200
    status, feed = get(port, "/T1/calendar.ics")
    assert (status, feed[:17]) == (200, b"BEGIN:VCALENDAR\r\n")
    taken = run("serve", "--port", str(port))
    assert (taken.returncode, taken.stdout) == (1, "")
    assert taken.stderr == (
        f"Error: Port {port} of 127.0.0.1 is taken by another program. Choose another --port.\n"
    )
    server.send_signal(signal.SIGTERM)
    out, err = server.communicate()
    assert (server.returncode, out, err) == (0, "", "")
    assert not (tmp_path / "home").exists()
    with pytest.raises(ConnectionRefusedError):
        get(port, "/healthz")


def test_nobody_is_believed_who_says_that_he_came_by_https(
    environment: dict[str, str], port: int, tmp_path: Path
) -> None:
    """gunicorn by itself believes such headers from this machine; here only TRUSTED_PROXIES may."""
    command = [sys.executable, "-c", REFLECT, str(port)]
    with subprocess.Popen(
        command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert first_line(server) == "ready\n"
            forwarded = {"Host": "here.example", "X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on"}
            assert get(port, "/", **forwarded) == (200, b"http://here.example/")
        finally:
            server.terminate()
    assert server.returncode == 0


def test_a_request_arrives_when_it_comes_and_not_when_a_thread_is_free(
    environment: dict[str, str], port: int, tmp_path: Path
) -> None:
    command, pipe = [sys.executable, "-c", BUSY, str(port)], subprocess.PIPE
    with subprocess.Popen(
        command, env=environment, cwd=tmp_path, stdin=pipe, stdout=pipe, text=True
    ) as server:
        try:
            assert server.stdin
            assert first_line(server) == "ready\n"
            with ThreadPoolExecutor(THREADS + 1) as people:
                asked = [people.submit(get, port, "/") for _ in range(THREADS)]
                said = sorted(first_line(server) for _ in range(2 * THREADS))
                assert said == ["inside\n"] * THREADS + ["queued\n"] * THREADS
                late = people.submit(get, port, "/")
                assert first_line(server) == "queued\n"
                began = time.monotonic()
                server.stdin.write("." * (THREADS + 1))
                waited = time.monotonic() - began
                server.stdin.flush()
                assert [one.result()[0] for one in asked] == [200] * THREADS
                assert float(late.result()[1]) > waited
        finally:
            server.terminate()
    assert server.returncode == 0


@pytest.mark.parametrize(
    ("host", "port", "told"),
    [
        ("192.0.2.1", 5000, "This machine has no address 192.0.2.1. Choose another --host."),
        ("nowhere.invalid", 5000, "There is no host nowhere.invalid."),
    ],
)
def test_where_nobody_can_listen(host: str, port: int, told: str) -> None:
    with pytest.raises(Refused) as refused:
        require_free(host, port)
    assert str(refused.value) == told


def test_a_port_is_free_again_when_the_server_before_has_gone(port: int) -> None:
    """Connections of the past linger for a minute and must not count."""
    with socket.create_server(("127.0.0.1", port)) as server:
        with socket.create_connection(("127.0.0.1", port)), server.accept()[0] as accepted:
            accepted.shutdown(socket.SHUT_RDWR)
        with pytest.raises(Refused):
            require_free("127.0.0.1", port)
    require_free("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
        ("::1", "http://[::1]:80"),
        ("programme.example", "http://programme.example:80"),
    ],
)
def test_where_a_browser_finds_it(host: str, expected: str) -> None:
    assert address(host, 80) == expected
