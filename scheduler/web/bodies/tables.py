"""The list of a body as a table: only what its reader sees on the page, and nothing private."""

from flask import Response

from scheduler.formats.csv_table import Cell, Row, csv_bytes
from scheduler.formats.workbook import xlsx_bytes
from scheduler.nominations.desks import Case
from scheduler.nominations.terms import PRIVATE, Field
from scheduler.web.bodies import words
from scheduler.web.bodies.lists import cases_of, chosen
from scheduler.web.bodies.window import Window
from scheduler.web.bodies.worklist import titles
from scheduler.web.languages import gettext

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(window: Window, call: int, channel: str) -> Response:
    """For programs."""
    return _download(csv_bytes(_rows(window, call, channel)), "text/csv", f"{channel}.csv")


def as_workbook(window: Window, call: int, channel: str) -> Response:
    """The same as a workbook."""
    made = xlsx_bytes(_rows(window, call, channel), gettext("List"))
    return _download(made, SPREADSHEET, f"{channel}.xlsx")


def _rows(window: Window, call: int, channel: str) -> list[Row]:
    """The headings, then a row for each; a column for each field that the reader sees of any of them."""
    found = cases_of(window, window.route(call, channel), chosen())
    fields = [one for one in words.FIELDS if one not in PRIVATE and any(one in case.facts for case in found)]
    named = titles(found)
    return [
        (gettext("Number"), *(str(words.FIELDS[one]) for one in fields)),
        *((case.nomination.code, *(_cell(case, one, named) for one in fields)) for case in found),
    ]


def _cell(case: Case, field: Field, named: dict[int, str]) -> Cell:
    value = case.facts.get(field)
    if field is Field.SCORES:
        return str(case.average) if case.average is not None else None
    return value if field is Field.RANK else words.told(field, value, named) or None


def _download(data: bytes, media_type: str, name: str) -> Response:
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
