"""What is kept of somebody in applications: theirs, and nobody else's."""

import json
from typing import Any

from flask import Flask

from scheduler.accounts.traces import traces
from scheduler.applications.cosponsoring import decline, invite
from scheduler.applications.models import Application, Wish
from scheduler.applications.own_data import FIELDS, held
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.organisations.models import Person
from tests.accounts.test_own_data import fields
from tests.applications import stage
from tests.applications.desk import do
from tests.conftest import BASE_URL
from tests.web.counting import counted


def data(of: Person) -> dict[str, Any]:
    return held(traces(of.id), BASE_URL)


def begun(by: Person, **facts: Any) -> Application:
    application = stage.draft(stage.call(), stage.organisation("Quiet Forum"), by, title="A title", **facts)
    stage.hand_in(application, stage.DURING)
    return application


def test_what_they_began_with_what_was_submitted(app: Flask) -> None:
    zelda = stage.person("Zelda Quux")
    wished = {"links": ({"kind": "stream", "url": "https://z.example/"},), "days": (stage.DAYS[1],)}
    one = begun(zelda, abstract="About", contact="Zelda", speakers=({"name": "Ann Other"},), **wished)
    with bookkeeping("tests"):
        one.wishes.append(Wish(slot=one.call.meeting.slots[0], rank=1))
    (told,) = data(zelda)["applications"]
    words = {"title": "A title", "abstract": "About", "theme": None, "contact": "Zelda", "note": None}
    assert {name: told[name] for name in ("number", "meeting", "receipt", "state", "organisers", "why")} == {
        "number": one.id,
        "meeting": "CND70",
        "receipt": "CND70-S-0001",
        "state": "received",
        "organisers": ["Quiet Forum"],
        "why": None,
    }
    assert {name: told[name] for name in words} == words
    assert [{name: version[name] for name in words} for version in told["submitted"]] == [words]
    both = {"web links": ["https://z.example/"], "days": ["2027-03-09"]}
    assert [{name: kept[name] for name in both} for kept in (told, *told["submitted"])] == [both, both]
    assert told["slots"] == [{"time": "2027-03-08T08:00:00Z", "rank": 1}]
    assert "Ann Other" not in str(data(zelda))


def test_it_can_be_written_as_json_and_every_field_has_a_name(app: Flask) -> None:
    zelda = stage.person()
    one = begun(zelda)
    do(invite, one, "Youth Network", str(zelda.name), str(zelda.email))
    values = data(zelda)
    assert json.loads(json.dumps(values)) == values
    assert fields(values) - set(FIELDS) == set()


def test_a_speaker_is_told_where_and_as_what(app: Flask) -> None:
    speakers = ({"name": "Ann Other", "affiliation": "Youth Network", "online": True},)
    one = begun(stage.person("Zelda Quux"), abstract="About", note="Secret", speakers=speakers)
    ann = one.speakers[0].person
    values = data(ann)
    assert values["applications"] == []
    (told,) = values["speaking"]
    assert (told["title"], told["affiliation"], told["online"]) == ("A title", "Youth Network", True)
    assert "Zelda" not in str(values)
    assert "Secret" not in str(values)


def test_the_title_of_a_draft_stays_with_its_authors(app: Flask) -> None:
    draft = stage.draft(stage.call(), stage.organisation(), speakers=({"name": "Ann Other"},))
    (told,) = data(draft.speakers[0].person)["speaking"]
    assert (told["title"], told["state"], told["meeting"]) == (None, "draft", "CND70")


def test_what_they_were_asked_and_said(app: Flask) -> None:
    one = begun(stage.person("Zelda Quux"))
    support = do(invite, one, "Youth Network", "Ann Other", "ann@youth.example")
    assert support.person
    do(decline, support, "We cannot come", by=f"person {support.person.id}")
    (told,) = data(support.person)["asked to support"]
    assert (told["title"], told["represents"], told["by"]) == ("A title", "Youth Network", "Quiet Forum")
    assert (told["state"], told["answered by you"], told["said"]) == ("declined", True, "We cannot come")


def test_what_somebody_else_answered_is_theirs(app: Flask) -> None:
    one = begun(stage.person("Zelda Quux"))
    support = do(invite, one, "Youth Network", "Ann Other", "ann@youth.example")
    assert support.person
    do(decline, support, "We cannot come", by="person 999")
    (told,) = data(support.person)["asked to support"]
    assert (told["answered by you"], told["said"]) == (False, None)


def test_the_number_of_queries_does_not_grow(app: Flask) -> None:
    zelda, call, asked = stage.person(), stage.call(), []
    for number in range(5):
        one = stage.draft(call, stage.organisation(), zelda)
        stage.hand_in(one, stage.DURING)
        support = do(invite, one, f"Network {number}", str(zelda.name), str(zelda.email))
        assert support.person is zelda
        if number in (0, 4):
            session.expire_all()
            with counted(app) as sent:
                data(zelda)
            asked.append(len(sent))
    assert asked[0] == asked[1]
