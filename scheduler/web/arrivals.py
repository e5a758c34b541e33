"""When a request reached the server. Only that decides whether a call is open, however long the answer
takes."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from flask import Flask, request

from scheduler.kernel import clock

ARRIVED_AT = "scheduler.arrived_at"


class Arrivals:
    """A WSGI application in front of all others, which writes the moment down."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ[ARRIVED_AT] = clock.now()
        return self._inner(environ, start_response)


def furnish(app: Flask) -> None:
    """To be called last, so that nothing comes before it."""
    app.wsgi_app = Arrivals(app.wsgi_app)  # type: ignore[method-assign]


def arrived_at() -> datetime:
    """When the present request arrived, in UTC."""
    moment: datetime = request.environ[ARRIVED_AT]
    return moment
