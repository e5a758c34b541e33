"""Reading the history."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.orm import raiseload

from scheduler.audit import rules
from scheduler.audit.models import Content, Head, Note, Party, Record
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence

A_PAGE = 50
"""Records that are read together."""
NOTE = "note"
"""The act of writing an internal note."""


@dataclass(frozen=True)
class Asked:
    """Which part of the history: of these `things` (what was done to them, by them, or concerns them), within
    a span of time (UTC, `until` no longer in it), of one act. What is empty asks for all."""

    things: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    act: str | None = None
    without: frozenset[str] = frozenset()
    """Nothing of what was done to these: it is somebody else's business."""


@dataclass(frozen=True)
class Seen:
    """A record as the person concerned may see it. `actor` and `thing` are None where they would name
    somebody else."""

    number: int
    at: datetime
    act: str
    own: bool
    thing: str | None
    why: str | None


def history(thing: str) -> list[Record]:
    """What was done to a thing, oldest first."""
    return list(session.scalars(select(Record).where(Record.thing == thing).order_by(Record.number)))


def page(asked: Asked, before: int | None = None, most: int = A_PAGE) -> list[Record]:
    """Records below the number `before`, the newest first."""
    found = select(Record).options(raiseload(Record.parties)).where(*_fits(asked))
    if before is not None:
        found = found.where(Record.number < before)
    return list(session.scalars(found.order_by(Record.number.desc()).limit(most)))


def visible_to_person(own: frozenset[str], before: int | None = None, most: int = A_PAGE) -> list[Seen]:
    """What somebody may see of the records that concern them, the newest first. `own` are their person and
    accounts, such as "person 3". That there are notes about them is not among it."""
    found = (
        select(Record)
        .options(raiseload(Record.parties))
        .where(_concerns(own), Record.act != NOTE)
        .order_by(Record.number.desc())
        .limit(most)
    )
    if before is not None:
        found = found.where(Record.number < before)
    return [_seen(record, own) for record in session.scalars(found)]


def notes_on(things: Collection[str]) -> list[Note]:
    """The desk's notes on these things, the newest first."""
    found = select(Note).where(Note.thing.in_(things)).order_by(Note.id.desc())
    return list(session.scalars(found))


def _seen(record: Record, own: frozenset[str]) -> Seen:
    facts = record.content.facts if record.content else {}
    names_another = record.thing not in own and record.thing.partition(" ")[0] in _ABOUT_SOMEBODY
    return Seen(
        number=record.number,
        at=record.at,
        act=record.act,
        own=facts.get("actor") in own,
        thing=None if names_another else record.thing,
        why=facts.get("why"),
    )


_ABOUT_SOMEBODY = {"person", "account", "representative", "letter", "link"}
"""Kinds of things behind which there is a person."""


def _fits(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.things:
        yield _concerns(asked.things)
    if asked.since:
        yield Record.at >= asked.since
    if asked.until:
        yield Record.at < asked.until
    if asked.act:
        yield Record.act == asked.act
    if asked.without:
        yield Record.thing.not_in(asked.without)


def _concerns(things: Collection[str]) -> ColumnElement[bool]:
    upon = select(Record.number).where(Record.thing.in_(things))
    by_or_about = select(Party.number).where(Party.name.in_(things))
    return Record.number.in_(union(upon, by_or_about).subquery().select())


class _Link(NamedTuple):
    """A record as the chain is checked: plain columns, since there may be a great many."""

    number: int
    at: datetime
    act: str
    thing: str
    digest: str
    chained: str
    salt: str | None
    facts: dict[str, Any] | None


def broken_links() -> list[Sentence]:
    """What is wrong with the chain, one sentence each; empty when it is whole."""
    head = session.execute(select(Head.number, Head.chained)).one()
    links = (_Link(*row) for row in session.execute(_links()))
    return list(_check(links, head.number, head.chained))


def _links() -> Select[Any]:
    columns = (Record.number, Record.at, Record.act, Record.thing, Record.digest, Record.chained)
    return (
        select(*columns, Content.salt, Content.facts)
        .outerjoin(Content, Content.number == Record.number)
        .order_by(Record.number)
        .execution_options(yield_per=1000)
    )


def _check(links: Iterable[_Link], last: int, end: str) -> Iterator[Sentence]:
    before, number = rules.START, 0
    for link in links:
        number += 1
        if link.number != number:
            yield Sentence("Record %(number)s of the history is missing.", number=number)
            number = link.number
        if link.salt is not None and rules.digest(link.salt, link.facts or {}) != link.digest:
            yield Sentence("The content of record %(number)s was changed.", number=number)
        if rules.chained(before, number, link.at, link.act, link.thing, link.digest) != link.chained:
            yield Sentence("Record %(number)s does not follow from the one before it.", number=number)
        before = link.chained
    if (last, end) != (number, before):
        yield Sentence(
            "The history ends at record %(number)s, but should end at %(head)s.", number=number, head=last
        )
