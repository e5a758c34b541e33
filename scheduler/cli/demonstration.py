"""`scheduler demo`: an instance with real programmes and a fictitious one, served."""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from flask import Config, Flask, current_app
from flask_security import hash_password
from sqlalchemy import select

from scheduler.calls.queries import calls
from scheduler.cli import checkup
from scheduler.cli.command import command
from scheduler.cli.database import upgraded
from scheduler.cli.progress import entries_counted, steps_counted
from scheduler.cli.serving import WORKERS, address, host_option, port_option, require_free, run
from scheduler.cli.worker import worker_beside
from scheduler.demo import drafted, fictitious, people
from scheduler.demo.open_call import filling
from scheduler.demo.open_call import session as open_call
from scheduler.demo.open_call.fates import APPLICATIONS
from scheduler.demo.open_call.play import Story, perform
from scheduler.demo.speakers import filling as speakers
from scheduler.demo.speakers import sittings
from scheduler.demo.speakers.cast import NOMINATIONS
from scheduler.jobs.post import OUTBOX
from scheduler.jobs.tasks import UPLOADS
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.errors import Refused
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import meeting
from scheduler.migrations import steps
from scheduler.nominations.queries import calls as calls_for_speakers
from scheduler.programmes.actions import import_files
from scheduler.programmes.importing import SECTIONS
from scheduler.releases import addresses
from scheduler.web.receipts import keyring

PROGRAMMES = Path(fictitious.__file__).with_name("programmes")
EVENTS = 150
"""Side events of the fictitious meeting, unless told otherwise."""
INTERRUPTED = (
    "Filling was broken off in the midst of the calls, which stay as far as they came. To have them "
    "whole, choose another folder: SCHEDULER_INSTANCE_PATH=/path/to/folder scheduler demo"
)
MARKER = "demonstration"
"""The file in the instance folder that says: what is here was made by `scheduler demo`. It holds the number
of side events; null while the instance is being filled."""


@command("demo")
@click.option("--no-serve", is_flag=True, help="Fill the instance and stop.")
@click.option(
    "--events",
    type=click.IntRange(0, fictitious.MOST_EVENTS),
    help=f"Side events of the fictitious meeting, and so many applications to the second one, but no more "
    f"than {APPLICATIONS}; {EVENTS} in a new instance, later as many as there are.",
)
@click.option(
    "--applications",
    type=click.IntRange(0, APPLICATIONS),
    help="Fewer applications than that, and as few names of speakers; only in a new instance.",
)
@host_option
@port_option
def demo(no_serve: bool, events: int | None, applications: int | None, host: str, port: int) -> None:
    """Serve a new instance with demonstration data.

    The data are real programmes, a fictitious one, a second fictitious meeting with a call in full swing, two
    more with speakers for their panels, and an account for each role. A worker beside the server sends the
    letters. An instance that was filled so before is served as it is; one with other meetings is left alone.
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
    _fill(marker, events, applications, base_url)
    filling.prolong(clock.now())
    speakers.resume(clock.now())
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


def _fill(marker: Path, events: int | None, applications: int | None, base_url: str) -> None:
    """Bring in what is missing. In a new instance all begins in the past and leads up to now."""
    filled = json.loads(marker.read_text()) if marker.exists() and _has_meetings() else None
    wanted = events if events is not None else EVENTS if filled is None else filled
    now, has_calls, has_speakers = clock.now(), _has_calls(), _has_speakers()
    if filled == wanted and has_calls and has_speakers:
        return
    marker.write_text("null")
    new = _second_meetings(now)
    if filled is None:
        new += _real_programmes()
    if filled != wanted:
        new.append(_file(fictitious.CODE, fictitious.programme(wanted)))
    with clock.set_to(now if has_calls else now - filling.BEFORE):
        _import(new, base_url)
        people.enrol(hash_password)
    if has_calls and filled is None:
        click.echo(INTERRUPTED)
    share = min(wanted, APPLICATIONS if applications is None else applications)
    _play(now, share, base_url, has_calls=has_calls, has_speakers=has_speakers)
    people.ask()
    drafted.show()
    marker.write_text(json.dumps(wanted))


def _has_calls() -> bool:
    second = meeting(open_call.CODE) if _has_meetings() else None
    return second is not None and bool(calls(second))


def _has_speakers() -> bool:
    composed = meeting(sittings.COMPOSED) if _has_meetings() else None
    return composed is not None and bool(calls_for_speakers(composed))


def _second_meetings(now: datetime) -> list[tuple[str, bytes]]:
    """Those meetings in which something happens, as far as they are missing."""
    wanted = {open_call.CODE: filling.programme(now), **speakers.programmes(now)}
    return [_file(code, programme) for code, programme in wanted.items() if not meeting(code)]


def _play(now: datetime, share: int, base_url: str, *, has_calls: bool, has_speakers: bool) -> None:
    """All that happened in the calls, as far as it is missing. `share`: so many applications, and as large a
    part of the nominations."""
    uploads = Path(current_app.instance_path) / UPLOADS
    told: list[Story] = []
    if not has_calls:
        told += filling.told(now, keyring(), uploads, share)
    if not has_speakers:
        with clock.set_to(now - filling.BEFORE):
            told += speakers.told(now, uploads, base_url, NOMINATIONS * share // APPLICATIONS)
    with steps_counted("Playing the calls") as counted:
        perform(told, counted(len(told)))


def _real_programmes() -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(PROGRAMMES.glob("*.json"))]


def _file(code: str, programme: fictitious.Record) -> tuple[str, bytes]:
    return f"{code}.json", json.dumps(programme).encode()


def _import(files: list[tuple[str, bytes]], base_url: str) -> None:
    if not files:
        return
    programmes = [json.loads(content) for _, content in files]
    entries = sum(len(programme.get(section, ())) for programme in programmes for section in SECTIONS)
    with entries_counted("Filling the instance", 2 * entries):
        report = import_files(files, actor="demonstration", base_url=base_url)
    if report.faults:
        raise RuntimeError(f"the demonstration's own file is faulty: {report.faults[0].sentence}")


def _show(base_url: str) -> None:
    click.echo("Meetings, all as published but for DEMO, DEMO2, DEMO3 and DEMO4, which are fictitious:")
    for one in session.scalars(select(Meeting).order_by(Meeting.starts)):
        click.echo(f"  {one.code}: {one.title}")
        click.echo(f"    {base_url}/{one.code}/")
        click.echo(f"    {base_url}{addresses.of_feed(one.code)}")
    click.echo(f"Accounts, all fictitious, with the password “{people.PASSWORD}” ({base_url}/account/):")
    width = max(len(actor.address) for actor in people.ACTORS)
    for actor in people.ACTORS:
        click.echo(f"  {actor.address:<{width}}  {actor.role}: {actor.part}")
    click.echo(f"To try first, in the calls of DEMO2 ({base_url}/{open_call.CODE}/calls/):")
    _show_tasks(people.FIRST, base_url)
    click.echo(f"And with the speakers of DEMO3 ({base_url}/{sittings.COMPOSED}/speakers/):")
    _show_tasks(people.SPEAKERS_FIRST, base_url)
    click.echo(f"Letters are written as files into {Path(current_app.instance_path) / OUTBOX}")
    for finding in checkup.feeds():
        if finding.verdict != "ok":
            click.echo(finding.sentence)


def _show_tasks(tasks: Iterable[people.Task], base_url: str) -> None:
    for whom, what, path in tasks:
        click.echo(f"  As {whom}: {what} ({base_url}{path}).")
