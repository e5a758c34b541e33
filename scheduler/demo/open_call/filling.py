"""Filling an instance with the second meeting's calls and all that happens in them, and keeping one open."""

from datetime import date, datetime, timedelta
from pathlib import Path

from scheduler.accounts.actions import thing
from scheduler.accounts.queries import by_address
from scheduler.applications.keys import Keyring
from scheduler.audit.queries import history
from scheduler.calls.actions import set_terms
from scheduler.calls.models import Call
from scheduler.calls.queries import calls
from scheduler.demo.open_call import session as second_meeting
from scheduler.demo.open_call.applicants import Applicants, enrol
from scheduler.demo.open_call.cast import Part, cast, everybody
from scheduler.demo.open_call.fates import APPLICATIONS
from scheduler.demo.open_call.play import Story
from scheduler.demo.open_call.plots import stories
from scheduler.demo.open_call.session import CODE, SEED, ZONE
from scheduler.demo.open_call.stage import Desk, Stage
from scheduler.demo.people import ACTOR, ACTORS
from scheduler.kernel import clock
from scheduler.kernel.decision import decision
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import Role, SideEventKind
from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import existing_meeting

BEFORE = timedelta(days=45)
"""Before the present moment everything begins: programmes are imported and accounts are opened then, so that
the history is in the order of time."""


def today(now: datetime) -> date:
    """At the venue."""
    return to_local(now, ZONE).date()


def programme(now: datetime) -> second_meeting.Record:
    """The programme file of the meeting."""
    return second_meeting.programme(today(now), everybody(SEED))


def told(now: datetime, keyring: Keyring, uploads: Path, applications: int = APPLICATIONS) -> list[Story]:
    """All that happens until now, once the meeting, which was imported, asks for events. There are about so
    many applications, and at least the six of those whose accounts are printed."""
    meeting = existing_meeting(CODE)
    slots = [slot.id for slot in meeting.slots]
    parts = cast(SEED, len(slots), applications)
    with clock.set_to(now - BEFORE):
        applicants = _begin(meeting, parts, today(now))
    stage = Stage(
        now=now,
        calls={call.kind: call for call in calls(meeting)},
        slots=slots,
        desk=_desk(),
        applicants=applicants,
        keyring=keyring,
        uploads=uploads,
    )
    return stories(stage, parts)


def prolong(now: datetime) -> None:
    """Let the call for side events go on, where it is over and only the demonstration set its terms, so that
    whoever comes back finds it open."""
    meeting = existing_meeting(CODE)
    for call in calls(meeting):
        terms = second_meeting.prolonged(call.terms, now, today(now), meeting.starts)
        if terms and call.kind is SideEventKind.SIDE_EVENT and not call.published_at and _is_ours(call):
            with decision(ACTOR) as this:
                set_terms(this, meeting, terms)


def _is_ours(call: Call) -> bool:
    said = [one.content for one in history(call.thing)]
    return all(content and content.facts["actor"] == ACTOR for content in said)


def _begin(meeting: Meeting, parts: list[Part], day: date) -> Applicants:
    """The calls, and the accounts of all who will apply."""
    with decision(ACTOR) as this:
        for terms in second_meeting.calls(day):
            set_terms(this, meeting, terms)
        return enrol(this, everybody(SEED), {part.lead.name for part in parts})


def _desk() -> Desk:
    """The demonstration's own people, as decisions name them."""
    address = {actor.role: actor.address for actor in ACTORS}
    roles = (Role.SECRETARIAT, Role.ADMIN, Role.CIVIL_SOCIETY_UNIT)
    accounts = [by_address(address[role]) for role in roles]
    return Desk(*(thing(account) for account in accounts if account))
