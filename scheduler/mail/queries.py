"""Reading letters and their texts."""

from sqlalchemy import or_, select

from scheduler.kernel.db import session
from scheduler.mail.letters import ENGLISH, LetterKind, delivered_text
from scheduler.mail.models import LetterText, MeetingMail
from scheduler.mail.rules import Text


def text_for(kind: LetterKind, meeting_id: int | None, language: str) -> tuple[Text, str]:
    """What this kind of letter says, and in which language: the meeting's own text, the one for all
    meetings, the delivered one; in the reader's language before English."""
    fits = (
        LetterText.meeting_id.is_(None)
        if meeting_id is None
        else or_(LetterText.meeting_id == meeting_id, LetterText.meeting_id.is_(None))
    )
    found = select(LetterText).where(LetterText.kind == kind.name, fits)
    own = {(text.meeting_id, text.language): text for text in session.scalars(found)}
    for wanted in dict.fromkeys((language, ENGLISH)):
        desk = own.get((meeting_id, wanted)) or own.get((None, wanted))
        text = Text(desk.subject, desk.body) if desk else delivered_text(kind.name, wanted)
        if text:
            return text, wanted
    raise LookupError(f"There is no text for the letter {kind.name}.")


def holds(meeting_id: int | None) -> bool:
    """Whether the letters of a meeting wait for the desk."""
    habit = session.get(MeetingMail, meeting_id) if meeting_id else None
    return habit is not None and habit.holds
