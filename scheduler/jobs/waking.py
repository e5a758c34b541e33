"""Whoever decides something that letters tell of, asks for a proposal, or changes who belongs to an event,
wakes the worker, without knowing it."""

import logging
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from scheduler.invitations.models import CalendarRefusal
from scheduler.jobs import queue
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import LetterState
from scheduler.mail.models import Letter
from scheduler.nominations.models import Nomination
from scheduler.releases.models import PublishedEntry
from scheduler.side_events.models import SideEventSpeaker
from scheduler.thematic_sessions.models import Panellist
from scheduler.timetable.proposals.models import AllocationRun

LETTERS, PROPOSAL, CALENDARS = "that letters are due", "of a proposal", "of calendars to follow"
WAKE: dict[str, Callable[[], str | None]] = {
    CALENDARS: queue.wake_for_calendars,
    LETTERS: queue.wake,
    PROPOSAL: queue.wake_for_proposals,
}
IN_CALENDARS = (Panellist, Nomination, SideEventSpeaker, CalendarRefusal, PublishedEntry)
log = logging.getLogger("scheduler.jobs")


def furnish(_app: Flask) -> None:
    """Listen to what is written. The session is one for all applications of a process."""
    for event, listener in (("after_flush", _notice), ("after_commit", _wake), ("after_rollback", _forget)):
        if not sa.event.contains(session, event, listener):
            sa.event.listen(session, event, listener)


def _notice(written: Session, _context: Any) -> None:
    changed = (*written.new, *written.dirty)
    if any(isinstance(thing, Letter) and _is_due(thing) for thing in changed):
        written.info[LETTERS] = True
    if any(isinstance(thing, AllocationRun) for thing in written.new):
        written.info[PROPOSAL] = True
    if any(isinstance(thing, IN_CALENDARS) for thing in (*changed, *written.deleted)):
        written.info[CALENDARS] = True


def _is_due(letter: Letter) -> bool:
    return letter.state is LetterState.WAITING and letter.due_at <= clock.now()


def _wake(written: Session) -> None:
    for what, wake in WAKE.items():
        if written.info.pop(what, False) and (trouble := wake()):
            log.warning("The worker could not be told %s (%s). It will see for itself.", what, trouble)


def _forget(written: Session) -> None:
    for what in WAKE:
        written.info.pop(what, None)
