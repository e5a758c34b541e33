"""The rows of a workbook's first sheet (.xlsx, ECMA-376), as texts. Pure.

Dates are numbers there that a format shows as dates; they are written out as 2027-01-15 13:05:09. What a
formula gave is read, never worked out. Parts that declare entities or unpack too large are refused.
"""

import re
import zipfile
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from xml.etree import ElementTree

from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence

LARGEST_PART = 10 * 2**20
"""Bytes of one part of the workbook, unpacked."""
MOST_COLUMNS = 1_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DATES = frozenset({*range(14, 23), 45, 46, 47})
"""Numbers of the built-in formats that show dates and times."""
_NO_LETTERS_OF_A_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_UNREADABLE = Sentence("This workbook cannot be read. Open it in a spreadsheet, and save it as CSV (UTF-8).")


def rows(data: bytes, most: int) -> list[list[str]]:
    """From the first row on, all of them equally long; none where nothing is written. Raises Refused, also
    for more than `most` rows."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            return _rows(book, most)
    except (zipfile.BadZipFile, ElementTree.ParseError, LookupError, ValueError, RuntimeError) as error:
        raise Refused(_UNREADABLE) from error
    except (NotImplementedError, OverflowError, OSError, EOFError) as error:
        raise Refused(_UNREADABLE) from error


def _rows(book: zipfile.ZipFile, most: int) -> list[list[str]]:
    workbook = _part(book, "xl/workbook.xml")
    properties = workbook.find(f"{_MAIN}workbookPr")
    is_mac = properties is not None and properties.get("date1904") in ("1", "true")
    start = datetime(1904, 1, 1, tzinfo=UTC) if is_mac else datetime(1899, 12, 30, tzinfo=UTC)
    cells = _Cells(_shared(book), _date_styles(book), start)
    found: dict[tuple[int, int], str] = {}
    for cell in _part(book, _first_sheet(book, workbook)).iter(f"{_MAIN}c"):
        if text := cells.text(cell).strip():
            row, column = _place(cell.get("r", ""))
            if row > most:
                raise Refused(Sentence("This file has more than %(most)s rows. Split it.", most=most - 1))
            found[row, column] = text
    height = max((row for row, _ in found), default=0)
    width = max((column for _, column in found), default=0)
    return [[found.get((row, column), "") for column in range(1, width + 1)] for row in range(1, height + 1)]


class _Cells:
    """Reads cells. `shared`: texts that several cells share; `dates`: styles that show a date."""

    def __init__(self, shared: list[str], dates: Collection[int], start: datetime) -> None:
        self.shared, self.dates, self.start = shared, dates, start

    def text(self, cell: ElementTree.Element) -> str:
        kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v") or ""
        if kind == "inlineStr":
            return "".join(_texts(cell))
        if not value:
            return ""
        if kind == "s":
            return self.shared[int(value)]
        if kind == "b":
            return "yes" if value == "1" else "no"
        return self._number(cell, value) if kind == "n" else value

    def _number(self, cell: ElementTree.Element, value: str) -> str:
        if int(cell.get("s", "0")) not in self.dates:
            return value.removesuffix(".0")
        moment = self.start + timedelta(seconds=round(float(value) * 86_400))
        is_day = moment.time() == time.min
        return f"{moment:%Y-%m-%d}" if is_day else f"{moment:%Y-%m-%d %H:%M:%S}"


def _part(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """Raises ValueError for what is too large, or declares anything."""
    with book.open(name) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART or b"\0" in data or b"<!" in data.replace(b"<!--", b""):
        raise ValueError(name)
    return ElementTree.fromstring(data)


def _first_sheet(book: zipfile.ZipFile, workbook: ElementTree.Element) -> str:
    """Raises ValueError where there is none."""
    first = workbook.find(f"{_MAIN}sheets/{_MAIN}sheet")
    if first is None:
        raise ValueError("no sheet")
    relations = _part(book, "xl/_rels/workbook.xml.rels")
    target = {one.get("Id"): one.get("Target", "") for one in relations}[first.get(_RELATION)]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return ["".join(_texts(one)) for one in _part(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _texts(of: ElementTree.Element) -> Iterator[str]:
    """The runs of a text; without what only says how it is pronounced."""
    for child in of:
        if child.tag == f"{_MAIN}t":
            yield child.text or ""
        elif child.tag in (f"{_MAIN}r", f"{_MAIN}is"):
            yield from _texts(child)


def _date_styles(book: zipfile.ZipFile) -> frozenset[int]:
    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    styles = _part(book, "xl/styles.xml")
    own = {
        int(one.get("numFmtId", "0"))
        for one in styles.iter(f"{_MAIN}numFmt")
        if re.search("[ymdhs]", _NO_LETTERS_OF_A_DATE.sub("", one.get("formatCode", "")), re.IGNORECASE)
    }
    formats = styles.find(f"{_MAIN}cellXfs")
    used = [] if formats is None else [int(one.get("numFmtId", "0")) for one in formats]
    return frozenset(place for place, number in enumerate(used) if number in _DATES | own)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of "AB12", from 1. Raises ValueError."""
    written = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", reference)
    if written is None:
        raise ValueError(reference)
    column = 0
    for letter in written[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    if column > MOST_COLUMNS:
        raise ValueError(reference)
    return int(written[2]), column
