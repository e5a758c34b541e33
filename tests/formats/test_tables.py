"""The same table as CSV and as a workbook, read back with the standard library."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, time
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.formats.csv_table import Row, csv_bytes, table
from scheduler.formats.entry import Body, CalendarEntry, Link, Panellist, Span, Speaker, Standing
from scheduler.formats.workbook import MOST_IN_CELL, xlsx_bytes
from scheduler.kernel.terms import Constituency, EntryKind, Format
from tests.formats.samples import MEETING, PAGE, STAMPS, TIMED, an_entry, utc

HEADINGS = (
    "Code",
    "Kind",
    "Status",
    "Date",
    "Last day",
    "Start",
    "End",
    "Room",
    "Title",
    "Organisers",
    "Co-sponsors",
    "Theme",
    "Format",
    "Languages",
    "Chair",
    "Panellists",
    "Links",
    "Page",
    "UID",
    "Sequence",
    "Changed (UTC)",
)
RICH = an_entry(
    kind=EntryKind.THEMATIC_SESSION,
    standing=Standing.CANCELLED,
    span=replace(TIMED, until=date(2023, 3, 14)),
    cosponsors=(Body(name="Chile", slug="chile"), Body(name="UNODC, HIV Section", slug="unodc-hiv")),
    theme="Health",
    format=Format.HYBRID,
    languages=("en", "fr", "German"),
    chair="Jo Roe",
    panellists=(
        Panellist(constituency=Constituency.MEMBER_STATE, represents="Brazil", regional_group="GRULAC"),
        Panellist(constituency=Constituency.PARTNER),
        Panellist(constituency=Constituency.CIVIL_SOCIETY, speaker=Speaker(person=1, name="Ana Ruiz")),
    ),
    links=(Link(label="Join", url="https://meet.example/1"), Link(label=None, url="https://b.example/")),
)


def rows_of(*entries: CalendarEntry) -> list[Row]:
    return table([(entry, STAMPS) for entry in entries], MEETING, lambda entry: f"{PAGE}#{entry.code}")


def row_of(entry: CalendarEntry) -> dict[str, Any]:
    headings, row = rows_of(entry)
    return dict(zip(map(str, headings), row, strict=True))


def csv_read(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def xml(written: bytes, part: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        return ElementTree.fromstring(package.read(part))


def xlsx_read(written: bytes) -> list[dict[str, object]]:
    """Give each row's cells by their column: texts, numbers, and dates and times as (number, format)."""
    texts = ["".join(node.itertext()) for node in xml(written, "xl/sharedStrings.xml").iter(f"{MAIN}si")]
    strings = [re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text) for text in texts]
    styles = xml(written, "xl/styles.xml")
    codes = {node.get("numFmtId"): node.get("formatCode") for node in styles.iter(f"{MAIN}numFmt")}
    formats = [codes.get(node.get("numFmtId")) for node in styles.findall(f"{MAIN}cellXfs/{MAIN}xf")]

    def value(cell: ElementTree.Element) -> object:
        number = float(cell.findtext(f"{MAIN}v") or "nan")
        if cell.get("t") == "s":
            return strings[int(number)]
        code = formats[int(cell.get("s", "0"))]
        return (number, code) if code else number

    rows = xml(written, "xl/worksheets/sheet1.xml").iter(f"{MAIN}row")
    return [{str(cell.get("r")).rstrip("0123456789"): value(cell) for cell in row} for row in rows]


def test_the_columns() -> None:
    assert rows_of() == [HEADINGS]


def test_everything_known_of_an_entry() -> None:
    assert row_of(RICH) == {
        "Code": "SE-7",
        "Kind": "Thematic session",
        "Status": "Cancelled",
        "Date": date(2023, 3, 13),
        "Last day": date(2023, 3, 14),
        "Start": time(14, 10),
        "End": time(15, 0),
        "Room": "M7",
        "Title": "Alternative development",
        "Organisers": "Austria",
        "Co-sponsors": "Chile; UNODC, HIV Section",
        "Theme": "Health",
        "Format": "In person and online",
        "Languages": "English; French; German",
        "Chair": "Jo Roe",
        "Panellists": "Brazil (GRULAC); Ana Ruiz",
        "Links": "Join: https://meet.example/1; https://b.example/",
        "Page": f"{PAGE}#SE-7",
        "UID": "se-7@programme.example",
        "Sequence": 2,
        "Changed (UTC)": STAMPS.changed_at,
    }


def test_what_is_unknown_stays_empty() -> None:
    span = Span(day=date(2023, 7, 3), starts_at=utc(7, 3, 8), assumed_end=utc(7, 3, 8, 50))
    row = row_of(an_entry(span=span, organisers=()))
    assert {heading: value for heading, value in row.items() if value is not None} == {
        "Code": "SE-7",
        "Kind": "Side event",
        "Status": "Scheduled",
        "Date": date(2023, 7, 3),
        "Start": time(10, 0),
        "Title": "Alternative development",
        "Page": f"{PAGE}#SE-7",
        "UID": "se-7@programme.example",
        "Sequence": 2,
        "Changed (UTC)": STAMPS.changed_at,
    }


def test_what_lost_its_date_shows_none() -> None:
    row = row_of(an_entry(standing=Standing.UNPLACED))
    shown = ("Status", "Date", "Last day", "Start", "End", "Room")
    assert [row[heading] for heading in shown] == ["Without a date", None, None, None, None, None]


def test_csv_as_bytes() -> None:
    rows: list[Row] = [
        ("Title", "Day", "Start", "Changed", "Number", "Unknown"),
        ('A "b", c\nd é', date(2023, 3, 13), time(9, 5), STAMPS.changed_at, -2, None),
    ]
    assert csv_bytes(rows) == (
        b"\xef\xbb\xbfTitle,Day,Start,Changed,Number,Unknown\r\n"
        b'"A ""b"", c\nd \xc3\xa9",2023-03-13,09:05,2023-03-01T10:05:30Z,-2,\r\n'
    )


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))  # noqa: RUF001
def test_csv_keeps_texts_from_being_run_as_formulas(sign: str) -> None:
    formula = f'{sign}HYPERLINK("https://evil.example/","Join")'
    assert csv_read(csv_bytes([(formula, f" {formula}")])) == [[f"'{formula}", f" {formula}"]]


def test_a_formula_in_a_title_comes_out_as_text() -> None:
    rows = rows_of(an_entry(title="\t=1+1", chair="@SUM(A1)"))
    assert csv_read(csv_bytes(rows))[1][8] == "'=1+1"
    assert xlsx_read(xlsx_bytes(rows, "CND66"))[1]["I"] == "=1+1"
    assert xlsx_read(xlsx_bytes(rows, "CND66"))[1]["O"] == "@SUM(A1)"


def test_a_workbook_holds_texts_numbers_dates_and_times() -> None:
    headings, row = xlsx_read(xlsx_bytes(rows_of(replace(RICH, links=())), "CND66"))
    assert tuple(headings.values()) == HEADINGS
    assert row == {
        "A": "SE-7",
        "B": "Thematic session",
        "C": "Cancelled",
        "D": (44998, "yyyy-mm-dd"),
        "E": (44999, "yyyy-mm-dd"),
        "F": (pytest.approx((14 * 60 + 10) / 1440), "hh:mm"),
        "G": (0.625, "hh:mm"),
        "H": "M7",
        "I": "Alternative development",
        "J": "Austria",
        "K": "Chile; UNODC, HIV Section",
        "L": "Health",
        "M": "In person and online",
        "N": "English; French; German",
        "O": "Jo Roe",
        "P": "Brazil (GRULAC); Ana Ruiz",
        "R": f"{PAGE}#SE-7",
        "S": "se-7@programme.example",
        "T": 2,
        "U": (pytest.approx(44986 + (10 * 3600 + 5 * 60 + 30) / 86400), "yyyy-mm-dd hh:mm:ss"),
    }


@pytest.mark.parametrize(
    "text", ["=1+1", "{=1+1}", "https://a.example/", "123", "mailto:a@b.example", "internal:A1", "_x0041_"]
)
def test_a_workbook_takes_no_text_for_anything_else(text: str) -> None:
    assert xlsx_read(xlsx_bytes([("Title",), (text,)], "CND66"))[1] == {"A": text}


def test_a_workbooks_sheet_is_set_out_to_be_read() -> None:
    written = xlsx_bytes([("Code", "Title"), ("A", "x" * 30), ("B", "x" * 300)], "CND66")
    sheet = xml(written, "xl/worksheets/sheet1.xml")
    pane, filters = sheet.find(f".//{MAIN}pane"), sheet.find(f"{MAIN}autoFilter")
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert filters is not None
    assert filters.get("ref") == "A1:B3"
    assert [round(float(col.get("width", 0))) for col in sheet.iter(f"{MAIN}col")] == [9, 61]


def test_a_workbook_depends_on_what_is_given_only() -> None:
    written = xlsx_bytes(rows_of(RICH), "CND66")
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = xml(written, "docProps/core.xml")
    assert [node.text for node in core] == [
        "CND66",
        None,
        None,
        "2000-01-01T00:00:00Z",
        "2000-01-01T00:00:00Z",
    ]
    assert xlsx_bytes(rows_of(RICH), "CND66") == written


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("x" * MOST_IN_CELL, "x" * MOST_IN_CELL, id="fits"),
        pytest.param("x" * (MOST_IN_CELL + 1), "x" * 32757 + " ... (cut)", id="one too many"),
        pytest.param("🙂" * 16384, "🙂" * 16378 + " ... (cut)", id="two units each"),
    ],
)
def test_a_text_too_long_for_a_cell_is_cut_with_a_word(text: str, kept: str) -> None:
    assert xlsx_read(xlsx_bytes([("Title",), (text,)], "CND66"))[1] == {"A": kept}


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
@example("\ud800=1", "\x00\uffff")
def test_any_text_gives_valid_files(title: str, name: str) -> None:
    rows = rows_of(an_entry(title=f"a{title}", chair=name, links=(Link(label=name, url=name),)))
    assert csv_read(csv_bytes(rows))[1][8] == rows[1][8]
    assert xlsx_read(xlsx_bytes(rows, name))[1]["I"] == rows[1][8]
