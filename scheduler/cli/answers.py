"""`scheduler import-applications`: what a web form collected into a call."""

from pathlib import Path
from typing import Any

import click

from scheduler.applications.columns import WORDINGS
from scheduler.applications.importing import import_answers, look
from scheduler.calls.models import Call
from scheduler.calls.queries import by_code
from scheduler.cli import web_forms
from scheduler.cli.command import command, require_newest_schema
from scheduler.cli.importing import ACTOR, FAULTY
from scheduler.formats.answers_table import read
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.web.receipts import keyring


@command("import-applications")
@click.argument("call", metavar="CALL")
@web_forms.file_and_reading
@click.pass_context
def import_applications(context: click.Context, /, call: str, file: Path, dry_run: bool, **how: Any) -> None:
    """Take in applications that a web form collected.

    CALL is a call by its code, such as CND70-S. FILE is a CSV or an .xlsx workbook as web forms export
    them (docs/web-forms.md tells its columns); it can be "-" for standard input. All of it is taken in, or
    nothing: if there is any fault, every fault is listed with its row and column, nothing is stored, and the
    exit code is 2. What was taken in before is left as it is.
    """
    require_newest_schema()
    of, table = _call(call), read(web_forms.content(file))
    reading = web_forms.reading(table, WORDINGS, of.meeting.time_zone, how)
    if dry_run:
        found = look(of, table, reading)
    else:
        found = import_answers(of, table, reading, file.name, actor=ACTOR, keyring=keyring()).examined
    web_forms.say(found, reading, WORDINGS)
    if found.faults:
        context.exit(FAULTY)
    web_forms.say_number(of.code, found, rehearsed=dry_run)


def _call(code: str) -> Call:
    found = by_code(code)
    if found is None:
        raise Refused(Sentence("There is no call %(code)s. Its code is such as CND70-S.", code=code))
    return found
