"""`scheduler import`: programme files into the database."""

import sys
from pathlib import Path

import click
from flask import current_app

from scheduler.cli.command import command, require_newest_schema
from scheduler.cli.progress import entries_counted
from scheduler.formats.programme_json import LARGEST
from scheduler.programmes.actions import import_files
from scheduler.programmes.reports import FileFault, MeetingReport, Report

ACTOR = "command line"
FAULTY = 2
"""Exit code when files have faults."""
LISTS = (
    ("new", "new"),
    ("changed", "changed"),
    ("cancelled", "cancelled"),
    ("revived", "back after a cancellation"),
)


@command("import")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and keep nothing.")
@click.option("--tell-nobody", metavar="REASON", help="Write no letters; the history keeps the reason.")
@click.pass_context
def import_programmes(
    context: click.Context, files: tuple[Path, ...], dry_run: bool, tell_nobody: str | None
) -> None:
    """Take in programme files, and release them. Whom changes concern gets a letter, as they chose.

    The files have the format scheduler-programme/1. All of them are taken in, or none: if any has a fault,
    every fault is listed with its place, nothing is stored, and the exit code is 2. To take in the same file
    again changes nothing. FILE can be "-" for standard input.
    """
    require_newest_schema()
    contents = [(_name(file), _content(file)) for file in files]
    base_url = current_app.config["BASE_URL"]
    with entries_counted("Taking in"):
        report = import_files(contents, actor=ACTOR, base_url=base_url, rehearse=dry_run, untold=tell_nobody)
    for warning in report.warnings:
        click.echo(f"Warning: {_line(warning)}", err=True)
    if report.faults:
        _say_faults(report.faults)
        context.exit(FAULTY)
    say(report)
    if dry_run:
        click.echo("This was a rehearsal: nothing is stored.")


def _name(file: Path) -> str:
    return "standard input" if str(file) == "-" else str(file)


def _content(file: Path) -> bytes:
    """The file's bytes, or a few more than can be taken in: the reader says that there are too many."""
    if str(file) == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _say_faults(faults: list[FileFault]) -> None:
    for fault in faults:
        click.echo(_line(fault), err=True)
    count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    click.echo(f"{count}: nothing is stored. Mend the file and import it again.", err=True)


def _line(fault: FileFault) -> str:
    """The place of a fault of the whole file is its name."""
    place = "" if fault.place == fault.file else f"{fault.place}: "
    return f"{fault.file}: {place}{fault.sentence}"


def say(report: Report) -> None:
    """What became of each meeting."""
    for meeting in report.meetings:
        click.echo(f"{meeting.code}: {_headline(meeting)}")
        for name, label in LISTS[1:]:
            for title in getattr(meeting, name):
                click.echo(f"  {label}: {title}")
        for sentence in meeting.kept:
            click.echo(f"  {sentence}")
        for sentence in meeting.clashes:
            click.echo(f"  Clash: {sentence}")


def _headline(meeting: MeetingReport) -> str:
    counts = [f"{len(getattr(meeting, name))} {label}" for name, label in LISTS if getattr(meeting, name)]
    if meeting.draft is not None:
        outcome = f"This became the draft plan “{meeting.draft}”; nothing is released."
    elif meeting.release is not None:
        outcome = f"Release {meeting.release}."
    else:
        outcome = "Nothing public changed; no release."
    start = "a new meeting; " if meeting.created else ""
    return f"{start}{', '.join(counts) or 'no entry changed'}. {outcome}"
