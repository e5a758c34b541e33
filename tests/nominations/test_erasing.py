"""A person's own data in nominations: given out whole, and erased down to the seat; the fact stays."""

import json
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from scheduler.accounts.traces import traces
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Constituency
from scheduler.mail.models import Letter
from scheduler.nominations import answering, contributing, nominating, own_data, reviewing, seating
from scheduler.nominations.called import called
from scheduler.nominations.contributing import Given
from scheduler.nominations.models import Nomination, PrivateFact, Sent
from scheduler.nominations.terms import Contribution, Field, Settled, State
from scheduler.programmes.erasing import erase
from scheduler.thematic_sessions.models import Document
from tests.nominations import stage
from tests.nominations.stage import CLOSES, DURING, do, themselves


def test_a_person_takes_their_data_and_is_erased(app: Flask, tmp_path: Path) -> None:
    with clock.set_to(DURING):
        play = stage.stage(contribution=Contribution.STATEMENT, contribution_due_at=CLOSES)
        one, kept = stage.confirmed(play, "AFRICAN", name="Esi Erased"), stage.confirmed(play)
        do(nominating.tell_private, themselves(one), one, {Field.ACCESSIBILITY: "A ramp"})
        do(reviewing.endorse, play.african, one)
        do(seating.seat, play.desk, one, play.session, play.seat(Constituency.MEMBER_STATE))
        do(seating.invite, play.desk, one)
        do(seating.accept, themselves(one), one)
        do(contributing.give, themselves(one), one, Contribution.STATEMENT, Given("My own words."))
        do(contributing.make_document, play.desk, one.sent[0], tmp_path)
        do(reviewing.recuse, play.reviewers[0], kept, "I know Esi Erased.")
        own = own_data.held(traces(one.person_id), "https://programme.example")
        assert json.dumps(own)
        (told,) = own["nominations"]
        assert (told["state"], told["abstract"]) == ("accepted", "What works in schools.")
        assert told["private"] == [
            {"field": "accessibility", "value": "A ramp", "erased after": "2027-10-22"}
        ]
        (given,) = told["given"]
        assert (given["kind"], given["text"]) == ("statement", "My own words.")
        assert set(given) - set(own_data.FIELDS) == set()
        (reviewed,) = own_data.held(traces(play.reviewers[0].person or 0), "x")["reviews"]
        assert reviewed["stepped aside because"] == "I know Esi Erased."
        names = called([one.thing, kept.thing, play.call.thing])
        assert {thing: each.name for thing, each in names.items()} == {
            one.thing: "Esi Erased",  # VNGOC's own names are left out
            play.call.thing: "Panels of September",
        }
        erase(one.person_id, actor="account 1", base_url="https://programme.example")
    session.refresh(one)
    assert (one.state, one.abstract, one.person.name) == (State.WITHDRAWN, None, None)
    for kept_of_them in (PrivateFact, Sent, Document):
        assert list(session.scalars(select(kept_of_them))) == []
    panel = play.session.panel
    assert panel
    assert panel.panellists == []
    assert letters_of(one) == [
        ("nomination-withdrawn", "dan"),
        ("nomination-withdrawn", "ada"),
        ("nomination-vacancy", "dan"),
        ("nomination-vacancy", "ada"),
    ]
    with clock.set_to(DURING):
        other = stage.confirmed(play, "AFRICAN", name="Owen Other")
        do(reviewing.endorse, play.african, other)
        vacancy = answering.vacancy_of(one)
        assert vacancy
        assert vacancy.until == DURING + answering.KEPT
        do(seating.replace, play.desk, one, other)
        assert vacancy.how is Settled.FILLED
    session.refresh(kept)
    assert [review.recused for review in kept.reviews] == ["I know Esi Erased."]


def letters_of(one: Nomination) -> list[tuple[str, str]]:
    """The last four about a nomination: kinds and readers. None of them names the person."""
    written = session.scalars(select(Letter).where(Letter.about == one.thing).order_by(Letter.id)).all()
    for letter in written:
        assert "Esi" not in f"{letter.subject} {letter.text} {letter.places}"
    told = [each for each in written if "(name erased)" in each.text]
    assert ["(name erased)" in each.subject for each in told] == [True, True, False, False]
    return [(each.kind, each.address.split("@")[0]) for each in told]


def test_where_a_reserve_comes_first_its_place_is_offered_and_who_was_in_reserve_is_forgotten(
    app: Flask,
) -> None:
    with clock.set_to(DURING):
        play = stage.stage()
        first, second, third = (forwarded(play) for _ in range(3))
        seat = play.seat(Constituency.CIVIL_SOCIETY)
        do(seating.seat, play.desk, first, play.session, seat)
        do(seating.hold_in_reserve, play.desk, second, play.session, seat)
        do(seating.hold_in_reserve, play.desk, third, play.session, seat)
        for each in (first, second):
            erase(each.person_id, actor="account 1", base_url="https://programme.example")
        assert answering.vacancy_of(first) is None
        assert stage.acts(first.thing)[-1] == "withdraw nomination"
        assert do(seating.offer_to_reserve, play.desk, first) is third
    assert stage.told("nomination-withdrawn") == ["nora@body.example", "cora@body.example"] * 2


def forwarded(play: stage.Stage) -> Nomination:
    one = stage.confirmed(play)
    for who in play.reviewers:
        do(reviewing.score, who, one, {"relevance": 4, "voice": 4})
    do(reviewing.endorse, play.coordinator, one)
    do(reviewing.comment, play.unit, one, "Fine.")
    do(reviewing.forward, play.coordinator, one)
    return one
