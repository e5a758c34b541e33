"""`scheduler import-applications`: what a web form collected into a call."""

import sys
from pathlib import Path

import click

from scheduler.applications.answer_rows import Reading
from scheduler.applications.answers import Examined
from scheduler.applications.columns import Column, guess
from scheduler.applications.importing import import_answers, look
from scheduler.calls.models import Call
from scheduler.calls.queries import by_code
from scheduler.cli.command import command, require_newest_schema
from scheduler.cli.importing import ACTOR, FAULTY
from scheduler.formats.answers_table import LARGEST, Finding, Table, read
from scheduler.formats.written_times import Order
from scheduler.kernel.errors import Refused
from scheduler.kernel.localtime import zone
from scheduler.kernel.text import quoted
from scheduler.kernel.words import Sentence
from scheduler.web.receipts import keyring


@command("import-applications")
@click.argument("call", metavar="CALL")
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and keep nothing.")
@click.option(
    "--time-zone", metavar="ZONE", help="Whose clocks wrote the times; without it, those of the venue."
)
@click.option("--first", type=click.Choice([*Order]), help="What stands first in dates such as 3/4/2027.")
@click.option(
    "--column",
    "columns",
    metavar="NAME=HEADING",
    multiple=True,
    help="What stands under a heading, where the guess is wrong; without a heading, nothing does.",
)
@click.pass_context
def import_applications(
    context: click.Context,
    call: str,
    file: Path,
    dry_run: bool,
    time_zone: str | None,
    first: str | None,
    columns: tuple[str, ...],
) -> None:
    """Take in applications that a web form collected.

    CALL is a call by its code, such as CND70-S. FILE is a CSV as web forms export them (docs/web-forms.md
    tells its columns); it can be "-" for standard input. All of it is taken in, or nothing: if there is any
    fault, every fault is listed with its row and column, nothing is stored, and the exit code is 2. What was
    taken in before is left as it is.
    """
    require_newest_schema()
    of, table = _call(call), read(_content(file))
    reading = Reading(
        _columns(table, columns),
        zone(time_zone).key if time_zone else of.meeting.time_zone,
        Order(first) if first else None,
    )
    if dry_run:
        found, taken = look(of, table, reading), 0
    else:
        report = import_answers(of, table, reading, file.name, actor=ACTOR, keyring=keyring())
        found, taken = report.examined, len(report.receipts)
    _say(found, reading)
    if found.faults:
        context.exit(FAULTY)
    before = len(found.answers) - len(found.new)
    click.echo(f"{of.code}: {len(found.new) if dry_run else taken} new, {before} taken in before.")
    if dry_run:
        click.echo("This was a rehearsal: nothing is stored.")


def _call(code: str) -> Call:
    found = by_code(code)
    if found is None:
        raise Refused(Sentence("There is no call %(code)s. Its code is such as CND70-S.", code=code))
    return found


def _columns(table: Table, said: tuple[str, ...]) -> dict[Column, str]:
    """As they are guessed, but for what was said. Raises Refused."""
    columns = {} if table.faults else guess(table)
    for one in said:
        name, _, heading = one.partition("=")
        if name not in list(Column):
            names = ", ".join(Column)
            raise Refused(
                Sentence("There is no column %(name)s. They are: %(names)s.", name=name, names=names)
            )
        if heading and not table.faults and heading not in table.headings:
            raise Refused(Sentence("The file has no heading %(heading)s.", heading=quoted(heading)))
        columns.pop(Column(name), None)
        if heading:
            columns[Column(name)] = heading
    return columns


def _content(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _say(found: Examined, reading: Reading) -> None:
    """How the columns were read, and everything that was found."""
    for column in Column:
        if heading := reading.columns.get(column):
            click.echo(f"{column}: {heading}")
    for warning in found.warnings:
        click.echo(f"Warning: {_line(warning)}", err=True)
    for fault in found.faults:
        click.echo(_line(fault), err=True)
    if found.faults:
        count = "1 fault" if len(found.faults) == 1 else f"{len(found.faults)} faults"
        click.echo(f"{count}: nothing is stored. Mend the file and import it again.", err=True)


def _line(finding: Finding) -> str:
    return f"{finding.place}: {finding.sentence}" if finding.place else str(finding.sentence)
