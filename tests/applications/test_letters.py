"""Every letter about applications: it has a text, a reader, and nothing that does not concern them."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.applications import cosponsoring, deciding
from scheduler.applications.letters import ALL
from scheduler.applications.models import Application, Speaker
from scheduler.applications.telling import everybody, number, organisation, organisers_people
from scheduler.applications.workflow import MATERIAL, SUPPORT, WORKFLOW
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import SideEventKind
from scheduler.mail.letters import KINDS, LetterKind, delivered_text
from scheduler.mail.models import Letter
from scheduler.mail.rules import faults_of_text
from scheduler.organisations.models import Person
from tests.applications import stage
from tests.applications.desk import day, do, letter, told


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(day(15, 18)):
        yield


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_each_kind_has_a_text_that_the_desk_can_word_anew(kind: LetterKind) -> None:
    text = delivered_text(kind.name, "en")
    assert text is not None
    assert faults_of_text(text, kind.all_places) == []
    assert KINDS[kind.name] is kind


def test_every_step_that_promises_a_letter_has_its_kind() -> None:
    promised = {step.letter for table in (WORKFLOW, SUPPORT, MATERIAL) for step in table if step.letter}
    assert promised - {kind.name for kind in ALL} == set()


def with_everybody() -> tuple[Application, dict[str, str]]:
    """An application with a contact, a co-sponsor and a speaker; who is who by address."""
    lead = stage.organisation("Youth Network")
    contact, speaker = stage.contact(lead), stage.person("Ben Birch")
    one = stage.received(stage.call(), lead)
    one.speakers.append(Speaker(person_id=speaker.id, position=0))
    session.commit()
    asked = do(cosponsoring.invite, one, "Supporters", "Ana", "ana@supporters.example")
    do(cosponsoring.confirm, asked, session.get_one(Person, asked.person_id), takes_part=True)
    do(cosponsoring.invite, one, "Silent", "Dan", "dan@silent.example")
    began, supporter = (session.get_one(Person, number) for number in (one.person_id, asked.person_id))
    who = {"began": began, "contact": contact, "speaker": speaker, "cosponsor": supporter}
    return one, {str(person.email): name for name, person in who.items()}


def test_who_reads_of_what_concerns_them(app: Flask) -> None:
    one, who = with_everybody()
    assert [who[to.address] for to in organisers_people(one)] == ["began", "contact"]
    assert {who[reader.to.address]: bool(reader.why) for reader in everybody(one)} == {
        "began": False,
        "contact": False,
        "cosponsor": True,
        "speaker": True,
    }


def test_the_reason_is_for_the_organisers_people(app: Flask) -> None:
    one, who = with_everybody()
    do(deciding.decline, one, "The topic is not of drugs.")
    written = select(Letter.address, Letter.text).where(Letter.kind == "application-declined")
    texts = {row.address: row.text for row in session.execute(written)}
    read = {who[address]: "not of drugs" in text for address, text in texts.items()}
    assert read == {"began": True, "contact": True, "cosponsor": False, "speaker": False}
    speaker = next(text for address, text in texts.items() if who[address] == "speaker")
    assert "because you are named there as a speaker" in speaker
    assert "/account/applications/" not in speaker


def test_comments_go_to_nobody_else(app: Flask) -> None:
    one, who = with_everybody()
    do(deciding.return_, one, "Shorten it.")
    assert [who[address] for address in told("application-returned")] == ["began", "contact"]


def test_who_is_both_gets_one_letter(app: Flask) -> None:
    one = stage.received(stage.call())
    one.speakers.append(Speaker(person_id=one.person_id, position=0))
    session.commit()
    do(deciding.accept, one)
    assert len(told("application-accepted")) == 1
    assert "as a speaker" not in letter("application-accepted").text


def test_how_an_application_is_named_in_letters(app: Flask) -> None:
    call = stage.call(kind=SideEventKind.SPECIAL_EVENT)
    one = stage.received(call, stage.organisation("Youth Network"))
    assert (number(one), organisation(one)) == ("CND70-P-0001", "Youth Network")
    draft = stage.draft(call)
    assert (number(draft), organisation(draft)) == ("", "an organiser not named yet")


def test_a_letter_names_the_event_and_has_no_open_places(app: Flask) -> None:
    one, _ = with_everybody()
    do(deciding.accept, one)
    for written in session.scalars(select(Letter)):
        assert "{" not in written.text + written.subject
        assert str(one.title) in written.text
