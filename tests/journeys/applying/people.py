"""The people of the stories, each in front of a browser. Whether they use a mouse, the keyboard alone, or a
browser without scripts, is for their reader to know (tests/browser.py); what they do is the same."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser import Reader, texts
from tests.formats.test_tables import xlsx_read
from tests.journeys.applying.house import PASSWORD

CALLS = "/CND70/calls/"


@dataclass
class Somebody:
    """In front of a browser."""

    reader: Reader
    name: str
    address: str

    def sign_in(self) -> None:
        self.reader.sign_in(self.address, PASSWORD)

    def follow(self, text: str) -> None:
        """A link, by what it says."""
        self.reader.follow(self.reader.find("link", text))

    def press(self, text: str, status: int = 200) -> None:
        """A button, by what it says."""
        self.reader.follow(self.reader.find("button", text), status)

    def reads(self, *sentences: str) -> None:
        """Each of these stands on the page."""
        text = self.reader.text()
        assert [sentence for sentence in sentences if sentence not in text] == [], text

    def rows(self, caption: str) -> list[list[str]]:
        """A table's rows, cell by cell; found by its caption or heading."""
        table = self.reader.page.locator(".table").filter(has_text=caption).first
        return [texts(row.locator("th, td")) for row in table.locator("tbody tr").all()]

    def skip_to_the_content(self) -> None:
        """By keyboard, with the first key on a page."""
        if self.reader.way.keyboard:
            self.reader.press(self.reader.find("link", "Skip to the content"))
            assert self.reader.page.evaluate("document.activeElement.id") == "main"

    @property
    def faults(self) -> list[str]:
        """What has to be put right; the list has the focus."""
        assert self.reader.page.evaluate("document.activeElement.id") == "faults"
        return texts(self.reader.page.locator("#faults li"))

    @property
    def heading(self) -> str:
        return self.reader.headings()[0]


class Applicant(Somebody):
    """Who applies for a side event in the name of an organisation."""

    def open_an_account(self) -> None:
        """From the public page of the calls."""
        self.reader.go(CALLS)
        self.follow("Apply")
        self.follow("Open an account")
        answers = {"Your name": self.name, "E-mail address": self.address, "Password": PASSWORD}
        self.reader.fill({**answers, "The same password again": PASSWORD})
        self.press("Open the account")

    def confirm_the_address(self, link: str) -> None:
        self.reader.go(link)
        self.press("Confirm the address")

    def begin(self, organisation: str | None = None) -> None:
        """A draft; the organisation is one that they speak for, or is chosen later."""
        self.reader.go(CALLS)
        self.follow("Apply")
        if organisation is None:
            self.press("Begin without an organisation")
        else:
            body = self.reader.page.get_by_role("article", name=organisation, exact=True)
            self.reader.follow(body.get_by_role("button", name="Begin for this organisation"))
        assert self.heading == "The event"

    def describe(self, answers: Mapping[str, str], how: str | None = None, *languages: str) -> None:
        """The step about the event; `how` one takes part."""
        self.reader.fill(answers)
        if how:
            self.reader.choose("How one takes part", how)
        for language in languages:
            self.reader.tick(self.reader.field(language))
        self.press("Save and go on")

    def look_for_the_organiser(self, name: str) -> None:
        self.reader.fill({"Look for another organisation": name})
        self.press("Look for it")
        self.reader.pick(self.reader.page.get_by_role("radio", name=re.compile(f"^{name}")))
        self.press("Save and go on")

    def invite(self, organisation: str, person: str, address: str) -> None:
        form = self.reader.find("region", "Name another one")
        asked = {"Name of the organisation": organisation, "Whom to ask there": person}
        for label, text in {**asked, "E-mail address of this person": address}.items():
            self.reader.write(form.get_by_label(label), text)
        self.press("Name it")

    def name_a_speaker(self, name: str, affiliation: str) -> None:
        first = self.reader.page.get_by_role("group", name="Speaker 1", exact=True)
        self.reader.write(first.get_by_label("Name"), name)
        self.reader.write(first.get_by_label("Affiliation"), affiliation)
        self.press("Save and go on")

    def wish(self, *slots: str) -> None:
        """Slots by their labels, the dearest first."""
        for rank, slot in enumerate(slots, 1):
            self.reader.choose(slot, f"Wish {rank}")
        self.press("Save and go on")

    def step(self, title: str) -> None:
        """By the list of all steps."""
        steps = self.reader.page.get_by_role("navigation", name="All steps", exact=True)
        self.reader.follow(steps.get_by_role("link", name=title))

    def submit(self, status: int = 200) -> None:
        self.press("Submit", status)

    def submit_again(self) -> None:
        self.press("Submit again")

    def look_at(self, title: str) -> None:
        """By the list of one's own."""
        self.reader.go("/account/applications/")
        self.follow(title)

    def apply(self, organisation: str, title: str) -> None:
        """No more than has to be."""
        self.begin(organisation)
        self.describe({"Title": title})
        self.step("Look over and submit")
        self.submit()

    def place(self) -> list[str]:
        """In the queue, and why it is this one."""
        return texts(self.reader.page.locator("main .place, main .place + ul li"))

    def facts(self) -> dict[str, str]:
        """The list of terms and what stands at each, such as a receipt."""
        return facts(self.reader.page.locator("main dl.record").first)


class CoSponsor(Somebody):
    """Who was asked by letter; without an account."""

    def open(self, link: str, organisation: str) -> None:
        self.reader.go(link)
        assert self.heading == f"Does {organisation} support this event?"

    def pass_on(self, person: str, address: str) -> None:
        self.reader.fill({"Name": person, "E-mail address": address})
        self.press("Not the right person: ask them")


class Secretariat(Somebody):
    """Who decides, at the desk."""

    def open_the_list(self) -> None:
        """From what waits."""
        self.reader.go("/desk/")
        desk = self.reader.find("navigation", "Desk")
        self.reader.follow(desk.get_by_role("link", name=re.compile("^Applications")))

    def find(self, title: str, pile: str) -> None:
        """On one of the piles of the list."""
        self.open_the_list()
        piles = self.reader.find("navigation", "Where applications lie")
        self.reader.follow(piles.get_by_role("link", name=re.compile(f"^{pile}")))
        self.follow(title)

    def look_for(self, choices: Mapping[str, str]) -> None:
        """By the filters of the list."""
        self.reader.open(self.reader.panel("Filters"))
        for label, choice in choices.items():
            self.reader.choose(label, choice)
        self.press("Show")

    def take_csv(self) -> list[dict[str, str]]:
        """The list as it is shown, by columns."""
        return list(csv.DictReader(self._take("CSV").read_text("utf-8-sig").splitlines()))

    def take_workbook(self) -> list[dict[str, object]]:
        """The same as a workbook, by the letters of its columns."""
        return xlsx_read(self._take("Excel").read_bytes())

    def _take(self, link: str) -> Path:
        with self.reader.page.expect_download() as taken:
            self.reader.press(self.reader.find("link", link))
        return taken.value.path()

    def numbers(self) -> list[list[str]]:
        """Of all pictures, as their tables tell them."""
        for panel in self.reader.page.locator("figure details").all():
            self.reader.open(panel)
        return [texts(row.locator("th, td")) for row in self.reader.page.locator("figure tbody tr").all()]

    def check(self, faults: Mapping[str, str]) -> None:
        """Fill in the checklist: all is fine, but for these points with their remarks."""
        panel = self.reader.panel("Fill in my checklist")
        self.reader.open(panel)
        for point in panel.get_by_role("group").all():
            said = faults.get(point.locator("legend").inner_text())
            self.reader.pick(point.get_by_label("Not fine" if said else "Fine", exact=True))
            if said:
                self.reader.write(point.get_by_label("Remark"), said)
        self.press("Keep what I found")

    def checklist(self) -> list[str]:
        """What the first reader found, point by point."""
        return [row[1] for row in self.rows("What readers found")]

    def return_it(self, why: str) -> None:
        self.with_a_reason("Return with comments", why)

    def with_a_reason(self, what: str, why: str) -> None:
        panel = self.reader.panel(what)
        self.reader.open(panel)
        self.reader.write(panel.get_by_label("Reason"), why)
        self.reader.follow(panel.get_by_role("button", name=what))

    def write_note(self, text: str) -> None:
        self.reader.fill({"New internal note": text})
        self.press("Keep the note")


def facts(terms: Locator) -> dict[str, str]:
    """A list of terms, as it is shown."""
    return dict(zip(texts(terms.locator("dt")), texts(terms.locator("dd")), strict=True))
