"""The list of applications: what waits, what is looked for, and the same as a table."""

from collections.abc import Mapping
from typing import Any

from flask import Response, render_template, url_for

from scheduler.applications import permissions, worklist
from scheduler.applications.permissions import READ_ALL
from scheduler.applications.queries import later_changes
from scheduler.applications.worklist import Pile
from scheduler.calls.queries import all_calls
from scheduler.formats.csv_table import csv_bytes
from scheduler.formats.workbook import xlsx_bytes
from scheduler.web import paging
from scheduler.web.access import guarded
from scheduler.web.desk.applications import tables, words
from scheduler.web.desk.applications.door import door
from scheduler.web.desk.applications.several import CHOICES
from scheduler.web.desk.applications.wanted import asked, wanted
from scheduler.web.languages import gettext

MOST_IN_A_FILE = 5_000
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@door.get("/")
@guarded(READ_ALL)
def applications() -> str:
    """Piles of applications with their numbers, and those that are looked for."""
    said = asked()
    what = wanted(said)
    found = paging.present(worklist.count(what), lambda at, most: worklist.listed(what, at, most))
    readers = words.people([*worklist.readers(), what.me])
    return render_template(
        "desk/applications/all.html",
        found=found,
        said=said,
        wanted=what,
        counts=worklist.counts(what),
        places=tables.places_of(found.items),
        changed=later_changes(found.items),
        calls=all_calls(),
        themes=worklist.themes(),
        readers=readers,
        narrowed=_narrowed(said, readers),
        choices=CHOICES,
        address_with=address_with,
        words=words,
        acts=permissions,
    )


@door.get("/applications.csv")
@guarded(READ_ALL)
def as_csv() -> Response:
    """What the address asks for, as a table for programs."""
    found = worklist.listed(wanted(asked()), 0, MOST_IN_A_FILE)
    return _download(csv_bytes(tables.rows(found)), "text/csv", "applications.csv")


@door.get("/applications.xlsx")
@guarded(READ_ALL)
def as_workbook() -> Response:
    """The same as a workbook."""
    found = worklist.listed(wanted(asked()), 0, MOST_IN_A_FILE)
    made = xlsx_bytes(tables.rows(found), gettext("Applications"))
    return _download(made, SPREADSHEET, "applications.xlsx")


def address_with(endpoint: str = "desk_applications.applications", **changes: str | Pile | None) -> str:
    """This list's address with other questions; the page is the first again."""
    questions = {name: value for name, value in asked().items() if value} | changes
    kept: dict[str, Any] = {name: value for name, value in questions.items() if value}
    return url_for(endpoint, **kept)


def _without(field: str) -> str:
    changes: dict[str, Any] = {field: None}
    return address_with(**changes)


def _narrowed(said: Mapping[str, str], readers: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The filters in use: the name of each, what it asks for, and the address of the list without it."""
    called: dict[str, Mapping[Any, Any]] = {
        "state": {state: name for state, (name, _) in words.STATES.items()},
        "class": words.RANKS,
        "kind": words.KINDS,
        "reader": readers,
    }
    return [
        (str(name), str(called.get(field, {}).get(said[field], said[field])), _without(field))
        for field, name in words.FILTERS.items()
        if said[field]
    ]


def _download(data: bytes, media_type: str, name: str) -> Response:
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
