"""All that an organisation was named in, for those who speak for it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.applications import cosponsoring
from scheduler.applications.models import CoSponsor
from scheduler.applications.terms import Support, Way
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.organisations.models import Organisation
from tests.applications import stage
from tests.applications.desk import do
from tests.applications.stage import DURING
from tests.web.conftest import links, read, texts
from tests.web.people import member, organisation, signed_in


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


@pytest.fixture
def body(app: Flask) -> Organisation:
    return organisation(app, "Youth Network", ecosoc_status="special")


@pytest.fixture
def contact(app: Flask, body: Organisation) -> Account:
    return member(app, organisation=body, contact=True)


def address(body: Organisation) -> str:
    return f"/account/organisations/events/{body.id}/"


def asked(title: str = "Prevention", name: str = "Youth Network") -> CoSponsor:
    one = stage.draft(stage.call(), stage.organisation("Lead"), title=title)
    return do(cosponsoring.invite, one, name, "Ana Alder", "ana@youth.example")


def test_every_role_with_its_state_and_what_can_be_answered(
    app: Flask, body: Organisation, contact: Account
) -> None:
    mine = signed_in(app, contact)
    empty = read(mine, address(body))
    assert texts(empty, "section p") == [
        "It leads no event yet. Applications in its name stand here, whoever began them.",
        "Nobody has named it as a co-sponsor yet. Once an organiser does, it stands here, and its contact "
        "gets a letter.",
    ]
    one = asked()
    stage.received(one.application.call, session.get_one(Organisation, body.id))
    page = read(mine, address(body))
    assert len(texts(page, "section[aria-labelledby=led] li")) == 1
    assert texts(page, "article h3") == ["Prevention"]
    assert texts(page, "article .state") == ["asked"]
    assert texts(page, "article button") == [
        "Yes, with our name",
        "Yes, and we take part",
        "No, we do not support it",
        "Object",
    ]
    assert address(body) in links(read(mine, "/account/"), "#organisations ~ ul a")
    assert address(body) in links(read(mine, "/account/organisations/"), "main a")


def test_the_contact_confirms_and_objects_and_others_withdraw(
    app: Flask, body: Organisation, contact: Account
) -> None:
    one = asked()
    at = f"/account/organisations/events/answers/{one.id}/"
    mine, other = signed_in(app, contact), signed_in(app, member(app, organisation=body))
    assert texts(read(other, address(body)), "article button") == ["No, we do not support it"]
    assert other.post(at, data={"do": "name"}).status_code == 404
    assert mine.post(at, data={"do": "part"}).location == address(body)
    session.expire_all()
    assert (one.state, one.way, one.takes_part) == (Support.CONFIRMED, Way.CONTACT, True)
    assert texts(read(mine, address(body)), "article button") == ["Withdraw the support", "Object"]
    other.post(at, data={"do": "withdraw", "said": "No money"})
    session.expire_all()
    assert (one.state, one.said) == (Support.WITHDRAWN, "No money")
    assert mine.post(at, data={"do": "object"}).status_code == 404


def test_who_was_asked_confirms_by_account_and_the_contact_after_them(
    app: Flask, body: Organisation, contact: Account
) -> None:
    colleague = member(app, organisation=body)
    one = asked()
    with clock.set_to(DURING):
        session.get_one(CoSponsor, one.id).person_id = colleague.person_id
        session.commit()
    at = f"/account/organisations/events/answers/{one.id}/"
    signed_in(app, colleague).post(at, data={"do": "name"})
    session.expire_all()
    assert (one.state, one.way) == (Support.CONFIRMED, Way.ADDRESS)
    signed_in(app, contact).post(at, data={"do": "name"})
    session.expire_all()
    assert (one.state, one.way) == (Support.CONFIRMED, Way.CONTACT)


def test_nobody_else_sees_it(app: Flask, body: Organisation) -> None:
    one = asked()
    stranger = signed_in(app, member(app, organisation=organisation(app)))
    assert stranger.get(address(body)).status_code == 404
    answer = stranger.post(f"/account/organisations/events/answers/{one.id}/", data={"do": "decline"})
    assert answer.status_code == 404
