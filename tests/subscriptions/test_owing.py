"""What somebody owes, on both databases."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.applications.cosponsoring import confirm, invite
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Format
from scheduler.nominations import contributing
from scheduler.nominations.contributing import Given
from scheduler.nominations.terms import Contribution
from scheduler.organisations.models import Person
from scheduler.subscriptions.owing import dues
from tests.applications import stage
from tests.applications.desk import do
from tests.conftest import BASE_URL
from tests.nominations import stage as panels
from tests.nominations.test_contributing import DUE, speaks
from tests.web.counting import counted

A_DAY = timedelta(days=1)
DEADLINES: dict[str, Any] = {
    "support_until": stage.CLOSES + A_DAY,
    "links_until": stage.CLOSES + 2 * A_DAY,
    "material_until": stage.CLOSES + 3 * A_DAY,
}


def with_account(one: Person) -> Person:
    with bookkeeping("tests") as this:
        mail = f"{one.id}@body.example"
        made = Account(person=one, email=mail, active=True, fs_uniquifier=new_uid(), language="en")
        made.made_at = made.confirmed_at = this.at
        session.add(made)
    return one


def owed(one: Person) -> list[tuple[str, datetime]]:
    return [(due.title, due.at) for due in dues(one.id, BASE_URL)]


def a_call() -> Call:
    return stage.call(**DEADLINES)


def test_a_draft_owes_its_submission_and_then_what_is_to_come_with_it(app: Flask) -> None:
    me = with_account(stage.person())
    one = stage.draft(a_call(), stage.organisation(), me, title="Youth", format=Format.ONLINE)
    links = ("CND70: links of “Youth”", DEADLINES["links_until"])
    assert owed(me) == [("CND70: submit “Youth”", stage.CLOSES), links]
    stage.hand_in(one, stage.DURING)
    flyer = ("CND70: flyer of “Youth”", DEADLINES["material_until"])
    assert owed(me) == [links, flyer]
    with bookkeeping("tests"):
        one.links = [{"kind": "stream", "url": "https://stream.example/"}]
    assert owed(me) == [flyer]
    (due,) = dues(me.id, BASE_URL)
    assert (due.thing, due.address) == (
        f"application {one.id} flyer",
        f"https://programme.example/account/applications/{one.code}/flyer/",
    )


def test_who_has_no_account_in_use_owes_nothing_here(app: Flask) -> None:
    me = stage.person()
    stage.draft(a_call(), stage.organisation(), me)
    assert owed(me) == []
    with_account(me)
    assert len(owed(me)) == 1
    with bookkeeping("tests"):
        session.scalars(select(Account)).one().active = False
    assert owed(me) == []


def test_a_question_is_owed_by_who_is_asked_and_by_the_applicant_until_it_is_answered(app: Flask) -> None:
    me, body = with_account(stage.person()), stage.organisation("Supporters")
    friend = with_account(stage.contact(body))
    one = stage.draft(a_call(), stage.organisation(), me, title="Youth")
    stage.hand_in(one, stage.DURING)
    theirs = do(invite, one, body.name, "Ann Other", str(friend.email))
    until = DEADLINES["support_until"]
    mine = ("CND70: co-sponsors of “Youth” confirm", until)
    assert mine in owed(me)
    assert owed(friend) == [("CND70: does Supporters support “Youth”?", until)]
    do(confirm, theirs, friend, takes_part=False)
    assert mine not in owed(me)
    assert owed(friend) == []


def test_a_speaker_owes_a_statement_until_it_came(app: Flask) -> None:
    with clock.set_to(panels.DURING):
        play = panels.stage(contribution=Contribution.STATEMENT, contribution_due_at=DUE)
        one = speaks(play)
    person = with_account(session.get_one(Person, one.person_id))
    assert owed(person) == [("TD2027: statement for “Panels of September”", DUE)]
    do(contributing.give, panels.themselves(one), one, Contribution.STATEMENT, Given("What I say."))
    assert owed(person) == []


def test_it_takes_as_many_questions_however_much_is_owed(app: Flask) -> None:
    me, of = with_account(stage.person()), a_call()
    numbers = []
    for _ in range(3):
        stage.draft(of, stage.organisation(), me)
        session.expire_all()
        with counted(app) as asked_for:
            owed(me)
        numbers.append(len(asked_for))
    assert numbers[0] == numbers[1] == numbers[2]
