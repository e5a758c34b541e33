"""What happens by the clock: reminders, lapses, places that were kept, what is erased; and roles that are
held by a link."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.jobs.tasks import tend_nominations
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Constituency, Role
from scheduler.links.queries import by_token, known
from scheduler.mail.models import Letter
from scheduler.nominations import (
    answering,
    contributing,
    holding,
    nominating,
    queries,
    reviewing,
    seating,
    tending,
)
from scheduler.nominations.contributing import Given
from scheduler.nominations.contributions import rows
from scheduler.nominations.models import PrivateFact
from scheduler.nominations.terms import Contribution, Field, Settled, State
from tests.nominations import stage
from tests.nominations.stage import CLOSES, DURING, do, themselves
from tests.nominations.test_refusals import token_of

A_DAY = timedelta(days=1)
DUE = datetime(2027, 9, 14, 12, tzinfo=UTC)


def tend(moment: datetime) -> list[tuple[str, str]]:
    """What the worker writes then: kinds of letters, and to whom. A second look finds nothing to do."""
    before = len(stage.letters())
    with clock.set_to(moment):
        tend_nominations()
        assert tending.due(moment) == []
    return [(kind, address.split("@")[0]) for kind, _, address in stage.letters()[before:]]


def test_deadlines_are_reminded_of_and_lapse_as_their_steps_say(app: Flask) -> None:
    deadlines = {
        ("VNGOC", "review"): CLOSES,
        ("VNGOC", "endorse"): CLOSES + 5 * A_DAY,
        ("AFRICAN", "endorse"): CLOSES,
    }
    with clock.set_to(DURING):
        play = stage.stage(deadlines=deadlines)
        one, other = stage.confirmed(play), stage.confirmed(play, "AFRICAN")
    assert tend(CLOSES - 4 * A_DAY) == []
    to_all = [("step-due", "rae"), ("step-due", "ron"), ("step-due", "ada")]
    assert tend(CLOSES - 3 * A_DAY) == to_all
    assert tend(CLOSES - 2 * A_DAY) == []
    assert tend(CLOSES - A_DAY) == to_all
    assert not queries.is_late(one)
    assert tend(CLOSES) == [("step-late", "rae"), ("step-late", "ron"), ("step-late", "ada")]
    assert (one.steps[one.at].name, other.steps[other.at].name) == ("endorse", "endorse")
    assert stage.acts(one.thing)[-1] == "go on without"
    with clock.set_to(CLOSES + A_DAY):
        assert queries.worklist(play.coordinator, play.call) == [one]
        assert queries.worklist(play.desk, play.call) == [other]  # it has passed to the secretariat
        assert queries.is_late(other)
    assert tend(CLOSES + 5 * A_DAY) == [("step-late", "cora")]
    with clock.set_to(CLOSES + 6 * A_DAY):
        assert queries.is_late(one)
        do(reviewing.endorse, play.coordinator, one)  # it waits, and is shown as late
    assert one.state is State.ENDORSED
    text = session.scalars(select(Letter.text).where(Letter.kind == "step-late")).first()
    assert "Nominations that wait still: 1." in str(text)


def test_who_acts_by_a_link_finds_it_in_each_reminder(app: Flask) -> None:
    with clock.set_to(DURING):
        play = stage.stage(deadlines={("VNGOC", "review"): CLOSES})
        stage.confirmed(play)
        with decision("tests") as this:
            holding.hand_role(this, "VNGOC", Role.CHANNEL_REVIEWER, stage.person("Lou Link"))
        first = token_of("channel-role")
    tend(CLOSES - 3 * A_DAY)
    reminders = session.scalars(select(Letter).where(Letter.kind == "step-due").order_by(Letter.id)).all()
    assert [one.secret is not None for one in reminders] == [False, False, True]
    with clock.set_to(CLOSES - 2 * A_DAY):
        second = by_token(str(reminders[-1].secret)[3:-1])
        assert holding.bearer(second).channels == holding.bearer(by_token(first)).channels
        with decision("tests") as this:
            holding.end_role(this, holding.holders()[0])
        for link in (second, known(first)):
            with pytest.raises(Refused):
                holding.bearer(link)


def test_speakers_are_reminded_places_let_go_and_private_fields_erased(app: Flask) -> None:
    with clock.set_to(DURING):
        play = stage.stage(contribution=Contribution.VIDEO, contribution_due_at=DUE)
        one, other = stage.confirmed(play, "AFRICAN"), stage.confirmed(play, "AFRICAN")
        for each in (one, other):
            do(reviewing.endorse, play.african, each)
        seat = play.seat(Constituency.MEMBER_STATE)
        do(seating.seat, play.desk, other, play.session, seat)
        do(seating.withdraw, play.diplomat, other)
        do(seating.seat, play.desk, one, play.session, seat)
        do(seating.invite, play.desk, one)
        do(seating.accept, themselves(one), one)
        told = {Field.TRAVEL: "A ticket", Field.LIVED_EXPERIENCE: "Told in trust", Field.GENDER: " "}
        do(nominating.tell_private, themselves(one), one, told)
        assert [(row.one.id, row.standing.kind) for row in rows(play.call)] == [(one.id, Contribution.VIDEO)]
    reader = str(one.person.email).split("@")[0]
    assert tend(DUE - 8 * A_DAY) == []
    vacancy = answering.vacancy_of(other)
    assert vacancy
    assert vacancy.how is Settled.LAPSED
    assert tend(DUE - 7 * A_DAY) == [("contribution-due", reader)]
    with clock.set_to(DUE - 2 * A_DAY):
        given = Given("What is said.", None, "https://video.example/1")
        do(contributing.give, play.desk, one, Contribution.VIDEO, given, on_behalf=stage.NOTE)
    assert tend(DUE - A_DAY) == []
    fields = select(PrivateFact.field).order_by(PrivateFact.field)
    tend(datetime(2027, 9, 29, 23, tzinfo=UTC))
    assert list(session.scalars(fields)) == ["lived_experience", "travel"]
    tend(datetime(2027, 9, 30, tzinfo=UTC))
    assert list(session.scalars(fields)) == ["travel"]
    assert stage.acts(one.thing)[-1] == "erase private fields"


def test_a_role_is_held_by_a_link_that_ends_when_it_goes_to_another(app: Flask) -> None:
    with clock.set_to(DURING):
        play = stage.stage()
        one = stage.confirmed(play, "AFRICAN")
        first, second = stage.person("Hal Holder"), stage.person("Hope Holder")
        with decision("account 1") as this:
            holding.hand_role(this, "AFRICAN", Role.CHANNEL_COORDINATOR, first)
        old = token_of("channel-role")
        assert queries.worklist(holding.bearer(by_token(old)), play.call) == [one]
        with decision("account 1") as this:
            holding.hand_role(this, "AFRICAN", Role.CHANNEL_COORDINATOR, second)
        with pytest.raises(Refused, match=r"This link was withdrawn\."):
            holding.bearer(known(old))
        letter = session.scalars(select(Letter).where(Letter.person_id == second.id)).one()
        assert "Nominations that wait there: 1." in letter.text
        who = holding.bearer(by_token(token_of("channel-role")))
        assert queries.worklist(who, play.call) == [one]
        do(reviewing.endorse, who, one)
        assert one.state is State.ENDORSED
        assert holding.holder("AFRICAN", Role.CHANNEL_COORDINATOR) in holding.holders()
