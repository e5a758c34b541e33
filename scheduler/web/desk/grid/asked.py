"""What the address of the grid asks for: which days, what is in hand, what narrows the list of the
unplaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.text import clean_line
from scheduler.web.desk.grid.looking import Look
from scheduler.web.desk.grid.pool import Narrowed

WEEK = "week"
NARROWING = ("q", "group", "theme", "wish", "fits")
QUESTIONS = ("day", *NARROWING)
"""These stay in the address, whatever is done on the page."""
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """`said`: as the address has it. What makes no sense asks for nothing."""

    said: Mapping[str, str]
    hand: str

    @property
    def kept(self) -> dict[str, str]:
        return {name: text for name, text in self.said.items() if text}

    def day(self, look: Look) -> date | None:
        """The one day that is shown; None: the week."""
        days = [sheet.day for sheet in look.sheets]
        asked = _day(self.said["day"])
        if asked in days:
            return asked
        return None if self.said["day"] == WEEK or not days else days[0]

    def narrowed(self, look: Look) -> Narrowed:
        kinds = {kind.value: kind for kind in OrganisationKind}
        fits = self.said["fits"]
        room = look.ground.rooms.get(int(fits)) if fits.isdecimal() and len(fits) < 10 else None
        return Narrowed(
            words=self.said["q"],
            group=kinds.get(self.said["group"]),
            theme=self.said["theme"],
            day=_day(self.said["wish"]),
            seats=room.capacity if room else None,
        )


def asked(address: Mapping[str, Any]) -> Asked:
    said = {name: clean_line(address.get(name, ""))[:LONGEST] for name in QUESTIONS}
    return Asked(said, clean_line(address.get("hand", ""))[:LONGEST])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
