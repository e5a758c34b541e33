"""A small world of organisations and people in which everything refers to everything, made by chance."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.terms import (
    Constituency,
    EntryKind,
    LetterState,
    MeetingKind,
    OrganisationKind,
    Standing,
)
from scheduler.links.actions import make
from scheduler.mail.models import Letter
from scheduler.meetings.models import Meeting, MeetingOrganisation
from scheduler.organisations.actions import enrol, name_person
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.side_events.models import Role, SideEvent, SideEventOrganisation, SideEventSpeaker
from scheduler.thematic_sessions.models import FloorSpeaker, Panel, Panellist, ThematicSession

AT = datetime(2027, 3, 1, tzinfo=UTC)
NOT_COMPARED = {"merger", "audit_record", "audit_content", "audit_party", "audit_head"}
"""What remembers that something was done."""


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, as they lie in the database."""
    session.flush()
    connection = session.connection()
    return {
        name: sorted((tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)
        for name in sa.inspect(connection).get_table_names()
        if name not in NOT_COMPARED
    }


def build(this: Decision, chance: Random) -> tuple[list[Organisation], list[Person]]:
    """Four organisations and four people with all that can hang on them."""
    bodies = [enrol(f"Body {n}", kind=chance.choice([None, *OrganisationKind])) for n in range(4)]
    people = [name_person(f"Person {n}") for n in range(4)]
    session.flush()
    for person in people:
        person.email = chance.choice([None, f"p{person.id}@people.example"])
    _represent(this, chance, bodies, people)
    meeting = Meeting(
        code="W1", title="A meeting", kind=MeetingKind.REGULAR_SESSION, starts=date(2027, 3, 8),
        ends=date(2027, 3, 12), time_zone="Europe/Vienna",
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    for body in chance.sample(bodies, 2):
        session.add(MeetingOrganisation(meeting_id=meeting.id, organisation_id=body.id))
    for number in range(3):
        session.add(_event(chance, meeting, number, bodies, people))
    session.add(_session(chance, meeting, bodies, people))
    session.add(FloorSpeaker(meeting_id=meeting.id, position=0, **_voice(chance, bodies, people)))
    session.flush()
    return bodies, people


def _represent(
    this: Decision, chance: Random, bodies: Sequence[Organisation], people: Sequence[Person]
) -> None:
    for body in bodies:
        for person in chance.sample(list(people), 2):
            standing = chance.choice(list(Standing))
            one = Representative(
                person_id=person.id, organisation_id=body.id, standing=standing, asked_at=AT,
                is_contact=standing is Standing.AGREED and chance.random() < 0.5,
                offered_by_id=chance.choice([None, *(person.id for person in people)]),
                settled_at=chance.choice([None, AT]),
            )  # fmt: skip
            session.add(one)
            session.flush()
            make(this, "own-page", f"person {person.id}", person_id=person.id, lasts=timedelta(days=1))
            session.add(_letter(person, one.id))


def _letter(person: Person, number: int) -> Letter:
    return Letter(
        message_id=f"letter-{number}", kind="own-page", sender="secretariat", person_id=person.id,
        address="a@b.example", language="en", subject="S", text="T", about=f"person {person.id}",
        state=LetterState.WAITING, written_at=AT, due_at=AT,
    )  # fmt: skip


def _event(
    chance: Random, meeting: Meeting, number: int, bodies: Sequence[Organisation], people: Sequence[Person]
) -> SideEvent:
    roles = [Role.ORGANISER, Role.COSPONSOR, Role.COSPONSOR]
    return SideEvent(
        meeting_id=meeting.id, kind=EntryKind.SIDE_EVENT, code=f"E{number}", uid=f"uid-{number}",
        title="An event",
        bodies=[
            SideEventOrganisation(organisation_id=body.id, role=role, position=place)
            for place, (body, role) in enumerate(zip(chance.sample(list(bodies), 3), roles, strict=True))
        ],
        speakers=[SideEventSpeaker(person_id=chance.choice(people).id, position=0)],
    )  # fmt: skip


def _session(
    chance: Random, meeting: Meeting, bodies: Sequence[Organisation], people: Sequence[Person]
) -> ThematicSession:
    panel = Panel(panellists=[Panellist(position=n, **_voice(chance, bodies, people)) for n in range(3)])
    return ThematicSession(
        meeting_id=meeting.id, kind=EntryKind.THEMATIC_SESSION, code="S1", uid="uid-s1", title="A session",
        panel=panel,
    )  # fmt: skip


def _voice(chance: Random, bodies: Sequence[Organisation], people: Sequence[Person]) -> dict[str, Any]:
    return {
        "constituency": Constituency.IGO,
        "organisation_id": chance.choice([None, *(body.id for body in bodies)]),
        "person_id": chance.choice([None, *(person.id for person in people)]),
    }
