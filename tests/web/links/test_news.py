"""How somebody without an account is told: chosen by the link in a letter, or by the mail program."""

import re
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.mail.message import Office, message
from scheduler.mail.models import Letter
from scheduler.mail.outbox import draft
from scheduler.organisations.models import Person
from scheduler.telling.posting import LASTS
from scheduler.telling.queries import chosen
from scheduler.telling.terms import ByMail
from scheduler.web.links.news import KEPT
from tests.conftest import BASE_URL
from tests.telling import stage
from tests.telling.stage import EVENT, letters, make, put, where
from tests.web.conftest import read, texts
from tests.web.people import browser

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def letter(app: Flask) -> Letter:
    """To somebody who speaks at an event that moved."""
    stage.publish()
    stage.reach_everybody()
    make(put(EVENT, where(11)))
    (one,) = (one for one in letters() if one.name == "Sam Speaker")
    return one


@pytest.fixture
def bare(app: Flask) -> FlaskClient:
    """A mail program: what it sends bears no token of a page of ours."""
    client = browser(app)
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    return client


def sam() -> ByMail | None:
    return chosen(session.scalars(sa.select(Person.id).where(Person.name == "Sam Speaker")).one())


def wire(letter: Letter) -> EmailMessage:
    office = Office(BASE_URL, "desk@programme.example")
    return message(draft(letter, office), office, stage.AT)


def stop(letter: Letter) -> str:
    """Where the letter's header lets mail programs end such letters, from the root."""
    (found,) = re.findall(rf"^<{BASE_URL}(/l/[^/]+/stop)>$", wire(letter)["List-Unsubscribe"])
    return str(found)


def test_opening_the_link_shows_and_a_button_keeps_as_often_as_one_likes(app: Flask, letter: Letter) -> None:
    reader, there = browser(app), letter.secret or ""
    with clock.set_to(stage.AT):
        page = read(reader, there)
        assert "You have not chosen yet" in texts(page, "main")[0]
        assert texts(page, "main form button") == ["At once", "Once a day", "Not by mail"]
        assert sam() is None
        for by_mail in (ByMail.DAILY, ByMail.NEVER, ByMail.AT_ONCE):
            answer = reader.post(there, data={"do": by_mail.value})
            assert (answer.status_code, answer.location) == (303, there)
            assert sam() is by_mail
            assert texts(read(reader, there), "[role=status]") == [KEPT[by_mail].text]


def test_a_mail_program_ends_letters_by_one_click(app: Flask, letter: Letter, bare: FlaskClient) -> None:
    there = stop(letter)
    assert wire(letter)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with clock.set_to(stage.AT):
        assert bare.post(there, data=ONE_CLICK).status_code == 200
        assert sam() is ByMail.NEVER
        assert bare.post(there, data=ONE_CLICK).status_code == 200


def test_opening_that_address_ends_nothing(app: Flask, letter: Letter, bare: FlaskClient) -> None:
    there = stop(letter)
    with clock.set_to(stage.AT):
        assert bare.get(there).location == letter.secret
        assert bare.post(there, data={}).status_code == 400
        assert bare.post(letter.secret or "", data={"do": "never"}).status_code == 400
    assert sam() is None


def test_it_works_for_its_time_and_is_for_nothing_else(app: Flask, letter: Letter, bare: FlaskClient) -> None:
    there = stop(letter)
    with clock.set_to(stage.AT + LASTS):
        assert bare.post(there, data=ONE_CLICK).status_code == 410
    assert bare.post("/l/no-such-token-at-all/stop", data=ONE_CLICK).status_code == 404
    assert sam() is None


def test_a_letter_that_cannot_be_stopped_says_nothing_of_it(letter: Letter) -> None:
    letter.kind = "own-page"
    assert wire(letter)["List-Unsubscribe"] is None
    session.rollback()
