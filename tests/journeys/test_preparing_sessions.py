"""The secretariat prepares thematic sessions; an author agrees by a link that a text is public, and takes it
back."""

import re
from datetime import date

import pytest
from playwright.sync_api import FilePayload

from scheduler.demo.people import PASSWORD
from tests.browser import KEYBOARD, PLAIN_PHONE, Reader, Way, texts
from tests.journeys.conftest import Open
from tests.journeys.mailbox import Mailbox
from tests.journeys.serving import Server
from tests.thematic_sessions.test_documents import A_PDF

AUTHOR = "author@forum.example"
PLAN = re.compile("^Use this plan.*As on 22 September 2022")


@pytest.fixture
def desk(open_reader: Open, way: Way, office: Server) -> Reader:
    """The secretariat in front of a browser."""
    reader = open_reader(way, office)
    reader.sign_in("secretariat@desk.example", PASSWORD)
    return reader


def to_session(desk: Reader, meeting: str, row: int) -> None:
    """From the list of a meeting's sessions to one of them."""
    desk.go(f"/desk/sessions/?meeting={meeting}")
    desk.follow(desk.page.locator("tbody th a").nth(row))


def to_part(desk: Reader, part: str) -> None:
    parts = desk.page.get_by_role("navigation", name="Parts of the session")
    desk.follow(parts.get_by_role("link", name=part))


@pytest.mark.parametrize("way", [KEYBOARD], ids=str)
def test_the_second_day_of_september_2022_as_a_plan_and_an_agenda(desk: Reader) -> None:
    to_session(desk, "TD2022", 2)
    to_part(desk, "Seats")
    desk.follow(desk.page.get_by_role("button", name=PLAN))
    said = desk.page.locator("svg .start").all_text_contents()
    assert said[2] == "Eastern European States: nobody, and nobody is wanted"
    assert said[-1] == "Civil society: 1; 1 wanted"
    assert "15 on the panel, 15 planned." in desk.text()

    to_part(desk, "Agenda")
    names = texts(desk.page.locator(".agenda strong"))
    desk.follow(desk.page.locator(".agenda li").nth(0).get_by_role("link", name=re.compile("^Change")))
    desk.fill({"Minutes": "20"})
    desk.follow(desk.find("button", "Store"))
    assert "The agenda has 20 minutes. When the session starts or ends is not known yet." in desk.text()
    desk.follow(desk.page.locator(".agenda li").nth(1).get_by_role("button", name=re.compile("^Up")))
    moved = [name.partition(". ")[2] for name in texts(desk.page.locator(".agenda strong"))]
    before = [name.partition(". ")[2] for name in names]
    assert moved == [before[1], before[0], *before[2:]]


@pytest.mark.parametrize("way", [PLAIN_PHONE], ids=str)
def test_an_author_agrees_by_a_link_and_takes_it_back(
    desk: Reader, open_reader: Open, way: Way, office: Server, mailbox: Mailbox
) -> None:
    title = "What works, in our words"
    to_session(desk, "DEMO", 0)
    to_part(desk, "Documents")
    number = add_statement(desk, title)
    give_address(desk, number)

    to_session(desk, "DEMO", 0)
    to_part(desk, "Documents")
    desk.follow(desk.find("link", title))
    here = desk.page.url.removeprefix(office.base_url)
    desk.follow(desk.find("button", "Ask the author by letter"))
    author = open_reader(way, office)
    author.go(of(mailbox.letter(AUTHOR, f"May we publish “{title}”?").link, office))
    author.follow(author.find("button", "I agree to the publication"))
    assert "You agreed that this text is published." in author.text()

    desk.go(here)
    desk.follow(desk.find("button", "Publish"))
    assert "The document is public from the next release on." in desk.text()
    author.go(of(mailbox.letter(AUTHOR, f"Thank you: “{title}” may be published").link, office))
    author.follow(author.find("button", "Take my consent back"))
    assert "You took your consent back. The text is no longer public." in author.text()
    desk.go(here)
    assert "State a draft" in desk.text()
    assert desk.find("button", "Publish").count() == 0
    desk.follow(desk.find("button", "Remove for good"))
    assert "The document is removed for good." in desk.text()


def add_statement(desk: Reader, title: str) -> str:
    """Of the first who can be named; their number."""
    desk.fill({"Title": title})
    desk.choose("What it is", "Statement")
    author = desk.field("Whose it is")
    number = author.locator("option").nth(1).get_attribute("value")
    assert number
    author.select_option(value=number)
    file = FilePayload(name="words.pdf", mimeType="application/pdf", buffer=A_PDF)
    desk.field("File").set_input_files(file)
    desk.follow(desk.find("button", "Add it as a draft"))
    assert "The document is added as a draft." in desk.text()
    return number


def give_address(desk: Reader, number: str) -> None:
    """Enter where letters reach somebody."""
    desk.go(f"/desk/on-behalf/{number}/address/")
    desk.pick(desk.find("radio", "By telephone"))
    desk.set_day("The day it came", date(2026, 3, 3))
    desk.fill({"Where the original is": "Call 7", "The new e-mail address": AUTHOR})
    desk.follow(desk.find("button", "Enter it for them"))


def of(address: str, office: Server) -> str:
    """An address in a letter, from the root."""
    assert address.startswith(office.base_url)
    return address.removeprefix(office.base_url)
