"""Reports of letters that did not arrive."""

from sqlalchemy import select

from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState, Outcome
from scheduler.mail import reports
from scheduler.mail.message import Office
from scheduler.mail.models import Delivery, Letter
from scheduler.mail.reports import Report


def take(content: bytes, office: Office) -> bool:
    """Read a message; true where it was a report about a letter of ours."""
    report = reports.read(content)
    return report is not None and _take(report, office)


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
