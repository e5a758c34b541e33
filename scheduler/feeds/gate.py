"""In front of Flask: feeds that are in memory go out without waking the rest of the house.

Calendars poll, so this is most of the traffic. Behind the gate the same `answer` makes the same
response; the gate only saves the way there.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from scheduler.feeds.http import Sendable, answer

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Remembers(Protocol):
    """Feeds that still hold, by their addresses as asked for; people's own by the path alone."""

    def recall(self, address: str, /) -> Sendable | None: ...


class Gate:
    """A WSGI application in front of another. `own` are the feeds under `OWN`, each of which is one
    person's."""

    OWN = "/agenda/"

    def __init__(self, inner: Application, feeds: Remembers, own: Remembers) -> None:
        self._inner = inner
        self._feeds = feeds
        self._own = own

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if not path.endswith(".ics") or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._inner(environ, start_response)
        is_own = path.startswith(self.OWN)
        feed = self._own.recall(path) if is_own else self._feeds.recall(key(environ))
        if feed is None:
            return self._inner(environ, start_response)
        status, headers, body = answer(feed, environ)
        start_response(status, headers)
        return [body]


def key(environ: dict[str, Any]) -> str:
    """What a feed is remembered under: its address as asked for."""
    return f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
