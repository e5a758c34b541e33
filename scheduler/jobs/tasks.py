"""What the worker does. Each task is thin and may be run twice or broken off: tables say what is to do."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event

from flask import Flask
from huey import Huey, crontab

from scheduler.agendas import asking as covers
from scheduler.agendas.actions import sweep
from scheduler.agendas.queries import unused
from scheduler.agendas.rules import UNUSED_FOR
from scheduler.applications import material, tending
from scheduler.invitations import replies
from scheduler.invitations.following import follow
from scheduler.invitations.queries import behind
from scheduler.jobs import post
from scheduler.kernel import clock
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Told
from scheduler.mail import bounces, outbox
from scheduler.mail.incoming import collect
from scheduler.nominations import tending as speakers
from scheduler.nominations.contributing import digests
from scheduler.telling import digests as telling
from scheduler.timetable.draft_programmes import reminding
from scheduler.timetable.proposals import asking, queries, solving

A_MINUTE = 60
A_DAY = timedelta(days=1)
ACTOR = "worker"
UPLOADS = "uploads"
"""The folder for flyers, in the instance folder."""
log = logging.getLogger("scheduler.jobs")


@dataclass(frozen=True)
class Tasks:
    """Called, they go into the queue."""

    drain: Callable[[], object]
    propose: Callable[[], object]
    tidy: Callable[[], object]
    invite: Callable[[], object]


def register(huey: Huey, app: Flask, stopping: Event) -> Tasks:
    """Teach a queue its tasks. Each also comes by itself every minute."""

    @huey.periodic_task(crontab(), name="drain")  # type: ignore[untyped-decorator]
    def drain() -> None:
        with app.app_context():
            send_letters(stopping)
            if seconds := until_next():
                drain.schedule(delay=seconds)

    @huey.periodic_task(crontab(), name="propose")  # type: ignore[untyped-decorator]
    def propose() -> None:
        with app.app_context():
            make_proposals(stopping)

    @huey.periodic_task(crontab(), name="tidy")  # type: ignore[untyped-decorator]
    def tidy() -> None:
        with app.app_context():
            read_mail()
            tend_cosponsors()
            tend_nominations()
            tend_runs()
            tend_draft_programmes()
            send_digests()
            tend_covers()
            sweep_agendas()
            sweep_uploads(Path(app.instance_path) / UPLOADS)

    @huey.periodic_task(crontab(), name="invite")  # type: ignore[untyped-decorator]
    def invite() -> None:
        with app.app_context():
            tend_calendars()

    return Tasks(drain, propose, tidy, invite)


def send_letters(stopping: Event) -> None:
    handed_on = outbox.drain(post.way_out(), post.office(), stopping.is_set)
    log.info("%s letters were handed on.", handed_on)


def read_mail() -> None:
    """Reports of letters that did not arrive, and answers of calendars."""
    if folder := post.bounce_folder():
        collect(folder, (lambda content: bounces.take(content, post.office()), replies.take))


def tend_calendars() -> None:
    """Write to those whose calendars do not follow who comes and goes; what a release changes, it tells them
    itself."""
    for meeting in behind(clock.now()):
        with bookkeeping(ACTOR) as this:
            follow(this, meeting, post.office().base_url)


def tend_cosponsors() -> None:
    """Remind those who have not answered, and tell leads whom no letter reached."""
    for numbers, act in (
        (tending.due(clock.now()), tending.remind_by_number),
        (tending.undelivered(), tending.tell_of_undelivered),
    ):
        for number in numbers:
            try:
                with decision(ACTOR) as this:
                    act(this, number)
            except Told as refused:  # somebody answered meanwhile
                log.info("%s", refused)


def tend_nominations() -> None:
    """Remind who has to act, and do what follows when a deadline passes."""
    for due in speakers.due(clock.now()):
        try:
            with bookkeeping(ACTOR) as this:
                due.act(this, due.number)
        except Told as refused:  # somebody acted meanwhile
            log.info("%s", refused)


def send_digests() -> None:
    """Write the daily letters that are due."""
    for people in telling.due(clock.now()):
        with bookkeeping(ACTOR) as this:
            telling.send(this, people, post.office().base_url)


def tend_covers() -> None:
    """Write to those whom their delegation asks to go somewhere."""
    for number in covers.due(clock.now()):
        with bookkeeping(ACTOR) as this:
            covers.tell(this, number)


def make_proposals(stopping: Event) -> None:
    """Work off the runs of the allocation that wait."""
    for number in queries.waiting():
        if not stopping.is_set():
            solving.solve(number, stopping.is_set)


def tend_runs() -> None:
    """Mark runs whose worker went away."""
    for number in queries.lost(clock.now()):
        with bookkeeping(ACTOR) as this:
            asking.give_up_lost(this, number)


def tend_draft_programmes() -> None:
    """Remind organisers who have not said whether their place suits them."""
    for number in reminding.due(clock.now()):
        try:
            with decision(ACTOR) as this:
                reminding.remind(this, number)
        except Told as refused:  # somebody answered meanwhile
            log.info("%s", refused)


def sweep_uploads(folder: Path) -> None:
    """Remove files that nothing refers to any more."""
    material.sweep(folder, clock.now() - A_DAY, digests())


def sweep_agendas() -> None:
    """Throw away what nobody known has used for long."""
    since = clock.now() - UNUSED_FOR
    for number in unused(since):
        with bookkeeping(ACTOR) as this:
            sweep(this, number, since)


def until_next() -> int | None:
    """Seconds until the next letter is due, where the next minute would be late for it."""
    moment = outbox.next_moment(post.way_out().patience)
    seconds = (moment - clock.now()).total_seconds() if moment else A_MINUTE
    return max(1, round(seconds + 0.5)) if seconds < A_MINUTE else None
