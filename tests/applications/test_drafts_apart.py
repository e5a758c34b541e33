"""Drafts copied, thrown away and taken back, found and compared."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.applications.drafting import copy, discard, restore, save
from scheduler.applications.facts import Facts
from scheduler.applications.hints import Other
from scheduler.applications.queries import by_code, current, of, open_to_joining
from scheduler.applications.terms import State
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.terms import OrganisationKind
from scheduler.organisations.models import Person
from tests.applications import stage
from tests.applications.stage import DURING, SECOND
from tests.applications.test_drafting import FIELDS, begin, keep


def test_a_copy_takes_the_words_and_leaves_the_rest(app: Flask) -> None:
    old = stage.received(stage.call())
    with bookkeeping("tests"):
        old.state = State.RETURNED
    call = stage.call(stage.meeting("CND71"))
    slot = old.call.meeting.slots[0].id
    keep(old, **FIELDS, wishes={slot: 1})
    person = stage.person()
    with clock.set_to(DURING), decision("tests") as this:
        made = copy(this, call, person, old)
    with clock.set_to(DURING), decision("tests") as this:
        assert copy(this, call, person, old).id == made.id
    session.expire_all()
    left = {"links": (), "speakers": (), "wishes": {}, "open_to_joining": False}
    assert current(made) == current(old).model_copy(update=left)
    assert (made.copied_from_id, made.call_id, made.state) == (old.id, call.id, State.DRAFT)


def test_a_copy_leaves_out_a_lead_that_cannot_lead_any_more(app: Flask) -> None:
    old = stage.received(stage.call())
    call = stage.call(stage.meeting("CND71"), organisers=frozenset({OrganisationKind.MEMBER_STATE}))
    with clock.set_to(DURING), decision("tests") as this:
        assert copy(this, call, stage_person(), old).lead is None


def stage_person() -> Person:
    return session.scalars(select(Person)).first() or stage.person()


def test_a_draft_is_thrown_away_and_taken_back(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    for act, state in ((discard, State.DISCARDED), (restore, State.DRAFT)):
        with decision("tests") as this:
            act(this, application)
        assert application.state is state
    with pytest.raises(Refused), decision("tests") as this:
        restore(this, application)
    assert [one.act for one in history(application.thing)][1:] == [
        "throw the draft away",
        "take the draft back",
    ]


def test_what_was_received_is_not_thrown_away(app: Flask) -> None:
    application = stage.received(stage.call())
    with pytest.raises(Refused), decision("tests") as this:
        discard(this, application)


def test_one_finds_ones_own_and_ones_organisations(app: Flask) -> None:
    call, person, body = stage.call(), stage.person(), stage.organisation()
    mine = stage.draft_at(call, by=person, at=DURING)
    theirs = stage.draft_at(call, body, at=DURING + SECOND)
    stage.draft_at(call, stage.organisation(), at=DURING)
    assert [one.id for one in of(person.id, [body.id])] == [theirs.id, mine.id]
    assert [one.id for one in of(person.id, [])] == [mine.id]


def test_who_is_open_to_joining_is_compared_with_others_of_the_call(app: Flask) -> None:
    call, other_call = stage.call(), stage.call(stage.meeting("CND71"))
    mine = begin(call, stage.person())
    willing, unwilling, elsewhere = (begin(one, stage.person()) for one in (call, call, other_call))
    for one, joins in ((mine, True), (willing, True), (unwilling, False), (elsewhere, True)):
        keep(one, title="Naloxone", open_to_joining=joins)
    assert open_to_joining(mine) == [Other(willing.id, "Naloxone", "")]
    with decision("tests") as this:
        discard(this, willing)
    assert open_to_joining(mine) == []


def test_a_code_finds_its_application(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    assert by_code(application.code) is application
    for code in ("00000", "", "\0", "\udcff", "BBBBB BBBBB"):
        with pytest.raises(NotFound):
            by_code(code)


def test_a_save_tells_when_it_was(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    with clock.set_to(DURING + timedelta(hours=1)), decision("tests") as this:
        save(this, application, 1, Facts(title="Later"))
    assert (application.made_at, application.changed_at) == (DURING, DURING + timedelta(hours=1))
