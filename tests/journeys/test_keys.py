"""What keys and small scripts do beside the links."""

import pytest
from playwright.sync_api import expect

from tests.browser import HAS_FOCUS, KEYBOARD, MOUSE, Reader


@pytest.mark.parametrize("way", [KEYBOARD], ids=str)
def test_the_first_key_skips_to_the_content(reader: Reader) -> None:
    reader.go("/CND66/")
    skip = reader.find("link", "Skip to the content")
    reader.page.keyboard.press("Tab")
    assert skip.evaluate(HAS_FOCUS)
    expect(skip).to_be_in_viewport(ratio=1)
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.find("link", "All days 21").evaluate(HAS_FOCUS)


@pytest.mark.parametrize("way", [KEYBOARD], ids=str)
def test_escape_closes_a_panel_and_leads_back_to_its_word(reader: Reader) -> None:
    reader.go("/DEMO/")
    panel = reader.panel("Room")
    reader.open(panel)
    reader.page.keyboard.press("Tab")
    assert panel.get_by_role("checkbox").first.evaluate(HAS_FOCUS)
    reader.page.keyboard.press("Escape")
    expect(panel).not_to_have_attribute("open", "")
    assert panel.locator("summary").evaluate(HAS_FOCUS)


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_a_panel_closes_when_another_is_opened_or_the_page_is_pressed(reader: Reader) -> None:
    reader.go("/DEMO/")
    room, kind = reader.panel("Room"), reader.panel("Kind")
    reader.open(room)
    reader.open(kind)
    expect(room).not_to_have_attribute("open", "")
    reader.find("heading", "DEMO Demonstration session (fictitious)").click()
    expect(kind).not_to_have_attribute("open", "")
