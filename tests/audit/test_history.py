"""The history: it is only added to, it cannot be changed unseen, and what a record says can be erased."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from scheduler.audit import rules
from scheduler.audit.actions import note, record
from scheduler.audit.models import Content, Head, Note, Party, Record
from scheduler.audit.queries import (
    Asked,
    broken_links,
    history,
    notes_on,
    page,
    visible_to_person,
)
from scheduler.kernel import clock
from scheduler.kernel.db import db, session
from scheduler.kernel.decision import decision
from tests.audit.tampering import disarm
from tests.web.counting import counted

MIDNIGHT = datetime(2027, 3, 8, 23, tzinfo=UTC)
"""When Tuesday begins in Vienna."""


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


def tamper(*changes: sa.Executable) -> None:
    """Change the database behind its back."""
    session.rollback()
    with db.engine.begin() as connection:
        disarm(connection)
        for change in changes:
            connection.execute(change)


def numbers(asked: Asked, **more: Any) -> list[int]:
    return [found.number for found in page(asked, **more)]


def test_a_record_says_who_what_when_why_before_and_after(app: Flask) -> None:
    three_records()
    (found,) = history("entry 0")
    assert (found.number, found.act) == (2, "move")
    assert found.content
    assert found.content.facts == {"actor": "Ada", "why": "asked", "room": {"before": "M1", "after": "M2"}}


def test_the_end_of_the_chain_is_asked_for_once_in_a_decision(app: Flask) -> None:
    with counted(app) as sent, decision("tests") as this:
        for number in range(3):
            record(this, "look", f"organisation {number}")
    assert len([one for one in sent if one.startswith("SELECT") and "audit_head" in one]) == 1
    assert complaints() == []


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
    "change",
    [
        sa.update(Record).where(Record.number == 2).values(act="cancel"),
        sa.delete(Record).where(Record.number == 3),
        sa.update(Content).where(Content.number == 2).values(facts={"actor": "Eve"}),
    ],
    ids=["change a record", "delete a record", "change what it says"],
)
def test_the_database_refuses_what_is_not_adding(app: Flask, change: sa.Executable) -> None:
    three_records()
    session.execute(sa.delete(Content).where(Content.number == 3))
    session.execute(sa.delete(Party).where(Party.number == 3))
    session.commit()
    with pytest.raises(DBAPIError, match="the history is only added to"):
        session.execute(change)
    session.rollback()
    assert complaints() == []


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", ["audit_record", "audit_content"])
def test_nor_can_it_be_emptied(app: Flask, table: str) -> None:
    three_records()
    with pytest.raises(DBAPIError, match="the history is only added to"):
        session.execute(sa.text(f"TRUNCATE {table} CASCADE"))
    session.rollback()


def inserted() -> list[sa.Executable]:
    values = {"at": MIDNIGHT, "act": "bribe", "thing": "entry 1", "digest": "d", "chained": "c"}
    return [sa.insert(Record).values(number=4, **values), sa.update(Head).values(number=4, chained="c")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            lambda: [sa.update(Content).where(Content.number == 2).values(facts={"actor": "Eve"})],
            ["The content of record 2 was changed."],
        ),
        (
            lambda: [sa.update(Record).where(Record.number == 2).values(act="cancel")],
            ["Record 2 does not follow from the one before it."],
        ),
        (
            lambda: [sa.update(Record).where(Record.number == 2).values(at=MIDNIGHT)],
            ["Record 2 does not follow from the one before it."],
        ),
        (
            lambda: [sa.update(Head).values(number=4)],
            ["The history ends at record 3, but should end at 4."],
        ),
        (inserted, ["Record 4 does not follow from the one before it."]),
    ],
    ids=["content", "record", "time", "end", "inserted"],
)
def test_a_change_shows(app: Flask, changes: Callable[[], list[sa.Executable]], expected: list[str]) -> None:
    three_records()
    tamper(*changes())
    assert complaints() == expected


def test_two_records_that_changed_places_show(app: Flask) -> None:
    three_records()
    columns = (Record.at, Record.act, Record.thing, Record.digest)
    rows = [session.execute(sa.select(*columns).where(Record.number == number)).one() for number in (2, 3)]
    swap = zip((3, 2), rows, strict=True)
    tamper(*(sa.update(Record).where(Record.number == to).values(row._asdict()) for to, row in swap))
    assert complaints() == [
        "The content of record 2 was changed.",
        "Record 2 does not follow from the one before it.",
        "The content of record 3 was changed.",
        "Record 3 does not follow from the one before it.",
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (
            1,
            ["Record 1 of the history is missing.", "Record 2 does not follow from the one before it."],
        ),
        (
            2,
            ["Record 2 of the history is missing.", "Record 3 does not follow from the one before it."],
        ),
        (3, ["The history ends at record 2, but should end at 3."]),
    ],
)
def test_a_record_that_is_gone_shows(app: Flask, number: int, expected: list[str]) -> None:
    three_records()
    tamper(*(sa.delete(model).where(model.number == number) for model in (Content, Party, Record)))
    assert complaints() == expected


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


def test_the_history_of_things_holds_what_they_did_and_what_concerns_them(app: Flask) -> None:
    with decision("account 7") as this:
        record(this, "ask", "representative 1", about=["person 3"])
        record(this, "look", "meeting T1")
    with decision("account 8") as this:
        record(this, "look", "account 7")
        record(this, "look", "meeting T2")
    assert numbers(Asked(frozenset({"account 7"}))) == [3, 2, 1]
    assert numbers(Asked(frozenset({"person 3"}))) == [1]
    assert numbers(Asked(frozenset({"person 3", "account 8"}))) == [4, 3, 1]
    assert numbers(Asked(frozenset({"account 7"}), act="look")) == [3, 2]
    assert numbers(Asked()) == [4, 3, 2, 1]
    assert numbers(Asked(), most=2) == [4, 3]
    assert numbers(Asked(), before=3, most=2) == [2, 1]


def test_the_history_of_a_day_is_that_of_the_clocks_there(app: Flask) -> None:
    for moment in (MIDNIGHT.replace(hour=22, minute=59), MIDNIGHT, MIDNIGHT.replace(day=9, hour=22)):
        with clock.set_to(moment), decision("Ada") as this:
            record(this, "look", "entry")
    with clock.set_to(MIDNIGHT.replace(day=9)), decision("Ada") as this:
        record(this, "look", "entry")

    def on(day: int, zone: str) -> list[int]:
        since, until = rules.whole_day(date(2027, 3, day), zone)
        return numbers(Asked(since=since, until=until))

    assert on(8, "Europe/Vienna") == [1]
    assert on(9, "Europe/Vienna") == [3, 2]
    assert on(10, "Europe/Vienna") == [4]
    assert on(9, "UTC") == [4, 3]


def test_a_day_on_which_the_clocks_change_has_23_or_25_hours() -> None:
    spring, autumn = (rules.whole_day(date(2027, *day), "Europe/Vienna") for day in ((3, 28), (10, 31)))
    assert (spring[1] - spring[0]).total_seconds() == 23 * 3600
    assert (autumn[1] - autumn[0]).total_seconds() == 25 * 3600


def test_who_is_concerned_sees_what_was_done_but_no_note_and_nobody_else(app: Flask) -> None:
    with decision("account 7") as this:
        record(this, "ask", "organisation 5", why="I am their director")
    with decision("account 8") as this:
        note(this, "person 3", "Rude on the telephone")
        record(this, "refuse", "representative 9", why="Not a member", about=["person 3", "organisation 5"])
        record(this, "merge", "person 4", about=["person 3"])
        record(this, "describe", "organisation 5")
    seen = visible_to_person(frozenset({"person 3", "account 7"}))
    assert [(one.number, one.act, one.own, one.thing, one.why) for one in seen] == [
        (4, "merge", False, None, None),
        (3, "refuse", False, None, "Not a member"),
        (1, "ask", True, "organisation 5", "I am their director"),
    ]
    assert [one.number for one in visible_to_person(frozenset({"person 3"}), before=4, most=1)] == [3]


def test_what_was_erased_says_no_reason(app: Flask) -> None:
    with decision("account 7") as this:
        record(this, "ask", "person 3", why="secret")
    session.execute(sa.delete(Content))
    (seen,) = visible_to_person(frozenset({"person 3"}))
    assert (seen.act, seen.own, seen.why) == ("ask", False, None)


def test_a_note_is_kept_apart_from_the_record_that_there_is_one(app: Flask) -> None:
    with decision("account 8") as this:
        note(this, "organisation 5", "First")
        note(this, "organisation 5", "Second")
        note(this, "organisation 6", "Third")
    assert [one.text for one in notes_on(["organisation 5"])] == ["Second", "First"]
    assert session.scalar(sa.select(sa.func.count()).select_from(Note)) == 3
    assert all(
        one.content and one.content.facts == {"actor": "account 8", "why": None} for one in page(Asked())
    )


def questions() -> list[str]:
    """What is asked of the database from now on."""
    asked: list[str] = []

    def hear(*of: Any) -> None:
        if of[2].startswith("SELECT"):
            asked.append(of[2])

    sa.event.listen(db.engine, "before_cursor_execute", hear)
    return asked


@pytest.mark.parametrize("rows", [1, 30])
def test_a_page_is_read_in_one_query(app: Flask, rows: int) -> None:
    with decision("account 7") as this:
        for number in range(rows):
            record(this, "look", f"entry {number}", about=["person 3"])
    asked = questions()
    assert len(page(Asked(frozenset({"person 3"})))) == rows
    assert len(visible_to_person(frozenset({"person 3"}))) == rows
    assert len(asked) == 2


@pytest.mark.parametrize("rows", [1, 30])
def test_the_chain_is_checked_in_two_queries(app: Flask, rows: int) -> None:
    with decision("account 7") as this:
        for number in range(rows):
            record(this, "look", f"entry {number}", about=["person 3"])
    asked = questions()
    assert broken_links() == []
    assert len(asked) == 2
