"""Somebody opens an account, speaks for an organisation, becomes its contact, and hands that back."""

import itertools
from dataclasses import dataclass

import pytest

from scheduler.demo.people import NGO
from scheduler.demo.people import PASSWORD as OF_THE_DEMONSTRATION
from tests.browser import KEYBOARD, NO_SCRIPT, PHONE, Reader, Way
from tests.journeys.conftest import Open
from tests.journeys.mailbox import Mailbox
from tests.journeys.serving import Server

PASSWORD = "lantern orchard 7 ferry"
CONTACT, CONTACTS_NAME = "contact@harbour.example", "Lena Okaro"
CONFIRM = "Confirm your e-mail address"
AGREED = f"You can speak for {NGO}"
NEW_CONTACT = f"New contact of {NGO}"
_numbers = itertools.count(1)


@dataclass
class Newcomer:
    """Somebody new, in front of a browser."""

    reader: Reader
    name: str
    address: str

    def arrive(self) -> None:
        """From the front door to the request for an account."""
        self.reader.go("/")
        self.reader.follow(self.reader.find("link", "Sign in or account"))
        self.reader.follow(self.reader.find("link", "Open an account"))
        answers = {"Your name": self.name, "E-mail address": self.address, "Password": PASSWORD}
        self.reader.fill({**answers, "The same password again": PASSWORD})
        self.reader.follow(self.reader.find("button", "Open the account"))

    def confirm(self, link: str) -> None:
        """The letter's link says what its button does; only the button does it."""
        self.reader.go(link)
        assert self.reader.headings() == [CONFIRM]
        says = f"The button confirms that {self.address} is yours, and opens the account of {self.name}."
        assert says in self.reader.text()
        self.reader.follow(self.reader.find("button", "Confirm the address"))

    def ask(self) -> None:
        """Find the organisation by a part of its name, and ask."""
        self.reader.follow(self.reader.find("link", "Ask to speak for your organisation."))
        self.reader.fill({"Look whether we know it, by any of its names": NGO})
        self.reader.follow(self.reader.find("button", "Find"))
        self.reader.pick(self.reader.page.get_by_role("radio", name=NGO))
        self.reader.write(self.reader.page.locator("#position-known"), "Programme officer")
        self.reader.follow(self.reader.find("button", "Ask for this one"))

    @property
    def asks(self) -> str:
        return f"{self.name} ({self.address}) asks to speak for {NGO}"


@pytest.fixture
def newcomer(open_reader: Open, way: Way, office: Server) -> Newcomer:
    number = next(_numbers)
    return Newcomer(open_reader(way, office), f"Vera Ansel {number}", f"vera{number}@harbour.example")


@pytest.mark.parametrize("way", [KEYBOARD, NO_SCRIPT, PHONE], ids=str)
def test_from_a_newcomer_to_a_contact(
    newcomer: Newcomer, open_reader: Open, way: Way, office: Server, mailbox: Mailbox
) -> None:
    newcomer.arrive()
    newcomer.confirm(mailbox.letter(newcomer.address, CONFIRM).link)
    newcomer.reader.sign_in(newcomer.address, PASSWORD)
    assert newcomer.reader.headings()[:2] == [newcomer.name, "What to do next"]
    newcomer.ask()
    assert f"{NGO} Asked, not answered yet" in newcomer.reader.text()

    contact = open_reader(way, office)
    link = mailbox.letter(CONTACT, newcomer.asks).link
    agree_by_link(contact, link, newcomer)
    mailbox.letter(newcomer.address, AGREED)
    newcomer.reader.reload()
    assert f"{NGO} Speaks for it" in newcomer.reader.text()

    contact.sign_in(CONTACT, OF_THE_DEMONSTRATION)
    hand_over(contact, newcomer.name)
    newcomer.reader.go("/account/")
    newcomer.reader.follow(newcomer.reader.find("link", f"You are asked to become the contact of {NGO}"))
    newcomer.reader.follow(newcomer.reader.find("button", "Take over"))
    assert f"{NGO} Contact" in newcomer.reader.text()
    for address in (newcomer.address, CONTACT):
        assert newcomer.name in mailbox.letter(address, NEW_CONTACT).text

    hand_over(newcomer.reader, CONTACTS_NAME)
    take_over_by_link(
        contact, mailbox.letter(CONTACT, f"{newcomer.name} wants to hand over {NGO} to you").link
    )


def agree_by_link(contact: Reader, link: str, newcomer: Newcomer) -> None:
    """Without signing in; and once more, to be told that it is done."""
    contact.go(link)
    assert contact.headings() == [f"May this person speak for {NGO}?"]
    shown = f"Name {newcomer.name} Address {newcomer.address} What they say they are there Programme officer"
    assert shown in contact.text()
    contact.follow(contact.find("button", "Agree"))
    assert f"{newcomer.name} speaks for {NGO} now" in contact.text()
    contact.go(link, status=410)
    assert "You agreed that they speak for the organisation." in contact.text()


def hand_over(giver: Reader, name: str) -> None:
    """On the page of who is the contact, to one of those who speak for the organisation."""
    giver.go("/account/organisations/")
    row = giver.page.get_by_role("row").filter(has_text=name)
    giver.follow(row.get_by_role("button", name="Hand over to them"))
    assert "They are asked by letter to take over." in giver.text()


def take_over_by_link(taker: Reader, link: str) -> None:
    taker.go(link)
    assert taker.headings() == [f"Become the contact of {NGO}?"]
    taker.follow(taker.find("button", "Take over"))
    assert f"You are the contact of {NGO} now." in taker.text()
