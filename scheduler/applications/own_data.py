"""All that is kept of somebody in applications and in the rooms below, as plain values.

Of an application that they began: what it says, but for other people. Of one at which they are to speak, or
about which they were asked: what was said of them.
"""

from collections.abc import Iterable

from sqlalchemy import or_, select

from scheduler.accounts import own_data as below
from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.applications.called import called
from scheduler.applications.models import Application, CoSponsor, Speaker, Version
from scheduler.applications.queries import versions
from scheduler.applications.telling import number, organisation
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence

FIELDS = {
    **below.FIELDS,
    "abstract": Sentence("Abstract"),
    "affiliation": Sentence("Affiliation"),
    "answered by you": Sentence("Answered by you"),
    "applications": Sentence("Applications that you began"),
    "asked to support": Sentence("Where you were asked about support"),
    "changed": Sentence("Last changed"),
    "note": Sentence("Note"),
    "online": Sentence("Online"),
    "organisers": Sentence("Organisers"),
    "receipt": Sentence("Receipt"),
    "received": Sentence("Received"),
    "reminded": Sentence("Reminded"),
    "said": Sentence("What you said"),
    "speaking": Sentence("Applications that name you as a speaker"),
    "submitted": Sentence("What was submitted"),
    "theme": Sentence("Theme"),
}
"""What each field is called on the page."""
WORDS = ("abstract", "theme", "contact", "note")
"""What an application says besides its title, where that may be about whoever began it."""


def held(traces: Traces, base_url: str) -> Values:
    """What is kept of this person: by kind, each a list or a record."""
    return {
        **below.held(traces, base_url, called),
        "applications": [_begun(one) for one in _begun_by(traces)],
        "speaking": [_spoken_at(speaker, one) for speaker, one in _speaking(traces)],
        "asked to support": [_asked(one, traces) for one in _asked_about(traces)],
    }


def _begun_by(traces: Traces) -> Iterable[Application]:
    found = select(Application).where(Application.person_id.in_(traces.numbers))
    return session.scalars(found.order_by(Application.id))


def _speaking(traces: Traces) -> Iterable[tuple[Speaker, Application]]:
    found = (
        select(Speaker, Application)
        .join(Application, Application.id == Speaker.application_id)
        .where(Speaker.person_id.in_(traces.numbers))
        .order_by(Speaker.application_id, Speaker.id)
    )
    return session.execute(found).tuples()


def _asked_about(traces: Traces) -> Iterable[CoSponsor]:
    theirs = or_(CoSponsor.person_id.in_(traces.numbers), CoSponsor.settled_by.in_(traces.own))
    return session.scalars(select(CoSponsor).where(theirs).order_by(CoSponsor.id))


def _begun(one: Application) -> Values:
    return {
        **_event(one),
        "number": one.id,
        "title": one.title,
        "organisers": [organiser.organisation.name for organiser in one.organisers],
        **{field: getattr(one, field) for field in WORDS},
        "submitted": [_submitted(version) for version in versions(one)],
        "why": one.reason,
        "made": stamp(one.made_at),
        "changed": stamp(one.changed_at),
    }


def _submitted(version: Version) -> Values:
    told = {field: version.facts.get(field) for field in ("title", *WORDS)}
    return {"time": stamp(version.at), **told}


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
