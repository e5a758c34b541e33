"""The desk releases with a note and sees before whom it tells; letters arrive; somebody without an account
chooses by the link to get one a day, and gets it the next morning."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scheduler.jobs.tasks import send_digests
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import Role
from scheduler.timetable.actions import Where
from tests.browser import MOUSE, PLAIN_PHONE, Way
from tests.journeys.applying.house import PASSWORD, House, housed
from tests.journeys.conftest import Open
from tests.telling import stage

SAM = "samspeaker@people.example"
SUBJECT = "A test session: changes that concern you"
NOTE = "The lift beside M1 is out of order."


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    """With the programme of `stage`, of which everybody can be reached."""
    with housed(tmp_path, sqlite_template) as house:
        house.at(stage.AT)
        with house.app.app_context():
            stage.publish()
            stage.reach_everybody()
        house.account("Ines Valdor", "desk@desk.example", Role.SECRETARIAT)
        yield house


def move(house: House, there: Where | None) -> None:
    with house.app.app_context(), decision("tests") as this:
        stage.put(stage.EVENT, there)(this)
        this.records += 1  # what moved it is no part of this story


@pytest.mark.parametrize("way", [MOUSE, PLAIN_PHONE], ids=str)
def test_nobody_is_left_untold(open_reader: Open, house: House, way: Way) -> None:
    with house.app.app_context():
        first, second = stage.where(11), stage.where(12)
    move(house, first)
    desk = open_reader(way, house)
    desk.sign_in("desk@desk.example", PASSWORD)
    desk.go("/desk/meetings/T1/release/")
    assert desk.page.get_by_text("3 people by a letter at once").count() == 1
    desk.fill({"Note": NOTE})
    desk.follow(desk.find("button", "Show the letter with this note"))
    assert desk.page.locator(".letter").get_by_text(f"About this release: {NOTE}").count() == 1
    desk.follow(desk.find("button", "Release 2"))

    letter = house.letter(SAM, SUBJECT)
    assert "Now: Thu 11 March 2027, 09:00 to 10:00, M1" in letter.text
    assert f"About this release: {NOTE}" in letter.text
    sam = open_reader(way, house)
    sam.go("/T1/changes/2/")
    assert sam.page.get_by_text(NOTE).count() == 1
    found = re.search(rf"{house.base_url}(/l/\S+)", letter.text)
    assert found
    sam.go(found[1])
    sam.follow(sam.find("button", "Once a day"))
    assert sam.page.get_by_text("Now: once a day, as you chose.").count() == 1

    house.at(stage.AT + timedelta(hours=1))
    move(house, second)
    desk.reload()
    assert desk.page.get_by_text("One person in the daily letter").count() == 1
    desk.follow(desk.find("button", "Release 3"))
    assert [kind for kind, address in house.told() if address == SAM] == ["calendar-changed"]
    desk.follow(desk.find("link", "All releases"))
    desk.follow(desk.find("button", "Put its timetable into a draft (1)"))
    assert desk.page.get_by_role("heading", level=1).text_content() == (
        "From “Public timetable” to “As in release 1”"
    )

    house.at(stage.AT + timedelta(hours=18))
    with house.app.app_context():
        send_digests()
    assert house.told() == [("release-digest", SAM)]
    assert "Now: Fri 12 March 2027" in house.letter(SAM, "Changes that concern you").text
