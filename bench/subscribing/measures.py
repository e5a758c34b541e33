"""What is measured of people's own feeds: first requests of many, memory, and what a release brings."""

import statistics
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Self

from bench import stage
from bench.load import PER_CONNECTION
from bench.meeting import renamed, timed_import
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Outcome
from scheduler.mail.actions import Addressee, write
from scheduler.mail.letters import SPEAK_REFUSED
from scheduler.mail.message import Office
from scheduler.mail.outbox import drain
from scheduler.mail.parcels import Answer, Parcel

CLIENTS = 4
PAGE = "/en/DEMO/"
NEW_NAME = "released meanwhile"
MEGABYTE = 1024


def first_requests(port: int, addresses: Sequence[str]) -> None:
    """Each address once, none of them asked for before; then all once more."""
    for what in ("first requests", "again"):
        seconds, bodies = fetch(port, addresses)
        size = statistics.median(map(len, bodies.values())) / 1000
        print(f"  {what:<16} of {len(addresses)} feeds of {size:.0f} kB: {len(addresses) / seconds:6.0f}/s")


def memory(port: int, process: int, addresses: Sequence[str], requests: int) -> None:
    """What the workers hold, in megabytes, while so many requests are answered."""
    rounds, held = 5, [_held(process)]
    for _ in range(rounds):
        for _ in range(max(1, requests // rounds // len(addresses))):
            fetch(port, addresses)
        held.append(_held(process))
    told = " ".join("+".join(f"{each:.0f}" for each in workers) for workers in held)
    print(f"  memory of the workers in MB, over {requests} requests in {rounds} parts: {told}", flush=True)


def release(environment: Mapping[str, str], port: int, addresses: Sequence[str], events: int) -> None:
    """One event gets another name, as all who have feeds are concerned; readers go on reading meanwhile."""
    with reading(port, PAGE) as seconds:
        with stage.inside(environment):
            took = timed_import(renamed(events, NEW_NAME))
        released = time.perf_counter()
        while NEW_NAME.encode() not in fetch(port, addresses[:1])[1][addresses[0]]:
            pass
        first = time.perf_counter() - released
        passed, bodies = fetch(port, addresses)
    wrong = [address for address, body in bodies.items() if NEW_NAME.encode() not in body]
    assert not wrong, f"{len(wrong)} feeds tell the old name after the release"
    told = [
        f"release with {len(addresses)} feeds: {took:.2f} s; the first is right {first * 1000:.0f} ms later,",
        f"all of them fetched and right in {passed:.1f} s ({len(addresses) / passed:.0f}/s)",
        f"public page meanwhile: {len(seconds)} answers, median {statistics.median(seconds) * 1000:.0f} ms,",
        f"slowest {max(seconds) * 1000:.0f} ms",
    ]
    print(f"  {told[0]}\n    {told[1]}\n  {told[2]} {told[3]}", flush=True)


def letters(environment: Mapping[str, str], number: int) -> None:
    """How fast letters are handed to a way out that takes no time."""
    with stage.inside(environment):
        places = {"organisation": "Example", "why": "A reason."}
        with bookkeeping("bench") as this:
            for each in range(number):
                to = Addressee(f"reader{each}@members.example", "A Reader")
                write(this, SPEAK_REFUSED, to, "organisation 1", places=places)
        started = time.perf_counter()
        with _Sink() as sink:
            handed_on = drain(sink, Office("https://programme.example", "scheduler@programme.example"))
        seconds = time.perf_counter() - started
    print(f"  letters handed to the transport: {handed_on} in {seconds:.1f} s, {handed_on / seconds:.0f}/s")


def fetch(port: int, addresses: Sequence[str]) -> tuple[float, dict[str, bytes]]:
    """Fetch each once, several at a time: the seconds that it took, and what came."""
    bodies: dict[str, bytes] = {}
    parts = [addresses[number::CLIENTS] for number in range(CLIENTS)]
    threads = [threading.Thread(target=_fetch, args=(port, part, bodies)) for part in parts]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    assert len(bodies) == len(addresses), "some were not answered"
    return seconds, bodies


def _fetch(port: int, addresses: Sequence[str], bodies: dict[str, bytes]) -> None:
    """On connections that are opened anew now and then, so that every worker gets its share."""
    for start in range(0, len(addresses), PER_CONNECTION):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for address in addresses[start : start + PER_CONNECTION]:
            connection.request("GET", address)
            response = connection.getresponse()
            body = response.read()
            if response.status == 200:
                bodies[address] = body
        connection.close()


@contextmanager
def reading(port: int, address: str) -> Iterator[list[float]]:
    """Somebody reads a page again and again within the block: how many seconds each answer took."""
    seconds: list[float] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seconds.append(fetch(port, [address])[0])
            time.sleep(0.02)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seconds
    finally:
        stop.set()
        reader.join()


def _held(process: int) -> list[float]:
    """Megabytes that each worker of this server holds."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [_resident(Path(f"/proc/{child}/status").read_text()) for child in children]


def _resident(status: str) -> float:
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / MEGABYTE


class _Sink:
    """A way out that takes every letter at once."""

    patience = timedelta(minutes=5)
    leaves_doubt = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def hand_on(self, parcel: Parcel) -> Answer:
        return Answer(Outcome.SENT)

    def check(self) -> str:
        return "nowhere"
