"""What is kept of somebody in agendas: theirs to read, and gone when they want so."""

from flask import Flask
from sqlalchemy import func, select

from scheduler.accounts.traces import traces
from scheduler.agendas import actions, covering, delegating
from scheduler.agendas.delegation_models import Cover, Delegation, Member
from scheduler.agendas.models import Agenda, AgendaKey, FollowedOrganisation, FollowedValue, Star
from scheduler.agendas.own_data import FIELDS, held
from scheduler.agendas.terms import Followed, KeyKind, Level
from scheduler.kernel.db import session
from scheduler.mail.models import Letter
from scheduler.programmes.erasing import erase
from tests.accounts.test_own_data import fields
from tests.agendas.test_actions import do, organisation
from tests.conftest import BASE_URL
from tests.thematic_sessions.stage import a_session
from tests.web.people import member


def full(app: Flask) -> int:
    """Somebody with one of everything; the person's number."""
    account = member(app, name="Zelda Quux")
    event, agenda = a_session(), do(actions.start, account.person_id)
    do(actions.star, agenda, event.id, Level.PERHAPS)
    do(actions.follow_organisation, agenda, organisation("Hope").id)
    do(actions.follow_value, agenda, event.meeting_id, Followed.THEME, "care")
    do(actions.new_key, agenda, KeyKind.LINK)
    zelda = do(delegating.found, agenda, "Examples", "Zelda Quux")
    of = session.get_one(Delegation, zelda.delegation_id)
    do(delegating.join, of, do(actions.start), "Bo", True)
    do(delegating.invite, of, "cy@examples.example", "Zelda Quux")
    do(covering.want, of.id, event.id)
    do(covering.ask, zelda, event.id)
    return account.person_id


def test_all_of_it_is_told(app: Flask) -> None:
    found = held(traces(full(app)), BASE_URL)
    assert fields(found) - set(FIELDS) == set()
    (agenda,) = found["agenda"]
    (star,), (delegation,) = agenda["starred"], agenda["delegations"]
    assert (star["meeting"], star["title"], star["level"]) == ("TD2027", "A session", "perhaps")
    assert agenda["follows"] == [
        {"meeting": None, "what": "organisation", "value": "Hope"},
        {"meeting": "TD2027", "what": "theme", "value": "care"},
    ]
    assert (delegation["title"], delegation["name"], delegation["shares"]) == (
        "Examples", "Zelda Quux", True,
    )  # fmt: skip
    assert delegation["asked to cover"] == [{"meeting": "TD2027", "title": "A session", "state": "asked"}]
    assert (agenda["secret link"], agenda["browsers"]) == (True, 0)


def test_erased_nothing_of_it_is_left_and_the_delegation_goes_on(app: Flask) -> None:
    erase(full(app), actor="tests", base_url=BASE_URL)
    tables = (AgendaKey, Star, FollowedOrganisation, FollowedValue, Cover)
    assert [session.scalar(select(func.count()).select_from(table)) for table in tables] == [0] * 5
    assert session.scalars(select(Agenda.person_id)).all() == [None]
    assert [(one.name, one.is_owner) for one in session.scalars(select(Member))] == [("Bo", True)]
    (letter,) = session.scalars(select(Letter).where(Letter.about.startswith("delegation")))
    assert "Zelda" not in f"{letter.subject}{letter.text}{letter.places}"
