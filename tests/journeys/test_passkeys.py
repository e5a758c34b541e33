"""Signing in with a passkey: in the device, and on a key of its own."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scheduler import create_app
from tests.browser import ARGUMENTS, MOUSE, Reader, program
from tests.conftest import close
from tests.journeys.serving import Server, served

PASSWORD = "corridor tulip 9 harvest"
_numbers = itertools.count(1)
NEARBY = "EXCLUDE 127.0.0.1"


@pytest.fixture(scope="module")
def nearby(browser: Browser) -> Iterator[Browser]:
    """A browser that finds localhost: an address of numbers only cannot have passkeys."""
    arguments = [argument.replace(NEARBY, f"{NEARBY}, EXCLUDE localhost") for argument in ARGUMENTS]
    found = browser.browser_type.launch(executable_path=program(), args=arguments)
    yield found
    found.close()


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("passkeys")
    (folder / "instance").mkdir()
    shutil.copy(sqlite_template, folder / "instance" / "scheduler.sqlite")
    with served(folder, host="localhost") as server:
        yield server


@pytest.fixture
def account(server: Server) -> str:
    """The address of a new account of the secretariat."""
    address = f"head{next(_numbers)}@cnd.example"
    app = create_app(server.environment["SCHEDULER_INSTANCE_PATH"], BASE_URL=server.base_url)
    words = ["account", "create", address, "--role", "secretariat", "--password-stdin"]
    result = app.test_cli_runner().invoke(args=words, input=PASSWORD)
    assert result.exit_code == 0, result.output
    close(app)
    return address


@pytest.fixture
def reader(nearby: Browser, server: Server) -> Iterator[Reader]:
    reader = Reader(nearby, MOUSE, server.base_url)
    yield reader
    reader.leave()


class Authenticator:
    """A passkey's device, as Chromium plays it."""

    def __init__(self, reader: Reader, transport: str) -> None:
        self._wire = reader.context.new_cdp_session(reader.page)
        self._wire.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": transport,
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self._wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._id = made["authenticatorId"]

    def forget_holder(self) -> None:
        """From now on somebody else holds it: finger and PIN are wrong."""
        what = {"authenticatorId": self._id, "isUserVerified": False}
        self._wire.send("WebAuthn.setUserVerified", what)


def sign_in_by_password(reader: Reader, account: str) -> None:
    reader.go("/account/login")
    reader.write(reader.page.get_by_label("E-mail address"), account)
    reader.write(reader.page.get_by_label("Password"), PASSWORD)
    reader.follow(reader.find("button", "Sign in"))


def add_passkey(reader: Reader, usage: str) -> None:
    reader.go("/account/passkeys")
    reader.write(reader.page.get_by_label("Name of the passkey"), "blue key")
    reader.page.get_by_label(usage).check()
    reader.find("button", "Add").click()
    expect(reader.page.get_by_text("The passkey “blue key” was added.")).to_be_visible()
    reader.look()


def sign_out(reader: Reader) -> None:
    reader.follow(reader.find("button", "Sign out"))


@pytest.mark.parametrize("transport", ["internal", "usb"])
def test_a_passkey_instead_of_the_password(reader: Reader, account: str, transport: str) -> None:
    Authenticator(reader, transport)
    sign_in_by_password(reader, account)
    add_passkey(reader, "To sign in without a password")
    sign_out(reader)

    reader.go("/account/login?next=/desk/")
    reader.follow(reader.find("link", "Sign in with a passkey"))
    reader.find("button", "Use my passkey").click()
    reader.page.wait_for_url(f"{reader.base_url}/desk/")  # it counts as a second factor
    reader.look()

    reader.go("/account/passkeys")
    reader.follow(reader.find("button", "Remove blue key"))
    assert "You have none yet." in reader.text()


@pytest.mark.parametrize("transport", ["internal", "usb"])
def test_a_passkey_after_the_password(reader: Reader, account: str, transport: str) -> None:
    Authenticator(reader, transport)
    sign_in_by_password(reader, account)
    add_passkey(reader, "As second step, after the password")
    sign_out(reader)

    sign_in_by_password(reader, account)
    assert reader.page.url.partition("?")[0].endswith("/account/passkey")
    reader.find("button", "Use my passkey").click()
    reader.page.wait_for_url(f"{reader.base_url}/account/")
    reader.go("/desk/")


def test_a_passkey_in_other_hands_opens_nothing(reader: Reader, account: str) -> None:
    authenticator = Authenticator(reader, "internal")
    sign_in_by_password(reader, account)
    add_passkey(reader, "To sign in without a password")
    sign_out(reader)
    authenticator.forget_holder()

    reader.go("/account/passkey")
    reader.follow(reader.find("button", "Use my passkey"))
    expect(reader.page.get_by_role("status")).to_have_text(
        "The browser did not finish. Try again, or use another passkey."
    )


def test_a_passkey_shows_once_more_that_it_is_you(reader: Reader, account: str) -> None:
    Authenticator(reader, "internal")
    sign_in_by_password(reader, account)
    add_passkey(reader, "To sign in without a password")
    reader.go("/account/verify?next=/account/address")
    reader.follow(reader.find("link", "Use a passkey instead"))
    reader.find("button", "Use my passkey").click()
    reader.page.wait_for_url(f"{reader.base_url}/account/address")
    reader.look()
