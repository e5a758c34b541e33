"""What people who speak do not want, for who acts on it in the room."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from scheduler.kernel.db import session
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.workflow import WITH_A_PLACE


@dataclass(frozen=True)
class Limits:
    """What somebody who speaks does not want: to be shown in pictures and streams, to be recorded."""

    shown: bool
    recorded: bool


def limits(meeting_id: int) -> dict[int, Limits]:
    """Of those with a place in a meeting who do not want one of the two, by person: for who acts on it in the
    room. Who speaks twice and said two things is kept to the stricter."""
    found = (
        select(
            Nomination.person_id,
            func.min(case((Nomination.may_be_shown, 1), else_=0)),
            func.min(case((Nomination.may_be_recorded, 1), else_=0)),
        )
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .where(SpeakerCall.meeting_id == meeting_id, Nomination.state.in_(WITH_A_PLACE))
        .group_by(Nomination.person_id)
    )
    told = {person: Limits(bool(shown), bool(taken)) for person, shown, taken in session.execute(found)}
    return {person: one for person, one in told.items() if not (one.shown and one.recorded)}
