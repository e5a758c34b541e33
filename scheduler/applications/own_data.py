"""All that is kept of somebody in applications and in the rooms below, as plain values.

Of an application that they began: what it says, but for other people. Of one at which they are to speak, or
about which they were asked: what was said of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import selectinload

from scheduler.accounts import own_data as below
from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.applications.called import called
from scheduler.applications.models import Application, CoSponsor, Speaker, Version
from scheduler.applications.telling import number, organisation
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions import own_data as sessions

FIELDS = {
    **below.FIELDS,
    **sessions.FIELDS,
    "abstract": Sentence("Abstract"),
    "affiliation": Sentence("Affiliation"),
    "answered by you": Sentence("Answered by you"),
    "applications": Sentence("Applications that you began"),
    "asked to support": Sentence("Where you were asked about support"),
    "changed": Sentence("Last changed"),
    "days": Sentence("Days on which any slot suits"),
    "note": Sentence("Note"),
    "online": Sentence("Online"),
    "organisers": Sentence("Organisers"),
    "rank": Sentence("Rank (0: not possible)"),
    "receipt": Sentence("Receipt"),
    "received": Sentence("Received"),
    "reminded": Sentence("Reminded"),
    "said": Sentence("What you said"),
    "slots": Sentence("Slots"),
    "speaking": Sentence("Applications that name you as a speaker"),
    "submitted": Sentence("What was submitted"),
    "theme": Sentence("Theme"),
    "web links": Sentence("Links"),
}
"""What each field is called on the page."""
WORDS = ("abstract", "theme", "contact", "note")
"""What an application says besides its title, where that may be about whoever began it."""


def held(traces: Traces, base_url: str) -> Values:
    """What is kept of this person: by kind, each a list or a record."""
    return {
        **below.held(traces, base_url, called),
        **sessions.held(traces),
        "applications": list(_begun_by(traces)),
        "speaking": [_spoken_at(speaker, one) for speaker, one in _speaking(traces)],
        "asked to support": [_asked(one, traces) for one in _asked_about(traces)],
    }


def _begun_by(traces: Traces) -> Iterator[Values]:
    found = select(Application).where(Application.person_id.in_(traces.numbers)).order_by(Application.id)
    applications = session.scalars(found).all()
    kept = select(Version).where(Version.application_id.in_([one.id for one in applications]))
    versions: dict[int, list[Version]] = defaultdict(list)
    for version in session.scalars(kept.order_by(Version.number)):
        versions[version.application_id].append(version)
    for one in applications:
        yield _begun(one, versions[one.id])


def _speaking(traces: Traces) -> Iterable[Row[Speaker, Application]]:
    found = (
        select(Speaker, Application)
        .join(Application, Application.id == Speaker.application_id)
        .where(Speaker.person_id.in_(traces.numbers))
        .order_by(Speaker.application_id, Speaker.id)
    )
    return session.execute(found)


def _asked_about(traces: Traces) -> Iterable[CoSponsor]:
    theirs = or_(CoSponsor.person_id.in_(traces.numbers), CoSponsor.settled_by.in_(traces.own))
    found = select(CoSponsor).where(theirs).options(selectinload(CoSponsor.application))
    return session.scalars(found.order_by(CoSponsor.id))


def _begun(one: Application, submitted: Iterable[Version]) -> Values:
    return {
        **_event(one),
        "number": one.id,
        "title": one.title,
        "organisers": [organiser.organisation.name for organiser in one.organisers],
        **{field: getattr(one, field) for field in WORDS},
        "web links": [link["url"] for link in one.links],
        "days": list(one.days),
        "slots": [{"time": stamp(wish.slot.starts_at), "rank": wish.rank} for wish in one.wishes],
        "submitted": [_submitted(version) for version in submitted],
        "why": one.reason,
        "made": stamp(one.made_at),
        "changed": stamp(one.changed_at),
    }


def _submitted(version: Version) -> Values:
    told = {field: version.facts.get(field) for field in ("title", *WORDS)}
    links = [link["url"] for link in version.facts.get("links", ())]
    return {"time": stamp(version.at), **told, "web links": links, "days": version.facts.get("days", [])}


def _spoken_at(speaker: Speaker, one: Application) -> Values:
    return {**_event(one), "affiliation": speaker.affiliation, "online": speaker.online}


def _asked(one: CoSponsor, traces: Traces) -> Values:
    by_them = one.settled_by in traces.own
    return {
        **_event(one.application),
        "represents": one.organisation.name,
        "by": organisation(one.application),
        "asked": stamp(one.asked_at),
        "reminded": stamp(one.reminded_at),
        "settled": stamp(one.settled_at),
        "answered by you": by_them,
        "said": one.said if by_them else None,
        "state": one.state.value,
    }


def _event(one: Application) -> Values:
    """What it is, for whoever it names. The title of a draft is its authors' business."""
    return {
        "meeting": one.call.meeting.code,
        "receipt": number(one) or None,
        "received": stamp(one.receipt.at) if one.receipt else None,
        "title": one.title if one.receipt else None,
        "state": one.state.value,
    }
