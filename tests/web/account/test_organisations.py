"""The organisations that somebody speaks for, at their own account and behind personal links."""

import re

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.kernel.db import session
from scheduler.kernel.terms import Standing
from scheduler.mail.models import Letter
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name, speaks_for
from tests.web.conftest import read, texts
from tests.web.people import browser, member, organisation, signed_in
from tests.web.programme.test_cost import questions

HERE = "/account/organisations/"


@pytest.fixture
def club(app: Flask) -> Organisation:
    return organisation(app, "Club of Examples")


@pytest.fixture
def ada(app: Flask, club: Organisation) -> Account:
    """The contact."""
    return member(app, organisation=club, contact=True, name="Ada")


@pytest.fixture
def bo(app: Flask) -> Account:
    return member(app, name="Bo")


def at(who: Account, act: str) -> str:
    return f"{HERE}{speaks_for(who.person_id)[0].id}/{act}"


def standing(who: Account) -> tuple[str, bool]:
    session.expire_all()
    (one,) = speaks_for(who.person_id)
    return one.standing.value, one.is_contact


def letters() -> list[tuple[str, str]]:
    found = session.query(Letter).order_by(Letter.id)
    return [(letter.kind, letter.address) for letter in found]


def test_who_speaks_for_nobody_reads_what_to_do(app: Flask, bo: Account) -> None:
    page = read(signed_in(app, bo), HERE)
    assert "You speak for no organisation yet." in str(page.html)
    assert texts(page, "h2") == ["I speak for"]


def test_asking_for_one_that_is_found(app: Flask, bo: Account, ada: Account, club: Organisation) -> None:
    mine = signed_in(app, bo)
    page = read(mine, f"{HERE}ask?name=examples")
    assert texts(page, "fieldset label") == ["Club of Examples"]
    told = {"name": "examples", "organisation": club.id, "position": "Director"}
    assert mine.post(f"{HERE}ask", data=told).status_code == 303
    assert standing(bo) == ("asked", False)
    assert letters() == [("speak-asked", ada.email)]
    assert "Asked, not answered yet" in str(read(mine, HERE).html)


def test_asking_for_one_that_nobody_knows(app: Flask, bo: Account) -> None:
    mine = signed_in(app, bo)
    assert "We know none of this name" in str(read(mine, f"{HERE}ask?name=New+Club").html)
    assert mine.post(f"{HERE}ask", data={"name": "New Club", "position": ""}).status_code == 303
    made = by_name(["New Club"])["newclub"]
    assert (made.kind, made.verified_at, standing(bo)) == (None, None, ("asked", False))
    again = mine.post(f"{HERE}ask", data={"name": "new club"})
    assert (again.status_code, "waits for an answer" in again.text) == (422, True)


def test_one_that_is_only_asked_for_is_shown_to_nobody_else(app: Flask, bo: Account) -> None:
    signed_in(app, bo).post(f"{HERE}ask", data={"name": "Bo's secret society"})
    number = by_name(["Bo's secret society"])["bo'ssecretsociety"].id
    eve = signed_in(app, member(app, name="Eve"))
    assert texts(read(eve, f"{HERE}ask?name=secret"), "fieldset label") == []
    assert eve.post(f"{HERE}ask", data={"name": "x", "organisation": number}).status_code == 422
    assert eve.post(f"{HERE}ask", data={"name": "x", "organisation": 10**30}).status_code == 422


def test_a_contact_agrees_or_refuses_with_a_reason(app: Flask, ada: Account, club: Organisation) -> None:
    hers = signed_in(app, ada)
    bo, cy = (member(app, organisation=club, standing=Standing.ASKED, name=name) for name in ("Bo", "Cy"))
    page = read(hers, HERE)
    assert texts(page, "article h3") == [
        "Bo asks to speak for Club of Examples", "Cy asks to speak for Club of Examples",
    ]  # fmt: skip
    assert hers.post(at(bo, "agree")).status_code == 303
    assert hers.post(at(cy, "refuse"), data={"why": ""}).status_code == 422
    assert hers.post(at(cy, "refuse"), data={"why": "Not one of us"}).status_code == 303
    assert (standing(bo), standing(cy)) == (("agreed", False), ("refused", False))
    assert letters() == [("speak-agreed", bo.email), ("speak-refused", cy.email)]
    assert hers.post(at(bo, "agree")).status_code == 409


def test_handing_over_and_leaving(app: Flask, ada: Account, club: Organisation) -> None:
    bo = member(app, organisation=club, name="Bo")
    hers, his = signed_in(app, ada), signed_in(app, bo)
    assert "You are its only contact." in str(read(hers, HERE).html)
    assert hers.post(at(bo, "offer")).status_code == 303
    assert "Take over" in texts(read(his, HERE), "button")
    assert his.post(at(bo, "accept")).status_code == 303
    assert (standing(ada), standing(bo)) == (("agreed", False), ("agreed", True))
    assert hers.post(at(ada, "end")).status_code == 303
    assert standing(ada) == ("ended", False)
    assert hers.post(at(bo, "offer")).status_code == 404


@pytest.mark.parametrize("act", ["agree", "refuse", "end", "offer", "accept", "decline"])
def test_others_learn_nothing_and_do_nothing(app: Flask, ada: Account, club: Organisation, act: str) -> None:
    bo = member(app, organisation=club, standing=Standing.ASKED, name="Bo")
    other = organisation(app, "Other Club")
    eve = signed_in(app, member(app, organisation=other, contact=True, name="Eve"))
    assert eve.post(at(bo, act), data={"why": "because"}).status_code == 404
    assert eve.post(f"{HERE}{10**30}/{act}").status_code == 404
    assert browser(app).post(at(bo, act)).status_code == 401
    assert standing(bo) == ("asked", False)


@pytest.mark.parametrize("act", ["agree", "refuse", "offer", "accept"])
def test_who_asks_cannot_answer_themselves(app: Flask, ada: Account, club: Organisation, act: str) -> None:
    bo = member(app, organisation=club, standing=Standing.ASKED, name="Bo")
    answer = signed_in(app, bo).post(at(bo, act), data={"why": "because"})
    assert answer.status_code in (404, 409)
    assert standing(bo) == ("asked", False)


def test_the_page_asks_as_often_for_30_rows_as_for_1(app: Flask, ada: Account, club: Organisation) -> None:
    hers, counted = signed_in(app, ada), []
    for number in (1, 29):
        for _ in range(number):
            member(app, organisation=club, standing=Standing.ASKED)
            member(app, organisation=club)
        with questions(app) as asked:
            read(hers, HERE)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def link_of(kind: str) -> str:
    letter = session.query(Letter).filter(Letter.kind == kind).one()
    assert letter.secret
    assert re.fullmatch(r"/l/[\w-]{27}/", letter.secret)
    return letter.secret


@pytest.mark.parametrize(("act", "after"), [("agree", "agreed"), ("refuse", "refused")])
def test_a_contact_answers_by_the_link_in_the_letter(
    app: Flask, ada: Account, bo: Account, club: Organisation, act: str, after: str
) -> None:
    signed_in(app, bo).post(f"{HERE}ask", data={"name": club.name})
    link, anybody = link_of("speak-asked"), browser(app)
    page = read(anybody, link)
    assert texts(page, "dl dd")[:2] == ["Bo", bo.email]
    assert standing(bo) == ("asked", False)
    assert anybody.post(link, data={"do": act}).status_code == 200
    assert standing(bo) == (after, False)
    assert anybody.get(link).status_code == 410


def test_a_link_is_dead_once_its_reader_is_no_contact(
    app: Flask, ada: Account, bo: Account, club: Organisation
) -> None:
    signed_in(app, bo).post(f"{HERE}ask", data={"name": club.name})
    link = link_of("speak-asked")
    signed_in(app, ada).post(at(ada, "end"))
    anybody = browser(app)
    assert anybody.get(link).status_code == 409
    assert anybody.post(link, data={"do": "agree"}).status_code == 409
    assert standing(bo) == ("asked", False)


def test_a_link_is_dead_once_the_request_is_answered(
    app: Flask, ada: Account, bo: Account, club: Organisation
) -> None:
    signed_in(app, bo).post(f"{HERE}ask", data={"name": club.name})
    link = link_of("speak-asked")
    signed_in(app, ada).post(at(bo, "refuse"), data={"why": "no"})
    assert browser(app).post(link, data={"do": "agree"}).status_code == 410
    assert standing(bo) == ("refused", False)


@pytest.mark.parametrize(("act", "is_contact"), [("accept", True), ("decline", False)])
def test_taking_over_by_the_link_in_the_letter(
    app: Flask, ada: Account, club: Organisation, act: str, is_contact: bool
) -> None:
    bo = member(app, organisation=club, name="Bo")
    signed_in(app, ada).post(at(bo, "offer"))
    link, anybody = link_of("contact-offered"), browser(app)
    assert texts(read(anybody, link), "h1") == ["Become the contact of Club of Examples?"]
    assert anybody.post(link, data={"do": act}).status_code == 200
    assert (standing(bo), standing(ada)) == (("agreed", is_contact), ("agreed", not is_contact))
