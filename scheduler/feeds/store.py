"""What a worker keeps in memory: the programmes it was asked for, and feeds ready to be sent, in a
bounded space."""

from scheduler.feeds.http import FeedBytes, Sendable
from scheduler.feeds.memory import Memory
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
    """Feeds that were asked for, by address."""

    def __init__(self, watch: Watch, space: int) -> None:
        """`space` in bytes."""
        self.watch = watch
        self._memory: Memory[FeedBytes] = Memory(space)

    def recall(self, address: str) -> FeedBytes | None:
        """The feed at an address, if it is here and nothing was released since."""
        feed = self._memory.get(address)
        if feed is None or (feed.until and feed.until <= clock.now()):
            return None
        return feed if self.watch.newest().get(feed.meeting) == feed.issue else None

    def remember(self, address: str, feed: FeedBytes) -> None:
        if len(address) <= LONGEST_KEY:
            self._memory.put(address, feed, len(address) + size(feed))


def size(feed: Sendable) -> int:
    """Bytes, about: the plain form, the compressed one of at most half of it, and the headers."""
    return len(feed.body) * 3 // 2 + 2000
