"""Drafts: begun once, kept at every step, and nobody's text lost."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.applications.drafting import MOST_DRAFTS, Differing, Stale, save, start
from scheduler.applications.facts import Facts, Faulty, LinkFact, SpeakerFact
from scheduler.applications.models import Application
from scheduler.applications.queries import current
from scheduler.applications.rules import Field
from scheduler.applications.terms import LinkKind, State
from scheduler.applications.workflow import ALIVE
from scheduler.applications.writing import open_now
from scheduler.audit.queries import history
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Equipment, Format, OrganisationKind
from scheduler.organisations.models import Organisation, Person
from tests.applications import stage
from tests.applications.stage import CLOSES, DURING, SECOND


def begin(call: Call, person: Person, organisation: Organisation | None = None) -> Application:
    with clock.set_to(DURING), decision("tests") as this:
        return start(this, call, person, organisation)


def keep(application: Application, revision: int | None = None, **facts: Any) -> list[str]:
    with clock.set_to(DURING), decision("tests") as this:
        return save(this, application, revision or application.revision, Facts(**facts))


def people() -> int:
    return session.scalars(select(func.count(Person.id))).one()


def test_two_clicks_begin_one_draft(app: Flask) -> None:
    call, person, body = stage.call(), stage.person(), stage.organisation()
    first = begin(call, person, body)
    assert begin(call, person, body).id == first.id
    assert (first.state, first.revision, first.lead, len(first.code)) == (State.DRAFT, 1, body, 5)
    assert [one.act for one in history(first.thing)] == ["start an application"]


def test_what_was_touched_is_somebody_elses_or_is_elsewhere_is_another_draft(app: Flask) -> None:
    call, person, body = stage.call(), stage.person(), stage.organisation()
    first = begin(call, person, body)
    others = [
        begin(call, person),
        begin(call, person, stage.organisation()),
        begin(call, stage.person(), body),
        begin(stage.call(stage.meeting("CND71")), person, body),
    ]
    keep(first, title="Touched")
    others.append(begin(call, person, body))
    assert len({first.id, *(one.id for one in others)}) == 6


def test_who_cannot_lead_is_told_before_typing(app: Flask) -> None:
    call, body = stage.call(), stage.organisation("The Foundation", OrganisationKind.OTHER)
    with pytest.raises(Refused, match="The Foundation cannot organise here"):
        begin(call, stage.person(), body)
    with pytest.raises(Faulty, match="The Foundation cannot organise here"):
        keep(begin(call, stage.person()), organisation=body.id)


def test_whose_kind_nobody_knows_yet_can_begin(app: Flask) -> None:
    body = stage.organisation("The Newcomers", None, verified=False)
    assert begin(stage.call(), stage.person(), body).lead is body


def test_after_the_close_nothing_is_begun(app: Flask) -> None:
    call, person = stage.call(), stage.person()
    with clock.set_to(CLOSES), pytest.raises(Refused, match="This call is closed"), decision("tests") as this:
        start(this, call, person)


def test_one_person_begins_so_many_drafts_and_no_more(app: Flask) -> None:
    call, person = stage.call(), stage.person()
    for number in range(MOST_DRAFTS):
        keep(begin(call, person), title=f"Event {number}")
    with pytest.raises(Refused, match="20 drafts"):
        begin(call, person)


ALL: dict[str, Any] = {
    "title": "Treatment that works",
    "abstract": "First line\n\nSecond line",
    "theme": "Health",
    "format": Format.HYBRID,
    "languages": ("English", "Spanish"),
    "attendance": 40,
    "equipment": (Equipment.HYBRID,),
    "links": (LinkFact(kind=LinkKind.STREAM, url="https://body.example/live"),),
    "contact": "Ada, ada@body.example",
    "note": "Please not on Monday",
    "open_to_joining": True,
}


@pytest.mark.parametrize("field", ALL)
def test_every_field_is_kept_and_read_again(app: Flask, field: str) -> None:
    application = begin(stage.call(), stage.person())
    assert keep(application, **{field: ALL[field]}) == [field]
    session.expire_all()
    assert getattr(current(application), field) == ALL[field]
    assert application.revision == 2


def test_a_step_leaves_the_fields_of_others_alone(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    keep(application, **ALL)
    keep(application, title="Another title")
    assert current(application) == current(application).model_copy(update={**ALL, "title": "Another title"})


def test_what_is_emptied_is_gone(app: Flask) -> None:
    application = begin(stage.call(), stage.person(), stage.organisation())
    keep(application, **ALL)
    empty: dict[str, Any] = {
        field: () if isinstance(value, tuple) else None
        for field, value in ALL.items()
        if field != "open_to_joining"
    }
    keep(application, **empty, organisation=None)
    session.expire_all()
    assert {field: getattr(current(application), field) for field in empty} == empty
    assert application.lead is None


def test_text_is_cleaned(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    keep(application, title="  A\u202e  title\x00 ", abstract="One\r\n\r\nTwo\x07", theme="   ")
    assert (application.title, application.abstract, application.theme) == ("A title", "One\n\nTwo", None)


def test_saving_the_same_again_changes_nothing(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    keep(application, **ALL)
    assert keep(application, **ALL) == []
    assert keep(application, revision=1, **ALL) == []  # a lost reply: the form is sent once more
    assert (application.revision, len(history(application.thing))) == (2, 2)


def test_a_stale_save_shows_both_versions_and_loses_nothing(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    keep(application, title="Mine", theme="Health")
    with pytest.raises(Stale) as caught:
        keep(application, revision=1, title="Yours", theme="Health", note="A note")
    session.expire_all()
    assert caught.value.revision == 2
    assert caught.value.differing == [
        Differing("title", "Mine", "Yours"),
        Differing("note", None, "A note"),
    ]
    assert (application.title, application.note, application.revision) == ("Mine", None, 2)
    keep(application, revision=caught.value.revision, title="Ours")
    assert application.title == "Ours"


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"title": "x" * 301}, "This text has 301 characters. Shorten it to 300 at most."),
    ({"abstract": "x" * 5_001}, "This text has 5001 characters. Shorten it to 5000 at most."),
    ({"theme": "x" * 301}, "This text has 301 characters. Shorten it to 300 at most."),
    ({"contact": "x" * 301}, "This text has 301 characters. Shorten it to 300 at most."),
    ({"note": "x" * 5_001}, "This text has 5001 characters. Shorten it to 5000 at most."),
    ({"languages": ["x"] * 11}, "Give 10 at most."),
    ({"languages": ["x" * 51]}, "Write each language in 50 characters at most."),
    ({"attendance": -1}, "Write a number of people from 0 to 100000."),
    ({"attendance": 100_001}, "Write a number of people from 0 to 100000."),
    (
        {"links": [{"kind": "stream", "url": "javascript:alert(1)"}]},
        '"javascript:alert(1)" is no web address. Write one with https:// and no spaces.',
    ),
    (
        {"links": [{"kind": "stream", "url": "https://a.example/" + "x" * 2_000}]},
        "This text has 2018 characters. Shorten it to 2000 at most.",
    ),
    ({"speakers": [{"name": " "}]}, "Give each speaker a name, or leave the whole line empty."),
    ({"speakers": [{"name": "x" * 201}]}, "This text has 201 characters. Shorten it to 200 at most."),
    (
        {"speakers": [{"name": "Ada", "email": "nobody"}]},
        'No letter can be sent to the address "nobody".',
    ),
    ({"wishes": {999: 1}}, "One of these slots is no longer there. Choose again."),
    ({"wishes": {1: -1}}, "Rank the slots from 1 on, without a rank below."),
    ({"organisation": 999}, "There is no such organisation."),
    (
        {"speakers": [{"name": "Ada", "person": 1}]},
        "One of these speakers is no longer there. Enter them again.",
    ),
]


@pytest.mark.parametrize(("facts", "said"), FAULTS, ids=[str(number) for number in range(len(FAULTS))])
def test_a_fault_stands_at_its_field_and_nothing_is_kept(
    app: Flask, facts: dict[str, Any], said: str
) -> None:
    application = begin(stage.call(), stage.person())
    with pytest.raises(Faulty) as caught:
        keep(application, **{"theme": "Kept?", **facts})
    session.expire_all()
    assert [(field, str(sentence)) for field, sentence in caught.value.faults] == [(next(iter(facts)), said)]
    assert (application.revision, application.theme, application.speakers) == (1, None, [])


def test_all_faults_are_said_at_once(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    with pytest.raises(Faulty) as caught:
        keep(application, title="x" * 400, attendance=-1, wishes={999: 1})
    assert [field for field, _ in caught.value.faults] == ["title", "attendance", "wishes"]


def test_slots_of_another_meeting_do_not_exist_here(app: Flask) -> None:
    other = stage.meeting("CND71")
    application = begin(stage.call(), stage.person())
    with pytest.raises(Faulty):
        keep(application, wishes={other.slots[0].id: 1})


def test_wishes_are_ranked_changed_and_taken_back(app: Flask) -> None:
    call = stage.call()
    one, two = [slot.id for slot in call.meeting.slots]
    application = begin(call, stage.person())
    keep(application, wishes={one: 1, two: 0})
    assert keep(application, wishes={one: 1, two: 0}) == []
    keep(application, wishes={one: 0, two: 1})
    session.expire_all()
    assert current(application).wishes == {one: 0, two: 1}
    keep(application, wishes={})
    session.expire_all()
    assert current(application).wishes == {}


def names(application: Application) -> list[tuple[str | None, str | None, bool]]:
    session.expire_all()
    return [(one.person.name, one.affiliation, one.online) for one in application.speakers]


def test_speakers_become_people_once(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    before = people()
    keep(
        application,
        speakers=(
            SpeakerFact(name="Ada", affiliation="The Body", email="ada@body.example"),
            SpeakerFact(name="Ben", online=True),
        ),
    )
    assert names(application) == [("Ada", "The Body", False), ("Ben", None, True)]
    ada, ben = current(application).speakers
    keep(application, speakers=(ben, ada))
    assert names(application) == [("Ben", None, True), ("Ada", "The Body", False)]
    assert people() == before + 2


def test_a_name_that_is_mended_stays_the_same_person(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    keep(application, speakers=(SpeakerFact(name="Adda"),))
    known = current(application).speakers[0]
    before = people()
    keep(application, speakers=(known.model_copy(update={"name": "Ada", "email": "ada@body.example"}),))
    after = current(application).speakers[0]
    assert (after.person, after.name, after.email, people()) == (
        known.person,
        "Ada",
        "ada@body.example",
        before,
    )


def test_nobody_elses_record_is_changed_through_a_speaker(app: Flask) -> None:
    first, second = begin(stage.call(), stage.person()), begin(stage.call(stage.meeting("B")), stage.person())
    keep(first, speakers=(SpeakerFact(name="Ada"),))
    shared = first.speakers[0].person
    with bookkeeping("tests"):
        second.speakers = [type(first.speakers[0])(person=shared, position=0)]
    keep(second, speakers=(SpeakerFact(name="Somebody Else", person=shared.id),))
    assert (names(first), names(second)) == ([("Ada", None, False)], [("Somebody Else", None, False)])
    assert second.speakers[0].person_id != shared.id


def test_a_namesake_is_another_person(app: Flask) -> None:
    application = begin(stage.call(), stage.person())
    keep(application, speakers=(SpeakerFact(name="Ada"), SpeakerFact(name="Ada")))
    one, two = application.speakers
    assert one.person_id != two.person_id


def test_the_history_names_fields_and_no_words(app: Flask) -> None:
    body = stage.organisation()
    application = begin(stage.call(), stage.person(), body)
    keep(application, title="Secret title", speakers=(SpeakerFact(name="Ada"),))
    told = history(application.thing)[-1]
    assert told.content
    assert (told.act, told.content.facts) == (
        "save a draft",
        {"actor": "tests", "why": None, "fields": ["speakers", "title"]},
    )
    assert f"organisation {body.id}" in [party.name for party in told.parties]


FIELDS: dict[str, Any] = {**ALL, "speakers": (SpeakerFact(name="Ada"),)}
AFTER = {"links": Field.LINKS, "contact": Field.LINKS, "speakers": Field.SPEAKERS}


@pytest.mark.parametrize("field", FIELDS)
def test_after_the_receipt_only_some_fields_are_open(app: Flask, field: str) -> None:
    application = stage.received(stage.call())
    if field in AFTER or field == "open_to_joining":
        assert keep(application, **{field: FIELDS[field]}) == [field]
        assert history(application.thing)[-1].act == "change after receipt"
    else:
        with pytest.raises(Faulty) as caught:
            keep(application, **{field: FIELDS[field]})
        assert [name for name, _ in caught.value.faults] == [field]
        assert "Ask the secretariat to return it." in str(caught.value)


@pytest.mark.parametrize("state", State)
def test_what_is_open_in_each_state(app: Flask, state: State) -> None:
    call = stage.call(links_until=CLOSES)
    application = stage.received(call)
    with bookkeeping("tests"):
        application.state = state
    later = {Field.COSPONSORS, Field.MATERIAL, Field.SPEAKERS}
    in_hand = {Field.SUBJECT} if state in (State.DRAFT, State.RETURNED) else set()
    before, after, begun = (
        set(open_now(application, CLOSES - SECOND)),
        set(open_now(application, CLOSES)),
        set(open_now(application, CLOSES + SECOND, begins=CLOSES)),
    )
    if state not in ALIVE:
        assert (before, after, begun) == (set(), set(), set())
    else:
        assert (before, after) == (later | in_hand | {Field.LINKS}, later | in_hand)
        assert begun == (later | in_hand) - {Field.SPEAKERS}


def test_the_organiser_stands_in_the_receipt(app: Flask) -> None:
    application = stage.received(stage.call())
    with bookkeeping("tests"):
        application.state = State.RETURNED
    with pytest.raises(Faulty, match="The organiser stands in the receipt"):
        keep(application, organisation=stage.state().id)
    assert keep(application, title="Another title") == ["title"]


@pytest.mark.parametrize("state", sorted(set(State) - ALIVE))
def test_what_is_over_cannot_be_changed(app: Flask, state: State) -> None:
    application = stage.received(stage.call())
    with bookkeeping("tests"):
        application.state = state
    with pytest.raises(Faulty, match="Nothing can be changed in this application any more"):
        keep(application, open_to_joining=True)
