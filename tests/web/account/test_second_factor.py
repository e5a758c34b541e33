"""The second step with an authenticator app, and recovery codes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from passlib.totp import TOTP  # type: ignore[import-untyped]

from scheduler.accounts.models import Account, Grant
from scheduler.kernel import clock
from scheduler.kernel.terms import Role
from tests.web.account.browsing import CHEAP, PASSWORD, Guest, Page, change, history, letters, member, told
from tests.web.conftest import texts

A_STEP = timedelta(seconds=30)
WRONG_CODE = ["Code: This code is wrong, or was used already. Take the one that the app shows now."]


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Requests make contexts of their own."""
    return make_app(**CHEAP)


def code(key: str, at: datetime | None = None) -> str:
    """What the app shows."""
    return str(TOTP(key=key).generate(at or clock.now()).token)


def set_up(guest: Guest, at: datetime | None = None) -> str:
    """Set up an app; its key."""
    page = Page(guest.send("/account/authenticator", setup="authenticator").text)
    key = texts(page, "main code")[0]
    form = page.css_first("form[action^='/account/authenticator/']")
    token = page.css_first("input[name=csrf_token]")
    assert form
    assert token
    fields = {"csrf_token": token.attributes["value"] or "", "code": code(key, at)}
    assert guest.post(form.attributes["action"] or "", fields).location == "/account/security/"
    return key


def codes(guest: Guest) -> list[str]:
    return texts(Page(guest.send("/account/recovery-codes").text), ".codes code")


def to_second_step(app: Flask) -> Guest:
    """Somebody whose password was right."""
    guest = Guest(app)
    assert (guest.sign_in().location or "").startswith("/account/code?")
    assert not guest.is_in
    return guest


def test_the_code_is_asked_for_after_the_password_and_taken_once(app: Flask) -> None:
    now = clock.now()
    with clock.set_to(now):
        ann = member(app)
        key = set_up(ann)
        qr = ann.send("/account/authenticator", setup="authenticator").text
        assert 'src="data:image/svg+xml;base64,' in qr
        again = to_second_step(app)
        assert told(Page(again.send("/account/code", code=code(key)).text)) == WRONG_CODE  # it set up the app
    with clock.set_to(now + A_STEP):
        answer = again.send("/account/code", code=code(key))
        assert answer.location == "/account/"
        assert again.is_in
        thief = to_second_step(app)
        assert told(Page(thief.send("/account/code", code=code(key)).text)) == WRONG_CODE
        assert not thief.is_in
    assert history(app)[2:] == ["set up a second factor: account 1"]
    assert [kind for kind, _, _ in letters(app)] == ["account-confirm", "account-changed"]


def test_wrong_and_old_codes_are_refused(app: Flask) -> None:
    now = clock.now()
    with clock.set_to(now):
        key = set_up(member(app))
    with clock.set_to(now + 10 * A_STEP):
        guest = to_second_step(app)
        for typed in ("000000", "abc", "1" * 19, code(key, now + 5 * A_STEP)):
            assert guest.send("/account/code", code=typed).status_code == 200
        assert not guest.is_in


def test_the_second_step_cannot_be_had_without_the_first(app: Flask) -> None:
    set_up(member(app))
    guest = Guest(app)
    token = guest.token("/account/login")
    for address in ("/account/code", "/account/recovery-code", "/account/second-step"):
        assert guest.get(address).location == "/account/login"
        assert guest.post(address, {"csrf_token": token, "code": "000000"}).location == "/account/login"
    assert not guest.is_in


def test_recovery_codes_are_shown_once_kept_as_hashes_and_work_once(app: Flask) -> None:
    ann = member(app)
    set_up(ann)
    shown = codes(ann)
    assert len(set(shown)) == 10
    assert texts(ann.read("/account/recovery-codes?show_codes=1"), ".codes code") == []
    kept: list[str] = []
    change(app, lambda account: kept.extend(account.mf_recovery_codes or []))
    assert [len(hashed) for hashed in kept] == [64] * 10

    guest = to_second_step(app)
    assert guest.send("/account/recovery-code", code=f" {shown[3].upper()} ").location == "/account/"
    assert guest.is_in
    assert "9 left" in guest.get("/account/security/").text
    other = to_second_step(app)
    answer = other.send("/account/recovery-code", code=shown[3])
    assert told(Page(answer.text)) == [
        "Recovery code: This is none of your recovery codes, or it was used already."
    ]
    assert not other.is_in
    assert history(app)[-2:] == ["make recovery codes: account 1", "use a recovery code: account 1"]


def test_new_recovery_codes_take_the_place_of_old_ones(app: Flask) -> None:
    ann = member(app)
    set_up(ann)
    old, new = codes(ann)[0], codes(ann)[0]
    guest = to_second_step(app)
    assert guest.send("/account/recovery-code", code=old).status_code == 200
    assert guest.send("/account/recovery-code", code=new).status_code == 302


def test_an_app_can_be_removed_and_its_recovery_codes_go_with_it(app: Flask) -> None:
    ann = member(app)
    set_up(ann)
    codes(ann)
    assert ann.send("/account/authenticator", setup="disable").location == "/account/security/"
    left: list[object] = []
    change(app, lambda account: left.extend([account.tf_totp_secret, account.mf_recovery_codes]))
    assert left == [None, None]
    assert Guest(app).sign_in().location == "/account/"
    assert history(app)[-1] == "remove a second factor: account 1"


def test_secrets_are_kept_encrypted(app: Flask) -> None:
    key = set_up(member(app)).replace("-", "")
    kept: list[str] = []
    change(app, lambda account: kept.append(account.tf_totp_secret or ""))
    assert key not in kept[0]
    assert '"enckey"' in kept[0]


def test_a_role_counts_once_the_second_step_was_taken(app: Flask) -> None:
    ann = member(app)
    change(app, give(Role.SECRETARIAT))
    assert ann.get("/desk/").location == "/account/security/"
    now = clock.now()
    with clock.set_to(now):
        key = set_up(ann)
    assert ann.get("/desk/").status_code == 200  # the app was just shown to work
    with clock.set_to(now + A_STEP):
        guest = to_second_step(app)
        guest.send("/account/code", code=code(key))
    assert guest.get("/desk/").status_code == 200


def test_setting_up_ends_the_sign_ins_that_knew_the_password_only(app: Flask) -> None:
    ann, other = member(app), Guest(app)
    other.sign_in()
    set_up(ann)
    assert ann.is_in
    assert not other.is_in


def test_who_needs_a_second_factor_cannot_change_it_by_the_password_alone(app: Flask) -> None:
    ann = member(app)
    change(app, give(Role.ADMIN))
    set_up(ann)
    change(app, weaken)
    for address in (
        "/account/authenticator",
        "/account/passkeys",
        "/account/recovery-codes",
        "/account/address",
    ):
        assert ann.get(address).location == "/account/security/"
    assert "To change this, sign in with your passkey or second step first." in told(
        ann.read("/account/security/")
    )


@pytest.mark.parametrize(
    "address", ["/account/authenticator", "/account/passkeys", "/account/recovery-codes", "/account/address"]
)
def test_after_a_while_the_password_is_asked_for_again(app: Flask, address: str) -> None:
    ann = member(app)
    assert ann.get(address).status_code == 200
    with ann.client.session_transaction() as cookie:
        cookie["fs_paa"] -= 3600
        cookie.pop("fs_gexp", None)
    wanted = ann.get(address).location
    assert wanted == f"/account/verify?next={address}"
    answer = ann.send(wanted, password="wrong wrong wrong")
    assert told(Page(answer.text))[-1] == "Password: This is not your password."
    assert ann.send(wanted, password=PASSWORD).location == address
    assert ann.get(address).status_code == 200


def give(role: Role) -> Callable[[Account], None]:
    return lambda account: account.grants.append(Grant(role=role))


def weaken(account: Account) -> None:
    """As if this sign-in came from a time before the second factor."""
    from sqlalchemy import update

    from scheduler.accounts.models import SignIn
    from scheduler.kernel.db import session

    session.execute(update(SignIn).where(SignIn.account_id == account.id).values(strong=False))
