"""What is kept of somebody in agendas: theirs to read, and gone when they want so."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.accounts.traces import traces
from scheduler.agendas import actions, covering, delegating
from scheduler.agendas.delegation_models import Cover, Delegation, Member
from scheduler.agendas.models import Agenda, AgendaKey, FollowedOrganisation, FollowedValue, Star
from scheduler.agendas.own_data import FIELDS, held
from scheduler.agendas.terms import Followed, KeyKind, Level
from scheduler.kernel.db import session
from scheduler.kernel.errors import Refused
from scheduler.mail.models import Letter
from scheduler.organisations.merging import merge, undo
from scheduler.organisations.models import Person
from scheduler.programmes.erasing import erase
from tests.accounts.test_own_data import fields
from tests.agendas.test_actions import do, organisation
from tests.conftest import BASE_URL
from tests.thematic_sessions.stage import a_session, person
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


def of_people() -> list[int | None]:
    return list(session.scalars(select(Agenda.person_id).order_by(Agenda.id)))


def test_two_with_agendas_have_accounts_and_are_not_made_one(app: Flask) -> None:
    accounts = [member(app, name=name) for name in ("Zelda Q.", "Z. Quux")]
    people = [session.get_one(Person, one.person_id) for one in accounts]
    for one in people:
        do(actions.start, one.id)
    with pytest.raises(Refused, match="Both have an account"):
        do(merge, *people)
    assert of_people() == [one.id for one in people]


def test_an_agenda_moves_with_its_person_and_back(app: Flask) -> None:
    kept, merged = person(), session.get_one(Person, full(app))
    merger = do(merge, kept, merged)
    assert of_people() == [kept.id, None]
    do(undo, merger)
    assert of_people() == [merged.id, None]


def test_an_agenda_begun_after_a_merger_goes_back_with_the_account(app: Flask) -> None:
    kept, merged = person(), session.get_one(Person, member(app, name="Zelda Quux").person_id)
    merger = do(merge, kept, merged)
    do(actions.start, kept.id)
    do(undo, merger)
    assert of_people() == [merged.id]


def test_an_agenda_thrown_away_after_a_merger_does_not_keep_it_from_being_undone(app: Flask) -> None:
    kept, merged = person(), session.get_one(Person, full(app))
    merger = do(merge, kept, merged)
    do(actions.throw_away, session.scalars(select(Agenda).where(Agenda.person_id == kept.id)).one())
    do(actions.start, kept.id)
    do(undo, merger)
    assert of_people() == [None, merged.id]
