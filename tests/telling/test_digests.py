"""The daily letter: one for all releases of all meetings since the last one."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import LetterState
from scheduler.mail.models import Letter
from scheduler.mail.wording import hold
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Person
from scheduler.programmes.erasing import erase
from scheduler.telling import digests
from scheduler.telling.choosing import choose
from scheduler.telling.models import Notice
from scheduler.telling.terms import ByMail
from tests.conftest import BASE_URL
from tests.telling import stage
from tests.telling.stage import EVENT, OTHER, letters, make, put, say, where
from tests.web.counting import counted

BEFORE_SEVEN = datetime(2027, 2, 2, 5, 59, tzinfo=UTC)
"""In Vienna it is seven a minute later."""
SEVEN = BEFORE_SEVEN + timedelta(minutes=1)


@pytest.fixture
def meeting(app: Flask) -> Meeting:
    """Whoever has to do with the event wants one letter a day."""
    made = stage.publish()
    stage.reach_everybody()
    for name in ("Harbour Contact", "Lighthouse Contact", "Sam Speaker"):
        chooses(name, ByMail.DAILY)
    return made


def person(name: str) -> Person:
    return session.scalars(sa.select(Person).where(Person.name == name)).one()


def chooses(name: str, by_mail: ByMail) -> None:
    with decision("tests") as this:
        choose(this, person(name).id, by_mail)


def tend(at: datetime) -> list[Letter]:
    """What the worker does then; returns the letters that it wrote."""
    before = {one.id for one in letters("release-digest")}
    with clock.set_to(at):
        for people in digests.due(clock.now()):
            with bookkeeping("worker") as this:
                digests.send(this, people, BASE_URL)
    return [one for one in letters("release-digest") if one.id not in before]


def test_one_letter_tells_all_releases_since_the_last(meeting: Meeting) -> None:
    make(put(EVENT, where(11)))
    make(say(EVENT, title="A new name"), at=stage.AT + timedelta(hours=2))
    assert letters() == []
    assert tend(BEFORE_SEVEN) == []
    told = tend(SEVEN)
    assert [one.name for one in told] == ["Harbour Contact", "Lighthouse Contact", "Sam Speaker"]
    text = told[0].text
    first = text.index("A test session: release 2, Mon 1 February 2027, 13:00")
    second = text.index("A test session: release 3, Mon 1 February 2027, 15:00")
    assert first < text.index("Moved: Side event “The event”") < second < text.index("New title: ")
    assert f"All changes of this release: {BASE_URL}/T1/changes/2/" in text
    assert tend(SEVEN + timedelta(minutes=1)) == tend(SEVEN + timedelta(days=1)) == []


def test_the_next_letter_comes_a_day_later(meeting: Meeting) -> None:
    make(put(EVENT, where(11)))
    tend(SEVEN)
    make(put(EVENT, where(12)), at=SEVEN + timedelta(seconds=1))
    assert tend(SEVEN + timedelta(hours=23)) == []
    assert len(tend(SEVEN + timedelta(days=1))) == 3


def test_who_wants_no_letters_any_more_does_not_get_the_one_that_waits(meeting: Meeting) -> None:
    make(put(EVENT, where(11)))
    chooses("Sam Speaker", ByMail.NEVER)
    assert [one.name for one in tend(SEVEN)] == ["Harbour Contact", "Lighthouse Contact"]


def test_who_wants_letters_at_once_gets_what_waits_with_the_daily_one(meeting: Meeting) -> None:
    make(put(EVENT, where(11)))
    chooses("Sam Speaker", ByMail.AT_ONCE)
    make(put(EVENT, where(12)), at=stage.AT + timedelta(hours=2))
    assert [one.name for one in letters()] == ["Sam Speaker"]
    told = tend(SEVEN)
    assert [one.name for one in told] == ["Harbour Contact", "Lighthouse Contact", "Sam Speaker"]
    assert "release 3" not in told[2].text


def test_who_was_erased_gets_none(meeting: Meeting) -> None:
    make(put(EVENT, where(11)))
    erase(person("Sam Speaker").id, actor="tests", base_url=BASE_URL)
    assert [one.name for one in tend(SEVEN)] == ["Harbour Contact", "Lighthouse Contact"]


def test_it_is_held_where_a_meeting_in_it_holds_its_letters(meeting: Meeting) -> None:
    with decision("tests") as this:
        hold(this, meeting.id, "meeting T1", True)
    make(put(EVENT, where(11)))
    told = tend(SEVEN)
    assert {(one.state, one.meeting_id) for one in told} == {(LetterState.HELD, meeting.id)}


def test_what_reaches_nobody_is_let_go(meeting: Meeting) -> None:
    make(put(EVENT, where(11)))
    with bookkeeping("tests"):
        person("Sam Speaker").email = None
    assert len(tend(SEVEN)) == 2
    waiting = sa.select(sa.func.count()).select_from(Notice).where(*digests.WAITING)
    assert session.scalar(waiting) == 0


@pytest.mark.parametrize("people", [3, 150])
def test_the_number_of_queries_does_not_grow_with_the_people(
    app: Flask, meeting: Meeting, people: int
) -> None:
    with bookkeeping("tests"):
        names = [f"Reader {number:03}" for number in range(people)]
        for name in names:
            stage.represent("Elsewhere", name, is_contact=True)
    for name in (*names, "Elsewhere Contact"):
        chooses(name, ByMail.DAILY)
    make(put(OTHER, where(12, room="M2")))
    with counted(app) as sent:
        assert len(tend(SEVEN)) == people + 1
    assert len(sent) == 17
