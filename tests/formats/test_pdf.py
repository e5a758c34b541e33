"""Printed programmes, read by a library that shares no code with the one that writes them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from scheduler.formats.pdf import printable, write
from scheduler.formats.printed import Item, Paper, Section

ROOT = Path(__file__).parents[2]
ITEM = Item(
    "14:10 - 15:00", "M7", "Alternative development", ("Organised by Austria",), "https://p.example/SE-7/"
)
PAPER = Paper(
    title="CND66: A session",
    lines=("Release 3",),
    sections=(Section("Monday 13 March 2023", (ITEM,)),),
    foot="https://p.example/CND66/",
    made_at=datetime(2023, 3, 1, 10, 5, 30, tzinfo=UTC),
)


def read(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(write(paper)), strict=True)


def catalogue(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def lines_of(page: Any) -> list[str]:
    return [line for line in page.extract_text().split("\n") if line]


def with_items(*items: Item) -> Paper:
    return replace(PAPER, sections=(Section("Monday 13 March 2023", items),))


def tags(kids: Any, depth: int = 0) -> Iterator[str]:
    """The structure, indented; with the text that stands for what cannot be printed."""
    for kid in (one.get_object() for one in kids):
        if "/S" in kid:
            whole = f" {kid['/ActualText']}" if "/ActualText" in kid else ""
            yield f"{' ' * depth}{kid['/S'][1:]}{whole}"
            yield from tags(kid["/K"], depth + 1)


def test_a_page_says_everything_in_order() -> None:
    (page,) = read(PAPER).pages
    assert [float(edge) for edge in page.mediabox[2:]] == pytest.approx([595.28, 841.89], abs=0.01)
    assert lines_of(page) == [
        "CND66: A session",
        "Release 3",
        "Monday 13 March 2023",
        "Time",
        "Room",
        "Event",
        "14:10 - 15:00",
        "M7",
        "Alternative development",
        "Organised by Austria",
        "https://p.example/CND66/",
        "Page 1 of 1",
    ]


def test_programs_that_read_aloud_know_language_title_headings_and_tables() -> None:
    reader = read(PAPER)
    root = catalogue(reader)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 -- an object of PDF
    assert [*tags(root["/StructTreeRoot"]["/K"])] == [
        "Document",
        " H1",
        " P",
        " H2",
        " Table",
        "  TR",
        *["   TH"] * 3,
        "  TR",
        *["   TD", "    P"] * 3,
        "    P",
    ]
    page: Any = reader.pages[0]
    assert (page["/StructParents"], page["/Tabs"]) == (0, "/S")
    _, owners = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert [owner.get_object()["/S"][1:] for owner in owners] == [
        "H1", "P", "H2", "TH", "TH", "TH", "P", "P", "P", "P"
    ]  # fmt: skip


def test_what_the_file_says_of_itself_is_what_it_was_made_from() -> None:
    facts: Any = read(PAPER).metadata
    assert (facts.title, facts.author, facts.creation_date) == ("CND66: A session", "", PAPER.made_at)


def test_the_bytes_are_the_same_each_time_and_in_another_process() -> None:
    program = (
        "import sys; from tests.formats.test_pdf import PAPER, write; sys.stdout.buffer.write(write(PAPER))"
    )
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert write(PAPER) == write(PAPER) == elsewhere.stdout


def test_a_row_stays_together_and_each_page_names_its_day_and_its_number() -> None:
    items = [replace(ITEM, title=f"Event {number}") for number in range(60)]
    pages = [lines_of(page) for page in read(with_items(*items)).pages]
    assert len(pages) == 3
    assert [page[-1] for page in pages] == [f"Page {number} of 3" for number in (1, 2, 3)]
    assert [page[:4] for page in pages[1:]] == [
        ["Monday 13 March 2023, continued", "Time", "Room", "Event"]
    ] * 2
    for page in pages:
        assert page.count("M7") == page.count("Organised by Austria") > 5
    found = [line for page in pages for line in page if line.startswith("Event ")]
    assert found == [item.title for item in items]


@pytest.mark.parametrize("title", ["word " * 3000, "W" * 10_000], ids=["words", "one word"])
def test_what_is_longer_than_a_page_goes_on_over_pages(title: str) -> None:
    reader = read(with_items(replace(ITEM, title=title), ITEM))
    text = "".join(line for page in reader.pages for line in lines_of(page))
    letter = title[0]
    assert text.count(letter) - write_count(letter) == title.count(letter)
    assert len(reader.pages) > 2


def write_count(letter: str) -> int:
    """How often the letter stands in what is printed beside the title."""
    return sum(page.extract_text().count(letter) for page in read(with_items(ITEM)).pages)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ünïcödé, Ελληνικά, Русский, Türkçe, Tiếng Việt", "Ünïcödé, Ελληνικά, Русский, Türkçe, Tiếng Việt"),
        ("العربية", "[…]"),
        ("Health: 中文 and 🙂 here", "Health: […] and […] here"),
        ("中文 中文", "[…]"),
        ("\u200f\u202eA\u00adB\u0007\r\nC", "AB C"),
    ],
)
def test_what_has_no_letters_is_marked(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_what_cannot_be_printed_is_kept_whole_and_says_where_it_is() -> None:
    reader = read(with_items(replace(ITEM, title="Health: 中文 العربية")))
    (page,) = reader.pages
    lines = lines_of(page)
    assert "Health: […]" in lines
    assert "[…]: not printable here. The whole text: https://p.example/SE-7/" in lines
    assert "    P Health: 中文 العربية" in [*tags(catalogue(reader)["/StructTreeRoot"]["/K"])]


def test_each_day_has_a_bookmark() -> None:
    paper = replace(PAPER, sections=(PAPER.sections[0], replace(PAPER.sections[0], heading="Tuesday")))
    outline: Any = read(paper).outline
    assert [mark["/Title"] for mark in outline] == ["Monday 13 March 2023", "Tuesday"]
