"""All that is kept of somebody in thematic sessions, as plain values: where they sit, where they asked for
the floor, and their texts with what they agreed to."""

from collections.abc import Iterator

from sqlalchemy import select

from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest
from scheduler.thematic_sessions.models import Document, Panel, Panellist, ThematicSession
from scheduler.thematic_sessions.queries import consent_of

FIELDS = {
    "accepted": Sentence("The seat is accepted"),
    "agreed": Sentence("You agreed to its publication"),
    "floor": Sentence("Where you asked for the floor"),
    "kind": Sentence("Kind"),
    "panels": Sentence("Panels on which you have a seat"),
    "session": Sentence("Session"),
    "spoke until": Sentence("Spoke until"),
    "spoke from": Sentence("Spoke from"),
    "consent": Sentence("Consent to its publication"),
    "texts": Sentence("Your presentations and statements"),
}
"""What each field is called on the page."""


def held(traces: Traces) -> Values:
    """What is kept of this person here: by kind, each a list."""
    return {
        "panels": list(_panels(traces)),
        "floor": list(_floor(traces)),
        "texts": list(_texts(traces)),
    }


def _panels(traces: Traces) -> Iterator[Values]:
    found = (
        select(Panellist, ThematicSession.title, Meeting.code)
        .join(Panel, Panel.id == Panellist.panel_id)
        .join(ThematicSession, ThematicSession.id == Panel.session_id)
        .join(Meeting, Meeting.id == ThematicSession.meeting_id)
        .where(Panellist.person_id.in_(traces.numbers))
    )
    for one, title, meeting in session.execute(found.order_by(Panellist.id)):
        told = {"represents": one.represents, "accepted": not one.tentative, "channel": one.channel}
        yield {"meeting": meeting, "session": title, **told}


def _floor(traces: Traces) -> Iterator[Values]:
    found = (
        select(FloorRequest, ThematicSession.title, Meeting.code)
        .join(FloorList, FloorList.id == FloorRequest.list_id)
        .join(ThematicSession, ThematicSession.id == FloorList.session_id)
        .join(Meeting, Meeting.id == ThematicSession.meeting_id)
        .where(FloorRequest.person_id.in_(traces.numbers))
    )
    for one, title, meeting in session.execute(found.order_by(FloorRequest.id)):
        yield {
            "meeting": meeting,
            "session": title,
            "represents": one.represents,
            "state": one.state.value,
            "asked": stamp(one.asked_at),
            "spoke from": stamp(one.started_at),
            "spoke until": stamp(one.ended_at),
        }


def _texts(traces: Traces) -> Iterator[Values]:
    found = (
        select(Document, Meeting.code)
        .join(ThematicSession, ThematicSession.id == Document.session_id)
        .join(Meeting, Meeting.id == ThematicSession.meeting_id)
    )
    theirs = found.where(Document.author_id.in_(traces.numbers)).order_by(Document.id)
    for one, meeting in session.execute(theirs):
        yield {
            "meeting": meeting,
            "session": one.session.title,
            "title": one.title,
            "kind": one.kind.value,
            "state": one.status.value,
            "consent": consent_of(one).value,
            "asked": stamp(one.asked_at),
            "agreed": stamp(one.agreed_at),
        }
