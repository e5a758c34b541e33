"""The page that shows where one is signed in, and ends it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.accounts import actions
from scheduler.accounts.models import Account
from scheduler.kernel import clock
from scheduler.kernel.db import db
from scheduler.kernel.decision import bookkeeping
from tests.web.account.browsing import CHEAP, Guest, change, history, member, told
from tests.web.conftest import texts

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
PAGE = "/account/security/"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Requests make contexts of their own."""
    return make_app(**CHEAP)


def rows(guest: Guest) -> list[list[str]]:
    return [texts(row, "th, td")[:4] for row in guest.read(PAGE).css("tbody tr")]


def ends(guest: Guest) -> list[str]:
    """The addresses of the buttons that end one, from the top."""
    found = guest.read(PAGE).css("tbody form")
    return [form.attributes["action"] or "" for form in found]


def other(app: Flask) -> Guest:
    guest = Guest(app)
    guest.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    assert guest.sign_in().status_code == 302
    return guest


def test_every_sign_in_is_listed_and_this_one_is_marked(app: Flask) -> None:
    with clock.set_to(NOON):
        ann = member(app)
        second = other(app)
        until = "Tue 24 March 2026, 13:00"
        since = "Tue 10 March 2026, 13:00"
        assert rows(second) == [
            ["Firefox, Linux this one", since, until, "with the password"],
            [rows(ann)[1][0].removesuffix(" this one"), since, until, "with the password"],
        ]


def test_another_one_is_ended(app: Flask) -> None:
    ann, second = member(app), other(app)
    assert ann.send(PAGE, to=ends(ann)[0]).location == PAGE
    assert told(ann.read(PAGE)) == ["That browser is signed out."]
    assert not second.is_in
    assert ann.is_in
    assert history(app)[-1] == "end a sign-in: account 1"


def test_ending_this_one_is_signing_out(app: Flask) -> None:
    ann, second = member(app), other(app)
    assert second.send(PAGE, to=ends(second)[0]).location == "/account/login"
    assert not second.is_in
    assert ann.is_in


def test_those_of_others_are_none_of_ones_business(app: Flask) -> None:
    ann, ben = member(app), member(app, "ben@ngo.example")
    assert ben.send(PAGE, to=ends(ann)[0]).status_code == 404
    assert ben.send(PAGE, to="/account/security/sign-ins/4711/end/").status_code == 404
    assert ann.is_in
    stranger = Guest(app)
    token = stranger.token("/account/login")
    assert stranger.post(ends(ann)[0], {"csrf_token": token}).status_code in (401, 404)
    assert stranger.get(PAGE).location == f"/account/login?next={PAGE}"


def test_everywhere_else(app: Flask) -> None:
    ann, second, third = member(app), other(app), other(app)
    ben = member(app, "ben@ngo.example")
    ann.send(PAGE, to="/account/security/sign-out-elsewhere/")
    assert told(ann.read(PAGE)) == ["2 other browsers were signed out."]
    assert [guest.is_in for guest in (ann, second, third, ben)] == [True, False, False, True]
    ann.send(PAGE, to="/account/security/sign-out-elsewhere/")
    assert told(ann.read(PAGE)) == ["You were signed in nowhere else."]


def test_everywhere(app: Flask) -> None:
    ann, second = member(app), other(app)
    assert ann.send(PAGE, to="/account/security/sign-out-everywhere/").location == "/account/login"
    assert [guest.is_in for guest in (ann, second)] == [False, False]
    assert history(app)[-1] == "sign out everywhere: account 1"
    assert other(app).is_in


def test_a_cookie_with_another_token_is_worth_nothing(app: Flask) -> None:
    ann = member(app)
    with ann.client.session_transaction() as cookie:
        cookie["sign_in"] += "x"
    assert not ann.is_in
    with ann.client.session_transaction() as cookie:
        cookie.pop("sign_in")
    assert not ann.is_in


def queries_of(app: Flask, guest: Guest, address: str = PAGE) -> int:
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", count)
    guest.read(address)
    sa.event.remove(engine, "before_cursor_execute", count)
    return len(counted)


def test_many_sign_ins_need_no_more_queries_than_one(app: Flask) -> None:
    ann = member(app)
    with_one = queries_of(app, ann)

    def sign_in(account: Account) -> None:
        with bookkeeping("tests") as this:
            for _ in range(29):
                actions.begin_sign_in(this, account, strong=False)

    change(app, sign_in)
    assert len(rows(ann)) == 30
    assert queries_of(app, ann) == with_one
