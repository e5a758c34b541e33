"""The command `scheduler`. Each file holds one command, or one group of them."""

import io
import sys
from collections.abc import Sequence

import click
from flask import Flask
from flask.cli import ScriptInfo

from scheduler.cli import (
    accounts,
    allocating,
    answers,
    database,
    demonstration,
    doctor,
    exporting,
    importing,
    nominated,
    releasing,
    serving,
    worker,
)
from scheduler.cli.command import HELP, application, version


@click.group(context_settings={**HELP, "max_content_width": 100})
@click.version_option(version(), message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Programmes of the Commission on Narcotic Drugs: imported, released, read on pages and in calendars.

    Settings stand in settings.py in the instance folder, and in environment variables that begin with
    SCHEDULER_.
    """
    context.obj = ScriptInfo(create_app=application, set_debug_flag=False)


for item in (
    accounts.group,
    allocating.allocate_events,
    allocating.compose_panels,
    database.group,
    demonstration.demo,
    doctor.doctor,
    exporting.export_meeting,
    importing.import_programmes,
    answers.import_applications,
    nominated.import_nominations,
    releasing.release_meeting,
    serving.serve,
    worker.work_off,
):
    commands.add_command(item)


def hang(app: Flask) -> None:
    """Add the commands to `flask --app scheduler`."""
    for item in commands.commands.values():
        app.cli.add_command(item)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave Python with 0, 1 (refused), 2 (wrong option, faulty file) or 130 (Ctrl-C)."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal may lack letters that titles have
    try:
        code = commands.main(arguments, prog_name="scheduler", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        click.echo(f"Error: {_one_line(error)}", err=True)
        code = error.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        code = 130
    sys.exit(code)


def _one_line(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split())
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{message.rstrip('.')}. Try: {error.ctx.command_path} --help"
    return message
