"""What bodies answer besides naming somebody: that they have no nominee; and places that go back to them."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.permissions import Visitor, may
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence
from scheduler.nominations import letters
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.body_models import Asked, NoNominee, Vacancy
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.permissions import ENTER
from scheduler.nominations.telling import coordinators, nominators, tell
from scheduler.nominations.terms import Doing, Dropout, Party, Settled
from scheduler.nominations.times import day
from scheduler.organisations.models import Organisation
from scheduler.thematic_sessions.models import ThematicSession

KEPT = timedelta(days=14)
"""How long a place is kept for the nominating body; not longer than until the meeting begins."""


def say_no_nominee(
    this: Decision,
    who: Visitor,
    call: SpeakerCall,
    channel: Channel,
    body: str | Organisation,
    in_: ThematicSession | None = None,
    why: str | None = None,
) -> NoNominee:
    """A body has nobody to name for a session, or for any. `body`: one of the channel's coordinators', by its
    code, or an organisation that could name somebody. Places kept for it are free for reserves. Raises
    Refused for who does not act for it; Clash where it was said already."""
    lock_meeting(call.meeting_id)
    name = body if isinstance(body, str) else f"organisation {body.id}"
    _require_acts_for(this, who, channel, body)
    if standing(call, channel, name, in_):
        raise Clash(Sentence("That was said already. You can still put somebody forward."))
    said = NoNominee(
        call_id=call.id,
        channel_id=channel.id,
        body=name,
        session_id=in_.id if in_ else None,
        why=why,
        by=this.actor,
        at=this.at,
    )
    session.add(said)
    session.flush()
    about = [channel.thing, *([name] if name.startswith("organisation ") else [])]
    record(this, "say no nominee", call.thing, about=about, body=name, session=said.session_id)
    for vacancy in _open_vacancies(call, channel):
        one = vacancy.nomination
        concerned = name in (f"organisation {one.organisation_id}", *_coordinated(channel))
        if concerned and (in_ is None or one.session_id == in_.id):
            close_vacancy(this, vacancy, Settled.NO_NOMINEE)
    return said


def standing(
    call: SpeakerCall, channel: Channel, body: str, in_: ThematicSession | None = None
) -> NoNominee | None:
    """That this body said so, for this session or for all, and named nobody since."""
    found = select(NoNominee).where(
        NoNominee.call_id == call.id,
        NoNominee.channel_id == channel.id,
        NoNominee.body == body,
        NoNominee.ended_at.is_(None),
    )
    for_it = [None, in_.id if in_ else None]
    return next((one for one in session.scalars(found) if one.session_id in for_it), None)


def end_no_nominee(this: Decision, call: SpeakerCall, channel: Channel, organisation: Organisation) -> None:
    """It named somebody after all."""
    found = select(NoNominee).where(
        NoNominee.call_id == call.id,
        NoNominee.channel_id == channel.id,
        NoNominee.body == f"organisation {organisation.id}",
        NoNominee.ended_at.is_(None),
    )
    for one in session.scalars(found):
        one.ended_at = this.at


def is_asked(call: SpeakerCall, channel: Channel, organisation: Organisation) -> bool:
    """Whether this organisation may name somebody: it was asked, or the channel needs no asking."""
    if channel.terms.first(Doing.APPLY) is not None:
        return True
    found = select(Asked.id).where(Asked.call_id == call.id, Asked.organisation_id == organisation.id)
    return session.scalars(found).first() is not None


def require_asked(call: SpeakerCall, channel: Channel, organisation: Organisation) -> None:
    """Raises Refused where a channel's organisations name somebody only when asked, and this one was not."""
    if not is_asked(call, channel, organisation):
        raise Refused(
            Sentence(
                "%(name)s was not asked to name anybody for this call. Write to the secretariat if it "
                "should be.",
                name=organisation.name,
            )
        )


def open_vacancy(this: Decision, nomination: Nomination) -> Vacancy | None:
    """Somebody with a place dropped out: where the channel says so, the place goes back to the body that
    nominated them, which is told. None where it is free for a reserve at once."""
    if nomination.channel.dropout is not Dropout.NOMINATOR:
        return None
    vacancy = Vacancy(nomination=nomination, at=this.at, until=_until(this, nomination))
    session.add(vacancy)
    session.flush()
    about = [nomination.thing, f"organisation {nomination.organisation_id}"]
    record(this, "give the place back", vacancy.thing, about=about)
    until = day(vacancy.until, nomination.call.meeting) if vacancy.until else ""
    tell(this, letters.VACANCY, nomination, nominators(nomination), coordinators(nomination), until=until)
    return vacancy


def close_vacancy(this: Decision, vacancy: Vacancy, how: Settled) -> None:
    """The place waits for its body no more."""
    vacancy.closed_at, vacancy.how = this.at, how
    record(this, "settle a free place", vacancy.thing, about=[vacancy.nomination.thing], how=how)


def vacancy_of(nomination: Nomination) -> Vacancy | None:
    """The place that somebody dropped out of, if it went back to the body."""
    return session.scalars(select(Vacancy).where(Vacancy.nomination_id == nomination.id)).one_or_none()


def kept_until(this: Decision, nomination: Nomination) -> datetime | None:
    """Until when the place of who dropped out is kept for the body; None: it is free for others."""
    vacancy = vacancy_of(nomination)
    if vacancy is None or vacancy.closed_at or (vacancy.until and vacancy.until <= this.at):
        return None
    return vacancy.until


def is_vacant(call: SpeakerCall, channel: Channel) -> bool:
    """Whether the body may name somebody after the close, since a place of its own became free."""
    return bool(_open_vacancies(call, channel))


def _open_vacancies(call: SpeakerCall, channel: Channel) -> list[Vacancy]:
    found = (
        select(Vacancy)
        .join(Vacancy.nomination)
        .where(
            Nomination.call_id == call.id, Nomination.channel_id == channel.id, Vacancy.closed_at.is_(None)
        )
    )
    return list(session.scalars(found.order_by(Vacancy.id)))


def _until(this: Decision, nomination: Nomination) -> datetime:
    begins = datetime.combine(nomination.call.meeting.starts, time(), UTC)
    return max(min(this.at + KEPT, begins), this.at)


def _coordinated(channel: Channel) -> set[str]:
    return {body for step in channel.steps if step.party is Party.COORDINATOR for body in step.bodies}


def _require_acts_for(this: Decision, who: Visitor, channel: Channel, body: str | Organisation) -> None:
    if isinstance(body, str):
        acts = (Role.CHANNEL_COORDINATOR, body) in who.channels and body in _coordinated(channel)
        name = body
    else:
        acts, name = body.id in who.organisations, body.name
    if not acts and not (this.on_behalf and may(who, ENTER)):
        raise Refused(Sentence("Only who acts for %(name)s can say that it has no nominee.", name=name))
