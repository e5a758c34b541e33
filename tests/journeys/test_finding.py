"""From a co-sponsor's name to the event, and to the address that a calendar follows."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser import MOUSE, NO_SCRIPT, Reader, Way
from tests.journeys.conftest import Open
from tests.journeys.serving import Server

EVENT = "Fractures: Rule of Law Challenges in the Global Drug War"
SESSION = "Commission on Narcotic Drugs, sixty-sixth session"
VIENNA = ZoneInfo("Europe/Vienna")


def test_an_event_is_found_by_the_name_of_a_cosponsor(reader: Reader, site: Server) -> None:
    reader.go("/")
    reader.follow(reader.find("link", SESSION))
    reader.write(reader.find("searchbox", "Words in titles and names"), "asian human rights commission")
    reader.follow(reader.find("button", "Find"))
    assert reader.page.locator(".shown").inner_text() == "1 of 21 shown"

    reader.open(reader.panel("Subscribe"))
    copied = reader.copy(reader.find("textbox", "Or add this address to any calendar:"))
    assert copied == f"{site.base_url}/CND66/calendar.ics?q=asian+human+rights+commission"

    reader.follow(reader.find("link", EVENT))
    expect(reader.find("heading", EVENT)).to_be_visible()
    assert "When Fri 17 March 2023, 14:10 to 15:00 in Vienna Where M6, Vienna" in reader.text()
    assert reader.find("listitem").filter(has_text="Asian Human Rights Commission").count() == 1

    events = site.events(copied)
    assert list(events) == [EVENT]
    assert events[EVENT].start == datetime(2023, 3, 17, 14, 10, tzinfo=VIENNA)
    assert events[EVENT].end == datetime(2023, 3, 17, 15, 0, tzinfo=VIENNA)
    assert str(events[EVENT]["LOCATION"]) == "M6, Vienna International Centre"
    assert events[EVENT]["URL"] == reader.page.url


def test_an_event_is_found_in_the_list_of_organisations(reader: Reader, site: Server) -> None:
    """By the filter instead of by words."""
    reader.go("/CND66/")
    panel = reader.panel("Organisation")
    reader.open(panel)
    reader.tick(panel.get_by_label("Forum Droghe 1", exact=True))
    reader.follow(panel.get_by_role("button", name="Show"))
    expect(reader.find("heading", f"Side event {EVENT}")).to_be_visible()
    expect(reader.find("link", "Remove: Organisation: Forum Droghe")).to_be_visible()
    reader.open(reader.panel("Subscribe"))
    copied = reader.copy(reader.find("textbox", "Or add this address to any calendar:"))
    assert copied == f"{site.base_url}/CND66/calendar.ics?organisation=forum-droghe"
    assert list(site.events(copied)) == [EVENT]


@pytest.mark.parametrize("way", [MOUSE, NO_SCRIPT], ids=str)
def test_who_reads_elsewhere_sees_the_own_time_beside_where_scripts_run(
    open_reader: Open, way: Way, site: Server
) -> None:
    reader = open_reader(way, site, timezone_id="America/Bogota")
    reader.go("/CND66/?q=forum+droghe")
    reader.follow(reader.find("link", EVENT))
    in_vienna = "Fri 17 March 2023, 14:10 to 15:00 in Vienna"
    own = {MOUSE: " (08:10 – 09:00 in Bogota)", NO_SCRIPT: ""}[way]  # noqa: RUF001 -- as people write it
    assert f"{in_vienna}{own} Where" in reader.text()
