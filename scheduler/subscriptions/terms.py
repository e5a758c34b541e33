"""Words of people's own feeds that are stored."""

from enum import StrEnum


class Cancelled(StrEnum):
    """What becomes of cancelled entries, as `feeds.selection` knows it."""

    MARK = "mark"
    KEEP = "keep"
    DROP = "drop"
