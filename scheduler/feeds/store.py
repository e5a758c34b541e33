"""What a worker keeps in memory: the programmes it was asked for, and feeds ready to be sent, in a
bounded space."""

import threading
from collections import OrderedDict
from collections.abc import Iterable

from scheduler.feeds.http import FeedBytes
from scheduler.feeds.watch import Watch
from scheduler.kernel import clock
from scheduler.releases.programme import Programme
from scheduler.releases.queries import load

LONGEST_KEY = 1000
"""Characters; an address longer than that is answered, but not remembered."""


class Programmes:
    """The last releases, each read once."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self._kept: dict[str, Programme] = {}

    def get(self, code: str) -> Programme | None:
        """The meeting's last release; None if there is no such meeting or nothing of it is released."""
        return next(iter(self._last([code])), None)

    def all(self) -> list[Programme]:
        """The last release of every meeting. Those that are new are read together."""
        return self._last(list(self.watch.newest()))

    def _last(self, codes: list[str]) -> list[Programme]:
        issues = self.watch.newest()
        there = [code for code in codes if code in issues]
        if new := [
            code for code in there if code not in self._kept or self._kept[code].issue != issues[code]
        ]:
            self._kept.update(load(new))
        return [self._kept[code] for code in there]


class Feeds:
    """Feeds that were asked for, by address. The least recently used go when the space is full."""

    def __init__(self, watch: Watch, space: int) -> None:
        """`space` in bytes."""
        self.watch = watch
        self._space = space
        self._used = 0
        self._kept: OrderedDict[str, FeedBytes] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, address: str) -> FeedBytes | None:
        """The feed at an address, if it is here and nothing was released since."""
        feed = self._kept.get(address)
        if feed is None or (feed.until and feed.until <= clock.now()):
            return None
        if self.watch.newest().get(feed.meeting) != feed.issue:
            return None
        self._touch(address)
        return feed

    def remember(self, address: str, feed: FeedBytes) -> None:
        if len(address) > LONGEST_KEY:
            return
        with self._lock:
            self._forget([address])
            self._kept[address] = feed
            self._used += _size(address, feed)
            self._forget(self._least_used())

    def _touch(self, address: str) -> None:
        with self._lock:
            if address in self._kept:
                self._kept.move_to_end(address)

    def _least_used(self) -> list[str]:
        over, going = self._used - self._space, []
        for address, feed in self._kept.items():
            if over <= 0:
                break
            over -= _size(address, feed)
            going.append(address)
        return going

    def _forget(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            if feed := self._kept.pop(address, None):
                self._used -= _size(address, feed)


def _size(address: str, feed: FeedBytes) -> int:
    """Bytes, about: the plain form, the compressed one of at most half of it, and the headers."""
    return len(address) + len(feed.body) * 3 // 2 + 2000
