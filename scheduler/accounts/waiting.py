"""What waits for the desk: how many of each kind, and since when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from scheduler.kernel.db import session
from scheduler.kernel.terms import LetterState, OrganisationKind, Standing
from scheduler.mail.models import Letter
from scheduler.mail.queries import has_failed
from scheduler.organisations.models import Organisation, Representative


@dataclass(frozen=True)
class Heap:
    """So many things wait; the oldest since then (UTC), where that is known."""

    count: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True)
class Letters:
    """Letters that somebody at the desk has to look at: `failed` ones only until they are written again."""

    held: Heap
    failed: Heap
    unsure: Heap


def requests() -> Heap:
    """People who ask to speak for an organisation."""
    asked = select(func.count(), func.min(Representative.asked_at)).where(
        Representative.standing == Standing.ASKED
    )
    return Heap(*session.execute(asked).one())


def unverified(*, ngos_only: bool = False) -> Heap:
    """Organisations of which nobody has looked up what they are."""
    found = (
        select(func.count())
        .select_from(Organisation)
        .where(Organisation.verified_at.is_(None), Organisation.merged_into_id.is_(None))
    )
    if ngos_only:
        found = found.where(Organisation.kind == OrganisationKind.NGO)
    return Heap(session.scalars(found).one())


def letters(senders: Collection[str] | None = None) -> Letters:
    """Held, failed, and doubtful ones, in one question; only those that these bodies wrote, if any are
    named."""
    again = select(Letter.again_id).where(Letter.again_id.is_not(None))
    kinds = (
        Letter.state == LetterState.HELD,
        has_failed() & Letter.id.not_in(again),
        Letter.unsure.is_(True),
    )
    columns = [column for kind in kinds for column in _heap(kind)]
    written = select(*columns)
    if senders is not None:
        written = written.where(Letter.sender.in_(senders))
    found: Sequence[Any] = session.execute(written).one()
    held, failed, unsure = (Heap(found[place] or 0, found[place + 1]) for place in (0, 2, 4))
    return Letters(held, failed, unsure)


def letters_between(moments: Sequence[datetime], senders: Collection[str] | None = None) -> list[int]:
    """How many letters were written from each moment to the next."""
    columns = [func.sum(_one_if(_within(start, end))) for start, end in pairwise(moments)]
    found = select(*columns).where(_within(moments[0], moments[-1]))
    if senders is not None:
        found = found.where(Letter.sender.in_(senders))
    return [number or 0 for number in session.execute(found).one()]


def _within(start: datetime, end: datetime) -> ColumnElement[bool]:
    return (Letter.written_at >= start) & (Letter.written_at < end)


def _heap(kind: ColumnElement[bool]) -> tuple[ColumnElement[int], ColumnElement[datetime]]:
    return func.sum(_one_if(kind)), func.min(case((kind, Letter.written_at)))


def _one_if(kind: ColumnElement[bool]) -> ColumnElement[int]:
    return case((kind, 1), else_=0)
