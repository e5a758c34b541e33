"""The worker: a process that waits for tasks and does them."""

import signal
from collections.abc import Callable
from threading import Thread
from typing import BinaryIO

from flask import Flask
from huey.consumer import Consumer

from scheduler.jobs.queue import Queue, build

LONGEST_NAP = 1.0
"""Seconds between two looks into a queue that cannot wake its worker by itself."""


class Worker(Consumer):  # type: ignore[misc]  # huey has no types
    """Works off the queue, two tasks at a time: a proposal may take minutes, and letters do not wait for it.
    At SIGTERM and Ctrl-C it ends the letter that it is at, and goes home."""

    def __init__(self, queue: Queue, ready: Callable[[], None]) -> None:
        super().__init__(queue.huey, workers=2, max_delay=LONGEST_NAP)
        self._queue, self._ready = queue, ready

    def start(self) -> None:
        super().start()
        self._ready()

    def stop(self, graceful: bool = False) -> None:
        self._queue.stopping.set()
        super().stop(graceful)

    def _set_signal_handlers(self) -> None:
        for signum in (signal.SIGTERM, signal.SIGINT):
            self._signal_actions[signum] = (False, True)
            signal.signal(signum, self._handle_signal)


def work(app: Flask, ready: Callable[[], None], until: BinaryIO | None = None) -> None:
    """Work until somebody says stop; with `until`, also until that stream ends. `ready` is called when
    signals are heeded."""
    queue = build(app)
    if until:
        Thread(target=_stop_with, args=(until,), daemon=True).start()
    Worker(queue, ready).run()
    queue.let_go()


def _stop_with(stream: BinaryIO) -> None:
    """A process that dies cannot tell its children, but the pipes to them end."""
    stream.read()
    signal.raise_signal(signal.SIGTERM)
