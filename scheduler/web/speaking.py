"""What somebody who speaks has to know: when to be there, where, for how long, and what they still owe. Shown
behind a personal link and in the account; of what is not known, it says so."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app

from scheduler.formats.describe import language_name, segment_name
from scheduler.kernel import clock
from scheduler.kernel.terms import SegmentKind
from scheduler.kernel.words import Sentence
from scheduler.mail.queries import correspondents
from scheduler.nominations.models import Nomination
from scheduler.nominations.owing import NAMES as KINDS
from scheduler.nominations.owing import missing
from scheduler.nominations.terms import Part, State
from scheduler.nominations.workflow import NAMES
from scheduler.thematic_sessions.agenda_rules import clock_times
from scheduler.thematic_sessions.models import Document, Segment, ThematicSession
from scheduler.thematic_sessions.queries import consent_of
from scheduler.thematic_sessions.terms import Consent
from scheduler.thematic_sessions.workflow import CONSENT
from scheduler.timetable.models import Placement
from scheduler.timetable.queries import placements, public_plan
from scheduler.web.giving import GivingForm, parts

EARLIER = timedelta(minutes=15)
"""So long before the session speakers should be there: our choice."""
HAS_A_PAGE = frozenset({State.INVITED, State.ACCEPTED, State.DELIVERED, State.NOT_DELIVERED})
PARTS = {Part.PANELLIST: SegmentKind.PANEL, Part.FLOOR_SPEAKER: SegmentKind.INTERACTIVE_DEBATE}
"""In which part of the agenda somebody speaks."""


@dataclass(frozen=True)
class Stretch:
    """Where somebody speaks within the agenda. `likely`: its start, as far as lengths before it are known."""

    name: Sentence
    likely: datetime | None
    minutes: int | None


@dataclass(frozen=True)
class Owes:
    """What has still to come, and by when (UTC)."""

    sentence: Sentence
    due_at: datetime


@dataclass(frozen=True)
class Appearance:
    """All of it, for one place of one person."""

    one: Nomination
    item: ThematicSession
    at: Placement | None
    part: Stretch | None
    owes: list[Owes]
    asked: list[Document]
    """Texts of theirs whose publication they were asked to agree to."""
    write_to: str

    @property
    def day(self) -> date | None:
        return self.at.day if self.at else None

    @property
    def be_there(self) -> datetime | None:
        return self.at.starts_at - EARLIER if self.at and self.at.starts_at else None


def appearance(one: Nomination) -> Appearance | None:
    """Of somebody who has a place and was told so; None for everybody else."""
    if one.state not in HAS_A_PAGE or one.session is None:
        return None
    item = one.session
    at = placements(public_plan(one.call.meeting)).get(item.id)
    now = clock.now()
    owed = [Owes(said, each.due_at) for each in one.owed if (said := missing(each, now))]
    return Appearance(
        one,
        item,
        at,
        _part(one, item, at),
        owed,
        [each for each in item.documents if _waits_for(one, each)],
        correspondents()["secretariat"].reply_to or current_app.config["MAIL_FROM"],
    )


def facts(one: Nomination, typed: GivingForm | None = None) -> dict[str, Any]:
    """What the templates under speaking/ are given. `typed`: a form that could not be stored."""
    return {
        "giving": parts(one, typed),
        "kinds": KINDS,
        "consents": CONSENT.names,
        "consent_of": consent_of,
        "nomination": one,
        "appearance": appearance(one),
        "states": NAMES,
        "language_name": language_name,
    }


def _part(one: Nomination, item: ThematicSession, at: Placement | None) -> Stretch | None:
    """The first part of the agenda of their kind; None where the agenda has none, or is not known."""
    segments: list[Segment] = list(item.segments)
    times = clock_times(at.starts_at if at else None, [each.minutes for each in segments])
    for segment, time in zip(segments, times, strict=True):
        if segment.kind is PARTS[one.part]:
            return Stretch(segment_name(segment.kind), time.starts_at, segment.minutes)
    return None


def _waits_for(one: Nomination, document: Document) -> bool:
    return document.author_id == one.person_id and consent_of(document) is Consent.ASKED
