"""A load from a few connections that stay open, and servers to put it on."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 4
PER_CONNECTION = 25
"""Answers before a connection is closed and opened anew."""
DEADLINE = 30.0
"""Seconds that a server may take to start."""


@dataclass(frozen=True)
class Request:
    """What to ask of a server on this machine."""

    port: int
    path: str
    headers: tuple[str, ...] = ()

    def written(self, *more: str) -> bytes:
        lines = [f"GET {self.path} HTTP/1.1", "Host: 127.0.0.1", *self.headers, *more]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def ask(request: Request) -> tuple[int, dict[str, str], bytes]:
    """One answer: status, headers in lower case, body."""
    head, body = _answer(request)
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(first.split()[1]), headers, body


def _answer(request: Request) -> tuple[bytes, bytes]:
    """Head and body of an answer. The connection is asked to close, so that the end shows."""
    data = b""
    with socket.create_connection(("127.0.0.1", request.port), timeout=60) as connection:
        connection.sendall(request.written("Connection: close"))
        while more := connection.recv(1 << 20):
            data += more
    head, _, body = data.partition(b"\r\n\r\n")
    return head, body


def rate(request: Request, seconds: float) -> float:
    """Answers a second. Every answer must be as long as the first, as those of one request are."""
    length = _length(request)
    stop, counts = threading.Event(), [0] * CONNECTIONS
    threads = [
        threading.Thread(target=_hammer, args=(request, length, stop, counts, n)) for n in range(CONNECTIONS)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def _length(request: Request) -> int:
    """Bytes of one answer on a connection that stays open, head and body."""
    _, _, body = ask(request)
    with socket.create_connection(("127.0.0.1", request.port), timeout=60) as connection:
        connection.sendall(request.written())
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536)
    return data.index(b"\r\n\r\n") + 4 + len(body)


def _hammer(request: Request, length: int, stop: threading.Event, counts: list[int], number: int) -> None:
    """Ask again and again. Now and then on a new connection, so that every worker gets its share."""
    question, buffer = request.written(), bytearray(1 << 20)
    while not stop.is_set():
        with socket.create_connection(("127.0.0.1", request.port), timeout=60) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(PER_CONNECTION):
                connection.sendall(question)
                _take(connection, length, buffer)
                counts[number] += 1


def _take(connection: socket.socket, length: int, buffer: bytearray) -> None:
    while length > 0:
        got = connection.recv_into(buffer)
        if not got:
            raise ConnectionError("the server closed the connection in the middle of an answer")
        length -= got


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def served(command: list[str], port: int, environment: Mapping[str, str], folder: Path) -> Iterator[int]:
    """Run a server until the block ends; yields its process id."""
    with (folder / f"server-{port}.log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + DEADLINE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit("The server did not start.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    sys.exit("The server did not answer in time.")
