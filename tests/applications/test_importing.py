"""Taking a web form's answers in: receipts, letters, history; all or nothing, and once."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from scheduler.applications.answer_rows import Reading
from scheduler.applications.columns import WORDINGS
from scheduler.applications.drafting import start
from scheduler.applications.importing import Report, import_answers
from scheduler.applications.models import Application, Receipt
from scheduler.applications.queue import lines, queue_of
from scheduler.applications.terms import State, Support
from scheduler.applications.verifying import faults_of_chain
from scheduler.audit.models import Record
from scheduler.audit.queries import history
from scheduler.calls.models import Call
from scheduler.formats.answer_columns import guess
from scheduler.formats.answers_table import read
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import Source
from scheduler.mail.models import Letter
from scheduler.organisations.merging import merge
from scheduler.organisations.models import Organisation, Person
from scheduler.organisations.queries import by_name
from tests.applications import stage
from tests.applications.answers import form
from tests.applications.desk import DESK, told
from tests.applications.stage import CLOSES, DURING

LATER = CLOSES + timedelta(days=1)


def take_in(call: Call, data: bytes, at: datetime = LATER) -> Report:
    table = read(data)
    reading = Reading(guess(table, WORDINGS), call.meeting.time_zone)
    with clock.set_to(at):
        return import_answers(call, table, reading, "answers.csv", actor=DESK, keyring=stage.keyring())


def count(model: type[object]) -> int:
    return session.scalars(select(func.count()).select_from(model)).one()


FILE = form(
    {"Completion": "1/15/2027 13:05:09"},
    {
        "Completion": "1/14/2027 9:00",
        "Title": "Air",
        "What": "Ruritania",
        "Contact": "bo@air.example",
        "Co-": "",
    },
)


def test_each_row_gets_its_receipt_in_the_order_in_which_they_came(app: Flask) -> None:
    call, lead = stage.call(), stage.organisation("Peace Institute")
    stage.state("Ruritania")
    by_account = stage.received(call, at=datetime(2027, 1, 15, 12, 5, 9, 500_000, tzinfo=UTC))
    report = take_in(call, FILE)
    assert report.examined.faults == []
    found = session.scalars(select(Receipt).where(Receipt.source.is_not(None)).order_by(Receipt.number)).all()
    assert [(one.application.title, one.number, one.source, one.declared_at, one.at) for one in found] == [
        ("Air", 2, Source.WEB_FORM, datetime(2027, 1, 14, 8, 0, 59, 999_999, tzinfo=UTC), LATER),
        ("Water for all", 3, Source.WEB_FORM, datetime(2027, 1, 15, 12, 5, 9, 999_999, tzinfo=UTC), LATER),
    ]
    assert faults_of_chain(call, stage.keyring()) == []
    air, water = (one.application for one in found)
    assert queue_of(call) == [air.id, by_account.id, water.id]
    assert [line.source for line in lines(call)] == [None, Source.WEB_FORM, Source.WEB_FORM]
    assert (water.state, water.lead) == (State.RECEIVED, lead)
    assert [(one.organisation.name, one.state) for one in water.cosponsors] == [
        ("Youth Network", Support.NAMED),
        ("Club of Examples", Support.NAMED),
    ]
    assert told("application-received")[-2:] == ["bo@air.example", "ann@peace.example"]
    assert told("support-asked") == []


def test_the_history_says_from_where_each_came(app: Flask) -> None:
    call = stage.call()
    report = take_in(call, FILE)
    done = history(call.thing)[-1]
    assert done.act == "import applications"
    assert done.content is not None
    facts = done.content.facts
    assert (facts["actor"], facts["file"], facts["applications"], len(facts["rows"])) == (
        DESK,
        "answers.csv",
        2,
        2,
    )
    assert "on_behalf" not in facts
    submitted = history(f"application {report.receipts[2].application_id}")[-1].content
    assert submitted is not None
    assert submitted.facts["on_behalf"] == {
        "source": "web_form",
        "came_on": "2027-01-15",
        "reference": "answers.csv, row 2",
        "came_from": "2027-01-15T12:05:09+00:00",
    }


def test_the_same_file_again_makes_nothing_and_a_longer_one_only_what_is_new(app: Flask) -> None:
    call = stage.call()
    take_in(call, FILE)
    before = [count(one) for one in (Application, Organisation, Person, Letter, Record)]
    again = take_in(call, FILE)
    assert (again.receipts, again.examined.new) == ({}, [])
    assert [count(one) for one in (Application, Organisation, Person, Letter, Record)] == before
    with decision("tests") as this:  # the lead is another record now, and the title another one
        merge(this, stage.organisation("Peace Institute (Vienna)"), by_name(["Peace Institute"]).popitem()[1])
    longer = form({"Completion": "1/15/2027 13:05:09", "Co-": ""}, {"Title": "Earth"})
    assert list(take_in(call, longer).receipts) == [3]
    assert [one.application.title for one in session.scalars(select(Receipt).order_by(Receipt.number))] == [
        "Air",
        "Water for all",
        "Earth",
    ]


def test_with_one_fault_nothing_is_stored(app: Flask) -> None:
    call = stage.call()
    before = [count(one) for one in (Application, Organisation, Person, Letter, Record)]
    report = take_in(call, form({}, {"Title": ""}))
    assert [str(fault.place) for fault in report.examined.faults] == [
        'Row 3, column "Title of the side event (max. 100 characters)"'
    ]
    assert report.receipts == {}
    assert [count(one) for one in (Application, Organisation, Person, Letter, Record)] == before


def test_nobodys_own_draft_is_taken_for_it(app: Flask) -> None:
    call, ann = stage.call(), stage.person("Ann Example")
    with clock.set_to(DURING), decision("account 1") as this:
        ann.email = "ann@peace.example"
        own = start(this, call, ann)
    report = take_in(call, form({}))
    assert own.state is State.DRAFT
    taken = report.receipts[2].application
    assert (taken.person_id, taken.id != own.id) == (ann.id, True)
    assert session.get_one(Application, taken.id).title == "Water for all"


def test_one_too_many_of_a_lead_is_received_and_marked(app: Flask) -> None:
    call = stage.call()
    report = take_in(call, form({}, {"Completion": "1/15/2027 14:00:00", "Title": "Earth"}))
    assert [report.receipts[row].doubled for row in (2, 3)] == [False, True]
