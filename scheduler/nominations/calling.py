"""Setting up the channels of a meeting, its calls for speakers, and asking entities."""

from collections.abc import Sequence

from sqlalchemy import exists, select

from scheduler.accounts.queries import addressee
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.text import slug
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import write
from scheduler.mail.models import Correspondent
from scheduler.meetings.models import Meeting
from scheduler.nominations import channels, letters
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.body_models import Asked
from scheduler.nominations.call_models import (
    Channel,
    ChannelStep,
    Criterion,
    SpeakerCall,
    SpeakerPlace,
    StepDeadline,
)
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Terms, as_fact, faults_of_call
from scheduler.nominations.terms import Doing
from scheduler.nominations.times import day
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import contacts
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
    terms that cannot be, and for other steps once somebody was nominated by it."""
    for fault in channels.faults(terms):
        raise Refused(fault)
    lock_meeting(meeting.id)
    found = select(Channel).where(Channel.meeting_id == meeting.id, Channel.code == terms.code)
    channel = session.scalars(found).one_or_none()
    before = channel.terms if channel else None
    if before == terms and channel:
        return channel
    if channel and before and _shape(before) != _shape(terms) and _is_used(channel):
        raise Refused(
            Sentence(
                "Somebody was nominated by this channel, or a call has deadlines for it, so its steps stay "
                "as they are. Add a channel of another code for what comes now."
            )
        )
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
    this: Decision, call: SpeakerCall, channel: Channel, organisation: Organisation, in_: ThematicSession
) -> Asked:
    """Invite an entity to name somebody for a session; its contacts get a letter. Raises Refused where the
    channel asks nobody, or this one was asked already."""
    lock_meeting(call.meeting_id)
    place = channel.terms.first(Doing.NAME)
    if channel.terms.first(Doing.ASK) is None or place is None:
        raise Refused(
            Sentence("In this channel nobody is asked: organisations put people forward themselves.")
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
    deadline = call.deadline(channel.id, place)
    until = day(deadline.until if deadline else call.closes_at, call.meeting)
    places = {
        "organisation": organisation.name,
        "call": call.title,
        "meeting": call.meeting.title,
        "place": in_.title,
        "until": until,
        "page": "/account/nominations/",
    }
    for contact in contacts(organisation.id):
        if to := addressee(contact.person):
            write(this, letters.ENTITY_ASKED, to, one.thing, places=places, meeting_id=call.meeting_id)
    return one


def _shape(terms: channels.Terms) -> list[tuple[object, ...]]:
    """What must not change under nominations that are on their way."""
    return [(one.name, one.party, one.may) for one in terms.steps]


def _is_used(channel: Channel) -> bool:
    hang = exists().where(Nomination.channel_id == channel.id)
    due = exists().where(StepDeadline.channel_id == channel.id)
    return bool(session.scalar(select(hang | due)))


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
    session.flush()
    call.places = [
        SpeakerPlace(part=one.part, session_id=one.session, number=one.number) for one in terms.places
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
