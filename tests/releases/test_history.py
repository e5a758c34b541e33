"""Reading back what releases changed, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.db import db
from scheduler.organisations.models import Person
from scheduler.programmes.actions import import_files
from scheduler.releases import history
from scheduler.releases.history import ReleaseChanges, Version
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, meeting, programme, side_event

ZONE = "Europe/Vienna"
START = datetime(2027, 2, 1, 9, tzinfo=UTC)


def take(*files: dict[str, Any], start: datetime = START) -> None:
    """Take in files one after the other, a release a day."""
    for number, file in enumerate(files):
        with clock.set_to(start + timedelta(days=number)):
            report = import_files([("file", as_bytes(file))], actor="tests", base_url=BASE_URL)
        assert report.faults == []


@contextmanager
def questions() -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def versions(found: list[Version]) -> list[tuple[int, list[str]]]:
    return [(one.release, [str(change.sentence) for change in one.changes]) for one in found]


def entries(release: ReleaseChanges) -> list[tuple[str, list[str]]]:
    return [(one.entry.title, [str(change.sentence) for change in one.changes]) for one in release.entries]


FIRST = side_event("First event", code="AAAAA", speakers=[{"name": "Ada Example"}])
SECOND = side_event("Second event", code="BBBBB", room="M2")


def test_the_versions_of_an_entry_newest_first(app: Flask) -> None:
    moved = {**FIRST, "room": "M5", "start": "13:10", "end": "14:00"}
    take(
        programme(FIRST, SECOND),
        programme(moved, SECOND),
        programme(moved, {**SECOND, "title": "Other title"}),
        programme({**moved, "status": "cancelled"}, {**SECOND, "title": "Other title"}),
    )
    found = history.of_entry("T1", "AAAAA", 4, ZONE)
    assert versions(found) == [
        (4, ["Cancelled. Before, it was: 2027-03-09, 13:10 to 14:00, M5"]),
        (2, ["Moved from 09:00 to 09:50, M1. Now: 2027-03-09, 13:10 to 14:00, M5"]),
        (1, ["New: 2027-03-09, 09:00 to 09:50, M1"]),
    ]
    assert [one.released_at for one in found] == [START + timedelta(days=n) for n in (3, 1, 0)]
    assert versions(history.of_entry("T1", "AAAAA", 3, ZONE)) == versions(found)[1:]


def test_an_entry_that_is_not_there_has_no_versions(app: Flask) -> None:
    take(programme(FIRST))
    assert history.of_entry("T1", "ZZZZZ", 1, ZONE) == history.of_entry("T2", "AAAAA", 1, ZONE) == []


def test_releases_newest_first_the_most_telling_entries_first(app: Flask) -> None:
    third = side_event("A third event", code="CCCCC", room="M3")
    take(
        programme(FIRST, SECOND),
        programme({**FIRST, "theme": "Health"}, {**SECOND, "room": "M4"}, third),
        programme(
            {**FIRST, "theme": "Health"}, {**SECOND, "room": "M4"}, third, meeting=meeting(title="New")
        ),
    )
    third_release, second_release, first_release = history.of_releases("T1", range(1, 4), ZONE)
    assert [one.number for one in (third_release, second_release, first_release)] == [3, 2, 1]
    assert entries(second_release) == [
        ("Second event", ["Room changed from M2. Now: M4"]),
        ("A third event", ["New: 2027-03-09, 09:00 to 09:50, M3"]),
        ("First event", ["Theme published: Health"]),
    ]
    assert str(second_release.summary) == "1 with a changed room, 1 new, 1 with changed content"
    assert second_release.meeting == ()
    assert [str(change.sentence) for change in third_release.meeting] == [
        "The title of the meeting was: “A test session”"
    ]
    assert (entries(third_release), str(third_release.summary)) == ([], "No entry changed")
    assert (entries(first_release), str(first_release.summary)) == ([], "2 entries published")


def test_a_part_of_the_releases_knows_what_came_before_it(app: Flask) -> None:
    take(
        programme(FIRST), programme(FIRST, meeting=meeting(title="Other")), programme({**FIRST, "room": "M9"})
    )
    (release,) = history.of_releases("T1", range(2, 3), ZONE)
    assert [str(change.sentence) for change in release.meeting] == [
        "The title of the meeting was: “A test session”"
    ]
    assert history.of_releases("T1", range(9, 12), ZONE) == []


def test_other_meetings_stay_out(app: Flask) -> None:
    other = programme(side_event("Elsewhere", room="M8"), meeting=meeting(code="T2"))
    take(programme(FIRST), other, programme({**FIRST, "room": "M5"}))
    (release,) = history.of_releases("T2", range(1, 5), ZONE)
    assert (release.number, release.published) == (1, 1)
    assert [one.number for one in history.of_releases("T1", range(1, 5), ZONE)] == [2, 1]


def test_no_more_than_so_many_entries(app: Flask) -> None:
    both = (FIRST, SECOND)
    take(programme(*both), *(programme(*({**one, "theme": word} for one in both)) for word in ("x", "y")))
    found = history.of_releases("T1", range(1, 4), ZONE, most=3)
    assert [len(one.entries) for one in found] == [2, 1, 0]
    assert found[0].entries[0].changes[0].sentence.values == {"before": "x", "after": "y"}


def test_an_erased_name_is_gone_from_earlier_releases_too(app: Flask) -> None:
    take(programme(SECOND), programme({**SECOND, "speakers": [{"name": "Ada Example"}]}), programme(SECOND))
    added = "New speakers: Ada Example"
    assert versions(history.of_entry("T1", "BBBBB", 2, ZONE))[0] == (2, [added])
    with db.engine.begin() as connection:
        connection.execute(sa.update(Person).values(name=None))
    db.session.rollback()
    told = [words for _, words in versions(history.of_entry("T1", "BBBBB", 3, ZONE))]
    assert told[:2] == [["Details of the speakers changed"]] * 2
    releases = history.of_releases("T1", range(1, 4), ZONE)
    assert "Ada" not in str(releases)


def many(number: int, **facts: Any) -> dict[str, Any]:
    """So many events, each with a speaker of its own."""
    events = (
        side_event(f"Event {n}", code=f"E{n:04}", room=f"M{n}", speakers=[{"name": f"Speaker {n}"}], **facts)
        for n in range(number)
    )
    return programme(*events)


@pytest.mark.parametrize(
    ("ask", "most"),
    [
        (lambda: history.page("T1", 4), 1),
        (lambda: history.of_releases("T1", range(1, 4), ZONE), 4),
        (lambda: history.of_entry("T1", "E0000", 3, ZONE), 2),
    ],
)
def test_30_entries_cost_no_more_questions_than_1(app: Flask, ask: Callable[[], object], most: int) -> None:
    counts = []
    for number in (1, 30):
        take(many(number), many(number, theme="x"), many(number, theme="y"), start=START)
        db.session.rollback()
        with questions() as asked:
            ask()
        counts.append(len([statement for statement in asked if statement.startswith("SELECT")]))
    assert counts == [most, most]


def page(before: int) -> range:
    return history.page("T1", before, most=3, most_entries=4)


def test_a_page_holds_so_many_releases_or_entries(app: Flask) -> None:
    pair = (FIRST, SECOND)
    take(
        programme(*pair),
        *(programme({**FIRST, "theme": word}, SECOND) for word in "abcd"),  # releases 2 to 5 change one each
        *(programme(*({**one, "theme": word} for one in pair)) for word in "xyz"),  # 6 to 8 change two each
    )
    assert page(6) == range(3, 6)
    assert page(3) == range(1, 3)
    assert page(9) == range(7, 9)
    assert list(page(1)) == []


def test_one_large_release_is_a_page_all_the_same(app: Flask) -> None:
    """How many entries the first release has counts nothing: they are not read."""
    take(many(6), many(6, theme="x"))
    assert page(3) == range(1, 3)
    take(many(6, theme="y"), start=START + timedelta(days=5))
    assert page(4) == range(3, 4)
