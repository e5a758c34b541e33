"""The own page of somebody without an account: how one asks for it, and what it shows."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState, Standing
from scheduler.links import actions, queries
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.letters import OWN_PAGE, SPEAK_ASKED
from scheduler.mail.models import Letter
from scheduler.organisations.actions import name_person
from scheduler.organisations.models import Person, Representative
from tests.web.conftest import Page, read, texts
from tests.web.counting import counted
from tests.web.people import browser, member, organisation

NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)


def person(name: str = "Zoë Example", email: str | None = "zoe@letters.example") -> int:
    with bookkeeping("tests"):
        one = name_person(name)
        one.email = email
        session.flush()
        return one.id


def letters() -> Sequence[Letter]:
    return session.scalars(select(Letter).order_by(Letter.id)).all()


def ask(app: Flask, address: str) -> str:
    response = browser(app).post("/l/", data={"email": address})
    assert response.status_code == 200
    return response.text.replace(address, "ADDRESS")


def own_page(number: int) -> str:
    with bookkeeping("tests") as this:
        _, token = actions.make(
            this, "own-page", f"person {number}", person_id=number, lasts=timedelta(days=7)
        )
        return f"/l/{token}/"


@pytest.mark.parametrize("written", ["zoe@letters.example", " Zoe@Letters.EXAMPLE "])
def test_who_asks_gets_a_letter_with_a_link(app: Flask, written: str) -> None:
    number = person()
    ask(app, written)
    (letter,) = letters()
    assert (letter.kind, letter.address, letter.person_id) == ("own-page", "zoe@letters.example", number)
    assert letter.secret is not None
    assert re.fullmatch(r"/l/[\w-]{27}/", letter.secret)
    assert queries.by_token(letter.secret[3:-1]).person_id == number
    assert letter.secret not in letter.text
    assert [record.act for record in history(f"person {number}")] == ["ask for own page"]
    page = read(browser(app), letter.secret)
    assert texts(page, "h1") == ["Your own page"]


def test_the_answer_is_the_same_for_whom_we_do_not_know(app: Flask) -> None:
    person()
    assert ask(app, "zoe@letters.example") == ask(app, "nobody@letters.example")
    assert len(letters()) == 1


def test_two_of_one_address_get_a_letter_each(app: Flask) -> None:
    numbers = [person("Ann", "office@letters.example"), person("Bo", "office@letters.example")]
    ask(app, "office@letters.example")
    assert [letter.person_id for letter in letters()] == numbers


def test_who_has_an_account_is_told_to_sign_in(app: Flask) -> None:
    account = member(app, name="Ann Example")
    ask(app, account.email)
    (letter,) = letters()
    assert (letter.secret, letter.link_id, letter.address) == (None, None, account.email)
    assert "You have an account." in letter.text
    assert queries.count_alive() == 0


def test_an_erased_or_merged_person_gets_none(app: Flask) -> None:
    first, second = person(), person()
    with bookkeeping("tests") as this:
        session.get_one(Person, first).erased_at = this.at
        session.get_one(Person, second).merged_into_id = first
    ask(app, "zoe@letters.example")
    assert letters() == []


@pytest.mark.parametrize(
    "wrong", ["", "zoe", "zoe@", "@x.example", "zoe@x.example\r\nBcc: b@x.example", "a" * 10_000]
)
def test_what_is_no_address_is_said_at_the_field(app: Flask, wrong: str) -> None:
    response = browser(app).post("/l/", data={"email": wrong})
    assert response.status_code == 422
    page = Page(response.text)
    assert len(texts(page, "#email-error")) == 1
    assert [node.attributes["href"] for node in page.css("#faults a")] == ["#email"]
    assert letters() == []


def test_asking_is_throttled_for_an_address(app: Flask) -> None:
    person()
    with clock.set_to(NOON):
        for _ in range(3):
            ask(app, "zoe@letters.example")
        assert browser(app).post("/l/", data={"email": "zoe@letters.example"}).status_code == 429
        ask(app, "other@letters.example")
    assert len(letters()) == 3


def test_it_shows_what_concerns_them_and_nothing_of_others(app: Flask) -> None:
    body, other = organisation(app, "Foundation of Examples"), organisation(app, "Other Foundation")
    with clock.set_to(NOON):
        number, stranger = person(), person("Bo", "bo@letters.example")
        address = own_page(number)
        with bookkeeping("tests") as this:
            for who, what in ((number, body), (stranger, other)):
                session.add(
                    Representative(
                        person_id=who, organisation_id=what.id, standing=Standing.ASKED, asked_at=this.at
                    )
                )
                link, token = actions.make(
                    this, "take-contact", f"representative {who}", person_id=who, lasts=timedelta(days=30)
                )
                to = Addressee(f"{who}@letters.example", "X", who)
                places = {"organisation": what.name, "person": "Y", "position": "Z"}
                write(this, SPEAK_ASKED, to, "x", places=places, secret=Secret(f"/l/{token}/", link.id))
        page = read(browser(app), address)
    assert texts(page, "section:nth-of-type(2) li") == ["Foundation of Examples Asked, not answered yet"]
    (waits,) = texts(page, "section:nth-of-type(1) li")
    assert waits.endswith(
        "Use the link in our letter of Tue 9 March 2027. It works until Thu 8 April 2027, 14:00 in Vienna."
    )
    assert len(page.css("tbody tr")) == 1
    assert "Other Foundation" not in (page.html or "Other Foundation")
    assert page.css("main form") == []


def test_held_letters_are_not_shown(app: Flask) -> None:
    number = person()
    with bookkeeping("tests") as this:
        letter = write(this, OWN_PAGE, Addressee("zoe@letters.example", "Zoë", number), "x")
        assert letter is not None
        letter.state = LetterState.HELD
    assert texts(read(browser(app), own_page(number)), "section:nth-of-type(3) p") == [
        "No letter was written to you yet."
    ]


def test_its_questions_are_as_many_for_one_as_for_thirty(app: Flask) -> None:
    costs = []
    for many in (1, 30):
        number = person(f"Person {many}", None)
        bodies = [organisation(app) for _ in range(many)]
        with bookkeeping("tests") as this:
            for body in bodies:
                session.add(
                    Representative(
                        person_id=number, organisation_id=body.id, standing=Standing.ASKED, asked_at=this.at
                    )
                )
                write(this, OWN_PAGE, Addressee("x@letters.example", "X", number), "x")
        address = own_page(number)
        with counted(app) as sent:
            assert len(texts(read(browser(app), address), "tbody tr")) == many
        costs.append(len(sent))
    assert costs[0] == costs[1]
