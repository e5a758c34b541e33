"""Stories that run beside each other: each takes its steps at its own moments, on the one clock."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from scheduler.kernel import clock

Story: TypeAlias = Iterator[datetime]
"""Each moment that it yields (UTC) is that of its next step, which it takes when it is asked for more."""


def perform(stories: Sequence[Story], ended: Callable[[], object] = lambda: None) -> None:
    """Take the steps of all stories in the order of their moments, with the clock set to each; `ended` is
    called with the end of each story. A step that comes after a later one is taken at the later moment."""
    waiting: list[tuple[datetime, int]] = []
    for number, story in enumerate(stories):
        _await(waiting, number, next(story, None), ended)
    while waiting:
        moment, number = heapq.heappop(waiting)
        with clock.set_to(moment):
            following = next(stories[number], None)
        _await(waiting, number, following and max(following, moment), ended)


def _await(
    waiting: list[tuple[datetime, int]], number: int, moment: datetime | None, ended: Callable[[], object]
) -> None:
    if moment is None:
        ended()
    else:
        heapq.heappush(waiting, (moment, number))
