"""Setting up the channels of a meeting, its calls for speakers, and asking entities."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.text import slug
from scheduler.kernel.words import Sentence
from scheduler.mail.models import Correspondent
from scheduler.meetings.models import Meeting
from scheduler.nominations import asking, channels, letters
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.body_models import Asked
from scheduler.nominations.call_models import (
    CallChannel,
    Channel,
    ChannelStep,
    ContributionDue,
    Criterion,
    SpeakerCall,
    SpeakerPlace,
    StepDeadline,
)
from scheduler.nominations.channels import why_fixed
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Terms, as_fact, faults_of_call
from scheduler.nominations.terms import Doing
from scheduler.nominations.ways import fits
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions.models import ThematicSession


def deliver_channels(this: Decision, meeting: Meeting) -> list[Channel]:
    """Give a meeting the channels that come with the program; those that it has already stay as they are.
    Returns the new ones."""
    known = set(session.scalars(select(Channel.code).where(Channel.meeting_id == meeting.id)))
    wanted = (terms for code, terms in channels.delivered().items() if code not in known)
    return [set_channel(this, meeting, terms) for terms in wanted]


def set_channel(this: Decision, meeting: Meeting, terms: channels.Terms) -> Channel:
    """Let names arrive at a meeting by these steps; the channel is made when there is none of its code. A
    body that writes letters for the first time is introduced under the channel's name. Raises Refused for
    terms that cannot be, and for what is not safe once a call uses it (`channels.why_fixed`)."""
    for fault in channels.faults(terms):
        raise Refused(fault)
    lock_meeting(meeting.id)
    found = select(Channel).where(Channel.meeting_id == meeting.id, Channel.code == terms.code)
    channel = session.scalars(found).one_or_none()
    before = channel.terms if channel else None
    if before == terms and channel:
        return channel
    if channel and before and is_used(channel) and (why := why_fixed(before, terms, _lapsed(channel))):
        raise Refused(why)
    _introduce(terms)
    channel = channel or Channel(meeting=meeting, code=terms.code)
    _set_channel(channel, terms)
    session.add(channel)
    session.flush()
    record(
        this,
        "set up a channel",
        channel.thing,
        about=[f"meeting {meeting.code}"],
        code=terms.code,
        steps=[channels.step_to_json(step) for step in terms.steps],
    )
    return channel


def set_call(this: Decision, meeting: Meeting, terms: Terms, code: str | None = None) -> SpeakerCall:
    """Let a meeting call for speakers on these terms. `code`: of the call to change; a new one is made from
    the title. Raises Refused for terms that cannot be."""
    lock_meeting(meeting.id)
    known = {one.code: one for one in _channels(meeting)}
    steps = {(one.code, step.name) for one in known.values() for step in one.steps}
    for fault in faults_of_call(terms, known, steps):
        raise Refused(fault)
    call = _call(meeting, code or slug(terms.title))
    if code is None and call is not None:
        raise Clash(Sentence("There is a call of this title already. Give it another one."))
    if call is None:
        call = SpeakerCall(meeting=meeting, code=slug(terms.title))
    _set_call(call, terms)
    session.add(call)
    session.flush()
    _set_parts(call, terms, known)
    facts = {name: as_fact(getattr(terms, name)) for name in terms.__dataclass_fields__}
    record(this, "set up a call for speakers", call.thing, about=[f"meeting {meeting.code}"], **facts)
    return call


def ask_entity(
    this: Decision,
    call: SpeakerCall,
    channel: Channel,
    organisation: Organisation,
    in_: ThematicSession,
    also: Person | None = None,
) -> Asked:
    """Invite an entity to name somebody for a session; its contacts get a letter with a link, and so does
    `also`, whom the desk names besides; who has no contact is asked in another way. Raises Refused where the
    channel asks nobody, or is not for it; Clash where it was asked already."""
    lock_meeting(call.meeting_id)
    if channel.terms.first(Doing.ASK) is None or channel.terms.first(Doing.NAME) is None:
        raise Refused(
            Sentence("In this channel nobody is asked: organisations put people forward themselves.")
        )
    if not fits(organisation, channel):
        raise Refused(
            Sentence(
                "%(name)s is not one of those for whom this channel is. Choose its own channel.",
                name=organisation.name,
            )
        )
    found = select(Asked).where(
        Asked.call_id == call.id, Asked.organisation_id == organisation.id, Asked.session_id == in_.id
    )
    if session.scalars(found).first():
        raise Clash(Sentence("%(name)s was asked for this session already.", name=organisation.name))
    one = Asked(call=call, channel=channel, organisation=organisation, session_id=in_.id, asked_at=this.at)
    session.add(one)
    session.flush()
    record(this, "ask an entity", one.thing, about=[f"organisation {organisation.id}"], session=in_.id)
    asking.write_to(this, one, letters.ENTITY_ASKED, asking.readers(one, also))
    return one


def is_used(channel: Channel) -> bool:
    """Whether a call takes names by it, or did."""
    hang = exists().where(Nomination.channel_id == channel.id)
    due = exists().where(StepDeadline.channel_id == channel.id)
    called = exists().where(CallChannel.channel_id == channel.id)
    return bool(session.scalar(select(hang | due | called)))


def _lapsed(channel: Channel) -> set[int]:
    found = select(StepDeadline.place).where(
        StepDeadline.channel_id == channel.id, StepDeadline.lapsed_at.is_not(None)
    )
    return set(session.scalars(found))


def _introduce(terms: channels.Terms) -> None:
    if session.get(Correspondent, terms.sender) is None:
        session.add(Correspondent(code=terms.sender, name=terms.name))
        session.flush()


def _set_channel(channel: Channel, terms: channels.Terms) -> None:
    channel.name, channel.sender, channel.constituency = terms.name, terms.sender, terms.constituency
    channel.kinds, channel.dropout = sorted(terms.kinds), terms.dropout
    channel.regional_group, channel.open_to_desk = terms.regional_group, terms.open_to_desk
    rows = {row.place: row for row in channel.rows}
    channel.rows = [_row(rows.get(place), place, step) for place, step in enumerate(terms.steps)]


def _row(row: ChannelStep | None, place: int, step: channels.Step) -> ChannelStep:
    """Rows stay, since deadlines of calls refer to them."""
    row = row or ChannelStep(place=place)
    for name, value in channels.step_to_json(step).items():
        setattr(row, name, value)
    row.party, row.lapse = step.party, step.lapse
    return row


def _channels(meeting: Meeting) -> Sequence[Channel]:
    return session.scalars(select(Channel).where(Channel.meeting_id == meeting.id)).all()


def _call(meeting: Meeting, code: str) -> SpeakerCall | None:
    found = select(SpeakerCall).where(SpeakerCall.meeting_id == meeting.id, SpeakerCall.code == code)
    return session.scalars(found).one_or_none()


def _set_call(call: SpeakerCall, terms: Terms) -> None:
    call.title, call.late = terms.title, terms.late
    call.opens_at, call.closes_at = terms.opens_at, terms.closes_at
    call.languages, call.required = list(terms.languages), list(terms.required)
    call.contribution, call.contribution_due_at = terms.contribution, terms.contribution_due_at


def _set_parts(call: SpeakerCall, terms: Terms, known: dict[str, Channel]) -> None:
    """Channels, places, criteria and deadlines. A deadline that stays keeps what was done about it."""
    call.channels = [known[code] for code in terms.channels]
    call.places = []
    call.criteria = []
    call.contributions = []
    session.flush()
    call.places = [
        SpeakerPlace(part=one.part, session_id=one.session, number=one.number) for one in terms.places
    ]
    call.contributions = [
        ContributionDue(kind=one.kind, session_id=one.session, due_at=one.due_at)
        for one in terms.contributions
    ]
    call.criteria = [
        Criterion(position=n, code=one.code, text=one.text, weight=one.weight)
        for n, one in enumerate(terms.criteria)
    ]
    wanted = {
        (known[code].id, _place(known[code], step)): until for (code, step), until in terms.deadlines.items()
    }
    kept = [one for one in call.deadlines if wanted.get((one.channel_id, one.place)) == one.until]
    call.deadlines = list(kept)
    session.flush()
    have = {(one.channel_id, one.place) for one in kept}
    call.deadlines += [
        StepDeadline(channel_id=channel, place=place, until=until, reminded=[])
        for (channel, place), until in wanted.items()
        if (channel, place) not in have
    ]
    session.flush()
    session.refresh(call)


def _place(channel: Channel, step: str) -> int:
    return next(place for place, one in enumerate(channel.steps) if one.name == step)
