"""A person's own data in nominations: given out whole, and erased down to the seat; the fact stays."""

import json
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from scheduler.accounts.traces import traces
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Constituency
from scheduler.nominations import contributing, nominating, own_data, reviewing, seating
from scheduler.nominations.called import called
from scheduler.nominations.contributing import Given
from scheduler.nominations.models import PrivateFact, Sent
from scheduler.nominations.terms import Contribution, Field, State
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
    session.refresh(kept)
    assert [review.recused for review in kept.reviews] == ["I know Esi Erased."]
