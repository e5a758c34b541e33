"""By which ways a call for speakers can be answered: for which organisation, by which channel, for which
sessions."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.nominations.answering import is_asked
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.rules import why_not_nominate
from scheduler.organisations.models import Organisation
from scheduler.thematic_sessions.models import ThematicSession


class Way(NamedTuple):
    """An organisation, and a channel that takes names from it."""

    organisation: Organisation
    channel: Channel


def ways(call: SpeakerCall, organisations: Collection[int]) -> list[Way]:
    """Those of a call for these organisations, by their names. Channels that only ask are among them for who
    was asked."""
    found = select(Organisation).where(Organisation.id.in_(organisations)).order_by(Organisation.name)
    return [
        Way(one, channel)
        for one in session.scalars(found)
        for channel in call.channels
        if fits(one, channel) and is_asked(call, channel, one)
    ]


def fits(organisation: Organisation, channel: Channel) -> bool:
    """Whether a channel is for organisations like this one."""
    groups = [organisation.regional_group, organisation.second_group]
    terms = channel.terms
    return not why_not_nominate(
        organisation.name, organisation.kind, groups, terms.kinds, terms.regional_group
    )


def sessions(meeting: Meeting) -> Sequence[ThematicSession]:
    """The sessions in which somebody can speak, by title."""
    found = select(ThematicSession).where(ThematicSession.meeting_id == meeting.id)
    return session.scalars(found.order_by(ThematicSession.title, ThematicSession.id)).all()
