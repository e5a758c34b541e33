"""What a worker keeps in memory of people's own feeds, in a bounded space: by the hash of the token, as the
database does."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scheduler.feeds.gate import Gate
from scheduler.feeds.http import OwnBytes
from scheduler.feeds.memory import Memory
from scheduler.feeds.store import size
from scheduler.feeds.watch import Watch, Written
from scheduler.kernel import clock
from scheduler.links.rules import digest

ENDING = ".ics"


@dataclass(frozen=True)
class Kept:
    """A feed, and what it was made from: while nothing was written since, it is right. If something was, it
    still is where `state` is the same. `until` (UTC) it is right at most."""

    feed: OwnBytes
    state: Any
    written: Written
    until: datetime


class Fetches:
    """Which feeds were fetched and are still to be noted. They are written together every few seconds, so
    that many who come at once wait for few transactions; what a crash loses is noted at the next fetch."""

    TOGETHER = timedelta(seconds=5)

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._last: datetime | None = None
        self._lock = threading.Lock()

    def add(self, number: int, now: datetime) -> set[int]:
        """Returns what is to be written now (UTC); often nothing."""
        with self._lock:
            self._numbers.add(number)
            if self._last and timedelta() <= now - self._last < self.TOGETHER:
                return set()
            found, self._numbers, self._last = self._numbers, set(), now
            return found


class OwnFeeds:
    """Feeds that were fetched. The least recently used go when the space is full."""

    def __init__(self, watch: Watch, space: int) -> None:
        """`space` in bytes."""
        self.watch = watch
        self.fetches = Fetches()
        self._memory: Memory[Kept] = Memory(space)

    def recall(self, path: str) -> OwnBytes | None:
        """For the gate: the feed at a path, if it is here and nothing at all was written since."""
        kept = self._memory.get(digest(token(path)))
        if kept is None or kept.until <= clock.now() or kept.written != self.watch.written():
            return None
        return kept.feed

    def get(self, key: str) -> Kept | None:
        return self._memory.get(key)

    def put(self, key: str, kept: Kept) -> None:
        self._memory.put(key, kept, len(key) + size(kept.feed))

    def drop(self, key: str) -> None:
        self._memory.drop(key)


def token(path: str) -> str:
    """The secret part of a feed's path."""
    return path.removeprefix(Gate.OWN).removesuffix(ENDING)
