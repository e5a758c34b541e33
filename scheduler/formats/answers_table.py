"""Reading the table of answers that a web form gives out: CSV of Microsoft Forms, Google Forms, Excel, or a
workbook (workbook_rows.py). Pure.

Such tables come in three encodings and with three separators, depending on who saved them and where. Cells
are text and stay text: what looks like a formula is never worked out.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

from scheduler.formats import workbook_rows
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean, clean_line, fold, quoted
from scheduler.kernel.words import Sentence

LARGEST = 2 * 2**20
"""Bytes of a file."""
MOST_ROWS = 1_000
MOST_COLUMNS = 100
LONGEST_HEADING = 1_000
SEPARATORS = ",;\t"
LOOKED_AT = 50
"""Rows by which the separator is told."""
TITLES = 1
"""The row of the headings: rows count as spreadsheets show them."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOK = b"PK\x03\x04"
_OTHER_FILES = (b"\xd0\xcf\x11\xe0", b"%PDF")
"""How workbooks of the old kind and PDFs begin."""


@dataclass(frozen=True)
class Finding:
    """What is wrong in a table, or deserves a second look. `row` as spreadsheets count; None for the whole
    file, `heading` is None for a whole row."""

    sentence: Sentence
    row: int | None = None
    heading: str | None = None

    @property
    def place(self) -> Sentence | None:
        """Where it stands, in words; None for the whole file."""
        told = {"row": self.row, "heading": quoted(self.heading or "")}
        if self.row is None:
            return Sentence("Column %(heading)s", **told) if self.heading else None
        if self.heading is None:
            return Sentence("Row %(row)s", **told)
        return Sentence("Row %(row)s, column %(heading)s", **told)


@dataclass(frozen=True)
class Line:
    """A row with its cells, cleaned, in the order of the headings."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a file says. With faults nothing of it may be kept."""

    headings: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def column(self, heading: str) -> list[str]:
        """What all rows say under a heading."""
        place = self.headings.index(heading)
        return [line.cells[place] for line in self.lines]


class _Wrong(Exception):
    """The file cannot be read any further."""

    def __init__(self, sentence: Sentence, row: int | None = None) -> None:
        super().__init__(str(sentence))
        self.finding = Finding(sentence, row)


def read(data: bytes) -> Table:
    """Read a file, with everything that is wrong with it as a table."""
    warnings: list[Finding] = []
    try:
        if data.startswith(_WORKBOOK) and len(data) <= LARGEST:
            rows = workbook_rows.rows(data, MOST_ROWS + TITLES) or [[""]]
        else:
            text, warnings = _decoded(data)
            rows = _rows(text)
    except _Wrong as wrong:
        return Table(faults=[wrong.finding])
    except Refused as refused:
        return Table(faults=[Finding(refused.sentence)])
    return _table(rows, warnings)


def _decoded(data: bytes) -> tuple[str, list[Finding]]:
    """The text, and a warning where its encoding is a guess. Raises _Wrong."""
    if len(data) > LARGEST:
        raise _Wrong(
            Sentence(
                "This file has more than %(most)s MB. Split it, and take in one part after the other.",
                most=LARGEST // 2**20,
            )
        )
    if data.startswith(_OTHER_FILES):
        raise _Wrong(
            Sentence(
                "This is neither a CSV file nor an .xlsx workbook. Open it in a spreadsheet, and save it as "
                "CSV (UTF-8) first."
            )
        )
    if not data.strip():
        raise _Wrong(Sentence("This file is empty. Export the answers once more."))
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _unmarked_utf16(data)
    for name in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, [Finding(_GUESSED)] if name == "cp1252" else []
    raise _Wrong(
        Sentence(
            "The letters of this file cannot be read: it is neither UTF-8, nor UTF-16, nor Windows-1252. "
            "Save it as CSV (UTF-8)."
        )
    )


_GUESSED = Sentence(
    "This file is not in UTF-8. It was read as Windows-1252: look whether letters with accents are right."
)


def _unmarked_utf16(data: bytes) -> str | None:
    """Latin letters in UTF-16 have a zero in every second byte."""
    start = data[:200]
    if len(start) > 3 and 0 in start:
        zeros = Counter(place % 2 for place, byte in enumerate(start) if byte == 0)
        if zeros[1] > len(start) // 4 and not zeros[0]:
            return "utf-16-le"
        if zeros[0] > len(start) // 4 and not zeros[1]:
            return "utf-16-be"
    return None


def _rows(text: str) -> list[list[str]]:
    """Cut with the separator that gives the most even rows. Raises _Wrong."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').casefold()
    if said.startswith("sep=") and len(said) == 5:  # how Excel is told
        return list(_cut(rest, said[-1]))
    evenness = {separator: _evenness(text, separator) for separator in SEPARATORS}
    return list(_cut(text, max(SEPARATORS, key=lambda one: evenness[one])))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """How many of the first rows have as many cells as the first one, and how many these are."""
    widths = []
    try:
        for row in _cut(text, separator):
            if row:
                widths.append(len(row))
            if len(widths) == LOOKED_AT:
                break
    except _Wrong:
        return 0, len(widths)
    if not widths or widths[0] == 1:
        return 0, 0
    return widths.count(widths[0]), widths[0]


def _cut(text: str, separator: str) -> Iterator[list[str]]:
    """Raises _Wrong."""
    rows, number = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), 0
    while True:
        number += 1
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise _Wrong(_why(str(error)), number) from error
        if number > MOST_ROWS + TITLES:
            raise _Wrong(Sentence("This file has more than %(most)s rows. Split it.", most=MOST_ROWS))


def _why(error: str) -> Sentence:
    if "field limit" in error:
        return Sentence("A cell of this row is longer than anything that can be taken in. Shorten it.")
    return Sentence(
        "The quotation marks of this row do not fit: one is not closed, or stands alone within a text. "
        "Export the answers once more, or mend the row."
    )


def _table(rows: list[list[str]], warnings: list[Finding]) -> Table:
    """The rows under their headings."""
    titles, *rest = rows
    headings = [clean_line(title)[:LONGEST_HEADING] for title in titles]
    filled = [(row, cells) for row, cells in enumerate(rest, TITLES + 1) if any(map(str.strip, cells))]
    width = len(headings) - _empty_at_end(headings, filled)
    faults = list(_faults_of_headings(headings[:width], filled))
    if width:
        faults += _ragged(filled, width)
    if not filled and not faults:
        faults.append(
            Finding(Sentence("There is no answer under the headings. Export the answers once more."))
        )
    lines = tuple(Line(row, _cells(cells, width)) for row, cells in filled)
    return Table(tuple(headings[:width]), lines, faults, warnings)


def _empty_at_end(headings: list[str], rows: list[tuple[int, list[str]]]) -> int:
    """Columns at the end without heading and without any answer, as spreadsheets leave them."""
    number = 0
    while number < len(headings) and not headings[-1 - number]:
        place = len(headings) - 1 - number
        if any(place < len(cells) and cells[place].strip() for _, cells in rows):
            break
        number += 1
    return number


def _faults_of_headings(headings: list[str], rows: list[tuple[int, list[str]]]) -> Iterator[Finding]:
    if not any(headings):
        yield Finding(Sentence("The first row is empty. It has to hold the questions."), TITLES)
        return
    if len(headings) == 1 and len(rows) > 0:
        yield Finding(
            Sentence("There is one column only. Separate the cells by commas, semicolons or tabs."), TITLES
        )
    if len(headings) > MOST_COLUMNS:
        yield Finding(
            Sentence("There are more than %(most)s columns. Leave some out.", most=MOST_COLUMNS), TITLES
        )
    first: dict[str, int] = {}
    for number, heading in enumerate(headings, 1):
        if not heading:
            yield Finding(Sentence("Column %(number)s has no heading. Give it one.", number=number), TITLES)
        elif (before := first.setdefault(fold(heading), number)) != number:
            yield Finding(
                Sentence(
                    "The heading stands above column %(first)s and column %(second)s. Rename one of them.",
                    first=before,
                    second=number,
                ),
                TITLES,
                heading,
            )


def _ragged(rows: list[tuple[int, list[str]]], width: int) -> Iterator[Finding]:
    for row, cells in rows:
        found = len(cells) if len(cells) < width else max(width, len(_trimmed(cells)))
        if found != width:
            yield Finding(
                Sentence(
                    "Cells in this row: %(found)s; headings: %(width)s. A text that holds the separator has "
                    "to stand in quotation marks.",
                    found=found,
                    width=width,
                ),
                row,
            )


def _trimmed(cells: list[str]) -> list[str]:
    """Without empty cells at the end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _cells(cells: list[str], width: int) -> tuple[str, ...]:
    padded = [*cells[:width], *[""] * (width - len(cells))]
    return tuple(map(clean, padded))
