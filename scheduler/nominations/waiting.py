"""What waits at the desk in calls for speakers and on panels, of meetings that are not over: how much of each
kind, and since when. Each kind is one question, but for what the visitor's own steps say."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, select

from scheduler.accounts.waiting import Heap
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.permissions import Visitor
from scheduler.meetings.models import Meeting
from scheduler.nominations import desks
from scheduler.nominations.body_models import Asked, NoNominee, Vacancy
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.desks import Case
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import State
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.terms import AUTHORED


def at_desk(who: Visitor) -> tuple[Heap, Heap]:
    """What waits for the visitor at a step in which they act, and what of all that they see there is past
    its step's deadline."""
    cases = desks.cases(who)
    return _of([case for case in cases if case.waits]), _of([case for case in cases if case.is_late])


def invitations() -> Heap:
    """People who were invited and have not answered."""
    found = select(func.count(Nomination.id), func.min(Nomination.changed_at)).where(
        Nomination.state == State.INVITED
    )
    return _heap(_not_over(found.join(SpeakerCall, SpeakerCall.id == Nomination.call_id)))


def vacancies() -> Heap:
    """Places that somebody dropped out of and that nobody has yet."""
    found = (
        select(func.count(Vacancy.id), func.min(Vacancy.at))
        .join(Nomination, Nomination.id == Vacancy.nomination_id)
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .where(Vacancy.closed_at.is_(None))
    )
    return _heap(_not_over(found))


def unanswered() -> Heap:
    """Entities that were asked to name somebody, and neither did nor said that they have nobody."""
    named = select(Nomination.id).where(
        Nomination.call_id == Asked.call_id,
        Nomination.channel_id == Asked.channel_id,
        Nomination.organisation_id == Asked.organisation_id,
    )
    body: ColumnElement[str] = literal("organisation ").concat(cast(Asked.organisation_id, String))
    nobody = select(NoNominee.id).where(
        NoNominee.call_id == Asked.call_id,
        NoNominee.channel_id == Asked.channel_id,
        NoNominee.body == body,
        NoNominee.ended_at.is_(None),
    )
    found = (
        select(func.count(Asked.id), func.min(Asked.asked_at))
        .join(SpeakerCall, SpeakerCall.id == Asked.call_id)
        .where(~named.exists(), ~nobody.exists())
    )
    return _heap(_not_over(found))


def consents() -> Heap:
    """Statements and presentations whose author has neither agreed nor refused that they are public."""
    found = (
        select(func.count(Document.id), func.min(Document.asked_at))
        .join(ThematicSession, ThematicSession.id == Document.session_id)
        .join(Meeting, Meeting.id == ThematicSession.meeting_id)
        .where(
            Document.kind.in_(AUTHORED),
            Document.agreed_version.is_(None),
            Document.refused_at.is_(None),
            Meeting.ends >= clock.now().date(),
        )
    )
    return _heap(found)


def _not_over(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    joined = found.join(Meeting, Meeting.id == SpeakerCall.meeting_id)
    return joined.where(Meeting.ends >= clock.now().date())


def _heap(found: Select[*tuple[Any, ...]]) -> Heap:
    number, oldest = session.execute(found).one()
    return Heap(number, oldest)


def _of(cases: list[Case]) -> Heap:
    since: list[datetime] = [case.nomination.changed_at for case in cases]
    return Heap(len(since), min(since, default=None))
