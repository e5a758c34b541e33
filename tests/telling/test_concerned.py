"""Nobody left untold: of every kind of change, everybody whom it concerns gets one letter, and nobody else.
Whom it concerns is read from the tables here, not from what was published."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.agendas.models import Agenda, FollowedOrganisation, FollowedValue, Star
from scheduler.kernel.db import session
from scheduler.meetings.models import Entry
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.releases.change import ChangeKind, kind_name
from scheduler.side_events.models import Role, SideEvent
from scheduler.telling.models import Notice
from scheduler.telling.terms import Concern
from scheduler.thematic_sessions.models import ThematicSession
from tests.conftest import BASE_URL
from tests.telling import stage
from tests.telling.stage import EVENT, TALK, changes, entry, letters, make


def contacts(bodies: list[Organisation]) -> Iterator[Person]:
    for body in bodies:
        found = sa.select(Representative).where(Representative.organisation_id == body.id)
        yield from (one.person for one in session.scalars(found) if one.is_contact)


def concerned(one: Entry, concern: Concern) -> set[str | None]:
    """The addresses of those whom an entry concerns for a reason, by the tables."""
    people: list[Person | None] = []
    if isinstance(one, SideEvent):
        roles = (Role.COSPONSOR,) if concern is Concern.COSPONSORS else (Role.ORGANISER, Role.CO_ORGANISER)
        if concern in (Concern.ORGANISES, Concern.COSPONSORS):
            people += contacts([body.organisation for body in one.bodies if body.role in roles])
        if concern is Concern.SPEAKS:
            people += [speaker.person for speaker in one.speakers]
    if isinstance(one, ThematicSession):
        if concern is Concern.PANEL and one.panel:
            people += [panellist.person for panellist in one.panel.panellists]
        if concern is Concern.FLOOR:
            people += [speaker.person for speaker in one.floor_speakers]
    if concern is Concern.STARRED:
        people += holders(sa.select(Star.agenda_id).where(Star.entry_id == one.id, Star.level != "left_out"))
    if concern is Concern.FOLLOWS and isinstance(one, SideEvent):
        people += holders(sa.select(FollowedValue.agenda_id))
        people += holders(
            sa.select(FollowedOrganisation.agenda_id).where(
                FollowedOrganisation.organisation_id.in_([body.organisation_id for body in one.bodies])
            )
        )
        left_out = sa.select(Star.agenda_id).where(Star.entry_id == one.id, Star.level == "left_out")
        people = [person for person in people if person not in holders(left_out)]
    return {person.email for person in people if person}


def holders(agendas: sa.Select[int]) -> list[Person]:
    """Those whose agendas these are."""
    found = sa.select(Person).join(Agenda, Agenda.person_id == Person.id).where(Agenda.id.in_(agendas))
    return list(session.scalars(found))


def everybody(one: Entry) -> set[str | None]:
    return set().union(*(concerned(one, concern) for concern in Concern))


WHERE = {
    Concern.ORGANISES: EVENT,
    Concern.PANEL: TALK,
    Concern.SPEAKS: EVENT,
    Concern.FLOOR: TALK,
    Concern.COSPONSORS: EVENT,
    Concern.STARRED: EVENT,
    Concern.FOLLOWS: EVENT,
}
"""An entry that concerns somebody so; a new concern wants a line here."""


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("code", sorted(set(WHERE.values())))
def test_everybody_is_told_of_every_kind_of_change(app: Flask, kind: ChangeKind, code: str) -> None:
    stage.publish()
    *before, last = changes(code)[kind]
    if before:
        make(*(act() for act in before))
    stage.reach_everybody()
    stage.keep_agendas()
    assert make(last())
    one = entry(code)
    here = [concern for concern, there in WHERE.items() if there == code]
    assert all(concerned(one, concern) for concern in here), "the stage has somebody for each concern"
    assert set(WHERE) == set(Concern)
    changed = session.scalars(sa.select(Entry)) if kind is ChangeKind.DETAILS else [one]
    wanted = set().union(*map(everybody, changed))
    told = letters()
    assert [letter.address for letter in told] == sorted(filter(None, wanted))
    mine = [letter.text for letter in told if letter.address in everybody(one)]
    assert all(f"{kind_name(kind)}: " in text and f"“{one.title}”" in text for text in mine)
    page = "sessions" if code == TALK else "side-events"
    assert all(f"{BASE_URL}/T1/{page}/{code}/" in text for text in mine)
    notices = session.scalars(sa.select(Notice).where(Notice.letter_id.is_not(None))).all()
    assert {one.letter_id for one in notices} == {letter.id for letter in told}
