"""When a request reached the server. Only that decides whether a call is open, however long the answer
takes.

In a rush a request may wait for a free thread: it is dated back by its wait, so that nobody comes too late
because others were many. How long its sender takes to write the rest of it is the sender's affair.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, request

from scheduler.kernel import clock

ARRIVED_AT = "scheduler.arrived_at"
_waited = ContextVar("_waited", default=timedelta())


class Arrivals:
    """A WSGI application in front of all others, which writes the moment down."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[ARRIVED_AT] = clock.now() - _waited.get()
        return self._inner(environ, start_response)


def furnish(app: Flask) -> None:
    """To be called last, so that nothing comes before it."""
    app.wsgi_app = Arrivals(app.wsgi_app)  # type: ignore[method-assign]


@contextmanager
def after_waiting(time: timedelta) -> Iterator[None]:
    """For the web server: what is handled inside waited so long for a free thread."""
    token = _waited.set(time)
    try:
        yield
    finally:
        _waited.reset(token)


def arrived_at() -> datetime:
    """When the present request arrived, in UTC."""
    moment: datetime = request.environ[ARRIVED_AT]
    return moment
