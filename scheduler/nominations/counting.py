"""The numbers of a call for its public page."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Constituency
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.figures import Counts, Figures, figures
from scheduler.nominations.models import Nomination, PrivateFact
from scheduler.nominations.terms import CivilConstituency, Field, Region, State
from scheduler.nominations.workflow import ENDORSED_BY_NOW, WITH_A_PLACE

NOT_SAID = "not said"
"""The group of those who did not say to which they belong."""


def counted(call: SpeakerCall) -> Figures | None:
    """How many were received, endorsed and seated, by channel; of civil society by region and constituency
    too. None as long as the call is open: numbers that rise one by one would tell who came when."""
    if call.closes_at > clock.now():
        return None
    every = session.execute(
        select(Nomination.id, Nomination.state, Nomination.region, Channel.code, Channel.constituency)
        .join(Channel, Channel.id == Nomination.channel_id)
        .where(Nomination.call_id == call.id)
    ).all()
    said = _constituencies(call)
    civil = [one for one in every if one.constituency is Constituency.CIVIL_SOCIETY]
    return figures(
        _counts([channel.code for channel in call.channels], ((one.code, one.state) for one in every)),
        [one.code for one in call.channels if one.constituency is Constituency.CIVIL_SOCIETY],
        _counts([*Region, NOT_SAID], ((one.region or NOT_SAID, one.state) for one in civil)),
        _counts([*CivilConstituency, NOT_SAID], ((said.get(one.id, NOT_SAID), one.state) for one in civil)),
        list(CivilConstituency),
    )


def _constituencies(call: SpeakerCall) -> dict[int, str]:
    found = (
        select(PrivateFact.nomination_id, PrivateFact.value)
        .join(Nomination, Nomination.id == PrivateFact.nomination_id)
        .where(Nomination.call_id == call.id, PrivateFact.field == Field.CONSTITUENCY)
    )
    return dict(session.execute(found).all())


def _counts(groups: Iterable[str], every: Iterable[tuple[str, State]]) -> Counts:
    """Received, endorsed, seated, by group; groups of nobody among them."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for group in groups:
        counts[str(group)] = [0, 0, 0]
    for group, state in every:
        row = counts[str(group)]
        row[0] += 1
        row[1] += state in ENDORSED_BY_NOW
        row[2] += state in WITH_A_PLACE
    return counts
