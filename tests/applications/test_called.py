"""Calls, applications, co-sponsors and offers to join by their names, for the history."""

from flask import Flask

from scheduler.accounts.called import Called
from scheduler.applications.called import called
from scheduler.applications.cosponsoring import name
from scheduler.applications.joining import offer
from scheduler.applications.models import Application
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from tests.applications import stage
from tests.applications.desk import do
from tests.web.counting import counted


def joinable(call: Call) -> Application:
    """Received, and open to joining."""
    made = stage.draft(call, stage.organisation(), open_to_joining=True)
    stage.hand_in(made, stage.DURING)
    return made


def test_each_by_its_name_and_what_it_belongs_to(app: Flask) -> None:
    call = stage.call()
    one, other = stage.received(call), joinable(call)
    support, joining = do(name, one, "Youth Network"), do(offer, one, other)
    body = one.organisers[0].organisation
    found = called(
        [call.thing, one.thing, support.thing, joining.thing, f"organisation {body.id}", "application 999"]
    )
    assert found == {
        call.thing: Called("CND70-S"),
        one.thing: Called(one.title),
        support.thing: Called("Youth Network", one.title),
        joining.thing: Called(one.title, other.title),
        f"organisation {body.id}": Called(body.name),
    }


def test_a_draft_is_nobodys_business(app: Flask) -> None:
    call = stage.call()
    draft, other = stage.draft(call, stage.organisation()), joinable(call)
    support, joining = do(name, draft, "Youth Network"), do(offer, draft, other)
    assert called([draft.thing, support.thing, joining.thing]) == {support.thing: Called("Youth Network")}


def test_many_take_no_more_questions_than_one(app: Flask) -> None:
    call, asked = stage.call(), []
    things: list[str] = []
    for number in range(6):
        one = joinable(call)
        things += [one.thing, do(name, one, f"Network {number}").thing]
        if number in (0, 5):
            session.expire_all()
            with counted(app) as sent:
                called(things)
            asked.append(len(sent))
    assert asked == [2, 2]
