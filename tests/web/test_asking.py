"""Entities that are asked to name somebody, "no nominee", and links for late names: through pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from scheduler.calls.rules import Late
from scheduler.jobs.tasks import tend_nominations
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import OrganisationKind, Role
from scheduler.nominations import tending
from scheduler.nominations.body_models import Asked, NoNominee
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import State
from scheduler.organisations.models import Organisation
from tests.nominations.stage import CLOSES, DURING, Stage, acts, organisation, stage, told
from tests.nominations.test_refusals import token_of
from tests.web.conftest import Page, read, texts
from tests.web.people import Browser, browser, member, signed_in

DESK = "/desk/speakers/TD2027/calls/panels-of-september/"
NEW = "/account/nominations/new/TD2027/panels-of-september/"
A_DAY = timedelta(days=1)
EMPTY = dict.fromkeys(("first", "biography", "affiliation", "language", "mode", "region", "first_time"), "")
WORDS = {**EMPTY, "part": "panellist", "abstract": "What works."}
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # pages; the ground is proved on both


@pytest.fixture
def play(app: Flask) -> Iterator[Stage]:
    with clock.set_to(DURING):
        yield stage(late=Late.LINK, deadlines={("DIRECT", "name"): CLOSES})


@pytest.fixture
def desk(app: Flask, play: Stage) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT))


@pytest.fixture
def entity(play: Stage) -> Organisation:
    return organisation("World Office", OrganisationKind.UN_ENTITY)


def ask(play: Stage, desk: Browser, **more: Any) -> Page:
    typed = {
        "organisation": "World Office", "channel": "DIRECT", "session": str(play.session.id),
        "name": "Wes Orld", "email": "wes@world.example", **more,
    }  # fmt: skip
    answer = desk.post(f"{DESK}asked/", data=typed)
    assert answer.status_code in (303, 422)
    return Page(answer.text)


def test_an_entity_names_its_person_by_the_link(
    app: Flask, play: Stage, desk: Browser, entity: Organisation
) -> None:
    assert texts(ask(play, desk, email="", name=""), ".faults li") == [
        "No letter reaches anybody of World Office. Say to whom it shall go."
    ]
    assert texts(ask(play, desk, organisation="Youth Network"), ".faults li") == [
        "Youth Network is not one of those for whom this channel is. Choose its own channel."
    ]
    assert session.query(Asked).count() == 0
    ask(play, desk)
    assert texts(ask(play, desk), ".faults li") == ["World Office was asked for this session already."]
    assert told("entity-asked") == ["wes@world.example"]
    link, them = f"/l/{token_of('entity-asked')}/", browser(app)
    page = read(them, link)
    assert "until" in texts(page, "article p")[0]
    assert [one.attributes["value"] for one in page.css("#first option[selected]")] == [str(play.session.id)]
    way = str(page.css("[name=way]")[0].attributes["value"])
    named = {**WORDS, "do": "name", "way": way, "name": "Una Expert", "email": "una@world.example"}
    wrong = Page(them.post(link, data={**named, "name": "", "abstract": ""}).text)
    assert texts(wrong, "#faults li") == ["Name of the person: Fill in this field."]
    assert session.query(Nomination).count() == 0
    assert them.post(link, data=named).status_code == 200
    one = session.query(Nomination).one()
    assert (one.organisation_id, one.channel.code, one.state) == (entity.id, "DIRECT", State.PUT_FORWARD)
    assert told("nomination-put-forward") == ["una@world.example"]
    assert "used already" in them.get(link).text
    assert "named somebody" in texts(read(desk, f"{DESK}asked/"), "tbody .state")


def test_an_entity_has_no_nominee(app: Flask, play: Stage, desk: Browser, entity: Organisation) -> None:
    ask(play, desk)
    old = f"/l/{token_of('entity-asked')}/"
    asked = session.query(Asked).one()
    assert desk.post(f"{DESK}asked/{asked.id}/again").status_code == 303
    link, them = f"/l/{token_of('entity-asked')}/", browser(app)
    assert them.get(old).status_code == 410
    assert them.post(link, data={"do": "nobody", "why": "Nobody is free."}).status_code == 200
    said = session.query(NoNominee).one()
    assert (said.body, said.session_id, said.why) == (
        f"organisation {entity.id}",
        play.session.id,
        "Nobody is free.",
    )
    page = read(desk, f"{DESK}asked/")
    assert texts(page, "tbody .state, tbody bdi.hint") == ["no nominee", "Nobody is free."]
    assert desk.post(f"{DESK}asked/{asked.id}/again").status_code == 409
    assert acts(asked.thing) == ["ask an entity", "ask an entity again"]


def test_who_was_asked_is_reminded_and_has_one_link(
    app: Flask, play: Stage, desk: Browser, entity: Organisation
) -> None:
    ask(play, desk)
    for days, letters in ((8, 0), (7, 1), (6, 1), (2, 2)):
        with clock.set_to(CLOSES - days * A_DAY):
            tend_nominations()
            assert tending.due(clock.now()) == []
        assert len(told("entity-reminded")) == letters
    with clock.set_to(CLOSES - A_DAY):
        link = f"/l/{token_of('entity-reminded')}/"
        assert browser(app).post(link, data={"do": "nobody"}).status_code == 200


def test_a_state_says_on_its_page_that_it_has_no_nominee(app: Flask, play: Stage, desk: Browser) -> None:
    mission = signed_in(app, member(app, organisation=play.state))
    here = "/account/nominations/none/TD2027/panels-of-september/"
    page = read(mission, here)
    assert texts(page, "#way label") == ["Republic of Examples, by: Group of African States"]
    (way,) = [one.attributes["value"] for one in page.css("#way input")]
    assert mission.post(here, data={"way": way, "session": "", "why": ""}).status_code == 303
    again = mission.post(here, data={"way": way, "session": ""})
    assert texts(Page(again.text), ".faults li") == [
        "That was said already. You can still put somebody forward."
    ]
    said = session.query(NoNominee).one()
    assert (said.body, said.session_id) == (f"organisation {play.state.id}", None)
    note = {"source": "note_verbale", "came_on": "2027-08-09", "reference": "NV 3", "session": ""}
    entered = {**note, "organisation": "Youth Network", "channel": "VNGOC", "why": "Too late"}
    assert desk.post(f"{DESK}no-nominee/", data=entered).status_code == 303
    assert session.query(NoNominee).count() == 2


def test_one_name_comes_late_by_a_link(app: Flask, play: Stage) -> None:
    with clock.set_to(CLOSES + A_DAY):
        desk, ngo = (signed_in(app, member(app, *more)) for more in ((Role.SECRETARIAT,), (None, play.ngo)))
        assert "takes nothing" not in texts(read(desk, f"{DESK}late/"), "main p")[0]
        typed = {"name": "Nora Late", "email": "nora@late.example", "days": "3"}
        assert desk.post(f"{DESK}late/", data={**typed, "email": "x"}).status_code == 422
        shown = Page(desk.post(f"{DESK}late/", data=typed).text)
        link = "/l/" + texts(shown, "code")[0].partition("/l/")[2]
        assert "This call is closed" in texts(read(ngo, NEW), "main strong")[0]
        assert texts(read(ngo, link), "article .button") == ["Put somebody forward"]
        page = read(ngo, NEW)
        way = str(page.css("#way input")[0].attributes["value"])
        name = {"way": way, "whom": "somebody", "name": "Zoe Example", "email": "zoe@body.example"}
        assert ngo.post(NEW, data={**WORDS, **name, "do": "send"}).status_code == 303
        one = session.query(Nomination).one()
        assert one.is_late
        assert "This call is closed" in texts(read(ngo, NEW), "main strong")[0]  # it let in one
        assert texts(read(desk, f"{DESK}late/"), "ul.lines li") == []
        desk.post(f"{DESK}late/", data=typed)
        (revoke,) = [form.attributes["action"] for form in read(desk, f"{DESK}late/").css("form.act")]
        assert desk.post(str(revoke)).status_code == 303
