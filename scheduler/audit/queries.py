"""Reading the history."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from scheduler.audit import rules
from scheduler.audit.models import Head, Record
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence


def history(thing: str) -> list[Record]:
    """What happened to a thing, oldest first."""
    return list(session.scalars(select(Record).where(Record.thing == thing).order_by(Record.number)))


def broken_links() -> list[Sentence]:
    """What is wrong with the chain, one sentence each; empty when it is whole."""
    records = session.scalars(select(Record).order_by(Record.number).execution_options(yield_per=500))
    head = session.scalars(select(Head)).one()
    return list(_check(records, head))


def _check(records: Iterable[Record], head: Head) -> Iterator[Sentence]:
    before, number = rules.START, 0
    for item in records:
        number += 1
        if item.number != number:
            yield Sentence("Record %(number)s of the history is missing.", number=number)
            number = item.number
        content = item.content
        if content and rules.digest(content.salt, content.facts) != item.digest:
            yield Sentence("The content of record %(number)s was changed.", number=number)
        if rules.chained(before, number, item.at, item.act, item.thing, item.digest) != item.chained:
            yield Sentence("Record %(number)s does not follow from the one before it.", number=number)
        before = item.chained
    if (head.number, head.chained) != (number, before):
        yield Sentence(
            "The history ends at record %(number)s, but should end at %(head)s.",
            number=number,
            head=head.number,
        )
