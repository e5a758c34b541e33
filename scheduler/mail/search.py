"""Letters as the desk looks for them: by where they are, by meeting and kind, by words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, or_, select

from scheduler.kernel.db import session
from scheduler.kernel.terms import LetterState
from scheduler.mail.models import Letter
from scheduler.mail.queries import has_failed

MOST_WORDS = 8


class Pile(StrEnum):
    """Where letters lie, as the desk sees it."""

    WAITING = "waiting"
    HELD = "held"
    SENT = "sent"
    FAILED = "failed"
    DOUBTFUL = "unsure"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Wanted:
    """What the desk looks for. `senders` are those whose letters one may see; None: all. A letter may lie on
    the pile of the doubtful and on another one."""

    pile: Pile | None = None
    words: str = ""
    kind: str | None = None
    meeting_id: int | None = None
    about: str | None = None
    senders: frozenset[str] | None = None
    unread: frozenset[str] = frozenset()
    """About which things one may not read letters: no words find these."""


def _on(pile: Pile) -> ColumnElement[bool]:
    return {
        Pile.WAITING: Letter.state.in_((LetterState.WAITING, LetterState.SENDING)),
        Pile.HELD: Letter.state == LetterState.HELD,
        Pile.SENT: (Letter.state == LetterState.SENT) & Letter.bounced_at.is_(None),
        Pile.FAILED: has_failed(),
        Pile.DOUBTFUL: Letter.unsure.is_(True),
        Pile.DISCARDED: Letter.state == LetterState.DISCARDED,
    }[pile]


def counts(wanted: Wanted) -> dict[Pile, int]:
    """How many letters that are wanted lie on each pile, whichever is looked at; one query."""
    sums = [func.coalesce(func.sum(case((_on(pile), 1), else_=0)), 0) for pile in Pile]
    found = session.execute(select(*sums).where(*_conditions(replace(wanted, pile=None)))).one()
    return {pile: int(number) for pile, number in zip(Pile, found, strict=True)}


def count(wanted: Wanted) -> int:
    return session.scalars(select(func.count(Letter.id)).where(*_conditions(wanted))).one()


def letters(wanted: Wanted, offset: int = 0, limit: int | None = None) -> Sequence[Letter]:
    """Those that are wanted, the newest first."""
    found = select(Letter).where(*_conditions(wanted)).order_by(Letter.id.desc())
    return session.scalars(found.offset(offset).limit(limit)).all()


def need_a_hand(senders: frozenset[str] | None) -> int:
    """How many letters wait for a person: held, or failed and not written again."""
    again = select(Letter.again_id).where(Letter.again_id.is_not(None))
    waits = or_(Letter.state == LetterState.HELD, has_failed() & Letter.id.not_in(again))
    found = select(func.count(Letter.id)).where(waits, *_conditions(Wanted(senders=senders)))
    return session.scalars(found).one()


def overdue(since: datetime) -> int:
    """How many letters have been due since then and were not tried."""
    late = (Letter.state == LetterState.WAITING) & (Letter.due_at < since)
    return session.scalars(select(func.count(Letter.id)).where(late)).one()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [_on(wanted.pile)] if wanted.pile else []
    found += [_has(word) for word in wanted.words.split()[:MOST_WORDS]]
    if wanted.words and wanted.unread:
        found.append(Letter.about.not_in(wanted.unread))
    if wanted.kind:
        found.append(Letter.kind == wanted.kind)
    if wanted.meeting_id:
        found.append(Letter.meeting_id == wanted.meeting_id)
    if wanted.about:
        found.append(Letter.about == wanted.about)
    if wanted.senders is not None:
        found.append(Letter.sender.in_(wanted.senders))
    return found


def _has(word: str) -> ColumnElement[bool]:
    columns = (Letter.name, Letter.address, Letter.subject)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))
