"""What changed since somebody last looked, and how they are told."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.organisations.models import Representative
from scheduler.organisations.queries import by_name
from scheduler.telling.queries import chosen
from scheduler.telling.terms import ByMail
from tests.telling import stage
from tests.telling.stage import EVENT, OTHER, make, put, say, where
from tests.web.conftest import read, texts
from tests.web.counting import counted
from tests.web.people import Browser, member, signed_in

HERE = "/account/news/"


@pytest.fixture
def account(app: Flask) -> Account:
    """A contact of the organiser of the event."""
    stage.publish()
    made = member(app, organisation=by_name(["harbour"])["harbour"].id, contact=True)
    session.rollback()
    return made


@pytest.fixture
def mine(app: Flask, account: Account) -> Browser:
    return signed_in(app, account)


def entries(mine: Browser) -> list[str]:
    return texts(read(mine, HERE), "li.entry h3")


def test_without_news_the_page_says_what_will_stand_there(mine: Browser) -> None:
    page = read(mine, HERE)
    assert texts(page, "main h1 + p")[0].startswith("Nothing changed in what concerns you.")
    assert texts(page, "main form button") == ["Keep this"]


def test_news_stand_there_until_they_are_seen(mine: Browser) -> None:
    make(put(EVENT, where(11)), put(OTHER, where(12, room="M2")))
    page = read(mine, HERE)
    assert texts(page, "li.entry h3") == ["Side event Moved The event"]
    assert "You are a contact of Harbour, which organises it." in texts(page, "li.entry")[0]
    until = str(page.css("input[name=until]")[0].attributes["value"])
    make(say(EVENT, title="Another name"), at=stage.AT + timedelta(hours=1))
    assert mine.post(HERE + "seen", data={"until": until}).location == HERE
    assert entries(mine) == ["Side event New title Another name"]
    assert mine.post(HERE + "seen", data={"until": "nonsense"}).status_code == 303
    assert entries(mine) == ["Side event New title Another name"]


def test_how_one_is_told_is_chosen_there(mine: Browser, account: Account) -> None:
    assert mine.post(HERE + "choice", data={"by_mail": "daily"}).location == HERE
    assert chosen(account.person_id) is ByMail.DAILY
    assert mine.post(HERE + "choice", data={"by_mail": "sometimes"}).status_code == 422
    (ticked,) = read(mine, HERE).css("input[name=by_mail][checked]")
    assert ticked.attributes["value"] == "daily"


def test_news_of_somebody_else_are_not_shown(app: Flask, account: Account) -> None:
    other = signed_in(app, member(app))
    make(put(EVENT, where(11)))
    assert entries(other) == []


@pytest.mark.parametrize("releases", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_releases(
    app: Flask, mine: Browser, releases: int
) -> None:
    for number in range(releases):
        make(put(EVENT, where(11 + number % 2)), at=stage.AT + timedelta(hours=number))
    with counted(app) as sent:
        assert len(entries(mine)) == releases
    assert len(sent) == 14


def test_a_contact_who_is_none_any_more_hears_no_more(mine: Browser) -> None:
    with bookkeeping("tests"):
        session.execute(sa.update(Representative).values(is_contact=False))
    make(put(EVENT, where(11)))
    assert entries(mine) == []
