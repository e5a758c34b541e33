"""Whoever decides something that letters tell of, or asks for a proposal, wakes the worker, without knowing
it."""

import logging
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from scheduler.jobs import queue
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import LetterState
from scheduler.mail.models import Letter
from scheduler.timetable.proposals.models import AllocationRun

FLAG = "letters are due"
ASKED = "a proposal was asked for"
log = logging.getLogger("scheduler.jobs")


def furnish(_app: Flask) -> None:
    """Listen to what is written. The session is one for all applications of a process."""
    for event, listener in (("after_flush", _notice), ("after_commit", _wake), ("after_rollback", _forget)):
        if not sa.event.contains(session, event, listener):
            sa.event.listen(session, event, listener)


def _notice(written: Session, _context: Any) -> None:
    if any(isinstance(thing, Letter) and _is_due(thing) for thing in (*written.new, *written.dirty)):
        written.info[FLAG] = True
    if any(isinstance(thing, AllocationRun) for thing in written.new):
        written.info[ASKED] = True


def _is_due(letter: Letter) -> bool:
    return letter.state is LetterState.WAITING and letter.due_at <= clock.now()


def _wake(written: Session) -> None:
    if written.info.pop(FLAG, False) and (trouble := queue.wake()):
        log.warning("The worker could not be told that letters are due (%s). It will see them.", trouble)
    if written.info.pop(ASKED, False) and (trouble := queue.wake_for_proposals()):
        log.warning("The worker could not be told of a proposal (%s). It will see it.", trouble)


def _forget(written: Session) -> None:
    written.info.pop(FLAG, None)
    written.info.pop(ASKED, None)
