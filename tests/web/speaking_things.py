"""Things of nominations, for every address that is about one: see tests/web/things.py."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask

from scheduler.accounts.models import Account
from scheduler.audit.actions import record
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import EntryKind, Role
from scheduler.links.actions import make
from scheduler.meetings.queries import existing_meeting
from scheduler.nominations import queries
from scheduler.nominations.body_models import Asked, Holder
from scheduler.nominations.calling import deliver_channels, set_call
from scheduler.nominations.letting_in import LATE_NOMINATION
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import put_forward
from scheduler.nominations.rules import Terms, Words
from scheduler.nominations.terms import Contribution, Part, State
from scheduler.organisations.actions import name_person
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import person
from scheduler.thematic_sessions.models import ThematicSession
from tests.nominations import stage as speaking

Values = Mapping[str, Any]

OWED: dict[str, Any] = {
    "contribution": Contribution.STATEMENT,
    "contribution_due_at": datetime(2099, 1, 1, tzinfo=UTC),
}


def nominations(app: Flask, *speaking: tuple[Account, int]) -> tuple[str, ...]:
    """Each puts themselves forward for their organisation."""
    with app.app_context(), decision("tests") as this:
        meeting = existing_meeting("T1")
        vngoc = next(one for one in deliver_channels(this, meeting) if one.code == "VNGOC")
        always = datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
        call = set_call(this, meeting, Terms("Speakers", *always, ("VNGOC",), required=(), **OWED))
        made = []
        for account, body in speaking:
            who = Visitor(account.id, account.person_id, organisations=frozenset({body}))
            organisation, whom = session.get_one(Organisation, body), person(account.person_id)
            made.append(put_forward(this, who, call, vngoc, organisation, whom, Words()))
        return tuple(one.code for one in made)


def around_the_call(app: Flask, body: int) -> tuple[int, int, int, str]:
    """Somebody was asked to name a speaker, somebody holds a role by a link, may come late, and speaks."""
    with app.app_context(), decision("tests") as this:
        call = queries.call(existing_meeting("T1"), "speakers")
        in_ = a_session("ASKED")
        one = Asked(
            call=call, channel=call.channels[0], organisation_id=body, session_id=in_.id, asked_at=this.at
        )
        whom = name_person("Hal Holder")
        whom.email = "hal@holder.example"
        holder = Holder(body="VNGOC", role=Role.CHANNEL_COORDINATOR, person=whom, since=this.at)
        speaks = Nomination(
            code="SPKRS2",
            call=call,
            channel=call.channels[0],
            person=whom,
            organisation_id=body,
            state=State.ACCEPTED,
            at=0,
            reached=len(call.channels[0].steps) - 1,
            made_at=this.at,
            changed_at=this.at,
            part=Part.PANELLIST,
            session_id=in_.id,
        )
        session.add_all([one, holder, speaks])
        session.flush()
        record(this, "ask an entity", one.thing)
        link, _ = make(this, LATE_NOMINATION, call.thing, person_id=whom.id, lasts=timedelta(days=1))
        return one.id, holder.id, link.id, speaks.code


def at_bodies(app: Flask) -> tuple[tuple[str, ...], int]:
    """One of each of two channels, and their call by number."""
    with app.app_context(), clock.set_to(speaking.DURING):
        play = speaking.stage("Kingdom of Examples")
        codes = tuple(speaking.confirmed(play, channel).code for channel in ("VNGOC", "AFRICAN"))
        return codes, play.call.id


def a_session(code: str) -> ThematicSession:
    made = ThematicSession(
        meeting_id=existing_meeting("T1").id,
        kind=EntryKind.THEMATIC_SESSION,
        code=code,
        uid=code.lower(),
        title="A session",
    )
    session.add(made)
    session.flush()
    return made
