"""Opening an account, confirming its address, signing in and out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.accounts.models import Grant
from scheduler.kernel import clock
from scheduler.kernel.terms import Role
from tests.web.account.browsing import (
    ADDRESS,
    CHEAP,
    PASSWORD,
    Guest,
    Page,
    change,
    history,
    letters,
    link,
    member,
    told,
)
from tests.web.conftest import links, texts

WRONG = [
    "Address and password do not belong together, or the address is not confirmed yet. If you are new here, "
    "the letter we sent you says how to confirm it."
]


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Requests make contexts of their own."""
    return make_app(**CHEAP)


def test_who_registers_confirms_the_address_and_signs_in(app: Flask) -> None:
    ann = Guest(app)
    answer = ann.register(" Ann@NGO.example ")
    assert (answer.status_code, answer.location) == (302, "/account/login")
    assert told(ann.read("/account/login")) == [
        "A letter is on its way to ann@ngo.example. Use the link in it, then sign in here."
    ]
    assert [letter[:2] for letter in letters(app)] == [("account-confirm", ADDRESS)]
    assert told(Page(ann.sign_in().text)) == WRONG

    path = link(app, "account-confirm")
    asking = ann.read(path)
    assert texts(asking, ".asking p")[0] == (
        "The button confirms that ann@ngo.example is yours, and opens the account of Ann Able."
    )
    assert ann.get(path).status_code == 200  # opening it does nothing, however often
    assert ann.client.head(path).status_code == 200
    assert told(Page(ann.sign_in().text)) == WRONG
    assert ann.send(path).location == "/account/login"
    assert told(ann.read("/account/login")) == ["Your e-mail address is confirmed. Sign in now."]

    answer = ann.sign_in()
    assert (answer.status_code, answer.location) == (302, "/account/")
    assert ann.is_in
    assert history(app) == ["register: account 1", "confirm the address: account 1"]


def test_a_link_to_confirm_works_once(app: Flask) -> None:
    ann = member(app)
    path = link(app, "account-confirm")
    stranger = Guest(app)
    assert stranger.get(path).location == "/account/confirm"
    assert told(stranger.read("/account/confirm")) == ["This e-mail address is confirmed already."]
    assert (
        stranger.post(path, {"csrf_token": stranger.token("/account/login")}).location == "/account/confirm"
    )
    assert ann.is_in


def test_a_link_to_confirm_expires_after_two_days_and_cannot_be_tampered_with(app: Flask) -> None:
    ann = Guest(app)
    ann.register()
    path = link(app, "account-confirm")
    with clock.set_to(clock.now() + timedelta(days=2, minutes=1)):
        assert ann.get(path).location == "/account/confirm"
        assert told(ann.read("/account/confirm"))[-1] == "This link has expired. Ask for a new letter here."
    assert ann.get(path[:-3] + "abc").location == "/account/confirm"
    dead = "This link does not work any more. It was used already, or a newer letter has another one."
    assert told(ann.read("/account/confirm")) == [dead]
    assert history(app) == ["register: account 1"]


def test_the_letter_to_confirm_can_be_had_again_and_nobody_learns_which_addresses_have_accounts(
    app: Flask,
) -> None:
    ann, stranger = Guest(app), Guest(app, "198.51.100.1")
    ann.register()
    answers = [
        told(Page(stranger.send("/account/confirm", email=address).text))
        for address in (ADDRESS, "nobody@ngo.example")
    ]
    assert answers == [
        [f"If {address} has an account that is not confirmed yet, a letter is on its way there."]
        for address in (ADDRESS, "nobody@ngo.example")
    ]
    assert [letter[:2] for letter in letters(app)] == [("account-confirm", ADDRESS)] * 2
    member_since = member(app, "ben@ngo.example")
    assert member_since.is_in
    stranger.send("/account/confirm", email="ben@ngo.example")
    assert len(letters(app)) == 3  # who is confirmed gets no further letter


def test_who_registers_again_learns_nothing_and_the_owner_gets_a_letter(app: Flask) -> None:
    member(app)
    stranger = Guest(app)
    answer = stranger.register(name="Somebody else", password="quite another 4 words")
    assert (answer.status_code, answer.location) == (302, "/account/login")
    assert told(stranger.read("/account/login")) == [
        "A letter is on its way to ann@ngo.example. Use the link in it, then sign in here."
    ]
    kind, address, path = letters(app)[-1]
    assert (kind, address) == ("account-exists", ADDRESS)
    assert path
    assert path.startswith("/account/reset/")
    assert stranger.sign_in(password="quite another 4 words").status_code == 200
    assert stranger.sign_in().status_code == 302


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"name": ""}, "Your name: Fill in this field."),
        ({"name": "x" * 10_000}, "Your name: This is too long: 200 characters at most."),
        (
            {"email": "ann"},
            "E-mail address: This is no e-mail address. Write it like name@organisation.example.",
        ),
        (
            {"email": f"{'x' * 10_000}@ngo.example"},
            "E-mail address: This is no e-mail address. Write it like name@organisation.example.",
        ),
        (
            {"email": "ann@ngo.example\r\nBcc: all@ngo.example"},
            "E-mail address: This is no e-mail address. Write it like name@organisation.example.",
        ),
        (
            {"password": "short"},
            "Password: This password is too short: it needs 12 characters or more. Four words "
            "that do not belong together are easy to remember.",
        ),
        (
            {"password": "Ann Able 2026!"},
            "Password: This password is easy to guess: it is made of what people try "
            "first, or of your name or address. Four words that do not belong together are better.",
        ),
        ({"password_confirm": "other"}, "The same password again: This is not the same password as above."),
    ],
)
def test_a_form_says_what_is_wrong_and_opens_no_account(
    app: Flask, typed: dict[str, str], fault: str
) -> None:
    fields = {
        "name": "Ann Able",
        "email": ADDRESS,
        "password": PASSWORD,
        "password_confirm": PASSWORD,
        **typed,
    }
    if "password" in typed:
        fields["password_confirm"] = typed["password"]
    answer = Guest(app).send("/account/register", **fields)
    assert told(Page(answer.text)) == [fault]
    assert letters(app) == []
    assert history(app) == []


def test_look_alike_domains_are_told_apart(app: Flask) -> None:
    Guest(app).register("ann@ng\N{CYRILLIC SMALL LETTER O}.example")
    assert letters(app)[0][1] == "ann@xn--ng-gmc.example"


def test_nobody_learns_whether_address_or_password_is_wrong(app: Flask) -> None:
    member(app)
    guest = Guest(app)
    answers = [
        guest.sign_in(password="wrong wrong wrong"),
        guest.sign_in("nobody@ngo.example"),
        guest.sign_in(password="x" * 1000),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [told(Page(answer.text)) for answer in answers] == [WRONG] * 3


@pytest.mark.parametrize("address", ["ann@ngo.example", "ANN@NGO.example", " ann@ngo.example "])
def test_capitals_do_not_matter_in_an_address(app: Flask, address: str) -> None:
    member(app)
    assert Guest(app).sign_in(address).status_code == 302


def test_a_closed_account_is_shut_out_at_once(app: Flask) -> None:
    ann = member(app)
    change(app, lambda account: setattr(account, "active", False))
    assert not ann.is_in
    assert Guest(app).sign_in().status_code == 200


def test_who_signs_in_goes_on_to_where_they_were_going(app: Flask) -> None:
    member(app)
    ann = Guest(app)
    wanted = ann.get("/account/security/").location
    assert wanted == "/account/login?next=/account/security/"
    assert ann.sign_in(at=wanted).location == "/account/security/"


WANTED = "/account/applications/start/?call=CND70-S"


def test_who_opens_an_account_on_the_way_to_a_page_is_led_there(app: Flask) -> None:
    ann = Guest(app)
    sign_in = ann.get(WANTED).location
    [register] = [to for to in links(ann.read(sign_in), "main li a") if to and "/register" in to]
    fields = {"name": "Ann Able", "email": ADDRESS, "password": PASSWORD, "password_confirm": PASSWORD}
    assert ann.send(register, **fields).location == sign_in
    letter = Guest(app)  # another browser, as on a telephone
    confirmed = letter.send(link(app, "account-confirm")).location
    assert confirmed == sign_in
    assert letter.sign_in(at=confirmed).location == WANTED


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "/\n/x"]
)
def test_no_letter_leads_elsewhere(app: Flask, elsewhere: str) -> None:
    ann = Guest(app)
    to = f"/account/register?{urlencode({'next': elsewhere})}"
    fields = {"name": "Ann Able", "email": ADDRESS, "password": PASSWORD, "password_confirm": PASSWORD}
    sent = ann.post(to, {"csrf_token": ann.token("/account/register"), **fields})
    assert (sent.status_code, letters(app)) == (400, [])
    ann.register()
    path = link(app, "account-confirm")
    assert "?" not in path
    astray = ann.post(f"{path}?{urlencode({'next': elsewhere})}", {"csrf_token": ann.token(path)})
    assert (astray.status_code, astray.location) in ((400, None), (302, "/account/login"))


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://localhost@evil.example/",
        "%2F%2Fevil.example",
        " //evil.example",
        "https://programme.example.evil.example/",
    ],
)
def test_nobody_signs_in_to_be_sent_elsewhere(app: Flask, elsewhere: str) -> None:
    member(app)
    for how in ("query", "form"):
        ann = Guest(app)
        query = {"next": elsewhere} if how == "query" else {}
        fields = {"next": elsewhere} if how == "form" else {}
        token = ann.token("/account/login")
        answer = ann.post(
            "/account/login",
            {"csrf_token": token, "email": ADDRESS, "password": PASSWORD, **fields},
            query_string=query,
        )
        assert answer.status_code == 400
        assert not ann.is_in


def test_a_lying_host_header_reaches_no_letter(app: Flask) -> None:
    guest = Guest(app)
    lie = {
        "headers": {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    }
    page = Page(guest.get("/account/register", **lie).text)
    token = page.css_first("input[name=csrf_token]")
    assert token
    fields = {"name": "Ann", "email": ADDRESS, "password": PASSWORD, "password_confirm": PASSWORD}
    guest.post("/account/register", {"csrf_token": token.attributes["value"] or "", **fields}, **lie)
    (_, _, path), *_ = letters(app)
    assert path
    assert path.startswith("/account/confirm/")
    assert "evil" not in path


def test_a_copied_cookie_is_dead_after_signing_out(app: Flask) -> None:
    ann, thief = member(app), Guest(app)
    copied = ann.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert copied
    assert (copied.http_only, copied.secure, copied.same_site) == (True, True, "Lax")
    thief.client.set_cookie(copied.key, copied.value)
    assert thief.is_in
    answer = ann.send("/account/security/", to="/account/logout")
    assert (answer.status_code, answer.location) == (302, "/")
    assert not ann.is_in
    assert not thief.is_in


def test_signing_out_needs_the_button(app: Flask) -> None:
    ann = member(app)
    assert ann.get("/account/logout").status_code == 405
    assert ann.post("/account/logout", {}).status_code == 400
    assert ann.is_in


@pytest.mark.parametrize(("role", "hours"), [(Role.ADMIN, 12), (Role.CHAIR, 14 * 24)])
def test_a_sign_in_ends_by_itself(make_app: Callable[..., Flask], role: Role, hours: int) -> None:
    app = make_app(SECOND_FACTOR=0, **CHEAP)
    member(app)
    change(app, lambda account: account.grants.append(Grant(role=role)))
    ann = Guest(app)
    now = clock.now()
    with clock.set_to(now):
        ann.sign_in()
    with clock.set_to(now + timedelta(hours=hours, seconds=-1)):
        assert ann.is_in
    with clock.set_to(now + timedelta(hours=hours)):
        assert not ann.is_in


@pytest.mark.parametrize(("setting", "status"), [(1, 302), (0, 200)])
def test_the_desk_needs_a_second_factor_unless_a_setting_says_no(
    make_app: Callable[..., Flask], setting: int, status: int
) -> None:
    app = make_app(SECOND_FACTOR=setting, **CHEAP)
    ann = member(app)
    change(app, lambda account: account.grants.append(Grant(role=Role.SECRETARIAT)))
    assert ann.get("/desk/").status_code == status
    asked = "Your role needs a second factor" in ann.get("/account/security/").text
    assert asked == bool(setting)


@pytest.mark.parametrize(
    "address",
    [
        "/account/us-signin",
        "/account/tf-rescue",
        "/account/rescue",
        "/account/tf-setup",
        "/account/fs-static/js/webauthn.js",
        "/account/login/token",
        "/account/recover-username",
        "/account/refresh-token",
    ],
)
def test_what_we_do_not_use_is_not_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_no_token_lets_programs_in(app: Flask) -> None:
    member(app)
    guest = Guest(app)
    fields = {"csrf_token": guest.token("/account/login"), "email": ADDRESS, "password": PASSWORD}
    answer = guest.post("/account/login?include_auth_token", fields, headers={"Accept": "application/json"})
    assert answer.status_code == 302
    assert b"authentication_token" not in answer.data


def test_the_commands_of_flask_security_are_not_there(app: Flask) -> None:
    assert {"users", "roles"}.isdisjoint(app.cli.commands)


def test_letter_account_and_history_are_kept_together_or_not_at_all(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: Any, **__: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("scheduler.web.account.glue.write", break_off)
    with pytest.raises(RuntimeError, match="the power went"):
        Guest(app).register()
    monkeypatch.undo()
    assert letters(app) == []
    assert history(app) == []
    assert Guest(app).register().status_code == 302
    assert [line.partition(":")[0] for line in history(app)] == ["register"]  # PostgreSQL skips a number


def test_passwords_are_kept_as_argon2_with_the_costs_of_rfc_9106(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    Guest(app).register()
    kept: list[str | None] = []
    change(app, lambda account: kept.append(account.password))
    assert [(password or "")[:31] for password in kept] == ["$argon2id$v=19$m=65536,t=3,p=4$"]
