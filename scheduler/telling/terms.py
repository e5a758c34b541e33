"""The words of telling as types."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ByMail(StrEnum):
    """When news reach somebody by mail. Calendars and pages follow in any case."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class Concern(StrEnum):
    """Why an entry concerns somebody, the closest first."""

    ORGANISES = "organises"
    PANEL = "panel"
    SPEAKS = "speaks"
    FLOOR = "floor"
    COSPONSORS = "cosponsors"


USUAL: Mapping[Concern, ByMail] = {
    Concern.ORGANISES: ByMail.AT_ONCE,
    Concern.PANEL: ByMail.AT_ONCE,
    Concern.SPEAKS: ByMail.AT_ONCE,
    Concern.FLOOR: ByMail.AT_ONCE,
    Concern.COSPONSORS: ByMail.AT_ONCE,
}
"""For who has not chosen; of several, the soonest holds for all that somebody is told."""


@dataclass(frozen=True)
class Concerned:
    """That an entry (by number) concerns a person (by number). `through`: in whose name, or by what, in words
    that anybody may read: an organisation, a room, a theme. `former`: it did so until this release."""

    person: int
    entry: int
    concern: Concern
    through: str | None = None
    former: bool = False
