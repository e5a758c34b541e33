"""What the letters of a release say: to each reader, of which events, now and before."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from scheduler.demo.open_call.session import ZONE
from scheduler.kernel.localtime import to_local
from scheduler.web.times import hour
from tests.journeys.mailbox import letters_in
from tests.journeys.proposing.stored import Event, Place

_TOLD = re.compile(r"^[^\n]*“(.+)”\nNow: (.+)\n(?:Before: (.+)\n)?", re.MULTILINE)


class Told(NamedTuple):
    """What a letter says of an event."""

    title: str
    now: str
    before: str


def letters_of(outbox: Path, release: int) -> list[tuple[str, set[Told]]]:
    """To whom each letter about a release went, and what it said, sorted by address."""
    return sorted(
        (
            letter.headers["To"].addresses[0].addr_spec,
            {Told(title, now, before or "") for title, now, before in _TOLD.findall(letter.text)},
        )
        for letter in letters_in(outbox)
        if "changes that concern you" in letter.headers["Subject"] and f"(release {release})" in letter.text
    )


def expected(before: Mapping[str, Event], after: Mapping[str, Event]) -> list[tuple[str, set[Told]]]:
    """The same from two states of the public timetable: one letter for each whom an event concerns that is
    elsewhere, with all of these events that do."""
    found: dict[str, set[Told]] = {}
    for code, was in before.items():
        if was.place != after[code].place:
            told = Told(was.title, _words(after[code].place), _words(was.place))
            for address in was.concerned:
                found.setdefault(address, set()).add(told)
    return sorted(found.items())


def _words(place: Place | None) -> str:
    """As letters write it."""
    if place is None:
        return "without a date"
    local = to_local(place.starts, ZONE)
    hours = f"{hour(place.starts, ZONE)} to {hour(place.ends, ZONE)}"
    return f"{local:%a} {local.day} {local:%B %Y}, {hours}, {place.room}"
