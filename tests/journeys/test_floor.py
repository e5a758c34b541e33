"""A session from the first who asks for the floor to the record of who spoke: two clerks at once, the Chair's
screen, and the public one without scripts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scheduler.kernel.terms import Role
from scheduler.meetings.queries import existing_meeting
from scheduler.releases.actions import release
from scheduler.thematic_sessions.floor_rules import drawn
from tests.browser import KEYBOARD, MOUSE, NO_SCRIPT, Reader, Way, texts
from tests.journeys.applying.house import PASSWORD, House, housed
from tests.journeys.conftest import Open
from tests.thematic_sessions import stage
from tests.thematic_sessions.stage import do

TABLET = Way("on a tablet", width=1024)
MINUTE = timedelta(minutes=1)
ASKING = (
    ("Kenya", "Member States", "Ada Quux"),
    ("Peru", "Member States", ""),
    ("Chad", "Member States", ""),
    ("A Forum", "Civil society", "Zoe Quux"),
    ("Norway", "Member States", ""),
)


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    """A session begins. Two clerks, and the Chair."""
    with housed(tmp_path, sqlite_template) as house:
        house.at(stage.STARTS)
        house.account("Ina Clerk", "ina@desk.example", Role.SECRETARIAT)
        house.account("Oto Clerk", "oto@desk.example", Role.SECRETARIAT)
        house.account("Cy Chair", "chair@bureau.example", Role.CHAIR)
        with house.app.app_context():
            stage.a_session(title="Session on medicines")
        publish(house)
        yield house


def publish(house: House) -> None:
    with house.app.app_context():
        do(release, existing_meeting("TD2027"), house.base_url)


def at_the_desk(reader: Reader, address: str) -> Reader:
    reader.sign_in(address, PASSWORD)
    reader.go("/desk/floor/")
    reader.follow(reader.find("link", "Session on medicines"))
    return reader


def order(reader: Reader) -> list[str]:
    return texts(reader.page.locator(".floor-table tbody th bdi:first-child"))


def expect_order(reader: Reader, *names: str) -> None:
    expect(reader.page.locator(".floor-table tbody th > bdi:first-child")).to_have_text(list(names))


def turn(reader: Reader, what: str, who: str) -> None:
    """One act after the other: what is pressed while one goes on does nothing."""
    expect(reader.page.locator("#floor")).not_to_have_attribute("aria-busy", "true")
    reader.press(reader.find("button", f"{what} ({who})"))


def test_a_session_from_the_list_to_the_record(house: House, open_reader: Open) -> None:
    clerk = at_the_desk(open_reader(MOUSE, house), "ina@desk.example")
    clerk.follow(clerk.find("button", "Open the list"))
    for body, kind, name in ASKING:
        clerk.fill({"Country or body": body, "Name of the speaker": name})
        clerk.choose("Speaks as one of the", kind)
        clerk.follow(clerk.find("button", "Put on the list"))
    expect_order(clerk, *(body for body, _, _ in ASKING))

    # Lots, with a seed that anybody can draw again with.
    clerk.open(clerk.panel("Draw lots"))
    clerk.fill({"Seed": "one to five"})
    clerk.press(clerk.find("button", "Draw lots"))
    names = dict(enumerate((body for body, _, _ in ASKING), 1))
    first, second, third, fourth, fifth = (names[number] for number in drawn(names, "one to five"))
    expect_order(clerk, first, second, third, fourth, fifth)
    expect(clerk.page.get_by_role("code")).to_have_text("one to five")
    clerk.look()

    # The other clerk does not follow for a moment, and is told what changed; then acts on what is there now.
    other = at_the_desk(open_reader(KEYBOARD, house), "oto@desk.example")
    other.press(other.find("button", "Stop following"))
    rows = clerk.page.locator("tr[data-request]")
    rows.nth(4).drag_to(rows.nth(2))
    expect_order(clerk, first, second, fifth, third, fourth)
    turn(other, "Give the floor", first)
    fault = "The list has changed since you looked: Moved a speaker to another place."
    expect(other.find("alert")).to_contain_text(fault)
    other.troubles = [told for told in other.troubles if "status of 409" not in told]
    expect_order(other, first, second, fifth, third, fourth)
    other.look()
    turn(other, "Give the floor", first)
    expect_order(other, second, fifth, third, fourth)
    expect_order(clerk, second, fifth, third, fourth)
    expect(clerk.page.locator("#floor-said")).to_have_text(
        "Somebody else changed the list. It is shown as it is now."
    )

    # By keyboard a row moves, and the focus with it.
    other.reach(other.find("button", f"Give the floor ({fifth})"))
    other.page.keyboard.press("Alt+ArrowDown")
    expect_order(other, second, third, fifth, fourth)
    expect(other.page.locator(":focus")).to_contain_text(f"({fifth})")
    other.page.keyboard.press("Alt+ArrowUp")
    expect_order(other, second, fifth, third, fourth)

    # The Chair sees the clock run out; the public sees no names.
    chair = at_the_desk(open_reader(TABLET, house), "chair@bureau.example")
    chair.follow(chair.find("link", "The Chair's screen"))
    now = chair.page.locator(".floor-now")
    expect(now.locator(".floor-who")).to_have_text(first)
    expect(now.locator(".floor-clock")).to_contain_text("left")
    house.at(stage.STARTS + 6 * MINUTE)
    expect(now.locator(".floor-clock")).to_contain_text("Over time by")
    chair.look()
    public = open_reader(NO_SCRIPT, house)
    public.go(public_address(clerk))
    assert texts(public.page.locator(".floor-now .floor-who")) == [first]
    assert "Quux" not in public.text()

    # One is absent, one has no time left, and the list is closed.
    turn(clerk, "Absent: to the end", second)
    expect_order(clerk, fifth, third, fourth, second)
    for speaker in (fifth, third):
        turn(clerk, "Give the floor", speaker)
        expect(clerk.page.locator(".floor-now .floor-who")).to_contain_text(speaker)
    expect(now.locator(".floor-who")).to_have_text(third)
    expect(chair.page.locator("#floor-said")).to_have_text(f"{third} has the floor.")
    turn(clerk, "No time left", fourth)
    expect_order(clerk, second)
    turn(clerk, "They have spoken", third)
    turn(clerk, "Give the floor", second)
    turn(clerk, "They have spoken", second)
    expect(clerk.page.locator("#floor")).to_contain_text("Nobody waits.")
    clerk.open(clerk.panel("Close the list"))
    clerk.follow(clerk.find("button", "Close the list"))
    publish(house)
    public.follow(public.find("link", "Load again"))
    assert "The list is closed." in public.text()
    public.follow(public.find("link", "The session's page"))
    spoke = texts(public.page.locator("[aria-labelledby=floor-title]"))[0]
    assert {body for body, _, _ in ASKING if body in spoke} == {first, second, third, fifth}


def public_address(clerk: Reader) -> str:
    return str(clerk.find("link", "The public screen").get_attribute("href"))
