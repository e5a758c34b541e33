"""The history: it cannot be changed unseen, and what a record says can be erased."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.audit import rules
from scheduler.audit.actions import record
from scheduler.audit.models import Content, Head, Record
from scheduler.audit.queries import broken_links, history
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision


def three_records() -> None:
    for number in range(1, 4):
        with decision("Ada") as this:
            record(
                this, "move", f"entry {number % 2}", why="asked", room={"before": "M1", "after": f"M{number}"}
            )


def complaints() -> list[str]:
    session.commit()
    session.expire_all()
    return [str(sentence) for sentence in broken_links()]


def test_a_record_says_who_what_when_why_before_and_after(app: Flask) -> None:
    three_records()
    (found,) = history("entry 0")
    assert (found.number, found.act) == (2, "move")
    assert found.content
    assert found.content.facts == {"actor": "Ada", "why": "asked", "room": {"before": "M1", "after": "M2"}}


def test_an_untouched_chain_is_whole(app: Flask) -> None:
    assert complaints() == []
    three_records()
    assert complaints() == []


def test_erasing_what_a_record_says_keeps_the_chain_whole(app: Flask) -> None:
    three_records()
    session.execute(sa.delete(Content).where(Content.number == 2))
    assert complaints() == []
    assert history("entry 0")[0].content is None


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            sa.update(Content).where(Content.number == 2).values(facts={"actor": "Eve"}),
            "The content of record 2 was changed.",
        ),
        (
            sa.update(Record).where(Record.number == 2).values(act="cancel"),
            "Record 2 does not follow from the one before it.",
        ),
        (sa.update(Head).values(number=4), "The history ends at record 3, but should end at 4."),
    ],
)
def test_a_change_shows(app: Flask, change: Any, complaint: str) -> None:
    three_records()
    session.execute(change)
    assert complaint in complaints()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_record_that_is_gone_shows(app: Flask, number: int) -> None:
    three_records()
    session.execute(sa.delete(Content).where(Content.number == number))
    session.execute(sa.delete(Record).where(Record.number == number))
    assert complaints() != []


def test_equal_content_has_different_digests_so_that_nothing_can_be_guessed(app: Flask) -> None:
    for _ in range(2):
        with decision("Ada") as this:
            record(this, "look", "entry")
    first, second = history("entry")
    assert first.digest != second.digest


def test_the_seal_covers_every_part_of_a_record() -> None:
    at = datetime(2027, 3, 9, tzinfo=UTC)
    parts: list[Any] = ["before", 1, at, "act", "thing", "digest"]
    others: list[Any] = ["other", 2, at.replace(hour=1), "other", "other", "other"]
    changed = [[*parts[:place], other, *parts[place + 1 :]] for place, other in enumerate(others)]
    seals = {rules.chained(before, number, at, *rest) for before, number, at, *rest in [parts, *changed]}
    assert len(seals) == 7
