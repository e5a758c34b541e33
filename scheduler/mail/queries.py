"""Reading letters and their texts."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select

from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.terms import LetterState
from scheduler.kernel.words import Sentence
from scheduler.mail.letters import ENGLISH, LetterKind, delivered_text
from scheduler.mail.models import Correspondent, Letter, LetterText, MeetingMail
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


def by_number(number: int) -> Letter:
    """Raises NotFound."""
    letter = session.get(Letter, number)
    if letter is None:
        raise NotFound(Sentence("There is no letter %(number)s.", number=number))
    return letter


def by_numbers(numbers: Sequence[int]) -> Sequence[Letter]:
    return session.scalars(select(Letter).where(Letter.id.in_(numbers)).order_by(Letter.id)).all()


def repeats(letter: Letter) -> Sequence[Letter]:
    """The letters that say the same once more."""
    return session.scalars(select(Letter).where(Letter.again_id == letter.id).order_by(Letter.id)).all()


def correspondents() -> dict[str, Correspondent]:
    """The bodies that write letters, by code."""
    found = session.scalars(select(Correspondent).order_by(Correspondent.name))
    return {body.code: body for body in found}


def holding() -> frozenset[int]:
    """The meetings whose letters are held."""
    found = select(MeetingMail.meeting_id).where(MeetingMail.holds.is_(True))
    return frozenset(session.scalars(found))


def desk_texts() -> Sequence[LetterText]:
    """All texts that the desk wrote."""
    return session.scalars(select(LetterText)).all()


def newest_of(kind: str, meeting_id: int | None = None) -> Letter | None:
    """The newest letter of a kind, as an example; of a meeting, if there is one of it."""
    found = select(Letter).where(Letter.kind == kind, Letter.text != "")
    first = (Letter.meeting_id == meeting_id).desc() if meeting_id else Letter.id.desc()
    return session.scalars(found.order_by(first, Letter.id.desc()).limit(1)).first()


def has_failed() -> ColumnElement[bool]:
    """Of letters that did not arrive: nobody took them, or they came back."""
    return or_(Letter.state == LetterState.FAILED, Letter.bounced_at.is_not(None))


def troubles(person_id: int | None = None, about: str | None = None) -> Sequence[Letter]:
    """Letters to a person, or about a thing, that did not arrive and were not written again; the newest
    first. For the pages of those whom it matters to."""
    again = select(Letter.again_id).where(Letter.again_id.is_not(None))
    found = select(Letter).where(has_failed(), Letter.id.not_in(again)).order_by(Letter.id.desc())
    if person_id is not None:
        found = found.where(Letter.person_id == person_id)
    if about is not None:
        found = found.where(Letter.about == about)
    return session.scalars(found).all()


def troubles_of(things: Collection[str]) -> dict[str, list[Letter]]:
    """The same about several things, by thing, in one question."""
    again = select(Letter.again_id).where(Letter.again_id.is_not(None))
    found = select(Letter).where(has_failed(), Letter.id.not_in(again), Letter.about.in_(things))
    troubled: dict[str, list[Letter]] = defaultdict(list)
    for letter in session.scalars(found.order_by(Letter.id.desc())):
        troubled[letter.about].append(letter)
    return troubled
