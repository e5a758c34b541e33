"""Reports of letters that did not arrive, out of a Maildir folder."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState, Outcome
from scheduler.mail import reports
from scheduler.mail.message import Office
from scheduler.mail.models import Delivery, Letter
from scheduler.mail.reports import Report

MOST_AT_ONCE = 500
SEEN = "S"
"""Maildir's mark for messages that somebody read."""


@dataclass(frozen=True)
class Collected:
    """How many messages were about letters of ours, and how many were not: they are left for a person."""

    ours: int
    others: int


def collect(folder: Path, office: Office) -> Collected:
    """Read what arrived in the folder. Each message is moved to those that were looked at; reports of our
    letters are marked as read, so that a person sees what else there is. Raises OSError."""
    ours = others = 0
    for path in sorted((folder / "new").iterdir())[:MOST_AT_ONCE]:
        with path.open("rb") as file:
            report = reports.read(file.read(reports.MOST_READ))
        is_ours = report is not None and _take(report, office)
        path.rename(folder / "cur" / f"{path.name.partition(':')[0]}:2,{SEEN if is_ours else ''}")
        ours, others = ours + is_ours, others + (not is_ours)
    return Collected(ours, others)


def unread(folder: Path) -> int:
    """How many messages wait for a person. Raises OSError."""
    return sum(1 for path in (folder / "cur").iterdir() if SEEN not in path.name.rpartition(":2,")[2])


def _take(report: Report, office: Office) -> bool:
    """Mark the letter that a report is about; false where we sent no such letter."""
    if report.host.lower() != office.host:
        return False
    with bookkeeping("worker") as this:
        found = select(Letter).where(Letter.message_id == report.message_id).with_for_update()
        letter = session.scalars(found).one_or_none()
        if letter is None or not (letter.state is LetterState.SENT or letter.unsure):
            return False
        if report.has_failed and letter.bounced_at is None:
            letter.bounced_at = this.at
            session.add(
                Delivery(letter_id=letter.id, at=this.at, outcome=Outcome.BOUNCED, said=report.said or None)
            )
        return True
