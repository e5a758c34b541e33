"""How long one stays signed in, how often one may try, which passwords are weak."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.accounts import rules
from scheduler.accounts.rules import Limit
from scheduler.kernel.terms import Role

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
THREE_A_QUARTER = Limit(3, timedelta(minutes=15))


def ago(*minutes: float) -> list[datetime]:
    return [NOON - timedelta(minutes=some) for some in minutes]


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [
        ([], None),
        (ago(1, 2), None),
        (ago(1, 2, 3), 12),
        (ago(3, 1, 2), 12),
        (ago(1, 2, 3, 14), 12),
        (ago(1, 2, 15), None),
        (ago(0, 0, 0), 15),
    ],
)
def test_one_may_try_again_when_the_oldest_that_counts_is_old_enough(
    attempts: list[datetime], minutes: int | None
) -> None:
    expected = None if minutes is None else NOON + timedelta(minutes=minutes)
    assert rules.free_again(THREE_A_QUARTER, attempts, NOON) == expected


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(-5, 1), (0, 1), (1, 1), (60, 1), (61, 2), (899, 15), (900, 15)]
)
def test_minutes_are_rounded_up(seconds: int, minutes: int) -> None:
    assert rules.minutes_until(NOON + timedelta(seconds=seconds), NOON) == minutes


def test_no_limit_looks_further_back_than_attempts_are_kept() -> None:
    limits = [
        limit
        for of in rules.LIMITS.values()
        for limit in (of.here, of.anywhere, of.network)
        if limit is not None
    ]
    assert max(limit.within for limit in limits) == rules.LONGEST_WINDOW


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("", "unknown"),
        (None, "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_a_client_is_known_by_its_network(address: str | None, network: str) -> None:
    assert rules.network(address) == network


def test_a_keyed_hash_depends_on_the_key_and_on_where_words_end() -> None:
    hashed = rules.keyed("key", "ab", "c")
    assert len(hashed) == 64
    assert hashed == rules.keyed("key", "ab", "c")
    assert hashed not in (rules.keyed("key", "a", "bc"), rules.keyed("other", "ab", "c"))


@pytest.mark.parametrize(
    "password",
    ["corridor tulip 9 harvest", "xK4!vv2mPq#9", "зимний вокзал лимон", "会議の桜と海と静かな山道です"],
)
def test_a_good_password(password: str) -> None:
    assert rules.weak_password(password, "ann@ngo.example", "Ann Able") is None


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password12345678",
        "qwertyuiop123456",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababab",
        "annabelle@ngo.example",
        "Annabelle2026!!",
        "Commission Vienna 2026",
    ],
)
def test_a_password_that_people_try_first(password: str) -> None:
    assert str(rules.weak_password(password, "annabelle@ngo.example", "Annabelle")).startswith(
        "This password is easy to guess"
    )


def test_length_counts() -> None:
    assert str(rules.weak_password("tulip 9 harv")).startswith("None")
    assert str(rules.weak_password("tulip 9 har")).startswith("This password is too short: it needs 12")
    assert str(rules.weak_password("corridor " * 15)) == "This password is too long: 128 characters at most."
    assert str(rules.weak_password("x" * 10_000)).startswith("This password is too long")


def test_who_needs_a_second_factor_is_signed_in_for_a_working_day() -> None:
    assert rules.lasts([Role.APPLICANT, Role.SECRETARIAT]) == timedelta(hours=12)
    assert rules.lasts([Role.ADMIN]) == timedelta(hours=12)
    assert rules.lasts([Role.APPLICANT, Role.CHAIR]) == timedelta(days=14)
    assert rules.lasts([]) == timedelta(days=14)


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (WINDOWS, "Chrome, Windows"),
        (f"{WINDOWS} Edg/150.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) Version/20.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8.0\nX: y", "curl/8.0 X: y"),
        ("x" * 5000, "x" * 59 + "…"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_browser_by_what_it_says(said: str | None, name: str) -> None:
    assert rules.browser_name(said) == name


@pytest.mark.parametrize(
    ("role", "channel", "wrong"),
    [
        (Role.CHANNEL_REVIEWER, "VNGOC", "None"),
        (Role.ADMIN, None, "None"),
        (
            Role.CHANNEL_COORDINATOR,
            None,
            "The role channel_coordinator is for one channel. Say which one, by its code.",
        ),
        (Role.CHAIR, "VNGOC", "The role chair has no channel."),
    ],
)
def test_a_channel_where_it_is_due(role: Role, channel: str | None, wrong: str) -> None:
    assert str(rules.wrong_channel(role, channel)) == wrong
