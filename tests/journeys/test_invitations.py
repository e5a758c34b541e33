"""What lies in a panellist's calendar: brought there, moved and cancelled by releases that the desk makes,
answered by mail, and refused by the link in a letter."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from scheduler.jobs import post, tasks
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.meetings.queries import existing_meeting
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.timetable.actions import Where, place, public_plan
from tests.browser import MOUSE, NO_SCRIPT, Reader
from tests.invitations.answers import event, message
from tests.invitations.conftest import NOON, TEN, accepted
from tests.journeys.applying.house import PASSWORD, House, housed
from tests.journeys.conftest import Open
from tests.journeys.mailbox import letters_in

DESK = "ina@desk.example"


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    with housed(tmp_path, sqlite_template) as house:
        for name in ("new", "cur", "tmp"):
            (tmp_path / "mail" / name).mkdir(parents=True)
        house.app.config["MAIL_BOUNCES"] = str(tmp_path / "mail")
        house.account("Ina Clerk", DESK, Role.SECRETARIAT)
        yield house


def calendars(house: House) -> list[dict[str, str]]:
    """What letters brought until now, line by line."""
    house.letters()
    found = []
    for letter in letters_in(Path(house.app.instance_path) / post.OUTBOX):
        for part in letter.headers.walk():
            if part.get_content_type() == "text/calendar":
                text = str(part.get_content()).replace("\r\n", "\n").replace("\n ", "")
                found.append({line.partition(":")[0]: line.partition(":")[2] for line in text.splitlines()})
    return found


def work(house: House) -> None:
    """What the worker does each minute about calendars."""
    with house.app.app_context():
        tasks.read_mail()
        tasks.tend_calendars()


def release(desk: Reader, number: int) -> None:
    desk.go("/desk/meetings/TD2027/release/")
    desk.follow(desk.find("button", f"Release {number}"))


def change(house: House, hours: int | None) -> None:
    """As a programme file brings it: the session is so many hours later, or cancelled."""
    with house.app.app_context(), bookkeeping("tests") as this:
        item = session.scalars(select(ThematicSession)).one()
        if hours is None:
            item.cancelled = True
        else:
            starts = TEN + timedelta(hours=hours)
            where = Where(starts.date(), None, starts, starts + timedelta(hours=3))
            place(public_plan(this, existing_meeting("TD2027")), {item: where})


def test_a_calendar_follows_answers_and_is_left_alone(
    open_reader: Open, house: House, tmp_path: Path
) -> None:
    house.at(NOON)
    with house.app.app_context():
        play = accepted()
        person, number = play.nomination.person, play.play.session.id
        mine, name = person.email or "", person.name or ""
    desk = open_reader(MOUSE, house)
    desk.sign_in(DESK, PASSWORD)
    desk.go("/desk/calendars/")
    assert "Nothing lies in anybody's calendar yet." in desk.text()

    release(desk, 1)
    (first,) = calendars(house)
    assert (first["METHOD"], first["SEQUENCE"], first["SUMMARY"]) == ("REQUEST", "0", "Session 1")
    assert first["DTSTART;TZID=Europe/Vienna"] == "20270921T100000"

    house.at(NOON + timedelta(hours=1))
    change(house, 4)
    release(desk, 2)
    _, second = calendars(house)
    assert (second["METHOD"], second["SEQUENCE"], second["UID"]) == ("REQUEST", "1", first["UID"])
    assert second["DTSTART;TZID=Europe/Vienna"] == "20270921T140000"

    # The calendar answers; somebody else tries to.
    answered = NOON + timedelta(hours=2)
    house.at(answered)
    for number, sender in enumerate((mine, "eve@else.example")):
        answer = event(first["UID"], mine, "DECLINED", stamp=answered, sequence=1)
        (tmp_path / "mail" / "new" / f"1.{number}.host").write_bytes(message(sender, answer))
    work(house)
    desk.go("/desk/calendars/")
    assert "It came from another address than the invitation was sent to." in desk.text()
    desk.follow(desk.find("button", "Dealt with"))
    assert "The answer is off the list." in desk.text()
    desk.follow(desk.find("link", "TD2027"))
    assert re.search(rf"{name} on the panel .* declined .* Still expected\.", desk.text())
    desk.follow(desk.find("button", "Ask whether they come"))
    assert "They were asked." in desk.text()
    assert house.letter(mine, "Do you come to Session 1?").link
    desk.go("/desk/board/TD2027/")
    assert "Calendar: declined. Still on the panel: ask" in desk.text()
    desk.go(f"/desk/sessions/{number}/")
    assert "Calendar: declined" in desk.text()

    # They want no more of it, and change their mind.
    theirs = open_reader(NO_SCRIPT, house)
    letter = house.letter(mine, "Changed in your calendar: Session 1")
    theirs.go(letter.text.split("without an account:\n")[1].split()[0].removeprefix(house.base_url))
    theirs.follow(theirs.find("button", "No calendar invitations"))
    assert "You get no calendar invitations." in theirs.text()
    work(house)
    assert [one["METHOD"] for one in calendars(house)] == ["REQUEST", "REQUEST", "CANCEL"]
    theirs.follow(theirs.find("button", "Send calendar invitations again"))
    work(house)

    house.at(NOON + timedelta(hours=3))
    change(house, None)
    release(desk, 3)
    *_, again, last = calendars(house)
    assert (again["METHOD"], again["SEQUENCE"]) == ("REQUEST", "3")
    assert (last["METHOD"], last["STATUS"], last["SEQUENCE"]) == ("CANCEL", "CANCELLED", "4")
    assert {one["UID"] for one in calendars(house)} == {first["UID"]}
