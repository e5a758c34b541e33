"""Finding calls."""

from collections.abc import Sequence

from sqlalchemy import select

from scheduler.calls.models import Call
from scheduler.calls.rules import LETTERS, Lead, Phase, cannot_lead, phase
from scheduler.kernel import clock
from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.terms import SideEventKind
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Organisation


def call(number: int) -> Call:
    """Raises NotFound."""
    found = session.get(Call, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(Sentence("There is no such call."))
    return found


def by_code(code: str) -> Call | None:
    """The call that receipts name so."""
    meeting, _, letter = code.rpartition("-")
    kind = next((kind for kind, one in LETTERS.items() if one == letter), None)
    if kind is None or not (meeting.isascii() and meeting.isprintable()):
        return None
    found = select(Call).join(Call.meeting).where(Meeting.code == meeting, Call.kind == kind)
    return session.scalars(found).one_or_none()


def of_kind(meeting: Meeting, kind: SideEventKind) -> Call | None:
    """A meeting's call for one kind of event."""
    found = select(Call).where(Call.meeting_id == meeting.id, Call.kind == kind)
    return session.scalars(found).one_or_none()


def calls(meeting: Meeting) -> Sequence[Call]:
    """All calls of a meeting; what opens first, first."""
    found = select(Call).where(Call.meeting_id == meeting.id)
    return session.scalars(found.order_by(Call.opens_at, Call.id)).all()


def of_meeting(code: str) -> Sequence[Call]:
    """All calls of the meeting of this code."""
    found = select(Call).join(Call.meeting).where(Meeting.code == code)
    return session.scalars(found.order_by(Call.opens_at, Call.id)).all()


def all_calls() -> Sequence[Call]:
    """Those of every meeting; what closes last, first."""
    return session.scalars(select(Call).order_by(Call.closes_at.desc(), Call.id)).all()


def open_calls() -> Sequence[Call]:
    """Those of all meetings that are open now; what closes first, first."""
    now = clock.now()
    found = select(Call).where(Call.opens_at <= now, Call.closes_at > now)
    return session.scalars(found.order_by(Call.closes_at, Call.id)).all()


def open_call(meeting: Meeting, kind: SideEventKind) -> Call | None:
    """A meeting's call for one kind of event, if it is open now."""
    found = of_kind(meeting, kind)
    return found if found and phase(found.terms, clock.now()) is Phase.OPEN else None


def why_not_lead(call: Call, organisation: Organisation) -> Sentence | None:
    """Why an organisation cannot lead in this call; None if it can, or if it is not known yet."""
    one = organisation
    lead = Lead(one.name, one.kind, one.ecosoc_status, one.verified_at is not None)
    return cannot_lead(call.terms, lead)
