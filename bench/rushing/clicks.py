"""Organisations that submit, as browsers would: what they send, and what they are told."""

import http.client
import itertools
import queue
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from scheduler.kernel import clock

PAGE = "/account/applications/{code}/"
TAKEN, TURNED_AWAY = 303, 409
DOUBLE = 10
"""Every so many-th application is submitted twice, as by two clicks."""


@dataclass(frozen=True)
class Click:
    """One request to submit: where, and who asks."""

    code: str
    cookie: str
    token: str


class Reply(NamedTuple):
    """What came back, and when (UTC) the request was sent and the answer was there."""

    code: str
    status: int
    sent: datetime
    done: datetime

    @property
    def took(self) -> float:
        """Milliseconds."""
        return (self.done - self.sent).total_seconds() * 1000


@dataclass
class Heard:
    """All that came back in a rush."""

    replies: list[Reply] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def accepted(self) -> set[str]:
        return {reply.code for reply in self.replies if reply.status == TAKEN}

    @property
    def rate(self) -> float:
        """Replies a second."""
        return len(self.replies) / self.seconds

    def told(self, what: str) -> str:
        """In one line."""
        took = [reply.took for reply in self.replies]
        p50, p99 = (statistics.quantiles(took, n=100)[place] for place in (49, 98))
        statuses = Counter(reply.status for reply in self.replies)
        listed = ", ".join(f"{number} x {status}" for status, number in sorted(statuses.items()))
        return f"{what:<16} {self.rate:6.0f}/s   p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   ({listed})"


def with_doubles(clicks: list[Click]) -> Iterable[Click]:
    """The second of two clicks comes right behind the first, so that both are under way at once."""
    for number, one in enumerate(clicks):
        yield from itertools.repeat(one, 2 if number % DOUBLE == 0 else 1)


def rush(
    port: int, clicks: list[Click], clients: int, *, until: datetime | None = None, knocks: int = 1
) -> Heard:
    """All of them from so many clients, each on a connection that stays open. `until`: when they begin;
    `knocks`: how often one who is turned away tries again."""
    waiting: queue.SimpleQueue[Click] = queue.SimpleQueue()
    for one in with_doubles(clicks):
        waiting.put(one)
    if until:
        time.sleep(max(0.0, (until - clock.now()).total_seconds()))
    heard, started, ready = Heard(), time.perf_counter(), threading.Barrier(clients)
    with ThreadPoolExecutor(clients) as pool:
        every = [pool.submit(_client, port, waiting, knocks, ready.wait) for _ in range(clients)]
        for one_client in every:
            heard.replies += one_client.result()
    heard.seconds = time.perf_counter() - started
    return heard


def look_over(port: int, clicks: list[Click], clients: int) -> None:
    """Have the page with the button open, as people do who wait: it also wakes the server up."""
    with ThreadPoolExecutor(clients) as pool:
        statuses = set(pool.map(lambda one: _page_of(port, one), clicks[: 2 * clients]))
    assert statuses == {200}, statuses


def _page_of(port: int, one: Click) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", f"{PAGE.format(code=one.code)}look-over/", headers={"Cookie": one.cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _client(
    port: int, waiting: "queue.SimpleQueue[Click]", knocks: int, ready: Callable[[], int]
) -> list[Reply]:
    """Submit one after the other, until none is left."""
    heard: list[Reply] = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    ready()
    while True:
        try:
            one = waiting.get_nowait()
        except queue.Empty:
            connection.close()
            return heard
        for _ in range(knocks):
            heard.append(_submit(connection, one))
            if heard[-1].status != TURNED_AWAY:
                break


def _submit(connection: http.client.HTTPConnection, one: Click) -> Reply:
    headers = {"Cookie": one.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    sent = clock.now()
    path = f"{PAGE.format(code=one.code)}submit/"
    connection.request("POST", path, urlencode({"csrf_token": one.token}), headers)
    answer = connection.getresponse()
    answer.read()
    return Reply(one.code, answer.status, sent, clock.now())
