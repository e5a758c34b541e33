"""A Tuesday on paper: A4, all of the day, nothing to press."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import DARK, MOUSE, NO_SCRIPT, Reader, texts
from tests.journeys.data import days, entries
from tests.journeys.serving import Server

TUESDAY = "2027-03-09"
A4 = {(595, 842), (842, 595)}
"""Upright and lying, in points."""
MARGINS = 85
"""Left and right together, in points: 30 mm."""
TO_PRESS = ("navigation", "search", "button", "textbox", "searchbox")


def pages(reader: Reader) -> list[tuple[int, int]]:
    """Width and height of each page that comes out of the printer, in points."""
    pdf = reader.page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.parametrize("view", ["list", "grid"])
@pytest.mark.parametrize("way", [MOUSE, DARK, NO_SCRIPT], ids=str)
def test_a_tuesday_is_printed_whole_and_without_what_is_pressed(
    reader: Reader, view: str, site: Server
) -> None:
    reader.go(f"/DEMO/?day={TUESDAY}&view={view}")
    sizes = pages(reader)
    assert len(set(sizes)) == 1
    assert A4.issuperset(sizes)
    assert len(sizes) <= 3

    reader.print_out((sizes[0][0] - MARGINS) * 96 // 72)
    expect(reader.find("heading", "Tuesday 9 March 2027")).to_be_visible()
    on_paper = texts(reader.find("link"))
    assert {one["title"] for one in entries("DEMO") if TUESDAY in days(one)} <= set(on_paper)
    for role in TO_PRESS:
        expect(reader.find(role)).to_have_count(0)
    assert not {"Grid", "All days", "Subscribe", "Organisations"}.intersection(on_paper)
    assert reader.text().endswith(f"{site.base_url}/DEMO/")


@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_each_day_of_the_programme_begins_a_page(reader: Reader) -> None:
    reader.go("/CND66/?day=2023-03-17&view=list")
    assert len(pages(reader)) == 1
    reader.go("/CND66/?day=all&view=list")
    assert len(pages(reader)) == 6, "five days, and what has no day"
