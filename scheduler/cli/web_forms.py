"""What the commands share that take in what a web form collected."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from scheduler.formats.answer_columns import Wordings, guess
from scheduler.formats.answer_rows import Answer, Examined, Reading
from scheduler.formats.answers_table import LARGEST, Finding, Table
from scheduler.formats.written_times import Order
from scheduler.kernel.errors import Refused
from scheduler.kernel.localtime import zone
from scheduler.kernel.text import quoted
from scheduler.kernel.words import Sentence

Column = TypeVar("Column", bound=StrEnum)
Got = TypeVar("Got", bound=Answer)
_OPTIONS = (
    click.argument(
        "file",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    ),
    click.option("--dry-run", is_flag=True, help="Say what would happen, and keep nothing."),
    click.option(
        "--time-zone", metavar="ZONE", help="Whose clocks wrote the times; without it, those of the venue."
    ),
    click.option("--first", type=click.Choice([*Order]), help="What stands first in dates such as 3/4/2027."),
    click.option(
        "--column",
        "columns",
        metavar="NAME=HEADING",
        multiple=True,
        help="What stands under a heading, where the guess is wrong; without a heading, nothing does.",
    ),
)


def file_and_reading(function: Callable[..., None]) -> Callable[..., None]:
    """Gives a command its file, and the options that say how it is to be read."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def content(file: Path) -> bytes:
    """The file's bytes, or one more than can be taken in: the reader says that there are too many."""
    if str(file) == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def reading(table: Table, wordings: Wordings[Column], venue: str, said: dict[str, Any]) -> Reading[Column]:
    """As it is guessed, but for what the options said. Raises Refused."""
    return Reading(
        _columns(table, wordings, said["columns"]),
        zone(said["time_zone"]).key if said["time_zone"] else venue,
        Order(said["first"]) if said["first"] else None,
    )


def _columns(table: Table, wordings: Wordings[Column], said: tuple[str, ...]) -> dict[Column, str]:
    columns = {} if table.faults else guess(table, wordings)
    known = {str(column): column for column in wordings}
    for one in said:
        name, _, heading = one.partition("=")
        if name not in known:
            names = ", ".join(known)
            raise Refused(
                Sentence("There is no column %(name)s. They are: %(names)s.", name=name, names=names)
            )
        if heading and not table.faults and heading not in table.headings:
            raise Refused(Sentence("The file has no heading %(heading)s.", heading=quoted(heading)))
        columns.pop(known[name], None)
        if heading:
            columns[known[name]] = heading
    return columns


def say(found: Examined[Got], reading: Reading[Column], wordings: Wordings[Column]) -> None:
    """How the columns were read, and everything that was found."""
    for column in wordings:
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


def say_number(call: str, found: Examined[Got], *, rehearsed: bool) -> None:
    """How many rows are new, and how many were not."""
    before = len(found.answers) - len(found.new)
    click.echo(f"{call}: {len(found.new)} new, {before} taken in before.")
    if rehearsed:
        click.echo("This was a rehearsal: nothing is stored.")
