"""Taking in applications that were collected by a web form: choose the file, look at it, take it in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.applications import permissions
from scheduler.applications.answer_rows import Reading
from scheduler.applications.answers import Examined
from scheduler.applications.columns import NAMES, WORDINGS
from scheduler.applications.importing import import_answers, look
from scheduler.applications.permissions import IMPORT
from scheduler.calls import queries as calls
from scheduler.calls.models import Call
from scheduler.kernel.errors import Told
from scheduler.web.access import guarded
from scheduler.web.desk import answers
from scheduler.web.desk.answers import Upload, by_row
from scheduler.web.desk.applications import words
from scheduler.web.desk.applications.door import door
from scheduler.web.languages import ngettext, say
from scheduler.web.receipts import keyring
from scheduler.web.visitors import present


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
        call = calls.call(request.form.get("call", 0, type=int))
        upload = answers.upload()
    except Told as refused:
        return _choose(say(refused.sentence)), 422
    reading = answers.reading(upload, WORDINGS, call.meeting.time_zone)
    if request.form.get("do") != "take":
        found = look(call, upload.table, reading)
        return _page(call, upload, reading, found), 422 if found.faults else 200
    report = import_answers(
        call, upload.table, reading, upload.name, actor=present().actor, keyring=keyring()
    )
    if report.examined.faults:
        return _page(call, upload, reading, report.examined), 422
    number = len(report.receipts)
    flash(
        ngettext(
            "One application is taken in, and has its receipt. A letter tells who applied.",
            "%(num)s applications are taken in, and have their receipts. Letters tell those who applied.",
            number,
        )
    )
    return redirect(url_for("desk_applications.applications", call=call.code, sort="queue"), 303)


def _choose(fault: str | None = None) -> str:
    return render_template(
        "desk/applications/import.html",
        calls=calls.all_calls(),
        chosen=request.form.get("call", type=int),
        fault=fault,
        words=words,
        acts=permissions,
        most=answers.MOST,
    )


def _page(call: Call, upload: Upload, reading: Reading, found: Examined) -> str:
    return render_template(
        "desk/applications/import-look.html",
        call=call,
        upload=upload,
        reading=reading,
        found=found,
        names=NAMES,
        zone=call.meeting.time_zone,
        faults=by_row(found.faults),
        warnings=by_row(found.warnings),
        words=words,
        acts=permissions,
    )
