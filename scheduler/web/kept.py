"""Pages that were made before and still hold: until a release, or until the minute is over ("now and next").

Browsers keep them too, and ask with a tag whether theirs still holds.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Flask, Response, current_app, g, request

from scheduler.feeds.watch import Issues
from scheduler.kernel import clock
from scheduler.web.shelf import programmes

LONGEST_ADDRESS = 500
"""Characters; a page at a longer address is not kept."""
MADE_FOR_ONE = ("csrf_token", "visitor", "_login_user")
"""What is in `g` when a page may say who asked for it. Such a page is not kept."""


@dataclass(frozen=True)
class Page:
    """A page as it was sent, with the releases and the minute that it was made from."""

    made_from: tuple[Issues, datetime]
    body: bytes
    headers: tuple[tuple[str, str], ...]


class Pages:
    """The pages that a worker keeps. The least recently used go when the space is full."""

    def __init__(self, space: int) -> None:
        """`space` in bytes."""
        self._space, self._used = space, 0
        self._kept: OrderedDict[str, Page] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: str, now: tuple[Issues, datetime]) -> Page | None:
        with self._lock:
            page = self._kept.get(key)
            if page is None or page.made_from != now:
                return None
            self._kept.move_to_end(key)
            return page

    def remember(self, key: str, page: Page) -> None:
        with self._lock:
            if old := self._kept.pop(key, None):
                self._used -= len(old.body)
            self._kept[key] = page
            self._used += len(page.body)
            while self._used > self._space:
                _, gone = self._kept.popitem(last=False)
                self._used -= len(gone.body)


def furnish(app: Flask) -> None:
    """Give the application a memory of pages."""
    app.extensions["scheduler.pages"] = Pages(int(app.config["PAGE_MEMORY"]) * 2**20)


def keep(door: Blueprint) -> None:
    """Let a door keep its pages. They may depend on the address, on releases, on the view and the
    zone that a reader chose, and on the clock by minutes."""
    door.before_request(_recall)
    door.after_request(_remember)


def _pages() -> Pages:
    kept: Pages = current_app.extensions["scheduler.pages"]
    return kept


def _key() -> str:
    """All that a page depends on in a request."""
    chosen = f"{request.cookies.get('view', '')} {request.cookies.get('zone', '')}"
    return f"{request.script_root}{request.full_path} {chosen}"


def _now() -> tuple[Issues, datetime]:
    return programmes().watch.newest(), clock.now().replace(second=0, microsecond=0)


def _recall() -> Response | None:
    if request.method not in ("GET", "HEAD"):
        return None
    g.made_from = _now()
    page = _pages().recall(_key(), g.made_from)
    if page is None:
        return None
    g.recalled = True
    response = Response(page.body, headers=list(page.headers))
    response.make_conditional(request)
    return response


def _remember(response: Response) -> Response:
    """Keep a whole page that sets nothing in the reader's browser."""
    fit = response.status_code == 200 and response.mimetype == "text/html" and "made_from" in g
    fit = fit and not any(name in g for name in MADE_FOR_ONE)
    if not fit or "recalled" in g or "Set-Cookie" in response.headers:
        return response
    response.add_etag()
    key = _key()
    if len(key) <= LONGEST_ADDRESS:
        page = Page(g.made_from, response.get_data(), tuple(response.headers))
        _pages().remember(key, page)
    response.make_conditional(request)
    return response
