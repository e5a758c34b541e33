"""A table as a workbook of Excel's kind. The only file that knows xlsxwriter."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scheduler.formats.csv_table import Cell, Row
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence

MOST_IN_CELL = 32_767
"""Characters that Excel keeps in a cell, counted in units of UTF-16."""

_CUT = Sentence(" ... (cut)")
_NARROWEST, _WIDEST = 8, 60
_NUMBER_FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm"}
# No text is taken for a formula, a link or a number. Excel knows no time zones.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Any fixed time would do: the time of writing would make each file another."""


def xlsx_bytes(rows: Sequence[Row], title: str) -> bytes:
    """Write rows, the first being headings, as a workbook. The bytes depend on rows and title only."""
    written = BytesIO()
    book = Workbook(written, _OPTIONS)
    book.set_properties({"title": clean_line(title), "created": _CREATED})
    sheet = book.add_worksheet(str(Sentence("Programme")))
    formats = {kind: book.add_format({"num_format": text}) for kind, text in _NUMBER_FORMATS.items()}
    for number, row in enumerate(rows):
        _write(sheet, number, row, formats)
    _set_out(sheet, rows, book.add_format({"bold": True}))
    book.close()
    return written.getvalue()


def _write(sheet: Worksheet, number: int, row: Row, formats: dict[type, Format]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, column, _fitting(cell))
        elif isinstance(cell, int):
            sheet.write_number(number, column, cell)
        elif cell is not None:
            sheet.write_datetime(number, column, cell, formats[type(cell)])


def _set_out(sheet: Worksheet, rows: Sequence[Row], heading: Format) -> None:
    """Make the sheet easy to read: headings that stay in sight, filters, columns wide enough."""
    sheet.set_row(0, None, heading)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    for column, cells in enumerate(zip(*rows, strict=True)):
        longest = max(map(_width, cells))
        sheet.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))


def _width(cell: Cell) -> int:
    known = _NUMBER_FORMATS.get(type(cell))
    return len(known or str(cell or ""))


def _fitting(text: str) -> str:
    """Cut a text that a cell cannot hold, and say so."""
    if len(text.encode("utf-16-le")) // 2 <= MOST_IN_CELL:
        return text
    end = str(_CUT)
    return text.encode("utf-16-le")[: 2 * (MOST_IN_CELL - len(end))].decode("utf-16-le", "ignore") + end
