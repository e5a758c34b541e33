"""A draft programme from being shown to the release that closes it: the desk shows it, an organiser without
an account answers by the link in its letter, the desk reads that on the grid and in the list, whoever says
nothing is reminded, and after the release the link says that it is closed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scheduler.jobs.tasks import tend_draft_programmes
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from scheduler.organisations.models import Person
from tests.browser import KEYBOARD, MOUSE, NO_SCRIPT, PHONE, Way
from tests.journeys.applying.house import PASSWORD, House, housed
from tests.journeys.conftest import Open
from tests.timetable.draft_programmes.play import SHOWN, play

THIRD_OF_MARCH = SHOWN.replace(month=3, day=3)
DESK = "ines@desk.example"


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    with housed(tmp_path, sqlite_template) as house:
        house.at(SHOWN)
        house.account("Ines Valdor", DESK, Role.SECRETARIAT)
        yield house


@pytest.mark.parametrize(
    ("way", "organisers"), [(MOUSE, PHONE), (KEYBOARD, KEYBOARD), (NO_SCRIPT, NO_SCRIPT)], ids=str
)
def test_a_draft_is_shown_answered_and_closed(
    house: House, open_reader: Open, way: Way, organisers: Way
) -> None:
    with house.app.app_context():
        here = play()
        plan = here.plan.id
        titles = [one.title or "" for one in here.applications]
        codes = [here.entry(number).code for number in range(3)]
        people = [session.get_one(Person, one.person_id).email or "" for one in here.applications]

    # The desk shows the public timetable to organisers.
    ines = open_reader(way, house)
    ines.sign_in(DESK, PASSWORD)
    ines.go("/desk/timetable/CND70/")
    ines.follow(ines.find("link", "Show as a draft programme Public timetable"))
    ines.pick(ines.page.get_by_label("Organisers and confirmed co-sponsors only"))
    ines.set_day("Last day to answer", THIRD_OF_MARCH.date())
    ines.fill({"What you say with it": "Rooms may still change."})
    ines.follow(ines.find("button", "Show it, and write to organisers"))
    assert "The draft programme is shown. Its organisers are written to." in ines.text()

    # An organiser has no account: the letter's link shows the place, and only its button acts.
    subject = f"Draft programme 1 of Seventieth session: “{titles[0]}”"
    link = house.letter(people[0], subject).link.removeprefix(house.base_url)
    organiser = open_reader(organisers, house)
    organiser.go(link)
    assert "Mon 8 March 2027, 09:00 to 09:50, M1" in organiser.text()
    assert "Answer None yet" in organiser.text()
    organiser.pick(organiser.page.get_by_label("It cannot be there", exact=True))
    organiser.follow(organiser.find("button", "Send this answer"), status=422)
    assert "Say why your event cannot be there, so that a better place is found." in organiser.text()
    organiser.fill({"Why it cannot be there, or with whom it would swap": "Our minister leaves on Monday."})
    organiser.open(organiser.panel("Slots that would be better"))
    organiser.tick(organiser.page.get_by_label("Tue 9 March 2027, 09:00 to 09:50"))
    organiser.follow(organiser.find("button", "Send this answer"))
    assert "Your answer is kept." in organiser.text()
    organiser.follow(organiser.find("link", "The whole draft programme"))
    assert organiser.headings()[:3] == [
        "Draft programme 1 of CND70",
        "Monday 8 March 2027",
        "Tuesday 9 March 2027",
    ]

    # The desk sees it on the card, and in the list.
    ines.go(f"/desk/timetable/CND70/{plan}/?day=week")
    card = ines.page.locator(f"#card-{codes[0]} .answer")
    expect(card.locator("summary")).to_have_text("✗ It cannot be there")
    ines.open(card)
    expect(card).to_contain_text("Our minister leaves on Monday.")
    expect(card).to_contain_text("Would like better: Tue 9 March 2027, 09:00 to 09:50")
    ines.follow(card.get_by_role("link"))
    ines.follow(ines.page.get_by_role("link", name="Not answered 2"))
    assert titles[0] not in ines.text()

    # Whoever has said nothing is reminded, and answers by that letter's link.
    house.at(THIRD_OF_MARCH - timedelta(days=1))
    with house.app.app_context():
        tend_draft_programmes()
    assert sorted(house.told()) == sorted(("draft-programme-reminder", address) for address in people[1:])
    reminder = house.letter(people[1], f"Reminder: does this place suit “{titles[1]}”?")
    second = open_reader(NO_SCRIPT, house)
    second.go(reminder.link.removeprefix(house.base_url))
    second.pick(second.page.get_by_label("It suits", exact=True))
    second.follow(second.find("button", "Send this answer"))
    ines.sign_in(DESK, PASSWORD)
    ines.go("/desk/timetable/CND70/drafts/1/?answer=none")
    assert titles[2] in ines.text()
    assert titles[1] not in ines.text()

    # The release closes it.
    ines.go("/desk/meetings/CND70/release/")
    ines.follow(ines.find("button", "Release 1"))
    organiser.go(link)
    assert "Answers are closed. The programme was released." in organiser.text()
    assert organiser.find("button", "Send this answer").count() == 0


def test_on_paper_every_sheet_says_that_it_is_a_draft(house: House, open_reader: Open) -> None:
    with house.app.app_context():
        play().show()
    ines = open_reader(MOUSE, house)
    ines.sign_in(DESK, PASSWORD)
    ines.go("/CND70/draft/1/")
    mark = ines.page.locator(".watermark")
    expect(mark).to_be_hidden()
    ines.print_out(680)
    expect(mark).to_be_visible()
    assert mark.evaluate("node => getComputedStyle(node).position") == "fixed"
