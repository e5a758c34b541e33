"""`scheduler export`: a meeting's programme as a file."""

import sys
from pathlib import Path

import click
from flask import current_app

from scheduler.cli.command import command, require_newest_schema
from scheduler.cli.files import written_whole
from scheduler.programmes.exports import FORMATS, export


@command("export")
@click.argument("code")
@click.option(
    "--format", "format_", required=True, type=click.Choice(list(FORMATS)), help="What kind of file to write."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default="-",
    metavar="FILE",
    help='The file to write; without it, or with "-", standard output.',
)
def export_meeting(code: str, format_: str, output: Path) -> None:
    """Write the programme of the meeting CODE as a file.

    json is the format that "scheduler import" reads, and holds what is stored; the others hold the last
    release: ics for calendars, schedule-xml and schedule-json for apps of conferences, csv and xlsx for
    tables.
    """
    require_newest_schema()
    content = export(code, format_, current_app.config["BASE_URL"])
    if str(output) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with written_whole(output) as file:
        file.write(content)
    click.echo(f"{output}: {len(content)} bytes.", err=True)
