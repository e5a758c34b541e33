"""The terms of draft programmes as types."""

from enum import StrEnum


class Audience(StrEnum):
    """Who may see a draft programme."""

    ORGANISERS = "organisers"
    """Those who organise an event in it, or confirmed to co-sponsor one."""
    ALL = "all"
    """Whoever has its address."""


class Showing(StrEnum):
    """Whether a draft programme is shown, or how that ended."""

    SHOWN = "shown"
    TAKEN_BACK = "taken_back"
    REPLACED = "replaced"
    """By a newer one."""
    RELEASED = "released"
    """A release was made, so that nobody has to look at a draft any more."""


class Reply(StrEnum):
    """What organisers say of the place that their event has."""

    SUITS = "suits"
    CANNOT = "cannot"
    WOULD_SWAP = "would_swap"
