"""Writing letters."""

from collections.abc import Mapping
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
    calendar: CalendarPart | None = None,
) -> Letter | None:
    """Write a letter about a thing, to be sent when the decision is kept; held where the meeting wants so.

    `places` fills what the text leaves open; the path of a page goes into `page`. `once` says what must not
    be told twice: None is returned where it was told already. `calendar` goes along as it is.
    """
    if once and session.scalars(select(Letter.id).where(Letter.once == once)).first():
        return None
    body = session.get_one(Correspondent, sender or kind.sender)
    text, language = text_for(kind, meeting_id, to.language)
    known = {"name": to.name or "", "sender": body.name, **(places or {})}
    filled = rules.fill(text, {"link": secret.path if secret else "", **known})
    letter = Letter(
        **_addressed(to),
        message_id=new_uid(),
        kind=kind.name,
        meeting_id=meeting_id,
        sender=body.code,
        language=language,
        subject=filled.subject,
        text=filled.body,
        places=known,
        secret=secret.path if secret else None,
        link_id=secret.link_id if secret else None,
        about=about,
        once=once,
        state=LetterState.HELD if holds(meeting_id) and not kind.urgent else LetterState.WAITING,
        written_at=this.at,
        due_at=this.at,
        calendar=LetterCalendar(method=calendar.method, body=calendar.body) if calendar else None,
    )
    session.add(letter)
    session.flush()
    return letter


def _addressed(to: Addressee) -> dict[str, Any]:
    return {"person_id": to.person_id, "name": to.name, "address": to.address}
