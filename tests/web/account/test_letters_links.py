"""What the links in letters do: a new password, a new address."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from scheduler.kernel import clock
from tests.web.account.browsing import (
    ADDRESS,
    CHEAP,
    PASSWORD,
    Guest,
    Page,
    history,
    letters,
    link,
    member,
    told,
)
from tests.web.conftest import texts

NEW = "lantern 7 quiet river"
DEAD = "This link does not work any more. It was used already, or a newer letter has another one."


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Requests make contexts of their own."""
    return make_app(**CHEAP)


def choose(guest: Guest, path: str, password: str = NEW) -> str | None:
    return guest.send(path, password=password, password_confirm=password).location


def ask(guest: Guest, address: str = ADDRESS) -> str:
    """Ask for a new password; the path of the link that came."""
    guest.send("/account/reset", email=address)
    return link(guest.app, "account-reset")


def test_a_new_password_ends_every_sign_in_and_the_link_works_once(app: Flask) -> None:
    ann, guest = member(app), Guest(app)
    older, path = ask(guest), ask(guest)
    assert guest.get(path).status_code == 200
    assert choose(guest, path) == "/account/login"
    assert told(guest.read("/account/login"))[-1] == "Your new password is set. Sign in with it now."
    assert not ann.is_in
    for dead in (path, older):
        assert guest.get(dead).location == "/account/reset"
        assert set(told(guest.read("/account/reset"))) == {DEAD}
        fields = {
            "csrf_token": guest.token("/account/reset"),
            "password": PASSWORD,
            "password_confirm": PASSWORD,
        }
        assert guest.post(dead, fields).location == "/account/reset"
    assert Guest(app).sign_in().status_code == 200
    assert Guest(app).sign_in(password=NEW).status_code == 302
    assert history(app)[2:] == ["ask for a new password: account 1"] * 2 + ["reset the password: account 1"]
    assert letters(app)[-1][:2] == ("account-changed", ADDRESS)


def test_a_link_to_a_new_password_expires_after_a_day_and_cannot_be_tampered_with(app: Flask) -> None:
    guest = member(app)
    path = ask(Guest(app))
    with clock.set_to(clock.now() + timedelta(days=1, minutes=1)):
        assert Guest(app).get(path).location == "/account/reset"
    assert Guest(app).get(path[:-4] + "AAAA").location == "/account/reset"
    assert Guest(app).get("/account/reset/" + "x" * 10_000).location == "/account/reset"
    assert guest.is_in


def test_a_weak_new_password_is_refused_and_the_link_still_works(app: Flask) -> None:
    member(app)
    guest = Guest(app)
    path = ask(guest)
    assert choose(guest, path, "passwordpassword") is None
    assert choose(guest, path) == "/account/login"


def test_who_asks_for_a_new_password_learns_nothing(app: Flask) -> None:
    member(app)
    for address in (ADDRESS, "nobody@ngo.example"):
        answer = Guest(app).send("/account/reset", email=address)
        assert told(Page(answer.text)) == [
            f"If {address} has an account, a letter with a link is on its way there."
        ]
    assert [kind for kind, _, _ in letters(app)] == ["account-confirm", "account-reset"]


def test_a_new_password_confirms_the_address_too(app: Flask) -> None:
    guest = Guest(app)
    guest.register()
    confirm = link(app, "account-confirm")
    choose(guest, ask(guest))
    assert guest.sign_in(password=NEW).status_code == 302
    assert Guest(app).get(confirm).location == "/account/confirm"  # dead: the password was changed
    assert history(app)[-2:] == ["confirm the address: account 1", "reset the password: account 1"]


def test_changing_the_password_keeps_this_browser_and_ends_the_others(app: Flask) -> None:
    ann, other = member(app), Guest(app)
    other.sign_in()
    path = ask(Guest(app))
    fields = {"new_password": NEW, "new_password_confirm": NEW}
    refused = ann.send("/account/password", password="wrong wrong wrong", **fields)
    assert told(Page(refused.text)) == ["Present password: This is not your password."]
    assert ann.send("/account/password", password=PASSWORD, **fields).location == "/account/security/"
    assert ann.is_in
    assert not other.is_in
    assert Guest(app).get(path).location == "/account/reset"
    assert Guest(app).sign_in(password=NEW).status_code == 302
    assert letters(app)[-1][:2] == ("account-changed", ADDRESS)
    assert history(app)[-1] == "change the password: account 1"


def test_a_new_address_counts_once_the_button_in_it_was_pressed(app: Flask) -> None:
    ann = member(app)
    reset = ask(Guest(app))
    answer = ann.send("/account/address", email="ann@igo.example")
    assert told(Page(answer.text)) == [
        "A letter is on its way to ann@igo.example. The address is changed once you use the link in it."
    ]
    assert letters(app)[-1][:2] == ("account-address", "ann@igo.example")
    path = link(app, "account-address")
    asking = Guest(app).read(path)
    assert texts(asking, ".asking p")[0].startswith(
        "The button makes ann@igo.example the e-mail address of the account of Ann Able."
    )
    assert Guest(app).sign_in("ann@igo.example").status_code == 200  # it was only looked at
    assert Guest(app).send(path).status_code == 302
    assert not ann.is_in
    assert Guest(app).sign_in().status_code == 200
    assert Guest(app).sign_in("ann@igo.example").status_code == 302
    assert letters(app)[-1] == ("account-changed", ADDRESS, None)
    for dead in (path, reset):
        assert Guest(app).get(dead).status_code == 302
    assert history(app)[-2:] == ["ask to change the address: account 1", "change the address: account 1"]


def test_an_address_that_is_taken_is_not_told_and_not_given(app: Flask) -> None:
    ann = member(app)
    member(app, "ben@ngo.example")
    count = len(letters(app))
    answer = ann.send("/account/address", email="ben@ngo.example")
    assert told(Page(answer.text))[0].startswith("A letter is on its way to ben@ngo.example.")
    assert len(letters(app)) == count

    ann.send("/account/address", email="new@ngo.example")
    path = link(app, "account-address")
    Guest(app).register("new@ngo.example")  # meanwhile somebody else
    assert Guest(app).get(path).location == "/account/address"
    assert ann.is_in
