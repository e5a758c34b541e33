"""Writing letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.terms import LetterState
from scheduler.mail import rules
from scheduler.mail.letters import LetterKind
from scheduler.mail.message import CalendarPart
from scheduler.mail.models import Correspondent, Letter, LetterCalendar
from scheduler.mail.queries import holds, text_for
from scheduler.mail.rules import Text


@dataclass(frozen=True)
class Addressee:
    """To whom a letter goes."""

    address: str
    name: str | None = None
    person_id: int | None = None
    language: str = "en"


@dataclass(frozen=True)
class Secret:
    """A personal link that only its reader may see: its path, and its number where it can be renewed."""

    path: str
    link_id: int | None = None


@dataclass(frozen=True)
class Writing:
    """One letter of several of a kind: to whom, about which thing, what fills its text; `once` as
    of `write`."""

    to: Addressee
    about: str
    places: Mapping[str, str]
    secret: Secret | None = None
    once: str | None = None
    calendar: CalendarPart | None = None
    """What goes along, as it is."""


def write(
    this: Decision,
    kind: LetterKind,
    to: Addressee,
    about: str,
    *,
    places: Mapping[str, str] | None = None,
    secret: Secret | None = None,
    meeting_id: int | None = None,
    sender: str | None = None,
    once: str | None = None,
) -> Letter | None:
    """Write a letter about a thing, to be sent when the decision is kept; held where the meeting wants so.

    `places` fills what the text leaves open; the path of a page goes into `page`. `once` says what must not
    be told twice: None is returned where it was told already.
    """
    if once and session.scalars(select(Letter.id).where(Letter.once == once)).first():
        return None
    body = session.get_one(Correspondent, sender or kind.sender)
    text = text_for(kind, meeting_id, to.language)
    writing = Writing(to, about, places or {}, secret, once)
    letter = _letter(this, kind, writing, body, text, meeting_id)
    letter.state = LetterState.HELD if holds(meeting_id) and not kind.urgent else LetterState.WAITING
    session.add(letter)
    session.flush()
    return letter


def write_all(
    this: Decision, kind: LetterKind, writings: Sequence[Writing], meeting_id: int | None, *, held: bool
) -> list[Letter]:
    """Several letters of one kind, in a number of statements that does not grow with theirs. `held`: they
    wait for the desk. Nobody looks whether one was told already: the database refuses it then."""
    body = session.get_one(Correspondent, kind.sender)
    texts = {
        language: text_for(kind, meeting_id, language) for language in {one.to.language for one in writings}
    }
    letters = [_letter(this, kind, one, body, texts[one.to.language], meeting_id) for one in writings]
    for letter in letters:
        letter.state = LetterState.HELD if held else LetterState.WAITING
    session.add_all(letters)
    session.flush()
    return letters


def _letter(
    this: Decision,
    kind: LetterKind,
    one: Writing,
    body: Correspondent,
    found: tuple[Text, str],
    meeting_id: int | None,
) -> Letter:
    """As the text has it, not yet in a state."""
    text, language = found
    known = {"name": one.to.name or "", "sender": body.name, **one.places}
    filled = rules.fill(text, {"link": one.secret.path if one.secret else "", **known})
    brought = one.calendar
    return Letter(
        **_addressed(one.to),
        message_id=new_uid(),
        kind=kind.name,
        meeting_id=meeting_id,
        sender=body.code,
        language=language,
        subject=filled.subject,
        text=filled.body,
        places=known,
        secret=one.secret.path if one.secret else None,
        link_id=one.secret.link_id if one.secret else None,
        about=one.about,
        once=one.once,
        calendar=LetterCalendar(method=brought.method, body=brought.body) if brought else None,
        written_at=this.at,
        due_at=this.at,
    )


def _addressed(to: Addressee) -> dict[str, Any]:
    return {"person_id": to.person_id, "name": to.name, "address": to.address}
