"""What the desk sets once and for all: texts of letters, whether a meeting's letters are held, and under
which names bodies write."""

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean, clean_line
from scheduler.kernel.words import Sentence
from scheduler.mail import rules
from scheduler.mail.letters import LetterKind
from scheduler.mail.models import Correspondent, LetterText, MeetingMail
from scheduler.mail.rules import Text


def set_text(this: Decision, kind: LetterKind, language: str, meeting_id: int | None, text: Text) -> None:
    """Let a kind of letter say this, in one meeting or in all (None). Raises Refused for a faulty text."""
    for fault in rules.faults_of_text(text, kind.all_places):
        raise Refused(fault)
    own = own_text(kind, language, meeting_id)
    before = [own.subject, own.body] if own else None
    if own is None:
        own = LetterText(kind=kind.name, language=language, meeting_id=meeting_id)
        session.add(own)
    own.subject, own.body = clean_line(text.subject), clean(text.body)
    after = [own.subject, own.body]
    record(this, "set text", _name(kind, language, meeting_id), before=before, after=after)


def take_back_text(this: Decision, kind: LetterKind, language: str, meeting_id: int | None) -> None:
    """Back to what it would say without a text of the desk's own. Raises Refused where there is none."""
    own = own_text(kind, language, meeting_id)
    if own is None:
        raise Refused(Sentence("There is no text of your own to take back."))
    session.delete(own)
    record(this, "take back text", _name(kind, language, meeting_id), before=[own.subject, own.body])


def own_text(kind: LetterKind, language: str, meeting_id: int | None) -> LetterText | None:
    """The desk's own text for this kind of letter: of the meeting, or for all meetings (None)."""
    where = (LetterText.kind == kind.name, LetterText.language == language)
    return session.scalars(
        select(LetterText).where(*where, LetterText.meeting_id == meeting_id)
    ).one_or_none()


def hold(this: Decision, meeting_id: int, meeting: str, holds: bool) -> None:
    """Whether letters of a meeting wait for the desk from now on; `meeting` is its name in the history.
    What is held stays so."""
    habit = session.get(MeetingMail, meeting_id)
    if habit is None:
        habit = MeetingMail(meeting_id=meeting_id, holds=False)
        session.add(habit)
    before, habit.holds = habit.holds, holds
    record(this, "hold letters", meeting, before=before, after=holds)


def introduce(this: Decision, body: Correspondent, name: str, reply_to: str | None) -> None:
    """Under which name a body writes, and where answers go. Raises Refused for a faulty address."""
    if reply_to and (why := rules.unusable(reply_to)):
        raise Refused(why)
    before = {"name": body.name, "reply_to": body.reply_to}
    body.name, body.reply_to = clean_line(name), reply_to or None
    after = {"name": body.name, "reply_to": body.reply_to}
    record(this, "introduce", f"correspondent {body.code}", before=before, after=after)


def _name(kind: LetterKind, language: str, meeting_id: int | None) -> str:
    """Of a text, in the history."""
    return f"text {kind.name}/{language}" + (f"/{meeting_id}" if meeting_id else "")
