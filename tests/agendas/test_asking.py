"""Who is asked by their delegation to cover something gets one letter about all of it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.agendas import actions, asking, covering, delegating
from scheduler.agendas.delegation_models import Delegation, Member
from scheduler.agendas.models import Agenda
from scheduler.jobs.tasks import tend_covers
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.mail.models import Letter
from scheduler.meetings.models import Entry
from scheduler.programmes.actions import import_files
from tests.agendas.test_actions import do
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, programme, side_event
from tests.web.people import member

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
MOMENT = timedelta(seconds=1)
EVENTS = (
    side_event("First"),
    side_event("Second", start="10:00", end="10:50", room="M2"),
    side_event("Third", date=None, start=None, end=None, room=None),
)


@pytest.fixture
def bo(app: Flask) -> Member:
    """A member with an account, in a delegation that wants three events covered."""
    release(3)
    ada = do(delegating.found, do(actions.start), "Examples", "Ada")
    theirs = do(actions.start, member(app, name="Bo Example").person_id)
    for entry in session.scalars(select(Entry)):
        do(covering.want, ada.delegation_id, entry.id)
    return joined(ada.delegation_id, theirs, "Bo")


def joined(delegation: int, agenda: Agenda, name: str) -> Member:
    return do(delegating.join, session.get_one(Delegation, delegation), agenda, name, True)


def release(events: int) -> None:
    """With so many of the events; the others are off."""
    data = as_bytes(programme(*EVENTS[:events]))
    assert import_files([("T1.json", data)], actor="tests", base_url=BASE_URL).faults == []


def entry(title: str) -> int:
    return session.scalars(select(Entry.id).where(Entry.title == title)).one()


def ask(who: Member, *titles: str) -> None:
    for title in titles:
        do(covering.ask, who, entry(title))


def letters(at: datetime) -> list[str]:
    """What the worker writes then."""
    before = set(session.scalars(select(Letter.id)))
    with clock.set_to(at):
        tend_covers()
    return [one.text for one in session.scalars(select(Letter)) if one.id not in before]


def test_ten_minutes_after_the_last_request_one_letter_tells_of_all(bo: Member) -> None:
    with clock.set_to(NOW):
        ask(bo, "First")
    later = NOW + timedelta(minutes=5)
    with clock.set_to(later):
        ask(bo, "Second", "Third")
    assert letters(later + asking.QUIET - MOMENT) == []
    (text,) = letters(later + asking.QUIET)
    assert text.startswith(
        "Dear Bo Example,\n\n"
        "Your delegation “Examples” asks you to cover:\n\n"
        "A test session\n"
        "- “First”: Tue 9 March 2027, 09:00 to 09:50, M1\n"
        "- “Second”: Tue 9 March 2027, 10:00 to 10:50, M2\n"
        "- “Third”: without a date\n"
        "Times are those of Europe/Vienna.\n\n"
    )
    assert f"/agenda/delegations/{bo.delegation_id}/\n\n" in text
    assert letters(later + timedelta(days=1)) == []


def test_who_answered_is_not_written_to_and_who_declined_only_if_asked_again(bo: Member) -> None:
    with clock.set_to(NOW):
        ask(bo, "First", "Second")
        do(covering.agree, bo, entry("First"))
        do(covering.decline, bo, entry("Second"))
    assert letters(NOW + asking.QUIET) == []
    with clock.set_to(NOW):
        ask(bo, "First", "Second")
    (text,) = letters(NOW + asking.QUIET)
    assert ("“First”" in text, "“Second”" in text) == (False, True)


def test_what_is_off_meanwhile_is_asked_of_nobody(bo: Member) -> None:
    with clock.set_to(NOW):
        ask(bo, "Third")
        release(2)
    assert letters(NOW + asking.QUIET) == []
    assert asking.due(NOW + asking.QUIET) == []


def test_who_has_no_account_is_told_on_their_page_only(bo: Member) -> None:
    with clock.set_to(NOW):
        ask(joined(bo.delegation_id, do(actions.start), "Cy"), "First")
    assert asking.due(NOW + asking.QUIET) == []
