"""Writing an application on a slow line that drops, and two at once: nothing that was typed is lost."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from scheduler import create_app
from scheduler.applications.facts import Facts
from scheduler.applications.queries import by_code, current
from scheduler.calls.actions import set_terms
from scheduler.calls.queries import by_code as call_by_code
from scheduler.calls.rules import Late, Terms
from scheduler.demo.people import NGO, PASSWORD
from scheduler.kernel import clock
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import OrganisationKind, SideEventKind
from scheduler.meetings.queries import existing_meeting
from tests.browser import KEYBOARD, MOUSE, Reader, texts
from tests.journeys.conftest import Open
from tests.journeys.serving import Server
from tests.web.account.applications.test_receipt import PNG

LENA, MILO = "contact@harbour.example", "colleague@harbour.example"
CALL = "DEMO-S"
SLOW = {"latency": 800, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
"""Milliseconds, and bytes a second."""
HEAVIEST = 100_000
"""Bytes that a page weighs at most, with all that belongs to it, as they pass the line."""
WEIGHT = """() => ["navigation", "resource"]
    .flatMap((kind) => performance.getEntriesByType(kind))
    .filter((part) => part.initiatorType !== "fetch")
    .reduce((sum, part) => sum + part.encodedBodySize, 0)"""
DIES = """() => {
    document.open();
    for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer);
}"""
"""As when the browser is closed: nothing of the page hears that the line is back, or tries again."""
HOLDS_ANSWERS = """() => {
    const read = Response.prototype.json;
    const come = new Promise((resolve) => { window.comes = resolve; });
    Response.prototype.json = async function () {
        document.documentElement.dataset.comes = "";
        await come;
        return read.call(this);
    };
}"""
"""As on a line on which an answer has begun to arrive, until `comes()` lets the rest of it through."""
STEPS = ("event", "organiser", "cosponsors", "speakers", "links", "flyer", "slots", "look-over")
LOST = "Not saved yet: no connection. It is kept in this browser, and sent again."
BOTH = "Not saved yet: somebody else changed the same text meanwhile. Yours stays in this form."
ABSTRACT = "What nurses saw in three harbours.\n\nAnd what they did: “tea, and time”."
MORE = f"{ABSTRACT}\n\nThis was typed while the line was down."


@contextmanager
def inside(server: Server) -> Iterator[None]:
    """The application of the server's instance, to look at what is stored."""
    with create_app(server.environment["SCHEDULER_INSTANCE_PATH"]).app_context():
        yield


@pytest.fixture
def called(office: Server) -> Server:
    """The office, with a call for side events in which NGOs can lead."""
    with inside(office), decision("tests") as this:
        now, everybody = clock.now(), frozenset(OrganisationKind) - {OrganisationKind.OTHER}
        span = now - timedelta(days=1), now + timedelta(days=6)
        if call_by_code(CALL) is None:
            terms = Terms(SideEventKind.SIDE_EVENT, *span, Late.CLOSED, everybody, ngos_need_status=False)
            set_terms(this, existing_meeting("DEMO"), terms)
        else:
            this.abandon()
    return office


def begin(reader: Reader) -> str:
    """From the list of calls to the first step; returns the application's code."""
    reader.go(f"/account/applications/start/?call={CALL}")
    reader.follow(reader.page.locator("article").filter(has_text=NGO).get_by_role("button"))
    return reader.page.url.split("/")[-3]


def stored(server: Server, code: str) -> Facts:
    with inside(server):
        return current(by_code(code))


def saved(reader: Reader) -> None:
    """The page comes to say that all is saved."""
    expect(reader.page.locator(".keeping")).to_have_attribute("data-state", "saved")
    expect(reader.page.locator(".keeping [role=status]")).to_have_text(re.compile(r"Saved \d\d:\d\d"))


def says(reader: Reader, text: str) -> None:
    expect(reader.page.locator(".keeping [role=status]")).to_have_text(text)


class Line:
    """How a reader's browser is connected, and what each page of the way weighed."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.weights: dict[str, int] = {}

    def slow(self) -> None:
        self._be(offline=False)

    def drop(self) -> None:
        self._be(offline=True)

    def _be(self, *, offline: bool) -> None:
        self.reader._wire.send("Network.enable")
        self.reader._wire.send("Network.emulateNetworkConditions", {"offline": offline, **SLOW})

    def weigh(self) -> None:
        """The page with all that belongs to it, as it passes the line, whether or not some of it was kept."""
        page = self.reader.page
        self.weights[urlsplit(page.url).path.split("/")[-2]] = page.evaluate(WEIGHT)


def test_on_a_slow_line_that_drops_nothing_is_lost(open_reader: Open, called: Server) -> None:
    lena = open_reader(MOUSE, called)
    page, line = lena.page, Line(lena)
    about = lena.field("What it is about")
    lena.sign_in(LENA, PASSWORD)
    line.slow()
    code = begin(lena)
    line.weigh()
    lena.field("Title").fill("Care in harbours")
    about.fill(ABSTRACT)
    saved(lena)
    assert (stored(called, code).title, stored(called, code).abstract) == ("Care in harbours", ABSTRACT)

    line.drop()
    about.fill(f"{ABSTRACT} And")
    says(lena, LOST)
    lena.find("button", "Save and go on").click()  # it stays, and does not lead to a page that is not there
    assert page.url.endswith(f"/{code}/event/")
    line.slow()
    saved(lena)
    assert stored(called, code).abstract == f"{ABSTRACT} And"

    line.drop()
    about.fill(MORE)
    says(lena, LOST)
    page.evaluate(DIES)
    line.slow()
    lena.go(f"/account/applications/{code}/event/")
    expect(about).to_have_value(f"{ABSTRACT} And")
    lena.press(lena.find("button", "Put it back into the form"))
    expect(about).to_have_value(MORE)
    saved(lena)
    assert (stored(called, code).abstract, page.evaluate("localStorage.length")) == (MORE, 0)
    go_on_and_submit(lena, line)

    facts = stored(called, code)
    assert (facts.title, facts.abstract) == ("Care in harbours", MORE)
    assert [one.name for one in facts.speakers] == ["Bo Example"]
    assert ([str(day) for day in facts.days], list(facts.wishes.values())) == (["2027-03-08"], [1])
    assert {name: weight for name, weight in line.weights.items() if weight > HEAVIEST} == {}
    assert list(line.weights) == [*STEPS, "receipt"]
    lena.troubles = [told for told in lena.troubles if "net::ERR_INTERNET_DISCONNECTED" not in told]


def go_on_and_submit(lena: Reader, line: Line) -> None:
    """From step to step to the receipt."""
    page = lena.page

    def save_and_go_on() -> None:
        lena.follow(lena.find("button", "Save and go on"))
        line.weigh()

    def step(name: str) -> None:
        lena.follow(page.locator(".steps").get_by_role("link", name=name, exact=True))
        line.weigh()

    save_and_go_on()
    save_and_go_on()
    step("Speakers")
    page.locator("#speakers-0-name").fill("Bo Example")
    save_and_go_on()
    save_and_go_on()
    step("Slots and days")
    page.locator("[name=days]").first.select_option(label="Any slot")
    page.locator("[name=wishes]").nth(5).select_option(label="Wish 1")
    save_and_go_on()
    lena.follow(lena.find("button", "Submit"))
    line.weigh()
    assert lena.headings()[0].startswith(f"Receipt {CALL}-")


def test_the_button_waits_for_an_answer_that_still_arrives(open_reader: Open, called: Server) -> None:
    """Else the form would contradict the text that it saved itself a moment before."""
    lena = open_reader(MOUSE, called)
    lena.sign_in(LENA, PASSWORD)
    code = begin(lena)
    lena.page.evaluate(HOLDS_ANSWERS)
    lena.field("Title").fill("Care in")
    expect(lena.page.locator("html")).to_have_attribute("data-comes", "")
    lena.field("Title").fill("Care in harbours")
    lena.find("button", "Save and go on").click()
    with lena.page.expect_navigation() as found:
        lena.page.evaluate("() => window.comes()")
    lena._arrive(found.value, 200)
    assert (lena.headings()[0], stored(called, code).title) == ("Organiser", "Care in harbours")


def test_two_at_once_see_both_versions_and_lose_nothing(open_reader: Open, called: Server) -> None:
    lena, milo = open_reader(MOUSE, called), open_reader(KEYBOARD, called)
    lena.sign_in(LENA, PASSWORD)
    milo.sign_in(MILO, PASSWORD)
    code = begin(lena)
    milo.go(f"/account/applications/{code}/event/")
    lena.field("Title").fill("Lena's title")
    saved(lena)
    milo.fill({"Note for the secretariat": "Milo's note"})
    saved(milo)
    facts = stored(called, code)
    assert (facts.title, facts.note) == ("Lena's title", "Milo's note")

    milo.fill({"Title": "Milo's title"})
    says(milo, BOTH)
    assert stored(called, code).title == "Lena's title"
    with milo.page.expect_navigation() as found:
        milo.press(milo.find("button", "Show both versions"))
    milo._arrive(found.value, 409)
    expect(milo.page.locator("#faults")).to_be_focused()
    assert texts(milo.page.locator(".versions p")) == ["Milo's title", "Lena's title"]
    milo.pick(milo.page.get_by_label("Keep what was saved meanwhile"))
    milo.follow(milo.find("button", "Save"))
    facts = stored(called, code)
    assert (facts.title, facts.note) == ("Lena's title", "Milo's note")

    milo.fill({"How many people you expect": "many"})
    says(milo, "Not saved yet. How many people you expect: Write a number only, such as 40.")
    with milo.page.expect_navigation() as found:
        milo.press(milo.find("button", "Save"))
    milo._arrive(found.value, 422)
    expect(milo.page.locator("#faults")).to_be_focused()
    milo.press(milo.page.locator("#faults a"))
    expect(milo.field("How many people you expect")).to_be_focused()
    expect(milo.field("How many people you expect")).to_have_value("many")
    milo.follow(milo.find("button", "Sign out"))
    assert milo.page.evaluate("localStorage.length") == 0


def test_a_flyer_is_weighed_before_it_goes_over_the_line(open_reader: Open, called: Server) -> None:
    lena = open_reader(MOUSE, called)
    lena.sign_in(LENA, PASSWORD)
    code = begin(lena)
    lena.go(f"/account/applications/{code}/flyer/")
    file, alert = lena.field("File"), lena.page.locator("#upload-fault")
    file.set_input_files({"name": "large.png", "mimeType": "image/png", "buffer": bytes(5 * 2**20 + 1)})
    expect(alert).to_have_text("This file is too large. Choose one of 5 MB at most.")
    lena.field("What it says").fill("Come to our event.")
    file.set_input_files({"name": "page.png", "mimeType": "image/png", "buffer": b"<script>"})
    expect(alert).to_have_text("")
    lena.find("button", "Upload").click()
    expect(lena.page.locator("#faults")).to_be_focused()
    assert "This file is no PDF, PNG or JPEG, or it is broken. Export it anew." in lena.text()
    expect(lena.field("What it says")).to_have_value("Come to our event.")
    file.set_input_files({"name": "flyer.png", "mimeType": "image/png", "buffer": PNG})
    lena.find("button", "Upload").click()
    expect(lena.page.locator(".told")).to_have_text("The flyer is uploaded. It waits for its review.")
    assert texts(lena.page.locator("section .state")) == ["waiting for its review"]
    lena.look()
    lena.troubles = [told for told in lena.troubles if "status of 409" not in told]


def test_a_gigabyte_is_refused_before_it_is_read(called: Server) -> None:
    """The answer comes after the first bytes."""
    host, _, port = called.base_url.removeprefix("http://").partition(":")
    head = (
        "POST /account/login HTTP/1.1",
        f"Host: {host}",
        "Content-Type: multipart/form-data; boundary=x",
        f"Content-Length: {2**30}",
        "",
        "--x",
    )
    with socket.create_connection((host, int(port))) as line:
        line.sendall("\r\n".join(head).encode())
        answer = line.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 413 ")
    assert "Shorten the text or choose a smaller file, and send it again." in answer
