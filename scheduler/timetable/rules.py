"""Rules of time and place. Pure; times in UTC."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

USUAL_LENGTH = timedelta(minutes=50)
"""Of a side event, where nothing else is known (programme file format, "Faults and unknowns")."""


def assumed_end(starts_at: datetime, slots: Iterable[tuple[datetime, datetime]]) -> datetime:
    """The end that feeds give to an entry whose end is not published: that of the shortest slot that
    begins then, else 50 minutes after its start."""
    return min((end for start, end in slots if start == starts_at), default=starts_at + USUAL_LENGTH)


class Use(NamedTuple):
    """A room in use by somebody from a start to an end."""

    room: Hashable
    starts_at: datetime
    ends_at: datetime
    by: str


def given_twice(uses: Iterable[Use]) -> Iterator[tuple[Use, Use]]:
    """Two uses of one room at one time, for each that begins before an earlier one has ended."""
    rooms = defaultdict(list)
    for use in uses:
        rooms[use.room].append(use)
    for in_room in rooms.values():
        in_room.sort(key=lambda use: (use.starts_at, use.ends_at))
        longest = in_room[0]
        for use in in_room[1:]:
            if use.starts_at < longest.ends_at:
                yield longest, use
            longest = max(longest, use, key=lambda use: use.ends_at)
