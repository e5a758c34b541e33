"""Addresses under which a calendar can follow a selection (docs/calendars.md 18)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import current_app

from scheduler.releases import addresses

MOST_CHARACTERS = 256
"""Google Calendar takes no longer address."""


@dataclass(frozen=True)
class Subscription:
    """One feed: its address, the one that opens a calendar program, and the one that adds it to Google's."""

    address: str
    webcal: str
    google: str

    @property
    def is_too_long(self) -> bool:
        return len(self.address) > MOST_CHARACTERS


def subscription(meeting: str, query: str = "") -> Subscription:
    """The feed of a meeting, or of a selection of it."""
    return at(addresses.of_feed(meeting, query))


def at(path: str) -> Subscription:
    """The feed at this address from the root."""
    address = f"{current_app.config['BASE_URL']}{path}"
    webcal = f"webcal://{address.partition('://')[2]}"
    return Subscription(
        address, webcal, f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}"
    )
