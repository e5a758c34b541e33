"""My agenda without an account: four stars, a clash, the way between rooms, and the same in another browser.
And a delegation that sees what nobody covers."""

import re

import pytest
from playwright.sync_api import expect

from scheduler.demo.people import PASSWORD
from tests.browser import KEYBOARD, MOUSE, NO_SCRIPT, PHONE, PLAIN_PHONE, Reader, Way
from tests.journeys.conftest import Open
from tests.journeys.serving import Server

FIRST = "SHARING RESPONSIBILITY BETWEEN REGIONS: THE ROLE OF INFORMATION EXCHANGE BETWEEN REGIONAL CENTRES"
PLENARY = "Plenary, 1st meeting"
TALK = (
    "High-level conversation on improving cooperation between ministries of health and of justice in periods "
    "of rapid change"
)
BORDERS = "Strengthening cooperation across borders: the role of maritime cooperation"
MONDAY = "/DEMO/?day=2027-03-08"
PARTS = {"Acacia Room": "Tower", "Plenary Hall": "M building"}


@pytest.fixture(scope="module")
def walks(office: Server, browser: object) -> None:
    """The desk has said how far it is from the tower to the M building."""
    desk = Reader(browser, NO_SCRIPT, office.base_url)  # type: ignore[arg-type]
    desk.sign_in("secretariat@desk.example", PASSWORD)
    desk.go("/desk/timetable/DEMO/walks/")
    desk.fill({f"{room} (optional)": part for room, part in PARTS.items()})
    desk.follow(desk.find("button", "Store the parts"))
    between = desk.page.get_by_label(re.compile("^Between (Tower and M building|M building and Tower)"))
    desk.write(between, "12")
    desk.follow(desk.find("button", "Store the minutes"))
    desk.leave()


def star(reader: Reader, title: str) -> None:
    """From the programme's page, and back to it."""
    if reader.way.script:
        button = reader.find("button", f"My agenda: {title}")
        reader.press(button)
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(reader.page.locator(".star-told")).to_have_text(f"“{title}” is in your agenda.")
        return
    entry = reader.page.locator(".entry").filter(has_text=title)
    reader.follow(entry.get_by_role("button", name="My agenda"))
    reader.follow(reader.find("button", "Going"))
    assert "It is in your agenda: you go there." in reader.text()
    reader.go(MONDAY)


@pytest.mark.parametrize("way", [MOUSE, KEYBOARD, NO_SCRIPT, PHONE], ids=str)
def test_four_stars_a_clash_a_way_and_another_browser(
    open_reader: Open, way: Way, office: Server, walks: None
) -> None:
    reader = open_reader(way, office)
    reader.go(MONDAY)
    for title in (FIRST, PLENARY, TALK, BORDERS):
        star(reader, title)
    reader.follow(reader.find("link", "My agenda"))
    assert reader.page.locator(".agenda .when").all_inner_texts() == [
        "09:00 to 09:50",
        "10:00 to 13:00",
        "13:10 to 14:40",
        "13:10 to 14:00",
    ]
    told = reader.text()
    assert "From Acacia Room to Plenary Hall it takes about 12 minutes on foot; there are 10 minutes." in told
    assert f"For 50 minutes, “{TALK}” is on too (Going)." in told
    assert f"For 50 minutes, “{BORDERS}” is on too (Going)." in told

    reader.follow(reader.find("button", "Make a secret link"))
    address = reader.field("Secret link").input_value()
    other = open_reader(NO_SCRIPT, office)
    other.go(address.removeprefix(office.base_url))
    other.follow(other.find("button", "Open it in this browser"))
    assert other.page.locator(".agenda h3").all_inner_texts() == [FIRST, PLENARY, TALK, BORDERS]

    last = other.page.locator(".agenda li").last
    other.follow(last.get_by_role("button", name="Remove"))
    assert f"“{BORDERS}” is no longer in your agenda." in other.text()
    reader.go("/agenda/")
    assert reader.page.locator(".agenda h3").all_inner_texts() == [FIRST, PLENARY, TALK]
    other.follow(other.find("button", "Put it back"))
    other.print_out(680)
    assert not other.find("button", "Remove").first.is_visible()


@pytest.mark.parametrize("way", [MOUSE, PLAIN_PHONE], ids=str)
def test_a_delegation_covers_what_it_wants_covered(open_reader: Open, way: Way, office: Server) -> None:
    ada, bo = open_reader(way, office), open_reader(way, office)
    ada.go(MONDAY)
    star(ada, PLENARY)
    ada.go("/agenda/")
    begin = ada.page.locator("details").filter(has_text="Begin a delegation")
    ada.open(begin)
    ada.fill({"Name of the delegation": "Examples", "Your name there": "Ada"})
    ada.follow(ada.find("button", "Begin it"))
    ada.follow(ada.find("button", "Put it on the list"))
    assert "Somebody covers each of them." in ada.text()
    ada.follow(ada.find("button", "Make a link to join"))
    address = ada.field("Link to join").input_value().removeprefix(office.base_url)

    bo.go(address)
    bo.fill({"Your name there": "Bo"})
    bo.follow(bo.find("button", "Join"))
    assert "Covered by: Ada" in bo.text()

    ada.go(MONDAY)
    ada.follow(ada.page.locator(".entry").filter(has_text=BORDERS).get_by_role("link"))
    page = ada.page.url.removeprefix(office.base_url)
    ada.go(page.replace("/DEMO/side-events/", "/agenda/star/DEMO/"))
    ada.follow(ada.find("button", "Put it on the list of “Examples”"))
    assert "One entry is covered by nobody" in ada.text()
    ada.follow(ada.find("button", "Ask to cover it").last)

    bo.go("/agenda/")
    assert f"{BORDERS}, Examples" in bo.text()
    bo.follow(bo.find("button", "I cover it"))
    assert bo.page.locator(".agenda h3").all_inner_texts() == [BORDERS]
    ada.reload()
    assert "Somebody covers each of them." in ada.text()
