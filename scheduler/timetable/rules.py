"""Rules of time and place. Pure; times in UTC."""

from collections.abc import Iterable
from datetime import datetime, timedelta

USUAL_LENGTH = timedelta(minutes=50)
"""Of a side event, where nothing else is known (programme file format, "Faults and unknowns")."""


def assumed_end(starts_at: datetime, slots: Iterable[tuple[datetime, datetime]]) -> datetime:
    """The end that feeds give to an entry whose end is not published: that of the shortest slot that begins then,
    else 50 minutes after its start."""
    return min((end for start, end in slots if start == starts_at), default=starts_at + USUAL_LENGTH)
