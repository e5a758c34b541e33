"""Taking in applications that were collected by a web form: choose the file, look at it, take it in.

Nothing is stored before the last step: the form carries the file along (carried.py).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications import permissions
from scheduler.applications.answer_rows import Reading
from scheduler.applications.answers import Examined
from scheduler.applications.columns import NAMES, Column, guess
from scheduler.applications.importing import import_answers, look
from scheduler.applications.permissions import IMPORT
from scheduler.calls import queries as calls
from scheduler.calls.models import Call
from scheduler.formats.answers_table import LARGEST, Finding, Table, read
from scheduler.formats.written_times import Order
from scheduler.kernel.errors import Told
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.desk.applications import words
from scheduler.web.desk.applications.carried import pack, unpack
from scheduler.web.desk.applications.door import door
from scheduler.web.languages import ngettext, say
from scheduler.web.receipts import keyring
from scheduler.web.visitors import present

LONGEST_NAME = 100
UTC_NAME = "UTC"


@dataclass(frozen=True)
class Upload:
    """A file for a call: its name, its bytes as they are carried, and what they say."""

    call: Call
    name: str
    packed: str
    table: Table
    is_fresh: bool
    """It was chosen just now: nobody said yet how to read it."""


@door.get("/import/")
@guarded(IMPORT)
def import_page() -> str:
    """Which call, and which file."""
    return _choose()


@door.post("/import/")
@guarded(IMPORT)
def import_file() -> ResponseReturnValue:
    """Look at a file, or take it in."""
    try:
        upload = _upload()
    except Told as refused:
        return _choose(say(refused.sentence)), 422
    reading = _guessed(upload) if upload.is_fresh else _reading(upload)
    if request.form.get("do") != "take":
        found = look(upload.call, upload.table, reading)
        return _page(upload, reading, found), 422 if found.faults else 200
    report = import_answers(
        upload.call, upload.table, reading, upload.name, actor=present().actor, keyring=keyring()
    )
    if report.examined.faults:
        return _page(upload, reading, report.examined), 422
    number = len(report.receipts)
    flash(
        ngettext(
            "One application is taken in, and has its receipt. A letter tells who applied.",
            "%(num)s applications are taken in, and have their receipts. Letters tell those who applied.",
            number,
        )
    )
    return redirect(url_for("desk_applications.applications", call=upload.call.code, sort="queue"), 303)


def _upload() -> Upload:
    """Raises NotFound for a call that is not there, and Refused where there is no file."""
    call = calls.call(request.form.get("call", 0, type=int))
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        data = sent.stream.read(LARGEST + 1)
        name = clean_line(sent.filename)[:LONGEST_NAME]
        table = read(data)
        return Upload(call, name, "" if table.faults else pack(data), table, is_fresh=True)
    packed = request.form.get("packed", "")
    if not packed:
        raise _NO_FILE
    name = clean_line(request.form.get("name", ""))[:LONGEST_NAME]
    return Upload(call, name or "?", packed, read(unpack(packed)), is_fresh=False)


_NO_FILE = Told(Sentence("Choose a file."))


def _guessed(upload: Upload) -> Reading:
    columns = {} if upload.table.faults else guess(upload.table)
    return Reading(columns, upload.call.meeting.time_zone)


def _reading(upload: Upload) -> Reading:
    """As somebody said that the file is to be read; what is no choice of ours is as if it was not said."""
    headings = upload.table.headings
    columns = {}
    for column in Column:
        number = request.form.get(f"column-{column}", type=int)
        if number is not None and 0 <= number < len(headings):
            columns[column] = headings[number]
    zone = UTC_NAME if request.form.get("zone") == UTC_NAME else upload.call.meeting.time_zone
    order = request.form.get("order", "")
    return Reading(columns, zone, Order(order) if order in list(Order) else None)


def _choose(fault: str | None = None) -> str:
    return render_template(
        "desk/applications/import.html",
        calls=calls.all_calls(),
        chosen=request.form.get("call", type=int),
        fault=fault,
        words=words,
        acts=permissions,
        most=LARGEST // 2**20,
    )


def _page(upload: Upload, reading: Reading, found: Examined) -> str:
    return render_template(
        "desk/applications/import-look.html",
        upload=upload,
        reading=reading,
        found=found,
        names=NAMES,
        zone=upload.call.meeting.time_zone,
        faults=_by_row(found.faults),
        warnings=_by_row(found.warnings),
        words=words,
        acts=permissions,
    )


def _by_row(findings: Sequence[Finding]) -> dict[int | None, list[Finding]]:
    """Those of the whole file under None."""
    found: dict[int | None, list[Finding]] = defaultdict(list)
    for one in findings:
        found[one.row].append(one)
    return found
