"""`scheduler account create`: what it makes, and what it refuses."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.accounts.queries import visitor
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.organisations.actions import enrol
from tests.cli.conftest import Call
from tests.web.account.browsing import Guest, history, letters, link

PASSWORD = "corridor tulip 9 harvest"
SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def told(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


def test_with_a_password_one_can_sign_in_at_once(call: Call, app: Flask) -> None:
    words = ("account", "create", "Head@CND.example", "--role", "secretariat", "--password-stdin")
    assert told(call(*words, input=f"{PASSWORD}\n")) == (
        0,
        "The account head@cnd.example has the role secretariat. At the first sign-in, a passkey or an "
        "authenticator app has to be set up.\n",
        "",
    )
    guest = Guest(app)
    assert guest.sign_in("head@cnd.example", PASSWORD).status_code == 302
    assert guest.get("/desk/").location == "/account/security/"
    assert letters(app) == []
    assert history(app) == [
        "register: account 1",
        "give a role: account 1",
        "confirm the address: account 1",
    ]


def test_without_a_password_a_letter_has_a_link_to_choose_one(call: Call, app: Flask) -> None:
    call("account", "create", "chair@cnd.example", "--role", "chair", "--name", "  The   Chair ")
    assert [letter[:2] for letter in letters(app)] == [("account-reset", "chair@cnd.example")]
    guest = Guest(app)
    assert guest.sign_in("chair@cnd.example", "").status_code == 200
    guest.send(link(app, "account-reset"), password=PASSWORD, password_confirm=PASSWORD)
    assert guest.sign_in("chair@cnd.example", PASSWORD).status_code == 302
    assert "The Chair" in guest.get("/account/").text


def test_organisation_and_channel(call: Call, app: Flask) -> None:
    with app.app_context(), bookkeeping("tests"):
        enrol("Vienna NGO Committee on Drugs", short_name="VNGOC")
    result = call(
        "account", "create", "ann@vngoc.example", "--role", "channel_reviewer", "--channel", "VNGOC",
        "--organisation", "vienna ngo committee on drugs",
    )  # fmt: skip
    assert result.exit_code == 0
    with app.app_context():
        who = visitor(session.scalars(select(Account)).one(), strong=True)
    assert who.roles == {Role.CHANNEL_REVIEWER}
    assert who.channels == {(Role.CHANNEL_REVIEWER, "VNGOC")}
    assert who.organisations == who.contact_of == {1}


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("words", "typed", "code", "sentence"),
    [
        ("--role king", "", 2, "Invalid value for '--role': 'king' is not one of"),
        ("--role channel_coordinator", "", 1, "The role channel_coordinator is for one channel."),
        ("--role admin --channel VNGOC", "", 1, "The role admin has no channel."),
        ("--role chair --organisation None", "", 1, "No organisation goes by the name “None”."),
        ("--role chair --password-stdin", "short", 1, "This password is too short: it needs 12 characters"),
        ("--role chair --password-stdin", "password2026!", 1, "This password is easy to guess"),
        ("--role chair --password-stdin", "ann@ngo.example", 1, "This password is easy to guess"),
    ],
)
def test_what_is_refused_is_told_and_leaves_nothing(
    call: Call, app: Flask, words: str, typed: str, code: int, sentence: str
) -> None:
    result = call("account", "create", "ann@ngo.example", *words.split(), input=typed)
    assert result.exit_code == code
    assert result.stderr.splitlines()[-1].startswith(f"Error: {sentence}")
    assert letters(app) == []
    assert history(app) == []


@SQLITE_ONLY
def test_an_address_has_to_be_one(call: Call) -> None:
    assert told(call("account", "create", "ann", "--role", "chair")) == (
        1,
        "",
        "Error: “ann” is no e-mail address. Write it like name@organisation.example.\n",
    )


@SQLITE_ONLY
def test_an_address_has_one_account(call: Call) -> None:
    words = ("account", "create", "ann@ngo.example", "--role", "applicant")
    assert call(*words).exit_code == 0
    assert told(call(*words)) == (
        1,
        "",
        "Error: There is an account with the address ann@ngo.example already.\n",
    )
