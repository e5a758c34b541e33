"""Debian's Chromium, driven as different people read: by mouse, by keyboard alone, without scripts, on a
phone, in the dark. It reaches our server and nothing else."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response, expect, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is Debian's Chromium without windows, and takes a third less of the processor than the second."""
HOW = "install it (Debian: chromium-headless-shell), or run: python3 dev.py test --install-system"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # for it there is nothing but our servers
)
AXE = Axe()
RULES = {
    # WCAG 2.2 AA, as far as axe can judge it, and axe's own advice.
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
FAULTS = "async (rules) => (await axe.run(rules)).violations.map(({id, nodes}) => [id, nodes[0].html])"
"""Not axe-playwright's own question, which also carries over all that is in order."""
ADDRESSES = re.compile(r' (?:href|value|action)="[^"]*"|\d+')
"""And numbers: pages that differ in these only are the same to axe."""
ENOUGH_TABS = 400

PATIENCE = 30_000
"""Milliseconds until something that should come is given up: machines that test may be busy."""
expect.set_options(timeout=PATIENCE)

HAS_FOCUS = "node => node === document.activeElement"
IN_ITS_GROUP = """node => {
    const {type, name, form} = document.activeElement;
    return type === "radio" && name === node.name && form === node.form;
}"""
"""The focus is on this radio button or another one of its group."""
FOCUS_IS_SEEN = """node => {
    const style = getComputedStyle(node), box = node.getClientRects()[0];
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(box.x + box.width / 2, middle);
    return node.matches(":focus-visible") && outlined && top && (node.contains(top) || top.contains(node));
}"""
"""An outline is drawn, and nothing lies over what is in view of the control (WCAG 2.2, 2.4.7 and 2.4.11): of
a high field browsers show the line with the cursor, and not all of it."""
TOO_WIDE = """() => {
    const {clientWidth, scrollWidth} = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const isWide = (node) => node.getBoundingClientRect().right > clientWidth;
    const wide = [...document.querySelectorAll("*")].filter(isWide);
    return [`${scrollWidth} pixels`, ...wide.map((node) => node.outerHTML.slice(0, 80))];
}"""
"""What makes the page scroll sideways."""


@dataclass(frozen=True)
class Way:
    """How somebody reads. `width` in CSS pixels."""

    name: str
    keyboard: bool = False
    script: bool = True
    scheme: Literal["light", "dark"] = "light"
    width: int = 1280

    def __str__(self) -> str:
        return self.name


MOUSE = Way("by mouse")
KEYBOARD = Way("by keyboard alone", keyboard=True)
NO_SCRIPT = Way("without JavaScript", script=False)
PHONE = Way("on a phone", width=375)
PLAIN_PHONE = Way("without JavaScript on a phone", script=False, width=375)
DARK = Way("in the dark", scheme="dark")
WAYS = (MOUSE, KEYBOARD, NO_SCRIPT, PHONE, DARK)


def texts(found: Locator) -> list[str]:
    """What each of them shows, with single spaces."""
    return [" ".join(text.split()) for text in found.all_inner_texts()]


def program() -> str | None:
    """Where Chromium is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """The browser at this path, until it is no longer needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """Somebody who reads our pages. axe looks at each page seen, and nothing may go wrong on the way."""

    judged: ClassVar[set[tuple[object, ...]]] = set()
    """What axe has passed, for all readers: it need not see the same again."""

    def __init__(self, browser: Browser, way: Way, base_url: str, **more: Any) -> None:
        """`base_url` without a slash at the end; `more` are settings of a browser's context."""
        self.way = way
        self.media = "screen"
        self.base_url = base_url
        self.troubles: list[str] = []
        settings = {"timezone_id": "Europe/Vienna", "locale": "en-GB", "reduced_motion": "reduce", **more}
        self.context = browser.new_context(
            base_url=base_url,
            color_scheme=way.scheme,
            viewport={"width": way.width, "height": 800},
            **settings,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self._watch)
        self.page = self.context.new_page()
        self._wire = self.context.new_cdp_session(self.page)
        self._run_scripts(way.script)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error in a script: {error}"))
        self.page.on("dialog", lambda dialog: self.troubles.append(f"a dialog: {dialog.message}"))

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base_url}/", "data:")):
            self.troubles.append(f"asked elsewhere: {request.url}")

    def _listen(self, message: ConsoleMessage) -> None:
        """Breaches of the Content-Security-Policy are told here too."""
        if message.type in ("error", "warning"):
            self.troubles.append(f"{message.type}: {message.text}")

    def leave(self) -> None:
        """Close the browser's window. Raises AssertionError if anything went wrong in it."""
        self.context.close()
        assert not self.troubles, self.troubles

    # --- going about ---

    def go(self, address: str, status: int = 200) -> None:
        """Open an address of ours, from the root."""
        self._arrive(self.page.goto(address), status)

    def reload(self) -> None:
        self._arrive(self.page.reload(), 200)

    def _arrive(self, response: Response | None, status: int) -> None:
        assert response
        assert response.status == status, (response.status, response.url[:200])
        if status != 200:  # Chromium tells of it, and that is all that it may tell
            told = f"error: Failed to load resource: the server responded with a status of {status} "
            self.troubles = [trouble for trouble in self.troubles if not trouble.startswith(told)]
        self.look()

    def follow(self, control: Locator, status: int = 200) -> None:
        """Press what leads to another page, and look at that."""
        with self.page.expect_navigation() as found:
            self.press(control)
        self._arrive(found.value, status)

    def print_out(self, width: int) -> None:
        """Look at the page as it is on paper, so many CSS pixels wide between the margins."""
        self.media = "print"
        self.page.emulate_media(media="print")
        self.page.set_viewport_size({"width": width, "height": 900})
        self.look()

    # --- hands ---

    def press(self, control: Locator, key: str = "Enter") -> None:
        """Press a link or button; by keyboard with this key."""
        if self.way.keyboard:
            self.reach(control)
            self.page.keyboard.press(key)
        else:
            control.click()

    def tick(self, box: Locator) -> None:
        self.press(box, "Space")
        expect(box).to_be_checked()

    def open(self, panel: Locator) -> None:
        """Open a panel by its summary, and look at what it shows."""
        self.press(panel.locator("summary"))
        expect(panel).to_have_attribute("open", "")
        self.look()

    def write(self, field: Locator, text: str) -> None:
        """In the place of what the field says."""
        self.press(field, "Control+A")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def fill(self, answers: Mapping[str, str]) -> None:
        """Write into fields, each found by its label."""
        for label, text in answers.items():
            self.write(self.field(label), text)

    def pick(self, button: Locator) -> None:
        """Pick a radio button. By keyboard, Tab leads to the group and arrows from one to the next."""
        if self.way.keyboard:
            self.reach(button, IN_ITS_GROUP)
            while not button.evaluate(HAS_FOCUS):
                self.page.keyboard.press("ArrowDown")
            self.page.keyboard.press("Space")
        else:
            button.click()
        expect(button).to_be_checked()

    def choose(self, label: str, option: str) -> None:
        """Choose in a list that opens; by keyboard as people do, by typing what it begins with."""
        field = self.field(label)
        if self.way.keyboard:
            self.reach(field)
            self.page.keyboard.type(option)
        else:
            field.select_option(label=option)
        expect(field.locator("option:checked")).to_have_text(option)

    def set_day(self, label: str, day: date) -> None:
        """In a field for a day. Browsers differ in the order of its parts: by keyboard it has to be the third
        of March, or the like."""
        field = self.field(label)
        if self.way.keyboard:
            assert day.day == day.month
            self.reach(field)
            self.page.keyboard.type(f"{day:%d%m%Y}")
        else:
            field.fill(day.isoformat())
        expect(field).to_have_value(day.isoformat())

    def sign_in(self, address: str, password: str) -> None:
        """From wherever one is, to the page after."""
        self.go("/account/login")
        self.fill({"E-mail address": address, "Password": password})
        self.follow(self.find("button", "Sign in"))

    def copy(self, field: Locator) -> str:
        """What a reader copies from a field. It is pasted into the search field, to see it."""
        target = self.page.get_by_role("searchbox")
        for place, key in ((field, "Control+C"), (target, "Control+V")):
            self.press(place, "Control+A")
            self.page.keyboard.press("Control+A")
            self.page.keyboard.press(key)
        return target.input_value()

    def reach(self, control: Locator, there: str = HAS_FOCUS) -> None:
        """Move the focus to a control with Tab; it has to be seen there."""
        for _ in range(ENOUGH_TABS):
            self.page.keyboard.press("Tab")
            if control.evaluate(there):
                focus = self.page.locator(":focus")
                assert focus.evaluate(FOCUS_IS_SEEN), f"the focus is not seen on {control}"
                return
        raise AssertionError(f"Tab does not reach {control}")

    # --- eyes ---

    def find(self, role: Any, name: str | None = None) -> Locator:
        """What has this role and name for everybody, also for those who hear the page."""
        return self.page.get_by_role(role, name=name, exact=True)

    def field(self, label: str) -> Locator:
        """By its whole label; it may say that the field is optional."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(optional\))?\s*$"))

    def panel(self, name: str) -> Locator:
        """A panel that opens, by the word on it; a count may follow the word."""
        summary = self.page.locator("summary").filter(has_text=re.compile(rf"^\s*{name}\s*\d*\s*$"))
        return self.page.locator("details").filter(has=summary)

    def text(self) -> str:
        """What the page shows, with single spaces."""
        return texts(self.page.locator("body"))[0]

    def headings(self) -> list[str]:
        """All headings in the order in which they are read aloud."""
        return [name for role, name in self.aloud() if role == "heading"]

    def aloud(self) -> list[tuple[str, str]]:
        """Role and name of everything, as a screen reader goes through the page."""
        nodes = self._cdp("Accessibility.getFullAXTree")["nodes"]
        known = {node["nodeId"]: node for node in nodes}

        def walk(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
            if not node["ignored"]:
                yield node["role"]["value"], node.get("name", {}).get("value", "")
            for child in node["childIds"]:
                yield from walk(known[child])

        return list(walk(nodes[0]))

    def look(self) -> None:
        """The page needs no scrolling sideways, and axe finds no fault with it."""
        wide = self.page.evaluate(TOO_WIDE)
        assert not wide, (self.page.url[:200], wide)
        sight = (self.media, self.way.scheme, self.way.width, ADDRESSES.sub("", self.page.content()))
        if sight not in self.judged:
            self._run_scripts(True)
            self.page.evaluate(AXE.axe_script)
            faults = self.page.evaluate(FAULTS, RULES)
            self._run_scripts(self.way.script)
            assert not faults, (self.page.url[:200], faults)
            self.judged.add(sight)

    def _run_scripts(self, wanted: bool) -> None:
        """Not playwright's own switch, as that cannot be moved for a moment: axe is a script too. Scripts of
        the page that were not run when it was loaded are not run later."""
        self._cdp("Emulation.setScriptExecutionDisabled", value=not wanted)

    def _cdp(self, command: str, **words: Any) -> Any:
        """Tell Chromium something for which playwright has no word."""
        return self._wire.send(command, words)
