"""Three people put events into one timetable at once: by mouse, by keyboard alone, and without scripts. Each
sees what the others do, and nothing is lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from scheduler.kernel.terms import Role
from tests.browser import KEYBOARD, MOUSE, NO_SCRIPT, Reader
from tests.journeys.applying.house import PASSWORD, House, housed
from tests.journeys.conftest import Open
from tests.timetable.stage import MONDAY, TUESDAY, stage

BOXES = "nodes => nodes.map(node => [node.offsetLeft, node.offsetTop, node.offsetWidth, node.offsetHeight])"
"""Where cells are in their table, and how large."""


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    with housed(tmp_path, sqlite_template) as house:
        for name in ("ina", "oto", "uma"):
            house.account(f"{name.title()} Clerk", f"{name}@desk.example", Role.SECRETARIAT)
        yield house


def at_the_grid(reader: Reader, name: str, plan: int) -> Reader:
    reader.sign_in(f"{name}@desk.example", PASSWORD)
    reader.go(f"/desk/timetable/T70/{plan}/?day=week")
    return reader


def card(reader: Reader, title: str) -> Locator:
    return reader.page.locator("[data-card]").filter(has=reader.find("link", title))


def expect_said(reader: Reader, text: str) -> None:
    expect(reader.page.locator(".status-line")).to_contain_text(text)


def drag(reader: Reader, title: str, to: Locator) -> None:
    """Cells come to say what they cost, and stay where they are."""
    cells = reader.page.locator(".plan [data-cell]")
    before = cells.evaluate_all(BOXES)
    card(reader, title).locator(".facts").hover()
    reader.page.mouse.down()
    to.hover()
    expect_said(reader, f"In hand: {title}.")
    assert reader.page.locator(".put").count() == cells.count()
    assert cells.evaluate_all(BOXES) == before
    to.hover()
    reader.page.mouse.up()


def test_three_people_at_one_timetable(open_reader: Open, house: House) -> None:
    with house.app.app_context():
        play = stage()
        plan = play.plan.id
        cells = {
            (day, hour, room): f"{slot.id}-{play.rooms[room].id}"
            for day in (MONDAY, TUESDAY)
            for hour, slot in enumerate(one for one in play.meeting.slots if one.day == day)
            for room in (0, 1)
        }

    def cell(reader: Reader, day: date, hour: int, room: int) -> Locator:
        return reader.page.locator(f"#cell-{cells[day, hour, room]}")

    mouse, keys, plain = (
        at_the_grid(open_reader(way, house), name, plan)
        for way, name in ((MOUSE, "ina"), (KEYBOARD, "oto"), (NO_SCRIPT, "uma"))
    )

    # By mouse; whoever uses the keyboard sees it come.
    drag(mouse, "Event 1", cell(mouse, MONDAY, 0, 0))
    expect_said(mouse, "“Event 1”: put there: Mon 8 March 2027, 09:00 to 09:50, M1")
    expect(cell(keys, MONDAY, 0, 0)).to_contain_text("Event 1")

    # By keys: from the best cell one row down, and back and forth again.
    keys.press(keys.find("link", "Event 2"))
    expect(cell(keys, MONDAY, 0, 1)).to_be_focused()
    expect_said(keys, "In hand: Event 2.")
    keys.page.keyboard.press("ArrowDown")
    expect_said(keys, "Mon 8 Mar, 10:00, M2")
    keys.look()
    keys.page.keyboard.press("Enter")
    expect_said(keys, "“Event 2”: put there: Mon 8 March 2027, 10:00 to 10:50, M2")
    keys.page.keyboard.press("Control+z")
    expect_said(keys, "Taken back: “Event 2”")
    keys.page.keyboard.press("Control+y")
    expect_said(keys, "Done again: “Event 2”")
    expect(cell(keys, MONDAY, 1, 1)).to_contain_text("Event 2")
    keys.press(keys.find("link", "Event 3"))
    expect_said(keys, "In hand: Event 3.")
    keys.page.keyboard.press("Escape")
    expect_said(keys, "Event 3 stays where it was.")

    # Without scripts: somebody else is quicker; it is told what changed, and done all the same.
    plain.follow(plain.find("link", "Event 2"))
    expect(cell(mouse, MONDAY, 1, 1)).to_contain_text("Event 2")
    drag(mouse, "Event 2", cell(mouse, TUESDAY, 0, 0))
    expect_said(mouse, "to Tue 9 March 2027, 09:00 to 09:50, M1")
    plain.follow(cell(plain, TUESDAY, 1, 0).get_by_role("button"), status=409)
    assert "Meanwhile: Ina Clerk moved “Event 2”" in plain.text()
    plain.follow(plain.find("button", "I have looked: do it all the same"))
    expect(cell(plain, TUESDAY, 1, 0)).to_contain_text("Event 2")
    plain.open(plain.panel("By a form"))
    plain.choose("Event", f"{play_code(card(plain, 'Event 4'))} · Event 4")
    plain.choose("Slot", "Tue 9 March 2027, 09:00 to 09:50")
    plain.choose("Room", "M2")
    plain.follow(plain.find("button", "Move it"))
    expect(cell(mouse, TUESDAY, 0, 1)).to_contain_text("Event 4")


def play_code(card: Locator) -> str:
    return card.get_attribute("data-card") or ""
