"""A bounded space in a worker's memory: what was used least recently goes when it is full."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Things by their keys. Threads share it."""

    def __init__(self, space: int) -> None:
        """`space` in bytes."""
        self._space, self._used = space, 0
        self._kept: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Value | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: str, value: Value, size: int) -> None:
        """Keep it in place of what was there; `size` in bytes, about. What is larger than the space is not
        kept: it would drive out everything else, and itself."""
        with self._lock:
            self._drop(key)
            if size > self._space:
                return
            self._kept[key] = value, size
            self._used += size
            while self._used > self._space:
                self._drop(next(iter(self._kept)))

    def drop(self, key: str) -> None:
        with self._lock:
            self._drop(key)

    def _drop(self, key: str) -> None:
        if found := self._kept.pop(key, None):
            self._used -= found[1]
