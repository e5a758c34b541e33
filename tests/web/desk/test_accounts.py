"""Who may sign in, and what they are trusted with, as administrators see it."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.audit.models import Record
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.mail.models import Letter
from tests.web.conftest import Page, texts
from tests.web.counting import counted
from tests.web.people import Browser, member, signed_in


@pytest.fixture
def admin(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.ADMIN, name="Ada Admin"), strong=True)


def read(browser: Browser, address: str, status: int = 200) -> Page:
    response = browser.get(address)
    assert response.status_code == status
    return Page(response.text)


def acts() -> list[tuple[str, str]]:
    """What the history has, but for what the builders did."""
    return [(one.act, one.thing) for one in session.scalars(select(Record).order_by(Record.number))]


def test_accounts_are_found_by_name_address_and_role(app: Flask, admin: Browser) -> None:
    member(app, Role.CHAIR, name="Célia Stern")
    member(app, name="Dan Plain")
    assert texts(read(admin, "/desk/accounts/"), "caption") == ["3 accounts"]
    assert texts(read(admin, "/desk/accounts/?q=celia"), "tbody td:nth-child(2)") == ["Célia Stern"]
    assert texts(read(admin, "/desk/accounts/?role=chair"), "tbody td:nth-child(3)") == ["Chair"]
    assert texts(read(admin, "/desk/accounts/?role=nonsense"), "caption") == ["3 accounts"]
    assert "Nobody fits." in read(admin, "/desk/accounts/?q=zzz").text()


def test_a_role_is_given_told_and_taken_away(app: Flask, admin: Browser) -> None:
    one = member(app, name="Dan Plain")
    theirs = signed_in(app, one)
    assert theirs.get("/account/").status_code == 200
    given = admin.post(
        f"/desk/accounts/{one.id}/roles", data={"role": "channel_reviewer", "channel": "vngoc"}
    )
    assert (given.status_code, given.location) == (303, f"/desk/accounts/{one.id}/")
    page = read(admin, f"/desk/accounts/{one.id}/")
    assert texts(page, ".told p") == ["The role was given. A letter tells of it."]
    grant = session.get_one(Account, one.id).grants[0]
    assert (grant.role, grant.channel) == (Role.CHANNEL_REVIEWER, "vngoc")
    take = f"/desk/accounts/{one.id}/roles/{grant.id}/take"

    assert admin.post(take).status_code == 303
    assert session.get_one(Account, one.id).grants == []
    assert theirs.get("/account/").status_code == 302, "they were signed out"
    assert acts() == [("give a role", f"account {one.id}"), ("take a role", f"account {one.id}")]
    letters = session.scalars(select(Letter).where(Letter.kind == "account-role").order_by(Letter.id)).all()
    assert [letter.text.split("\n\n")[1] for letter in letters] == [
        "You were given a role: reviewer of a channel.",
        "A role was taken from you: reviewer of a channel.",
    ]
    assert admin.post(take).status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"role": "channel_reviewer"}, "channel"),
        ({"role": "secretariat", "channel": "vngoc"}, "channel"),
        ({"role": "emperor"}, "Not a valid choice"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused_at_its_place(
    app: Flask, admin: Browser, data: dict[str, str], sentence: str
) -> None:
    one = member(app)
    refused = admin.post(f"/desk/accounts/{one.id}/roles", data=data)
    assert refused.status_code == 422
    assert sentence in " ".join(texts(Page(refused.text), ".faults"))
    assert session.get_one(Account, one.id).grants == []


def test_an_account_is_shut_and_opened_again(app: Flask, admin: Browser) -> None:
    one = member(app)
    theirs = signed_in(app, one)
    refused = admin.post(f"/desk/accounts/{one.id}/shut", data={"why": ""})
    assert refused.status_code == 422
    assert admin.post(f"/desk/accounts/{one.id}/shut", data={"why": "Left the mission"}).status_code == 303
    assert theirs.get("/account/").status_code == 302
    page = read(admin, f"/desk/accounts/{one.id}/")
    assert texts(page, "dl .state") == ["Shut"]
    refused = admin.post(f"/desk/accounts/{one.id}/roles", data={"role": "chair"})
    assert "This account is shut." in refused.text
    assert admin.post(f"/desk/accounts/{one.id}/open").status_code == 303
    assert session.get_one(Account, one.id).active
    assert [act for act, _ in acts()] == ["shut the account", "open the account again"]


def test_administrators_cannot_lock_themselves_out(app: Flask, admin: Browser) -> None:
    mine = session.scalars(select(Account)).one()
    assert admin.post(f"/desk/accounts/{mine.id}/shut", data={"why": "Tired"}).status_code == 422
    assert admin.post(f"/desk/accounts/{mine.id}/roles/{mine.grants[0].id}/take").status_code == 409
    assert session.get_one(Account, mine.id).active


def test_the_secretariat_looks_and_changes_nothing(app: Flask) -> None:
    desk = signed_in(app, member(app, Role.SECRETARIAT), strong=True)
    one = member(app)
    page = read(desk, f"/desk/accounts/{one.id}/")
    assert page.css("main form[method=post]") == []
    assert desk.post(f"/desk/accounts/{one.id}/roles", data={"role": "chair"}).status_code == 403
    assert re.search("Only an administrator", desk.post(f"/desk/accounts/{one.id}/open").text)


def test_there_is_no_account_of_that_number(admin: Browser) -> None:
    read(admin, "/desk/accounts/999/", 404)


def test_a_lost_second_factor_is_taken_away_for_a_reason(app: Flask, admin: Browser) -> None:
    one = member(app, name="Dan Plain")
    free = f"/desk/accounts/{one.id}/second-factor"
    assert admin.post(free, data={"lost-why": "Called"}).status_code == 409, "there is none"
    with bookkeeping("tests"):
        account = session.get_one(Account, one.id)
        account.tf_primary_method, account.tf_totp_secret = "authenticator", "sealed"
    theirs = signed_in(app, one)
    assert admin.post(free, data={"lost-why": ""}).status_code == 422
    assert admin.post(free, data={"lost-why": "Lost the phone, called back"}).status_code == 303
    freed = session.get_one(Account, one.id)
    assert (freed.tf_primary_method, freed.tf_totp_secret, freed.mf_recovery_codes) == (None, None, None)
    assert theirs.get("/account/").status_code == 302
    assert [act for act, _ in acts()] == ["take the second factor away"]


def test_a_long_list_asks_the_database_as_often_as_a_short_one(app: Flask, admin: Browser) -> None:
    def asked() -> int:
        with counted(app) as sent:
            read(admin, "/desk/accounts/?role=chair")
        return len(sent)

    member(app, Role.CHAIR)
    with_one = asked()
    for _ in range(29):
        member(app, Role.CHAIR)
    assert asked() == with_one
