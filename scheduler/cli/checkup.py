"""What the doctor looks at. Each check yields what it finds."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from flask import Flask, current_app

from scheduler.audit.queries import broken_links
from scheduler.cli.backup import postgresql
from scheduler.jobs import post
from scheduler.jobs import queue as waking
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.mail import incoming, search
from scheduler.mail.search import Pile, Wanted
from scheduler.migrations import steps
from scheduler.releases import addresses
from scheduler.releases.programme import Programme
from scheduler.releases.queries import latest_numbers, load
from scheduler.settings import SETTINGS
from scheduler.timetable.allocation import solver

ZONE = "Europe/Vienna"
SANE_YEARS = range(2024, 2100)
FAST = timedelta(seconds=5)
"""How far two clocks may be apart."""
LATE = timedelta(minutes=15)
"""For how long a letter may be due before something must be wrong."""
LITTLE_SPACE, NO_SPACE = 10**9, 10**8
"""Free bytes under which the doctor says something, or calls it wrong."""
SHORTEST_KEY = 16
"""Characters."""


class Finding(NamedTuple):
    """What was found: `ok`, `note` (worth knowing) or `wrong`, and a sentence."""

    verdict: str
    sentence: str


def ok(sentence: str) -> Finding:
    return Finding("ok", sentence)


def note(sentence: str) -> Finding:
    return Finding("note", sentence)


def wrong(sentence: str) -> Finding:
    return Finding("wrong", sentence)


Findings = Iterator[Finding]


class Check(NamedTuple):
    """Something to look at."""

    name: str
    look: Callable[[], Findings]
    opens_database: bool = False
    """When something is wrong here, tables cannot be read."""
    reads_tables: bool = False


def settings() -> Findings:
    """What is set, and whether it can be meant so."""
    config = current_app.config
    base = urlsplit(config["BASE_URL"])
    if base.scheme not in ("http", "https") or not base.hostname:
        yield wrong(f"BASE_URL is “{config['BASE_URL']}”; it has to be like https://programme.example.")
    elif base.scheme == "https" and not int(config["TRUSTED_PROXIES"]):
        yield note("BASE_URL begins with https, so a proxy is in front; but TRUSTED_PROXIES is 0.")
    if len(config["SECRET_KEY"]) < SHORTEST_KEY:
        yield wrong(f"SECRET_KEY is too easy to guess: it has less than {SHORTEST_KEY} characters.")
    if strangers := _unknown_variables():
        yield note(f"These environment variables are no settings: {', '.join(strangers)}. Are they misspelt?")
    yield ok(f"Understood; feeds and files name {config['BASE_URL']}.")


def _unknown_variables() -> list[str]:
    """Variables with our prefix that neither we nor Flask know."""
    known = {setting.name for setting in SETTINGS} | set(Flask.default_config)
    names = (name.removeprefix("SCHEDULER_") for name in os.environ if name.startswith("SCHEDULER_"))
    return sorted(
        f"SCHEDULER_{name}"
        for name in names
        if name.partition("__")[0] not in known and not name.startswith("SQLALCHEMY_")
    )


def database() -> Findings:
    with db.engine.connect() as connection:
        connection.execute(sa.text("SELECT 1"))
    yield ok(f"Reached: {db.engine.url.render_as_string(hide_password=True)}")
    if db.engine.dialect.name == "postgresql":
        missing = [tool for tool in ("pg_dump", "pg_restore", "psql") if not postgresql.tool(tool)]
        if missing:
            yield note(f"Backups need {', '.join(missing)}. Install PostgreSQL's tools (postgresql-client).")


def schema() -> Findings:
    here, newest = steps.present(db.engine), steps.newest()
    if here == newest:
        yield ok(f"At revision {here}, the newest.")
    elif here is None:
        yield wrong("The database is empty. Run: scheduler db upgrade")
    else:
        yield wrong(f"At revision {here}, and this version wants {newest}. Run: scheduler db upgrade")


def history() -> Findings:
    broken = broken_links()
    yield from (wrong(str(sentence)) for sentence in broken)
    if not broken:
        yield ok("The chain of records is whole.")


def feeds() -> Findings:
    """Stored feeds name the base address they were released with."""
    base, programmes = current_app.config["BASE_URL"], _programmes()
    elsewhere = [one.meeting.code for one in programmes if not _names(one, base)]
    if elsewhere:
        yield note(
            f"The feeds of {', '.join(elsewhere)} were released under another BASE_URL. Their next release "
            f"will name {base}; entries that do not change keep the address they have."
        )
    if len(elsewhere) < len(programmes):
        yield ok(f"{len(programmes) - len(elsewhere)} released, and they name {base}.")
    elif not programmes:
        yield ok("Nothing is released yet.")


def _programmes() -> list[Programme]:
    return list(load(list(latest_numbers())).values())


def _names(programme: Programme, base: str) -> bool:
    """Whether the feed says that it is found under this address. Its long lines are folded (RFC 5545 3.1)."""
    source = base + addresses.of_feed(programme.meeting.code)
    return f"{source}\r\n".encode() in programme.feed.replace(b"\r\n ", b"")


def disk() -> Findings:
    free = shutil.disk_usage(current_app.instance_path).free
    sentence = f"{free / 10**9:.1f} GB are free in {current_app.instance_path}."
    yield wrong(sentence) if free < NO_SPACE else note(sentence) if free < LITTLE_SPACE else ok(sentence)


def folder() -> Findings:
    """The instance folder: writable, and its keys private."""
    instance = Path(current_app.instance_path)
    with TemporaryFile(dir=instance):
        yield ok(f"{instance} can be written.")
    keys = instance / "keys"
    if os.name == "posix" and keys.is_dir():
        for path in (keys, *sorted(keys.rglob("*"))):
            if path.stat().st_mode & 0o077:
                yield wrong(f"{path} can be read by others. Run: chmod go= {path}")


def time_zone() -> Findings:
    try:
        version = metadata.version("tzdata")
    except metadata.PackageNotFoundError:
        version = "of the system"
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        yield wrong(f"{ZONE} is not known. Run: pip install --upgrade tzdata")
    else:
        yield ok(f"{ZONE} is known; tzdata {version}.")


def machine_clock() -> Findings:
    now = clock.now()
    if now.year in SANE_YEARS:
        yield ok(f"It is {now:%Y-%m-%d %H:%M} UTC.")
    else:
        yield wrong(f"It is said to be the year {now.year}. Set the clock of this machine.")


def clocks() -> Findings:
    """Against the newest release, and against the database server's clock."""
    now = clock.now()
    newest = max((one.released_at for one in _programmes()), default=now)
    if newest > now + FAST:
        yield wrong(f"The newest release bears the time {newest:%Y-%m-%d %H:%M} UTC, which is still to come.")
    if db.engine.dialect.name == "postgresql":
        theirs = session.scalars(sa.select(sa.func.clock_timestamp())).one()
        apart = abs(theirs - clock.now())
        if apart > FAST:
            seconds = round(apart.total_seconds())
            yield wrong(f"The clock of the database server is {seconds} seconds away from this machine's.")


def queue() -> Findings:
    if trouble := waking.trouble():
        where = waking.place(current_app)
        yield wrong(f"The queue {where} cannot be opened: {trouble}. Letters stay in the outbox meanwhile.")
    else:
        yield ok(f"The queue is {waking.place(current_app)}.")


def mail() -> Findings:
    """The way out, and the folder for what comes back."""
    yield ok(f"{post.way_out().check()}.")
    config = current_app.config
    if config["MAIL_URL"] and config["MAIL_FROM"].endswith("@localhost"):
        yield wrong(f"MAIL_FROM is {config['MAIL_FROM']}: no server takes letters from there.")
    if (folder := post.bounce_folder()) and (unread := incoming.unread(folder)):
        yield note(f"{unread} messages in {folder} are no reports about our letters. Read them.")


def letters() -> Findings:
    """Whether somebody works on the outbox, and what needs a person."""
    late = search.overdue(clock.now() - LATE)
    failed = search.counts(Wanted())[Pile.FAILED]
    if late:
        yield wrong(f"{late} letters are overdue. Is the worker running? See docs/letters.md.")
    if failed:
        yield note(f"{failed} letters did not arrive: see the failed ones at /desk/letters/.")
    if not late and not failed:
        yield ok("None is late, and none came back.")


def allocator() -> Findings:
    """The solver is an optional extra."""
    if solver.is_installed():
        yield ok(
            f"OR-Tools {metadata.version('ortools')} is there: places and seats are proposed with proof."
        )
    else:
        yield note(
            "OR-Tools is not installed: places are given in the order of receipt, and no seats are proposed. "
            "Run: pip install 'scheduler[allocation]'"
        )


CHECKS = (
    Check("settings", settings),
    Check("database", database, opens_database=True),
    Check("schema", schema, opens_database=True),
    Check("history", history, reads_tables=True),
    Check("feeds", feeds, reads_tables=True),
    Check("queue", queue),
    Check("mail", mail),
    Check("mail", letters, reads_tables=True),
    Check("disk", disk),
    Check("folder", folder),
    Check("time zone", time_zone),
    Check("clock", machine_clock),
    Check("clock", clocks, reads_tables=True),
    Check("allocator", allocator),
)
