"""Guessing is slow, over several processes too."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.exceptions import TooManyRequests

from scheduler.accounts import rules
from scheduler.accounts.models import Attempt
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.web.account import throttle
from tests.web.account.browsing import ADDRESS, CHEAP, Guest, Page, letters, link, member
from tests.web.account.test_second_factor import set_up, to_second_step
from tests.web.conftest import texts

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
WRONG = "wrong wrong wrong"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """Requests make contexts of their own."""
    return make_app(**CHEAP)


def counted(app: Flask) -> int:
    with app.app_context():
        return session.scalar(select(func.count(Attempt.id))) or 0


def test_guessing_a_password_is_stopped_across_processes_and_ends_by_itself(
    make_app: Callable[..., Flask],
) -> None:
    processes = [make_app(**CHEAP), make_app(**CHEAP)]
    with clock.set_to(NOON):
        member(processes[0])
        for number in range(10):
            assert Guest(processes[number % 2]).sign_in(password=WRONG).status_code == 200
        for process in processes:
            answer = Guest(process).sign_in()  # the right one is not taken either
            assert answer.status_code == 429
            assert answer.headers["Retry-After"] == "900"
            page = Page(answer.text)
            assert texts(page, "main p")[0] == "To keep guessers out, we wait. Try again in 15 minutes."
        assert Guest(processes[0], "198.51.100.7").sign_in().status_code == 302  # the owner, from elsewhere
        assert Guest(processes[0]).sign_in("ben@ngo.example", WRONG).status_code == 200
    with clock.set_to(NOON + timedelta(minutes=15)):
        assert Guest(processes[1]).sign_in().status_code == 302


def test_what_was_right_does_not_count(app: Flask) -> None:
    member(app)
    before = counted(app)
    for _ in range(12):
        assert Guest(app).sign_in().status_code == 302
    assert counted(app) == before


def test_an_address_is_guarded_against_many_networks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    few = rules.Limits(
        rules.Limit(10, rules._HOUR), rules.Limit(3, rules._HOUR), rules.Limit(100, rules._HOUR)
    )
    monkeypatch.setitem(rules.LIMITS, rules.SIGN_IN, few)
    member(app)
    guests = [Guest(app, f"198.51.100.{number}") for number in range(4)]
    assert [guest.sign_in(password=WRONG).status_code for guest in guests] == [200, 200, 200, 429]


def test_a_network_is_stopped_that_tries_many_addresses(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    few = rules.Limits(rules.Limit(10, rules._HOUR), None, rules.Limit(3, rules._HOUR))
    monkeypatch.setitem(rules.LIMITS, rules.SIGN_IN, few)
    guest = Guest(app, "2001:db8::1")
    answers = [guest.sign_in(f"ann{number}@ngo.example", WRONG).status_code for number in range(4)]
    assert answers == [200, 200, 200, 429]
    assert Guest(app, "2001:db8::2").sign_in(password=WRONG).status_code == 429  # the same household
    assert Guest(app, "2001:db8:0:1::1").sign_in(password=WRONG).status_code == 200


def test_codes_of_the_second_step_cannot_be_guessed(app: Flask) -> None:
    set_up(member(app))
    guest = to_second_step(app)
    assert [guest.send("/account/code", code="000000").status_code for _ in range(4)] == [200] * 4
    assert guest.send("/account/recovery-code", code="0000-0000-0000").status_code == 200
    token = guest.token("/account/code")
    for address in ("/account/code", "/account/recovery-code"):
        assert guest.post(address, {"csrf_token": token, "code": "000000"}).status_code == 429


def test_nobody_is_flooded_with_letters(app: Flask) -> None:
    member(app)
    guest = Guest(app)
    answers = [guest.send("/account/reset", email=ADDRESS).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert [kind for kind, _, _ in letters(app)].count("account-reset") == 3
    unknown = [guest.send("/account/reset", email="nobody@ngo.example").status_code for _ in range(5)]
    assert unknown == answers  # so that nothing is learnt from it
    again = [guest.send("/account/confirm", email=ADDRESS).status_code for _ in range(4)]
    assert again == [200, 200, 200, 429]
    guest = Guest(app, "198.51.100.1")
    assert [guest.register("ben@ngo.example").status_code for _ in range(4)] == [302, 302, 302, 429]
    assert link(app, "account-exists")


def test_others_count_what_they_want_to_be_slow(app: Flask) -> None:
    def ask(network: str) -> None:
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": network}):
            throttle.check(rules.LINK)
            throttle.count(rules.LINK)

    with clock.set_to(NOON):
        for _ in range(60):
            ask("192.0.2.1")
        with pytest.raises(TooManyRequests) as refused:
            ask("192.0.2.1")
        assert refused.value.retry_after == 900
        ask("192.0.2.2")


def test_old_attempts_are_swept_and_none_names_anybody(app: Flask) -> None:
    with clock.set_to(NOON):
        Guest(app).sign_in(password=WRONG)
        assert counted(app) == 3
        with app.app_context():
            rows = [f"{one.what} {one.whom}" for one in session.scalars(select(Attempt))]
        assert not any(word in row for row in rows for word in ("ann", "ngo", "192"))
    with clock.set_to(NOON + timedelta(hours=1)):
        Guest(app).sign_in(password=WRONG)
        assert counted(app) == 3
