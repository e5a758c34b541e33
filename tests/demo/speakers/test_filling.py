"""Speakers in the demonstration: every state of the life occurs, all is sound, and everybody has something to
do."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from scheduler.accounts.queries import by_address, visitor
from scheduler.audit.models import Record
from scheduler.audit.queries import broken_links
from scheduler.demo.speakers import filling
from scheduler.demo.speakers.cast import NOMINATIONS, cast
from scheduler.demo.speakers.fates import OWN, Call, Fate
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.meetings.queries import existing_meeting
from scheduler.nominations import desks, queries
from scheduler.nominations.models import Nomination, Review
from scheduler.nominations.terms import State
from scheduler.releases.queries import latest_numbers
from scheduler.thematic_sessions.floor_models import FloorList
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.queries import consent_of, seats, with_panels
from scheduler.thematic_sessions.terms import Consent, DocumentStatus, Turn
from tests.conftest import close
from tests.demo.speakers.conftest import NOW, build

STATES = {
    Call.FIRST: {
        State.PUT_FORWARD: 2,
        State.CONFIRMED: 2,
        State.RETURNED: 1,
        State.ENDORSED: 2,
        State.NOT_ENDORSED: 1,
        State.FORWARDED: 1,
        State.SEATED: 2,
        State.RESERVE: 3,
        State.NOT_CHOSEN: 1,
        State.INVITED: 5,
        State.ACCEPTED: 6,
        State.DECLINED: 1,
        State.WITHDRAWN: 1,
        State.REPLACED: 1,
    },
    Call.SECOND: {State.PUT_FORWARD: 2, State.CONFIRMED: 5, State.RETURNED: 1, State.ENDORSED: 2},
    Call.FLOOR: {State.PUT_FORWARD: 1, State.CONFIRMED: 1, State.INVITED: 1, State.ACCEPTED: 1},
    Call.TODAY: {State.DELIVERED: 5, State.NOT_DELIVERED: 1},
}


def who(address: str) -> Any:
    account = by_address(address)
    assert account
    return visitor(account, strong=True)


def test_every_state_occurs_so_often(whole: Flask) -> None:
    found = session.execute(select(Nomination).order_by(Nomination.id)).scalars().all()
    assert len(found) == NOMINATIONS == 49
    counts: dict[str, Counter[State]] = {call: Counter() for call in Call}
    for one in found:
        counts[one.call.title][one.state] += 1
    assert counts == {call: Counter(states) for call, states in STATES.items()}
    assert {state for states in STATES.values() for state in states} == set(State)


def test_two_calls_are_open_and_the_history_is_in_the_order_of_time(whole: Flask) -> None:
    with clock.set_to(NOW):
        assert [one.title for one in queries.open_calls()] == [Call.SECOND, Call.FLOOR]
    assert broken_links() == []
    moments = list(session.scalars(select(Record.at).order_by(Record.number)))
    assert moments == sorted(moments)
    assert moments[-1] < NOW
    assert latest_numbers() == {"DEMO": 1, "DEMO3": 2, "DEMO4": 2}


def test_panels_stand_as_they_are_told(whole: Flask) -> None:
    first, second, third = (one.panel for one in with_panels(existing_meeting("DEMO3")))
    assert first
    assert second
    assert third
    assert [(seats(one).filled, seats(one).target) for one in (first, second, third)] == [
        (9, 9),
        (4, 9),
        (0, 9),
    ]
    lines = {str(one.line.regional_group): one.filled for one in seats(first).lines[:5]}
    assert lines == {
        "African States": 1,
        "Asia-Pacific States": 1,
        "Eastern European States": 1,
        "Latin American and Caribbean States": 2,
        "Western European and other States": 1,
    }


def test_documents_are_public_with_consent_only(whole: Flask) -> None:
    found = session.scalars(select(Document).where(Document.author_id.is_not(None)).order_by(Document.id))
    assert [(consent_of(one), one.status) for one in found] == [
        (Consent.GIVEN, DocumentStatus.PUBLIC),
        (Consent.ASKED, DocumentStatus.DRAFT),
        (Consent.REFUSED, DocumentStatus.DRAFT),
    ]


def test_everybody_has_something_to_do(whole: Flask) -> None:
    with clock.set_to(NOW):
        waits = {
            address: [case.nomination.state for case in desks.cases(who(address)) if case.waits]
            for address in (
                "coordinator@committee.example",
                "reviewer@committee.example",
                "second@committee.example",
                "group@asia-pacific.example",
                "unit@civil.example",
            )
        }
    assert {address: Counter(states) for address, states in waits.items()} == {
        "coordinator@committee.example": {State.ENDORSED: 2, State.CONFIRMED: 2},
        "reviewer@committee.example": {State.CONFIRMED: 3},
        "second@committee.example": {State.CONFIRMED: 2},
        "group@asia-pacific.example": {State.CONFIRMED: 1},
        "unit@civil.example": {State.ENDORSED: 1},
    }
    me = who("speaker@harbour.example")
    states = [one.state for one in queries.of(me.person, me.organisations)]
    assert sorted(states) == [State.INVITED, State.PUT_FORWARD]
    agency = who("contact@agency.example")
    assert [one.organisation.name for one in queries.asked(agency.organisations)] == [
        "Demonstration Agency for Essential Medicines"
    ]
    assert session.scalars(select(Review.recused).where(Review.recused.is_not(None))).all() == [
        "We have worked in the same project for two years."
    ]
    kept = queries.open_vacancies(existing_meeting("DEMO3"))
    assert [one.nomination.organisation.name for one in kept.values()] == ["Pellamar"]


def test_the_floor_of_today_runs(whole: Flask) -> None:
    found = session.scalars(select(FloorList)).one()
    assert Counter(one.state for one in found.requests) == {
        Turn.SPOKE: 3,
        Turn.SPEAKING: 1,
        Turn.WAITING: 5,
    }
    speaking = next(one for one in found.requests if one.state is Turn.SPEAKING)
    assert speaking.started_at == NOW - timedelta(minutes=2)
    with clock.set_to(NOW + timedelta(minutes=30)):
        filling.resume(clock.now())
        assert speaking.started_at == NOW - timedelta(minutes=2)
    with clock.set_to(NOW + timedelta(days=3)):
        filling.resume(clock.now())
        assert speaking.started_at == NOW + timedelta(days=3)


def test_a_small_one_has_what_people_with_accounts_are_to_see(sqlite_template: Path, tmp_path: Path) -> None:
    app = build(sqlite_template, tmp_path / "instance", len(OWN))
    with app.app_context():
        states = session.scalars(select(Nomination.state).order_by(Nomination.id)).all()
        assert Counter(states) == {
            State.INVITED: 1,
            State.PUT_FORWARD: 1,
            State.ENDORSED: 3,
            State.CONFIRMED: 2,
            State.DECLINED: 1,
        }
    close(app)


def test_equal_seeds_give_equal_parts() -> None:
    assert cast() == cast()
    assert {part.told.fate for part in cast()} == set(Fate)
    parts = [(part.told.call, part.name) for part in cast()]
    assert len(set(parts)) == len(parts)
