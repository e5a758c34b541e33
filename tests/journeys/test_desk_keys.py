"""Keys of the desk: they lead about, stand on one page, and can be turned off."""

import pytest
from playwright.sync_api import expect

from scheduler.demo.people import PASSWORD
from tests.browser import HAS_FOCUS, MOUSE, Reader, Way
from tests.journeys.conftest import Open
from tests.journeys.serving import Server


@pytest.fixture
def desk(open_reader: Open, way: Way, office: Server) -> Reader:
    """The secretariat in front of a browser."""
    reader = open_reader(way, office)
    reader.sign_in("secretariat@desk.example", PASSWORD)
    reader.go("/desk/")
    return reader


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_keys_lead_about(desk: Reader) -> None:
    keyboard, keys = desk.page.keyboard, desk.find("dialog", "Keys")
    keyboard.press("?")
    expect(keys).to_be_visible()
    desk.look()
    keyboard.press("Escape")
    expect(keys).to_be_hidden()

    keyboard.press("/")
    search = desk.find("searchbox", "Search the desk")
    assert search.evaluate(HAS_FOCUS)
    keyboard.type("go?")  # while one writes, keys are letters
    assert search.input_value() == "go?"
    expect(keys).to_be_hidden()
    keyboard.press("Escape")
    assert not search.evaluate(HAS_FOCUS)

    go_by_keys(desk, "o", "/desk/organisations/")
    keyboard.press("j")
    keyboard.press("j")
    keyboard.press("k")
    assert desk.page.locator("main .table tbody tr").first.get_by_role("link").evaluate(HAS_FOCUS)


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_keys_can_be_turned_off_and_on(desk: Reader) -> None:
    go_by_keys(desk, "h", "/desk/help/")
    choice = desk.page.get_by_label("Use these keys in this browser")
    choice.uncheck()
    desk.go("/desk/")
    for key in ("?", "/", "g", "o"):
        desk.page.keyboard.press(key)
    expect(desk.find("dialog", "Keys")).to_be_hidden()
    assert not desk.find("searchbox", "Search the desk").evaluate(HAS_FOCUS)
    assert desk.page.url.endswith("/desk/")

    desk.go("/desk/help/")
    expect(choice).not_to_be_checked()
    choice.check()
    desk.reload()
    go_by_keys(desk, "o", "/desk/organisations/")


def go_by_keys(desk: Reader, letter: str, address: str) -> None:
    desk.page.keyboard.press("g")
    with desk.page.expect_navigation():
        desk.page.keyboard.press(letter)
    assert desk.page.url == desk.base_url + address
    desk.look()
