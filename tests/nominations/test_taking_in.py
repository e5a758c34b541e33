"""Taking nominations of a web form in: letters, history; all or nothing, and once."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.audit.models import Record
from scheduler.audit.queries import history
from scheduler.formats.answer_columns import guess
from scheduler.formats.answers_table import read
from scheduler.kernel.db import session
from scheduler.mail.models import Letter
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import private_facts
from scheduler.nominations.terms import Field, State
from scheduler.nominations.web_form.columns import WORDINGS
from scheduler.nominations.web_form.rows import Reading
from scheduler.nominations.web_form.taking_in import Report, import_nominations
from scheduler.organisations.models import Organisation, Person
from scheduler.programmes.erasing import erase
from tests.nominations.form import form
from tests.nominations.stage import DURING, at, confirmed, stage, told
from tests.web.counting import counted

LATER = datetime(2027, 8, 30, 8, tzinfo=UTC)
KINDS = (Nomination, Organisation, Person, Letter, Record)


def take_in(call: SpeakerCall, data: bytes) -> Report:
    table = read(data)
    reading = Reading(guess(table, WORDINGS), call.meeting.time_zone)
    with at(LATER):
        return import_nominations(call, table, reading, "answers.csv", actor="account 1")


def counts() -> list[int]:
    return [session.scalars(select(func.count()).select_from(one)).one() for one in KINDS]


FILE = form(
    {"Gender": "woman", "Are": "Yes"},
    {
        "Timestamp": "2027-08-09 23:59",
        "Nominating": "Republic of Examples",
        "Name": "Bo Birch",
        "E-mail": "bo@state.example",
        "Gender": "man",
    },
)


def test_each_person_is_put_forward_and_has_to_confirm(app: Flask) -> None:
    play = stage()
    report = take_in(play.call, FILE)
    assert report.examined.faults == []
    bo, ann = session.scalars(select(Nomination).order_by(Nomination.id)).all()
    assert report.nominations == {2: ann, 3: bo}
    assert [(one.person.name, one.organisation, one.channel.code, one.state) for one in (bo, ann)] == [
        ("Bo Birch", play.state, "AFRICAN", State.PUT_FORWARD),
        ("Ann Example", play.ngo, "VNGOC", State.PUT_FORWARD),
    ]
    assert [one.came_at for one in (bo, ann)] == [
        datetime(2027, 8, 9, 21, 59, tzinfo=UTC),
        datetime(2027, 8, 10, 7, 30, 15, tzinfo=UTC),
    ]
    assert [(one.made_at, one.is_late, one.by_desk) for one in (bo, ann)] == [(LATER, False, True)] * 2
    assert [wanted.session_id for wanted in ann.wanted] == [play.session.id]
    assert told("nomination-put-forward") == ["bo@state.example", "ann@youth.example"]
    assert [(one.field, one.value) for one in private_facts(ann)] == [(Field.GENDER, "woman")]
    assert private_facts(bo) == []


@pytest.mark.parametrize("database_kind", ["sqlite"])  # words
def test_the_history_says_from_where_each_came_and_nothing_private(app: Flask) -> None:
    play = stage()
    report = take_in(play.call, FILE)
    done = history(play.call.thing)[-1]
    assert (done.act, done.content and done.content.facts) == (
        "import nominations",
        {"actor": "account 1", "why": None, "file": "answers.csv", "nominations": 2},
    )
    own = [one.content.facts for one in history(report.nominations[2].thing) if one.content]
    assert own[0]["on_behalf"] == {
        "source": "web_form",
        "came_on": "2027-08-10",
        "reference": "answers.csv, row 2",
        "came_from": "2027-08-10T07:30:15+00:00",
    }
    assert "woman" not in str(own)


def test_the_same_file_again_changes_nothing_and_a_longer_one_adds_what_is_new(app: Flask) -> None:
    play = stage()
    take_in(play.call, FILE)
    before = counts()
    again = take_in(play.call, FILE)
    assert (again.nominations, again.examined.new, counts()) == ({}, [], before)
    longer = form({}, {"Name": "Cy Cedar", "E-mail": "cy@youth.example", "Timestamp": "2027-08-11 8:00"})
    assert list(take_in(play.call, longer).nominations) == [3]


SQLITE_ONLY = pytest.mark.parametrize("database_kind", ["sqlite"])
"""What is asked of the database is proved above on both."""


@SQLITE_ONLY
@pytest.mark.parametrize(
    "wrong", [{"E-mail": "nowhere"}, {"Nominating": "Republic of Examples", "Timestamp": "soon"}]
)
def test_with_one_fault_nothing_is_stored(app: Flask, wrong: dict[str, str]) -> None:
    play = stage()
    before = counts()
    report = take_in(play.call, form({"Name": "Dee Dove", "E-mail": "dee@youth.example"}, wrong))
    assert [one.row for one in report.examined.faults] == [3]
    assert (report.nominations, counts()) == ({}, before)


def test_who_was_erased_does_not_come_back(app: Flask) -> None:
    play = stage()
    ann = take_in(play.call, FILE).nominations[2]
    with at(DURING):
        known = confirmed(play, name="Eve Elm")
    for person in (ann.person_id, known.person_id):
        erase(person, actor="account 1", base_url="https://x.example")
    before = counts()
    mended = form(
        {},  # the same row
        {"Timestamp": "2027-08-12 10:00"},  # told at another time
        {"Name": "Eve Elm", "E-mail": "eve@youth.example", "Timestamp": "2027-08-12 11:00"},
    )
    again = take_in(play.call, mended)
    assert (again.examined.faults, again.examined.new, counts()) == ([], [], before)
    assert [str(one.sentence)[:40] for one in again.examined.warnings] == [
        "It was taken in before, and is left as i",
        "Somebody of this name was erased, and do",
        "Somebody of this name was erased, and do",
    ]
    assert "Ann" not in str([session.get_one(Nomination, ann.id).__dict__])


@SQLITE_ONLY
def test_who_is_put_forward_already_is_left_out(app: Flask) -> None:
    play = stage()
    with at(DURING):
        one = confirmed(play, name="Ann Example")
    before = counts()
    assert one.person.email
    take_in(play.call, form({"E-mail": one.person.email.upper()}))
    assert counts() == before


@SQLITE_ONLY
def test_it_asks_as_many_questions_to_look_at_thirty_rows_as_at_one(app: Flask) -> None:
    play = stage()
    sent = []
    for number in (1, 30):
        rows = [{"Name": f"P {row}", "E-mail": f"p{row}@x.example"} for row in range(number)]
        data = form(*rows, {"E-mail": "nowhere"})
        session.expire_all()
        with counted(app) as asked:
            take_in(play.call, data)
        sent.append(len(asked))
    assert sent[0] == sent[1]
