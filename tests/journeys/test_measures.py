"""What can be measured on the pages of a programme: how much is in view, how much of a title can be read, and
how large everything is that can be pressed."""

import pytest

from tests.browser import MOUSE, PHONE, Reader

WIDE = {"width": 1440, "height": 900}
FIRST_EVENT_WITHIN = 240
"""Pixels below the top of the page, on a wide screen."""
TARGET = 24
"""Pixels that anything to be pressed has at least in height and width (WCAG 2.2, 2.5.8)."""


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_choosing_in_a_filter_shows_what_its_count_says(reader: Reader) -> None:
    page = reader.page
    page.goto("/DEMO/?day=all&view=list")
    page.click("summary:has-text('Room')")
    choice = page.locator("label:has-text('Acacia Room')")
    count = choice.locator(".count").inner_text()
    choice.click()
    page.click("fieldset:visible button")
    assert page.inner_text(".shown") == f"{count} of 169 shown"
    assert page.locator(".entry").count() == int(count)
    assert page.url.endswith("/DEMO/?day=all&view=list&room=acacia-room")


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_the_first_event_is_near_the_top_and_all_rooms_are_in_view(reader: Reader) -> None:
    page = reader.page
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto("/DEMO/?view=list")
    assert page.locator(".entry").first.bounding_box()["y"] <= FIRST_EVENT_WITHIN  # type: ignore[index]
    page.goto("/DEMO/?view=grid")
    assert page.locator(".grid thead th").count() == 10
    assert page.evaluate("(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.scroll'))")


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_sixty_characters_of_every_title_can_be_read_in_the_grid(reader: Reader) -> None:
    page = reader.page
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto("/DEMO/?view=grid&day=all")
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


@pytest.mark.parametrize("way", [PHONE], ids=str)
def test_everything_to_press_is_large_enough(reader: Reader) -> None:
    page = reader.page
    page.goto("/DEMO/?day=all&view=list&room=acacia-room")
    page.click("summary:has-text('Organisation')")
    boxes = page.eval_on_selector_all(
        "nav a, .views a, .chips a, summary, button, label:has(input), .entry a, footer a",
        """parts => parts.filter(part => part.offsetParent)
            .map(part => [part.textContent.trim(), part.offsetHeight, part.offsetWidth])""",
    )
    assert len(boxes) > 40
    assert [box for box in boxes if min(box[1:]) < TARGET] == []
