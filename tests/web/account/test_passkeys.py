"""Passkeys as the server sees them; tests/journeys/test_passkeys.py has a real browser."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from scheduler.accounts.models import Account, Grant, Passkey
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from tests.web.account.authenticator import Authenticator
from tests.web.account.browsing import ADDRESS, CHEAP, Guest, Page, change, history, letters, member, told
from tests.web.account.test_sign_ins import queries_of
from tests.web.conftest import texts

FIRST, SECOND = "first", "secondary"
LIST = "/account/passkeys"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Requests make contexts of their own."""
    return make_app(**CHEAP)


class Asked:
    """A page on which the browser asks for a passkey."""

    def __init__(self, guest: Guest, page: Page) -> None:
        self._guest = guest
        place, form = page.css_first("#passkey"), page.css_first("#passkey form")
        token = page.css_first("#passkey input[name=csrf_token]")
        assert place
        assert form
        assert token
        self.options: dict[str, Any] = json.loads(place.attributes["data-options"] or "")
        self.to, self._token = form.attributes["action"] or "", token.attributes["value"] or ""

    def answer(self, credential: str) -> str | None:
        """Where the answer leads."""
        return self._guest.post(self.to, {"csrf_token": self._token, "credential": credential}).location


def add(guest: Guest, device: Authenticator, usage: str = FIRST, name: str = "blue key") -> str | None:
    asked = Asked(guest, Page(guest.send(LIST, name=name, usage=usage).text))
    return asked.answer(device.create(asked.options))


def ask(guest: Guest, address: str = "/account/passkey") -> Asked:
    return Asked(guest, Page(guest.send(address).text))


def test_any_device_may_be_a_passkey_and_has_to_know_its_holder(app: Flask) -> None:
    ann = member(app)
    options = Asked(ann, Page(ann.send(LIST, name="blue key", usage=FIRST).text)).options
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    options = Asked(ann, Page(ann.send(LIST, name="blue key", usage=SECOND).text)).options
    assert options["authenticatorSelection"] == {
        "residentKey": "discouraged",
        "requireResidentKey": False,
        "userVerification": "preferred",
    }
    guest = ask(Guest(app))
    assert guest.options["userVerification"] == "required"
    assert guest.options["allowCredentials"] == []  # nobody learns who has which


def test_signing_in_without_a_password_is_strong(app: Flask) -> None:
    ann, device = member(app), Authenticator()
    change(app, lambda account: account.grants.append(Grant(role=Role.ADMIN)))
    assert add(ann, device) == "/account/security/"
    assert told(ann.read("/account/security/"))[-1] == "The passkey “blue key” was added."
    guest = Guest(app)
    asked = ask(guest)
    assert asked.answer(device.get(asked.options)) == "/account/"
    assert guest.get("/desk/").status_code == 200
    assert history(app)[-1] == "add a passkey: account 1"
    assert letters(app)[-1][:2] == ("account-changed", ADDRESS)


def test_as_second_step_it_comes_after_the_password(app: Flask) -> None:
    device = Authenticator(knows_holder=False)
    add(member(app), device, SECOND)
    guest = Guest(app)
    assert ask(guest).answer(device.get(ask(guest).options)) == "/account/passkey"  # not without the password
    assert not guest.is_in
    assert (guest.sign_in().location or "").startswith("/account/passkey?")
    asked = ask(guest)
    assert len(asked.options["allowCredentials"]) == 1
    assert asked.answer(device.get(asked.options)) == "/account/"
    assert guest.is_in


def test_who_has_two_second_steps_chooses(app: Flask) -> None:
    ann, device = member(app), Authenticator()
    add(ann, device, SECOND)
    change(app, lambda account: setattr(account, "tf_totp_secret", "x"))
    change(app, lambda account: setattr(account, "tf_primary_method", "authenticator"))
    guest = Guest(app)
    choice = guest.sign_in().location or ""
    assert choice.startswith("/account/second-step?")
    assert texts(guest.read(choice), ".tick") == [
        "A code from my authenticator app",
        "My passkey or security key",
    ]
    assert (guest.send(choice, which="webauthn").location or "").startswith("/account/passkey")
    guest = Guest(app)
    choice = guest.sign_in().location or ""
    assert (guest.send(choice, which="pigeon").location or "") == "/account/login"


def test_an_answer_is_taken_once(app: Flask) -> None:
    device = Authenticator()
    add(member(app), device)
    thief, guest = Guest(app), Guest(app)
    asked = ask(guest)
    answer = device.get(asked.options)
    assert asked.answer(answer) == "/account/"
    token = thief.token("/account/login")
    assert thief.post(asked.to, {"csrf_token": token, "credential": answer}).status_code == 429
    assert not thief.is_in


@pytest.mark.parametrize(
    "device",
    [Authenticator(knows_holder=False), Authenticator(origin="https://programme.example.evil.example")],
    ids=["in other hands", "on another site"],
)
def test_what_the_device_says_has_to_be_right(app: Flask, device: Authenticator) -> None:
    knows, origin = device.knows_holder, device.origin
    device.knows_holder, device.origin = True, "https://programme.example"
    add(member(app), device)
    device.knows_holder, device.origin = knows, origin
    guest = Guest(app)
    asked = ask(guest)
    assert asked.answer(device.get(asked.options)) == "/account/passkey"
    assert told(guest.read("/account/passkey")) == ["The passkey could not be checked. Try again."]
    assert not guest.is_in


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "x" * 10_000, '{"id": "a", "rawId": "a", "type": "public-key"}']
)
def test_nonsense_is_no_answer(app: Flask, answer: str) -> None:
    guest = Guest(app)
    assert ask(guest).answer(answer) == "/account/passkey"
    assert told(guest.read("/account/passkey")) == ["This was not understood. Try again from the beginning."]


def test_an_unknown_or_removed_passkey_opens_nothing(app: Flask) -> None:
    ann, device = member(app), Authenticator()
    add(ann, device)
    assert ann.send(LIST, to="/account/passkeys/remove", name="red key").location == LIST
    assert told(ann.read(LIST))[-1] == "You have no passkey called “red key”."
    assert ann.send(LIST, to="/account/passkeys/remove", name="blue key").location == LIST
    assert "You have none yet." in ann.get(LIST).text
    guest = Guest(app)
    asked = ask(guest)
    assert asked.answer(device.get(asked.options)) == "/account/passkey"
    assert told(guest.read("/account/passkey")) == ["This passkey is not known here."]
    assert history(app)[-1] == "remove a passkey: account 1"


def test_the_passkey_of_another_does_not_show_that_it_is_you(app: Flask) -> None:
    ann, ben = member(app), member(app, "ben@ngo.example")
    device = Authenticator()
    add(ben, device)
    add(ann, Authenticator())
    asked = ask(ann, "/account/passkey-again")
    assert asked.answer(device.get(asked.options)) == "/account/passkey-again"
    assert told(ann.read("/account/passkey-again"))[-1] == "This passkey belongs to another account."


def test_a_name_is_any_line_and_stands_for_one_passkey(app: Flask) -> None:
    ann = member(app)
    assert add(ann, Authenticator(), name=" Ann's <b>مفتاح</b>\t") == "/account/security/"
    assert texts(ann.read(LIST), "tbody th") == ["Ann's <b>مفتاح</b>"]
    answer = ann.send(LIST, name="Ann's <b>مفتاح</b>", usage=SECOND)
    assert told(Page(answer.text)) == [
        "Name of the passkey: You have a passkey called “Ann's <b>مفتاح</b>” already."
    ]
    answer = ann.send(LIST, name="x" * 10_000, usage=SECOND)
    assert told(Page(answer.text)) == ["Name of the passkey: This is too long: 64 characters at most."]


def test_many_passkeys_need_no_more_queries_than_one(app: Flask) -> None:
    ann = member(app)
    add(ann, Authenticator())
    with_one = queries_of(app, ann, LIST)

    def more(account: Account) -> None:
        for number in range(29):
            session.add(
                Passkey(
                    user_id=account.id,
                    name=f"key {number}",
                    usage=FIRST,
                    credential_id=bytes([number]),
                    public_key=b"",
                    backup_state=False,
                    device_type="single_device",
                    lastuse_datetime=clock.now(),
                )
            )

    change(app, more)
    assert len(ann.read(LIST).css("tbody tr")) == 30
    assert queries_of(app, ann, LIST) == with_one
