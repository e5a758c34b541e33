"""Signing in with an authenticator app, and with a recovery code where the app is lost."""

import time
from urllib.parse import urlsplit

import pytest
from passlib.totp import TOTP  # type: ignore[import-untyped]

from scheduler.demo.people import PASSWORD
from tests.browser import PLAIN_PHONE, Reader, Way
from tests.journeys.conftest import Open
from tests.journeys.serving import Server

A_STEP = 30
"""Seconds that a code is shown."""
COORDINATOR = "coordinator@committee.example"


def code(key: str, steps: int = 0) -> str:
    """What the app shows now, or showed or will show so many steps from now."""
    return str(TOTP(key=key).generate(time.time() + steps * A_STEP).token)


@pytest.mark.parametrize("way", [PLAIN_PHONE], ids=str)
def test_codes_of_an_app_and_recovery_codes(open_reader: Open, way: Way, office: Server) -> None:
    reader = open_reader(way, office)
    reader.sign_in(COORDINATOR, PASSWORD)
    key = set_up_the_app(reader)
    spare, _ = make_recovery_codes(reader)

    to_second_step(reader)
    give(reader, code(key))  # the one before set up the app: each is taken once
    assert place(reader) == "/account/"

    to_second_step(reader)
    by_recovery_code(reader, spare)
    assert place(reader) == "/account/"

    to_second_step(reader)
    by_recovery_code(reader, spare)
    assert "One thing has to be put right" in reader.headings()
    assert place(reader) == "/account/recovery-code"
    reader.go("/account/code")
    give(reader, code(key, steps=1))
    remove_the_app(reader)


def place(reader: Reader) -> str:
    return urlsplit(reader.page.url).path


def set_up_the_app(reader: Reader) -> str:
    """The key that a person types into the app."""
    reader.go("/account/security/")
    reader.follow(reader.find("link", "Set up or remove the app"))
    reader.follow(reader.find("button", "Set up an app"))
    key = reader.page.locator("main code").inner_text()
    give(reader, code(key, steps=-1), button="Set up")
    return key


def make_recovery_codes(reader: Reader) -> list[str]:
    reader.go("/account/security/")
    reader.follow(reader.find("link", "Make recovery codes"))
    reader.follow(reader.find("button", "Make new recovery codes"))
    return reader.page.locator(".codes code").all_inner_texts()[:2]


def to_second_step(reader: Reader) -> None:
    """Sign out, and in again as far as the password leads."""
    reader.follow(reader.find("button", "Sign out"))
    reader.sign_in(COORDINATOR, PASSWORD)
    assert reader.headings() == ["Second step"]


def give(reader: Reader, code: str, field: str = "Code", button: str = "Sign in") -> None:
    reader.fill({field: code})
    reader.follow(reader.find("button", button))


def by_recovery_code(reader: Reader, code: str) -> None:
    reader.follow(reader.find("link", "I do not have my authenticator: use a recovery code"))
    give(reader, code, "Recovery code")


def remove_the_app(reader: Reader) -> None:
    reader.go("/account/authenticator")
    reader.follow(reader.find("button", "Remove the app"))
    reader.go("/account/security/")
    assert "Authenticator app none" in reader.text()
