"""Where the stories play: the calls, the desk, the applicants, and the moments at which things happen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from scheduler.applications.keys import Keyring
from scheduler.applications.models import Application
from scheduler.calls.models import Call
from scheduler.demo.open_call.applicants import Applicant, Applicants
from scheduler.demo.open_call.cast import Part
from scheduler.demo.open_call.fates import UNSENT, Fate
from scheduler.demo.open_call.session import ZONE
from scheduler.kernel import clock
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import SideEventKind

OFFICE_HOURS = range(8, 19)
"""On the venue's clocks."""


@dataclass(frozen=True)
class Desk:
    """Those who decide and advise, as decisions name them."""

    secretary: str
    colleague: str
    unit: str


@dataclass(frozen=True)
class Stage:
    """What all stories share. `now`: the moment that the stories lead up to (UTC); `slots`: the meeting's, by
    number, in their order."""

    now: datetime
    calls: dict[SideEventKind, Call]
    slots: Sequence[int]
    desk: Desk
    applicants: Applicants
    keyring: Keyring
    uploads: Path


@dataclass
class Scene:
    """One part on the stage: its chances, its applicant, and its application as soon as there is one."""

    stage: Stage
    part: Part
    rng: Random = field(init=False)
    _application: Application | None = None

    def __post_init__(self) -> None:
        self.rng = Random(self.part.number)

    @property
    def call(self) -> Call:
        return self.stage.calls[self.part.kind]

    @property
    def applicant(self) -> Applicant:
        return self.stage.applicants[self.part.lead.name]

    @property
    def application(self) -> Application:
        assert self._application is not None, "this part has not begun yet"
        return self._application

    @application.setter
    def application(self, begun: Application) -> None:
        self._application = begun

    @property
    def readers(self) -> tuple[str, str]:
        """Who reads it at the desk, and who else does where two have to."""
        desk = self.stage.desk
        both = (desk.secretary, desk.colleague)
        return both if self.part.number % 3 else both[::-1]

    def begins(self) -> datetime:
        """When its first words are written."""
        if self.part.fate in UNSENT:
            return in_office_hours(
                self.stage.now - timedelta(hours=12 + self.part.number % 100), self.stage.now
            )
        return self.submits() - timedelta(hours=1 + self.part.number % 40)

    def submits(self) -> datetime:
        """When it is to be submitted: while the call is open, in office hours; a late one after that."""
        opens, closes = self.call.opens_at, min(self.call.closes_at, self.stage.now)
        if self.part.fate is Fate.LATE:
            return closes + timedelta(days=2) * self.part.pace
        return in_office_hours(opens + (closes - opens) * self.part.pace, closes)

    def later(self, share: float, after: datetime | None = None, until: datetime | None = None) -> datetime:
        """Some moment after this one, or the given one: by up to that share of the time that is left."""
        after, until = after or clock.now(), until or self.stage.now
        return in_office_hours(after + (until - after) * share * self.rng.uniform(0.5, 1), until)


def in_office_hours(moment: datetime, until: datetime) -> datetime:
    """The moment, or the same minute of the next office hour; but before `until`."""
    for hours in range(96):
        found = moment + timedelta(hours=hours)
        local = to_local(found, ZONE)
        if found >= until:
            break
        if local.hour in OFFICE_HOURS and local.weekday() < 5:
            return found
    return min(moment, until - timedelta(seconds=1))
