"""Letters at the desk: held, changed, released; and what the desk enters for somebody, told by letter."""

import re
import subprocess
import sys
from datetime import date

import pytest

from scheduler.demo.people import PASSWORD
from tests.browser import KEYBOARD, PLAIN_PHONE, Reader, Way
from tests.journeys.conftest import Open
from tests.journeys.mailbox import Letter, Mailbox
from tests.journeys.serving import ROOT, Server

MISSION, COLLEAGUE = "mission@pellamar.example", "colleague@harbour.example"
CAME_ON = date(2026, 3, 3)


@pytest.fixture
def desk(open_reader: Open, way: Way, office: Server) -> Reader:
    """The secretariat in front of a browser."""
    reader = open_reader(way, office)
    reader.sign_in("secretariat@desk.example", PASSWORD)
    return reader


@pytest.mark.parametrize("way", [PLAIN_PHONE], ids=str)
def test_the_desk_reads_a_meetings_letters_first(desk: Reader, office: Server, mailbox: Mailbox) -> None:
    subject = "Pellamar takes part in all of it"
    switch(desk, "Hold letters of DEMO")
    decide_in_the_meeting(office, MISSION, "Pellamar takes part")

    find_held(desk)
    desk.follow(desk.find("link", "Entered for you: Pellamar takes part"))
    desk.follow(desk.find("link", "Change what it says"))
    desk.fill({"Subject": subject, "Text": "Dear Sana Ilvi,\n\nPellamar takes part.\n\nThe secretariat"})
    desk.follow(desk.find("button", "Preview"))
    preview = desk.page.get_by_role("region", name="Preview (not stored yet)")
    assert preview.get_by_text("Pellamar takes part.").count() == 1
    desk.follow(desk.find("button", "Store"))
    assert mailbox.subjects(MISSION).count(subject) == 0
    desk.follow(desk.find("button", "Let it go out"))
    assert headers(mailbox.letter(MISSION, subject)) == {
        "From": "Secretariat <scheduler@localhost>",
        "To": f"Sana Ilvi <{MISSION}>",
        "Subject": subject,
        "Text": "Dear Sana Ilvi,\n\nPellamar takes part.\n\nThe secretariat\n",
    }
    assert mailbox.subjects(MISSION).count(subject) == 1
    switch(desk, "Send letters of DEMO at once")


@pytest.mark.parametrize("way", [KEYBOARD], ids=str)
def test_the_desk_enters_what_came_by_note_verbale(desk: Reader, mailbox: Mailbox) -> None:
    organisation = "Quayside Institute"
    desk.follow(desk.find("link", "The desk"))
    for place in ("People and bodies", "Enter for somebody"):
        desk.follow(desk.page.get_by_role("navigation", name="Desk").get_by_role("link", name=place))
    desk.fill({"Name or e-mail address": "milo"})
    desk.follow(desk.page.get_by_role("region", name="Somebody we know").get_by_role("button", name="Find"))
    desk.follow(desk.find("link", "Milo Tarn").first)  # applications name speakers of the same name
    desk.follow(desk.find("link", "Asks to speak for an organisation"))
    desk.pick(desk.find("radio", "By note verbale"))
    desk.set_day("The day it came", CAME_ON)
    desk.fill({"Where the original is": "NV 2026/114", "The organisation": organisation})
    desk.follow(desk.find("button", "Enter it for them"))
    mark = "Entered by the desk by note verbale, came on Tue 3 March 2026 · NV 2026/114"
    assert mark in desk.text()

    what = f"You ask to speak for {organisation}."
    letter = mailbox.letter(COLLEAGUE, f"Entered for you: {what}")
    assert (
        f"Your wish reached us by note verbale on 3 March 2026, and we entered it for you:\n\n{what}"
        in letter.text
    )


def switch(desk: Reader, button: str) -> None:
    """On the page that says which meetings' letters are held."""
    desk.go("/desk/letters/")
    desk.follow(desk.find("link", "Senders and meetings"))
    desk.follow(desk.find("button", button))


def decide_in_the_meeting(office: Server, *words: str) -> None:
    told = [sys.executable, "-m", "tests.journeys.telling", *words]
    subprocess.run(told, env=office.environment, cwd=ROOT, check=True)


def find_held(desk: Reader) -> None:
    """From what waits to the held letters of the meeting."""
    desk.go("/desk/")
    desk.follow(
        desk.page.get_by_role("navigation", name="Desk").get_by_role("link", name=re.compile("^Letters"))
    )
    desk.follow(desk.find("link", "Held 1"))
    desk.choose("Meeting", "DEMO")
    desk.follow(desk.find("search", "Search letters").get_by_role("button", name="Find"))


def headers(letter: Letter) -> dict[str, str]:
    """What a reader sees of it. Its Message-ID has to be ours, and unlike any other."""
    assert re.fullmatch(r"<[0-9a-f-]{32,36}@127\.0\.0\.1>", letter.headers["Message-ID"])
    return {name: str(letter.headers[name]) for name in ("From", "To", "Subject")} | {"Text": letter.text}
