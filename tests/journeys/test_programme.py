"""A delegate's ways through the public programme."""

import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import Browser, Page

from scheduler.demo import fictitious

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST_EVENT_WITHIN = 240
"""Pixels below the top of the page, on a wide screen."""
TARGET = 24
"""Pixels that anything to be pressed has at least in height and width (WCAG 2.2, 2.5.8)."""

PAGES = (
    "/",
    "/CND66/",
    "/DEMO/?view=list",
    "/DEMO/?view=grid",
    "/DEMO/?view=week",
    "/DEMO/?organisation=rivania&room=nowhere",
    "/TD2022/",
    "/organisations/",
    "/organisations/kenya/",
)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (375, "light")])
def test_no_page_has_a_fault_that_axe_knows(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    faults = {}
    for path in (*PAGES, *entries(page, address)):
        page.goto(address + path)
        found = Axe().run(page, options={"runOnly": RULES}).response
        assert len(found["passes"]) > 10
        if found["violations"]:
            faults[path] = [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            faults[path] = [("scrolls sideways", str(wide))]
    context.close()
    assert faults == {}


def entries(page: Page, address: str) -> list[str]:
    """One page of each kind of entry."""
    page.goto(f"{address}/DEMO/?day=all&view=list")
    found = page.eval_on_selector_all(".entry a", "links => links.map(link => link.getAttribute('href'))")
    return [
        next(path for path in found if f"/{kind}/" in path)
        for kind in ("side-events", "sessions", "meetings")
    ]


def test_a_delegate_finds_an_event_by_a_cosponsor_and_subscribes(page: Page, address: str) -> None:
    page.goto(address)
    page.click("text=Commission on Narcotic Drugs, sixty-sixth session")
    page.fill("#q", "asian harm reduction")
    page.press("#q", "Enter")
    assert page.inner_text(".shown") == "1 of 21 shown"
    assert page.url == f"{address}/CND66/?day=all&q=asian+harm+reduction"
    page.click(".entry a")
    assert "2023 in Vienna" in page.inner_text(".when") or "not published" in page.inner_text(".facts-table")
    page.go_back()
    page.click(".subscribe summary")
    feed = page.input_value("#feed")
    with urllib.request.urlopen(feed) as response:
        calendar = Calendar.from_ical(response.read())
    assert page.inner_text(".entry a") in {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")}


def test_choosing_in_a_filter_shows_what_its_count_says(page: Page, address: str) -> None:
    page.goto(f"{address}/DEMO/?day=all&view=list")
    page.click("summary:has-text('Room')")
    choice = page.locator("label:has-text('Acacia Room')")
    count = choice.locator(".count").inner_text()
    choice.click()
    page.click("fieldset:visible button")
    assert page.inner_text(".shown") == f"{count} of 169 shown"
    assert page.locator(".entry").count() == int(count)
    assert page.url.endswith("/DEMO/?day=all&view=list&room=acacia-room")


def test_the_same_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/DEMO/?day=all&view=list")
    page.click("summary:has-text('Kind')")
    page.click("label:has-text('Special event')")
    page.click("fieldset:visible button")
    assert page.locator(".chips li").count() == 2
    page.click("text=Grid")
    special = [
        event for event in fictitious.programme(150)["side_events"] if event["kind"] == "special_event"
    ]
    assert page.locator("table.grid").count() == len({event["date"] for event in special if event["start"]})
    page.click("summary:has-text('Subscribe')")
    assert page.locator("#feed").input_value().endswith("/DEMO/calendar.ics?kind=special-event")
    context.close()


def test_the_same_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/DEMO/?day=all&view=list")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    tab_to(page, "Organisation")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**organisation=**")
    assert page.inner_text(".chips bdi") == "Alderland"


def tab_to(page: Page, words: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == words:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"
            return
    raise AssertionError(f"the keyboard does not reach {words}")


def test_the_panel_of_22_september_2022_had_nobody_from_eastern_europe(page: Page, address: str) -> None:
    page.goto(f"{address}/TD2022/?day=2022-09-22&view=list")
    page.click(".entry a")
    row = page.locator("tr", has=page.locator("th", has_text="Eastern European States"))
    assert row.inner_text().split("\t")[1].startswith("Nobody")


def test_the_first_event_is_near_the_top_and_all_rooms_are_in_view(page: Page, address: str) -> None:
    page.goto(f"{address}/DEMO/?view=list")
    assert page.locator(".entry").first.bounding_box()["y"] <= FIRST_EVENT_WITHIN  # type: ignore[index]
    page.goto(f"{address}/DEMO/?view=grid")
    assert page.locator(".grid thead th").count() == 10
    assert page.evaluate("(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.scroll'))")


def test_sixty_characters_of_every_title_can_be_read_in_the_grid(page: Page, address: str) -> None:
    page.goto(f"{address}/DEMO/?view=grid&day=all")
    short = page.eval_on_selector_all(
        ".card .title a",
        """links => links.filter(link => {
            const text = link.querySelector("bdi").firstChild, range = document.createRange();
            range.setStart(text, 0);
            range.setEnd(text, Math.min(60, text.length));
            return range.getBoundingClientRect().bottom > link.getBoundingClientRect().bottom + 1;
        }).map(link => link.textContent)""",
    )
    assert short == []


def test_everything_to_press_is_large_enough(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{address}/DEMO/?day=all&view=list&room=acacia-room")
    page.click("summary:has-text('Organisation')")
    boxes = page.eval_on_selector_all(
        "nav a, .views a, .chips a, summary, button, label:has(input), .entry a, footer a",
        """parts => parts.filter(part => part.offsetParent)
            .map(part => [part.textContent.trim(), part.offsetHeight, part.offsetWidth])""",
    )
    assert len(boxes) > 40
    assert [box for box in boxes if min(box[1:]) < TARGET] == []


def test_a_reader_elsewhere_sees_the_own_time_beside(browser: Browser, address: str) -> None:
    context = browser.new_context(timezone_id="America/New_York", locale="en")
    page = context.new_page()
    path = entries(page, address)[2]
    page.goto(address + path)
    assert page.inner_text(".when").endswith("10:00 to 13:00 in Vienna (04:00 \u2013 07:00 in New York)")
    context.close()


def test_on_paper_each_day_begins_a_page_and_nothing_to_press_is_left(page: Page, address: str) -> None:
    page.goto(f"{address}/DEMO/?day=all&view=list")
    page.emulate_media(media="print")
    seen = page.eval_on_selector_all(
        ".top, .tools, .days, button, summary", "parts => parts.filter(part => part.offsetParent).length"
    )
    assert seen == 0
    breaks = page.eval_on_selector_all(".sheet", "days => days.map(day => getComputedStyle(day).breakBefore)")
    assert breaks == ["auto", *["page"] * (len(breaks) - 1)]
    assert page.inner_text(".written") == f"{address}/DEMO/"
