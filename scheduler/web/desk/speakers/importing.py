"""Taking in nominations that were collected by a web form: choose the file, look at it, take it in."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel.errors import Told
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.permissions import IMPORT
from scheduler.nominations.web_form.columns import NAMES, WORDINGS
from scheduler.nominations.web_form.examining import Examined
from scheduler.nominations.web_form.rows import Reading
from scheduler.nominations.web_form.taking_in import import_nominations, look
from scheduler.web.access import guarded
from scheduler.web.desk import answers
from scheduler.web.desk.answers import Upload, by_row
from scheduler.web.desk.speakers.door import back, call_of, door
from scheduler.web.languages import ngettext, say
from scheduler.web.visitors import present


@door.get("/<code>/calls/<call>/import/")
@guarded(IMPORT, call_of)
def import_page(call: SpeakerCall) -> str:
    """Which file."""
    return _choose(call)


@door.post("/<code>/calls/<call>/import/")
@guarded(IMPORT, call_of)
def import_file(call: SpeakerCall) -> ResponseReturnValue:
    """Look at a file, or take it in."""
    try:
        upload = answers.upload()
    except Told as refused:
        return _choose(call, say(refused.sentence)), 422
    reading = answers.reading(upload, WORDINGS, call.meeting.time_zone)
    channel = _channel(call)
    if request.form.get("do") != "take":
        found = look(call, upload.table, reading, channel)
        return _page(call, upload, reading, found), 422 if found.faults else 200
    report = import_nominations(
        call, upload.table, reading, upload.name, actor=present().actor, otherwise=channel
    )
    if report.examined.faults:
        return _page(call, upload, reading, report.examined), 422
    said = ngettext(
        "One nomination is taken in. A letter asks the person to confirm.",
        "%(num)s nominations are taken in. Letters ask each person to confirm.",
        len(report.nominations),
    )
    return back(said, "call", code=call.meeting.code, call=call.code)


def _channel(call: SpeakerCall) -> str:
    """Of rows that do not say; empty where nobody chose one."""
    said = request.form.get("channel", "")
    return said if said in {one.code for one in call.channels} else ""


def _choose(call: SpeakerCall, fault: str | None = None) -> str:
    return render_template("desk/speakers/import.html", call=call, fault=fault, most=answers.MOST)


def _page(call: SpeakerCall, upload: Upload, reading: Reading, found: Examined) -> str:
    return render_template(
        "desk/speakers/import-look.html",
        call=call,
        upload=upload,
        reading=reading,
        found=found,
        names=NAMES,
        zone=call.meeting.time_zone,
        channel=_channel(call),
        channels={one.code: one.name for one in call.channels},
        faults=by_row(found.faults),
        warnings=by_row(found.warnings),
    )
