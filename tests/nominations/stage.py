"""A meeting with a thematic session, channels, a call for speakers and everybody who acts in it. Times in
UTC."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import select

from scheduler.accounts.models import Account, Grant
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import OnBehalf, bookkeeping, decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import (
    Constituency,
    EntryKind,
    MeetingKind,
    OrganisationKind,
    RegionalGroup,
    Role,
    Source,
    Standing,
)
from scheduler.mail.models import Letter
from scheduler.meetings.models import Meeting
from scheduler.nominations import queries
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.calling import deliver_channels, set_call
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import confirm, put_forward
from scheduler.nominations.rules import Criterion, Terms, Words
from scheduler.organisations.actions import enrol, name_person
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.thematic_sessions.models import Panel, Seat, ThematicSession

Value = TypeVar("Value")
_numbers = itertools.count(1)

OPENS = datetime(2027, 8, 1, 8, tzinfo=UTC)
CLOSES = datetime(2027, 8, 24, 21, 45, tzinfo=UTC)
DURING = datetime(2027, 8, 10, 12, tzinfo=UTC)
ENDS = date(2027, 9, 22)
CRITERIA = (Criterion("relevance", "It is about the topic", 2), Criterion("voice", "A voice not heard", 1))
TERMS = Terms(
    title="Panels of September",
    opens_at=OPENS,
    closes_at=CLOSES,
    channels=("VNGOC", "AFRICAN", "DIRECT"),
    criteria=CRITERIA,
)
WORDS = Words(abstract="What works in schools.")
NOTE = OnBehalf(Source.NOTE_VERBALE, date(2027, 8, 9), "NV 12/2027")


@dataclass
class Stage:
    """What a test needs of the world it plays in."""

    meeting: Meeting
    session: ThematicSession
    call: SpeakerCall
    ngo: Organisation
    state: Organisation
    speaker: Visitor
    """Speaks for the NGO."""
    diplomat: Visitor
    """Speaks for the State."""
    coordinator: Visitor
    reviewers: tuple[Visitor, Visitor]
    african: Visitor
    unit: Visitor
    desk: Visitor

    def seat(self, constituency: Constituency) -> Seat:
        panel = self.session.panel
        assert panel
        return next(one for one in panel.seats if one.constituency is constituency)


def stage(state_name: str = "Republic of Examples", **terms: Any) -> Stage:
    """Everybody and everything; `terms`: of the call."""
    meeting = _meeting()
    in_ = a_session(meeting)
    with decision("tests") as this:
        deliver_channels(this, meeting)
    ngo, state = organisation("Youth Network"), african_state(state_name)
    return Stage(
        meeting,
        in_,
        call(meeting, **terms),
        ngo,
        state,
        visitor("Nora Ngo", speaks_for=ngo),
        visitor("Dan Diplomat", speaks_for=state),
        visitor("Cora Coordinator", Role.CHANNEL_COORDINATOR, "VNGOC"),
        (
            visitor("Rae Reviewer", Role.CHANNEL_REVIEWER, "VNGOC"),
            visitor("Ron Reviewer", Role.CHANNEL_REVIEWER, "VNGOC"),
        ),
        visitor("Ada African", Role.CHANNEL_COORDINATOR, "AFRICAN"),
        visitor("Uma Unit", Role.CIVIL_SOCIETY_UNIT),
        visitor("Sam Secretariat", Role.SECRETARIAT),
    )


def _meeting() -> Meeting:
    with bookkeeping("tests"):
        made = Meeting(
            code="TD2027",
            title="Thematic discussions 2027",
            kind=MeetingKind.INTERSESSIONAL_MEETING,
            starts=date(2027, 9, 21),
            ends=ENDS,
            time_zone="Europe/Vienna",
        )
        session.add(made)
        session.flush()
    return made


def a_session(meeting: Meeting) -> ThematicSession:
    with bookkeeping("tests"):
        made = ThematicSession(
            meeting_id=meeting.id,
            kind=EntryKind.THEMATIC_SESSION,
            code=f"T{next(_numbers)}",
            uid=new_uid(),
            title="Session 1",
            languages=[],
        )
        made.panel = Panel()
        made.panel.seats = [
            _seat(0, Constituency.MEMBER_STATE, RegionalGroup.AFRICAN),
            _seat(1, Constituency.CIVIL_SOCIETY),
            _seat(2, Constituency.UN_ENTITY),
        ]
        session.add(made)
        session.flush()
    return made


def _seat(position: int, constituency: Constituency, group: str | None = None) -> Seat:
    return Seat(
        position=position, constituency=constituency, regional_group=group, minimum=0, target=1, maximum=1
    )


def call(meeting: Meeting, **changes: Any) -> SpeakerCall:
    with decision("tests") as this:
        return set_call(this, meeting, replace(TERMS, **changes))


def organisation(name: str, kind: OrganisationKind = OrganisationKind.NGO, **more: Any) -> Organisation:
    with bookkeeping("tests"):
        made = enrol(name, kind=kind, **more)
        session.flush()
    return made


def african_state(name: str = "Republic of Examples") -> Organisation:
    return organisation(name, OrganisationKind.MEMBER_STATE, regional_group=RegionalGroup.AFRICAN.value)


def person(name: str | None = None) -> Person:
    """Somebody with an address and no account."""
    number = next(_numbers)
    with bookkeeping("tests"):
        made = name_person(name or f"Person {number}")
        made.email = f"person{number}@body.example"
        session.flush()
    return made


def visitor(
    name: str, role: Role | None = None, channel: str | None = None, speaks_for: Organisation | None = None
) -> Visitor:
    """Somebody with an account, as the pages know them."""
    whom = person(name)
    with bookkeeping("tests") as this:
        account = Account(
            person=whom,
            email=f"{name.split()[0].lower()}@body.example",
            active=True,
            fs_uniquifier=new_uid(),
            made_at=this.at,
            language="en",
        )
        account.grants = [Grant(role=role, channel=channel)] if role else []
        session.add(account)
        if speaks_for:
            session.add(
                Representative(
                    person=whom,
                    organisation=speaks_for,
                    standing=Standing.AGREED,
                    is_contact=True,
                    asked_at=this.at,
                )
            )
        session.flush()
    return Visitor(
        account=account.id,
        person=whom.id,
        name=name,
        roles=frozenset({role} if role else ()),
        channels=frozenset({(role, channel)} if role and channel else ()),
        organisations=frozenset({speaks_for.id} if speaks_for else ()),
        contact_of=frozenset({speaks_for.id} if speaks_for else ()),
    )


def do(
    act: Callable[..., Value], who: Visitor, *what: Any, on_behalf: OnBehalf | None = None, **more: Any
) -> Value:
    """The act as a decision of the visitor, at the time of the clock."""
    with decision(who.actor, on_behalf) as this:
        return act(this, who, *what, **more)


def themselves(one: Nomination) -> Visitor:
    """The person, as a link knows them."""
    return Visitor(person=one.person_id)


def put(
    play: Stage,
    channel: str = "VNGOC",
    name: str | None = None,
    by: Visitor | None = None,
    for_: Organisation | None = None,
    words: Words = WORDS,
) -> Nomination:
    """Somebody is put forward by the NGO, or by the State where the channel is a group's."""
    state = channel != "VNGOC"
    whom = person(name)
    return do(
        put_forward,
        by or (play.diplomat if state else play.speaker),
        play.call,
        queries.channel(play.meeting, channel),
        for_ or (play.state if state else play.ngo),
        whom,
        words,
    )


def confirmed(play: Stage, channel: str = "VNGOC", **more: Any) -> Nomination:
    one = put(play, channel, **more)
    do(confirm, themselves(one), one)
    return one


def told(kind: str) -> list[str]:
    """To which addresses letters of a kind went, in order."""
    return list(session.scalars(select(Letter.address).where(Letter.kind == kind).order_by(Letter.id)))


def letters() -> list[tuple[str, str, str]]:
    """All letters: kind, sender and address, in order."""
    found = select(Letter.kind, Letter.sender, Letter.address).order_by(Letter.id)
    return [(kind, sender, address) for kind, sender, address in session.execute(found)]


def acts(thing: str) -> list[str]:
    return [record.act for record in history(thing)]


def at(moment: datetime) -> Any:
    return clock.set_to(moment)
