"""`scheduler import-nominations`: names that a web form collected into a call for speakers."""

from pathlib import Path
from typing import Any

import click

from scheduler.cli import web_forms
from scheduler.cli.command import command, require_newest_schema
from scheduler.cli.importing import ACTOR, FAULTY
from scheduler.formats.answers_table import read
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.queries import existing_meeting
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.queries import call as speaker_call
from scheduler.nominations.web_form.columns import WORDINGS
from scheduler.nominations.web_form.taking_in import import_nominations as take_in
from scheduler.nominations.web_form.taking_in import look


@command("import-nominations")
@click.argument("meeting", metavar="MEETING")
@click.argument("call", metavar="CALL")
@web_forms.file_and_reading
@click.option(
    "--channel", default="", metavar="CODE", help="By which channel rows came that do not say, such as VNGOC."
)
@click.pass_context
def import_nominations(
    context: click.Context, /, meeting: str, call: str, file: Path, dry_run: bool, channel: str, **how: Any
) -> None:
    """Take in names of speakers that a web form collected.

    MEETING is a meeting by its code, CALL a call for speakers of it by its own, such as TD2027 panels. FILE
    is a CSV or an .xlsx workbook as web forms export them (docs/web-forms.md tells its columns); it can be
    "-" for standard input. All of it is taken in, or nothing: if there is any fault, every fault is listed
    with its row and column, nothing is stored, and the exit code is 2. Each person gets a letter, and has to
    confirm. What was taken in before is left as it is.
    """
    require_newest_schema()
    of, table = speaker_call(existing_meeting(meeting), call), read(web_forms.content(file))
    _require_channel(of, channel)
    reading = web_forms.reading(table, WORDINGS, of.meeting.time_zone, how)
    if dry_run:
        found = look(of, table, reading, channel)
    else:
        found = take_in(of, table, reading, file.name, actor=ACTOR, otherwise=channel).examined
    web_forms.say(found, reading, WORDINGS)
    if found.faults:
        context.exit(FAULTY)
    web_forms.say_number(f"{of.meeting.code} {of.code}", found, rehearsed=dry_run)


def _require_channel(call: SpeakerCall, code: str) -> None:
    """Raises Refused."""
    known = [one.code for one in call.channels]
    if code and code not in known:
        raise Refused(
            Sentence(
                "The call has no channel %(text)s. They are: %(names)s.", text=code, names=", ".join(known)
            )
        )
