"""`scheduler demo`: an instance with real programmes and a fictitious one, served."""

import json
import os
from pathlib import Path

import click
from flask import Config, Flask, current_app
from flask_security import hash_password
from sqlalchemy import select

from scheduler.cli import checkup
from scheduler.cli.command import command
from scheduler.cli.database import upgraded
from scheduler.cli.progress import entries_counted
from scheduler.cli.serving import WORKERS, address, host_option, port_option, require_free, run
from scheduler.cli.worker import worker_beside
from scheduler.demo import fictitious, people
from scheduler.jobs.post import OUTBOX
from scheduler.kernel.db import db, session
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.migrations import steps
from scheduler.programmes.actions import import_files
from scheduler.programmes.importing import SECTIONS
from scheduler.releases import addresses

PROGRAMMES = Path(fictitious.__file__).with_name("programmes")
EVENTS = 150
"""Side events of the fictitious meeting, unless told otherwise."""
MARKER = "demonstration"
"""The file in the instance folder that says: what is here was made by `scheduler demo`. It holds the number
of side events; null while the instance is being filled."""


@command("demo")
@click.option("--no-serve", is_flag=True, help="Fill the instance and stop.")
@click.option(
    "--events",
    type=click.IntRange(0, fictitious.MOST_EVENTS),
    help=f"Side events of the fictitious meeting; {EVENTS} in a new instance, later as many as there are.",
)
@host_option
@port_option
def demo(no_serve: bool, events: int | None, host: str, port: int) -> None:
    """Serve a new instance with demonstration data.

    The data are real programmes and a fictitious one, and an account for each role. A worker beside the
    server sends the letters. An instance that was filled so before is served as it is; one with other
    meetings is left alone.
    """
    if not no_serve:
        require_free(host, port)
    if not _is_set(current_app, "BASE_URL"):
        current_app.config["BASE_URL"] = address(host, port)
    base_url = current_app.config["BASE_URL"]
    second_factor = int(current_app.config["SECOND_FACTOR"]) if _is_set(current_app, "SECOND_FACTOR") else 0
    marker = Path(current_app.instance_path) / MARKER
    _require_own(marker)
    click.echo(upgraded())
    _fill(marker, events, base_url)
    people.enrol(hash_password)
    _show(base_url)
    if not no_serve:
        with worker_beside(BASE_URL=base_url):
            run(host, port, WORKERS, BASE_URL=base_url, SECOND_FACTOR=second_factor)


def _is_set(app: Flask, name: str) -> bool:
    """Whether somebody chose a setting, even if it is the default one."""
    own = Config(app.instance_path)
    own.from_pyfile("settings.py", silent=True)
    return name in own or f"SCHEDULER_{name}" in os.environ


def _require_own(marker: Path) -> None:
    """Raises Refused in an instance with meetings that no demonstration made, before anything is changed."""
    if _has_meetings() and not marker.exists():
        raise Refused(
            Sentence(
                "There are other meetings in %(instance)s, and the demonstration leaves them alone. Choose "
                "another folder for it: SCHEDULER_INSTANCE_PATH=/path/to/folder scheduler demo",
                instance=marker.parent,
            )
        )


def _has_meetings() -> bool:
    return (
        steps.present(db.engine) is not None
        and session.scalars(select(Meeting.id).limit(1)).first() is not None
    )


def _fill(marker: Path, events: int | None, base_url: str) -> None:
    """Import what is missing."""
    filled = json.loads(marker.read_text()) if marker.exists() and _has_meetings() else None
    wanted = events if events is not None else EVENTS if filled is None else filled
    if filled == wanted:
        return
    files = [_fictitious(wanted)] if filled is not None else [*_real_programmes(), _fictitious(wanted)]
    marker.write_text("null")
    _import(files, base_url)
    marker.write_text(json.dumps(wanted))


def _real_programmes() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(PROGRAMMES.glob("*.json"))]


def _fictitious(events: int) -> tuple[str, bytes]:
    return f"{fictitious.CODE}.json", json.dumps(fictitious.programme(events)).encode()


def _import(files: list[tuple[str, bytes]], base_url: str) -> None:
    programmes = [json.loads(content) for _, content in files]
    entries = sum(len(programme.get(section, ())) for programme in programmes for section in SECTIONS)
    with entries_counted("Filling the instance", 2 * entries):
        report = import_files(files, actor="demonstration", base_url=base_url)
    if report.faults:
        raise RuntimeError(f"the demonstration's own file is faulty: {report.faults[0].sentence}")


def _show(base_url: str) -> None:
    click.echo("Meetings, all as published but for DEMO, which is fictitious:")
    for meeting in session.scalars(select(Meeting).order_by(Meeting.starts)):
        click.echo(f"  {meeting.code}: {meeting.title}")
        click.echo(f"    {base_url}/{meeting.code}/")
        click.echo(f"    {base_url}{addresses.of_feed(meeting.code)}")
    click.echo(f"Accounts, all fictitious, with the password “{people.PASSWORD}” ({base_url}/account/):")
    width = max(len(actor.address) for actor in people.ACTORS)
    for actor in people.ACTORS:
        click.echo(f"  {actor.address:<{width}}  {actor.role}: {actor.part}")
    click.echo(f"Letters are written as files into {Path(current_app.instance_path) / OUTBOX}")
    for finding in checkup.feeds():
        if finding.verdict != "ok":
            click.echo(finding.sentence)
